using Intake.Core.Staff.Accounts;

namespace Intake.Worker.Commands.Demo;

/// <summary>A member of the demo staff. Invented; administrators carry the addresses that the scheme's file names.</summary>
internal sealed record DemoPerson(string Email, string Name, StaffRoles Role, string? Unit = null);

/// <summary>A scheme's demo staff. The first two are its founders, whose keys the scheme's root names.</summary>
internal sealed record DemoTeam(string Scheme, IReadOnlyList<DemoPerson> People)
{
    /// <summary>People of another team who join this scheme with the account that they have.</summary>
    public IReadOnlyList<DemoPerson> Joining { get; init; } = [];

    public IEnumerable<DemoPerson> Founders => People.Take(2);
}

/// <summary>The people one can sign in as after <c>deploy/up</c>.</summary>
internal static class DemoCast
{
    /// <summary>The team that is always made.</summary>
    public static readonly DemoTeam Usual = new("region-hovedstaden",
    [
        Administrator("anne.holm@advokat.example", "Anne Holm"),
        Administrator("jens.krogh@advokat.example", "Jens Krogh"),
        Administrator("mette.lind@advokat.example", "Mette Lind"),
        Administrator("vibeke.storm@advokat.example", "Vibeke Storm"),
        Handler("karen.bjerre@bispebjerg.example", "Karen Bjerre", "bispebjerg-og-frederiksberg-hospital"),
        Handler("lars.thygesen@bispebjerg.example", "Lars Thygesen", "bispebjerg-og-frederiksberg-hospital"),
        Handler("mikkel.oestergaard@bispebjerg.example", "Mikkel Østergaard", "bispebjerg-og-frederiksberg-hospital"),
        Handler("sofie.dam@rigshospitalet.example", "Sofie Dam", "rigshospitalet"),
        Handler("peter.lund@rigshospitalet.example", "Peter Lund", "rigshospitalet"),
        new("ida.falk@drift.example", "Ida Falk", StaffRoles.Operator),
    ]);

    /// <summary>Teams that are made when their schemes are asked for by name: smaller, and each able to receive and refer.</summary>
    public static readonly IReadOnlyList<DemoTeam> Others =
    [
        new("region-midtjylland",
        [
            Administrator("gitte.aagaard@gudenaa.example", "Gitte Aagaard"),
            Administrator("bo.winther@gudenaa.example", "Bo Winther"),
            Administrator("gerda.holst@gudenaa.example", "Gerda Holst"),
            Handler("nanna.riis@auh.example", "Nanna Riis", "aarhus-universitetshospital"),
            Handler("troels.kjaer@auh.example", "Troels Kjær", "aarhus-universitetshospital"),
        ]),
        new("koebenhavns-kommune",
        [
            Administrator("sune.ladegaard@borgerraadgiver.example", "Sune Ladegaard"),
            Administrator("maja.frost@borgerraadgiver.example", "Maja Frost"),
            Administrator("runa.vestergaard@borgerraadgiver.example", "Runa Vestergaard"),
            Handler("amir.sand@buf.example", "Amir Sand", "boerne-og-ungdomsforvaltningen"),
            Handler("ulla.brix@buf.example", "Ulla Brix", "boerne-og-ungdomsforvaltningen"),
        ]),
        new("koege-kommune",
        [
            Administrator("lise.storgaard@vallo-aa.example", "Lise Storgaard"),
            Administrator("aksel.bruun@vallo-aa.example", "Aksel Bruun"),
            Administrator("hans.ravn@vallo-aa.example", "Hans Ravn"),
            Handler("pia.lorentz@koege.example", "Pia Lorentz", "personaleafdelingen"),
            Handler("dan.helles@koege.example", "Dan Helles", "personaleafdelingen"),
        ])
        {
            // So that one can see My day over two schemes.
            Joining = [Administrator("mette.lind@advokat.example", "Mette Lind")],
        },
        new("universitet",
        [
            Administrator("thea.lindberg@lysholm.example", "Thea Lindberg"),
            Administrator("karl.nyborg@lysholm.example", "Karl Nyborg"),
            Administrator("dagny.krag@lysholm.example", "Dagny Krag"),
            Handler("ingrid.vang@universitet.example", "Ingrid Vang", "universitets-hr"),
            Handler("rasmus.toft@universitet.example", "Rasmus Toft", "universitets-hr"),
        ]),
    ];

    private static DemoPerson Administrator(string email, string name) => new(email, name, StaffRoles.Administrator);

    private static DemoPerson Handler(string email, string name, string unit) => new(email, name, StaffRoles.CaseHandler, unit);
}
