using Intake.Core.Staff;

namespace Intake.Worker.Commands.Demo;

/// <summary>A member of the demo staff. Invented; administrators carry the addresses that the demo scheme's file names.</summary>
internal sealed record DemoPerson(string Email, string Name, StaffRoles Role, string? Unit = null);

/// <summary>Who can be tried out after <c>deploy/up</c>.</summary>
internal static class DemoCast
{
    public const string Scheme = "region-hovedstaden";

    private const string Hospital = "bispebjerg-og-frederiksberg-hospital";
    private const string OtherHospital = "rigshospitalet";

    /// <summary>Those whose keys the scheme's root names.</summary>
    public static readonly IReadOnlyList<DemoPerson> Founders =
    [
        new("anne.holm@advokat.example", "Anne Holm", StaffRoles.Administrator),
        new("jens.krogh@advokat.example", "Jens Krogh", StaffRoles.Administrator),
    ];

    /// <summary>Everybody, founders first.</summary>
    public static readonly IReadOnlyList<DemoPerson> All =
    [
        .. Founders,
        new("mette.lind@advokat.example", "Mette Lind", StaffRoles.Administrator),
        new("vibeke.storm@advokat.example", "Vibeke Storm", StaffRoles.Administrator),
        new("karen.bjerre@bispebjerg.example", "Karen Bjerre", StaffRoles.CaseHandler, Hospital),
        new("lars.thygesen@bispebjerg.example", "Lars Thygesen", StaffRoles.CaseHandler, Hospital),
        new("mikkel.oestergaard@bispebjerg.example", "Mikkel Østergaard", StaffRoles.CaseHandler, Hospital),
        new("sofie.dam@rigshospitalet.example", "Sofie Dam", StaffRoles.CaseHandler, OtherHospital),
        new("peter.lund@rigshospitalet.example", "Peter Lund", StaffRoles.CaseHandler, OtherHospital),
        new("ida.falk@drift.example", "Ida Falk", StaffRoles.Operator),
    ];
}
