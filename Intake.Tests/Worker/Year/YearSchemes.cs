using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Worker.Year;

/// <summary>
/// The deployed schemes as they stand, with the name of a leader in every other unit and report schedules that differ, and with staff: two
/// administrators, the deputy, and four handlers in each unit that is used. Accounts are rows; nobody signs in.
/// </summary>
internal static class YearSchemes
{
    private const int HandlersOfAUnit = 4;

    private static readonly string[] Files =
        ["region-hovedstaden", "koebenhavns-kommune", "koege-kommune", "region-midtjylland", "universitet"];

    private static readonly string[] Cadences = ["monthly", "weekly", "monthly", "quarterly", "monthly"];

    public static async Task<IReadOnlyList<LivedScheme>> AddAsync(WorkerBench bench, int schemes, int unitsOfEach)
    {
        var all = new List<LivedScheme>();
        for (var number = 0; number < schemes; number++) all.Add(await LoadAsync(bench, number, unitsOfEach));
        return all;
    }

    private static async Task<LivedScheme> LoadAsync(WorkerBench bench, int number, int units)
    {
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("deploy", "schemes", Files[number] + ".json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        file["accountability"] = Cadences[number];
        // The last one's handlers get a mail each working day.
        if (number == 4) file["notices"] = new JsonObject { ["handlers"] = "eachWorkingDay", ["administrators"] = "eachWorkingDay" };
        var places = Places(file["units"]!.AsArray().Select(unit => unit!.AsObject()).ToList(), units);
        for (var at = 0; at < places.Count; at += 2) places[at]["leader"] = Email(places[at], 0, number);
        await using var db = bench.AsOwner();
        var loaded = await new SchemeLoader(db, bench.Time).LoadAsync(Encoding.UTF8.GetBytes(file.ToJsonString()), default);
        var scheme = loaded.Scheme ?? throw new InvalidOperationException(string.Join('\n', loaded.Faults));
        var used = places.Select(place => scheme.Units.Single(unit => unit.Name == (string)place["name"]!)).ToList();
        await AddStaffAsync(bench, scheme, number, places, used);
        return new(scheme, used, await ReadAsync(bench, scheme));
    }

    /// <summary>Units with a unit above them first, and those above.</summary>
    private static List<JsonObject> Places(List<JsonObject> units, int count)
    {
        var below = units.Where(unit => unit["parent"] is not null).Take(count / 2).ToList();
        var above = units.Where(unit => below.Any(child => (string)child["parent"]! == (string)unit["name"]!));
        return [.. below.Concat(above).Concat(units.Where(unit => unit["parent"] is null)).Distinct().Take(count)];
    }

    private static string Email(JsonObject unit, int number, int scheme) => $"{(string)unit["name"]!}.{number}@scheme{scheme}.example";

    private static async Task AddStaffAsync(WorkerBench bench, Scheme scheme, int number, List<JsonObject> places, List<Unit> used)
    {
        await using var db = bench.AsOwner();
        // The accounts are rows alone: where some were certified, the others would be nobody's.
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM intake.certificate_signature WHERE certificate_id IN (SELECT id FROM intake.certificate WHERE scheme_id = {scheme.Id});
            DELETE FROM intake.certificate WHERE scheme_id = {scheme.Id};
            """);
        if (!await db.Staff.AnyAsync(person => person.SchemeId == scheme.Id))
        {
            Add($"administrator.1@scheme{number}.example", StaffRoles.Administrator, null);
            Add($"administrator.2@scheme{number}.example", StaffRoles.Administrator, null);
            Add(scheme.Administrator.Deputy.Staff, StaffRoles.Administrator, null);
        }

        for (var at = 0; at < places.Count; at++)
        {
            for (var handler = 0; handler < HandlersOfAUnit; handler++)
                Add(Email(places[at], handler, number), StaffRoles.CaseHandler, used[at]);
        }

        await db.SaveChangesAsync();

        void Add(string email, StaffRoles role, Unit? unit)
        {
            var row = new StaffMember
            {
                Id = Guid.NewGuid(), SchemeId = scheme.Id, Email = email, FullName = "Person", Roles = role, State = StaffState.Active,
                CreatedOn = new(2025, 12, 1),
            };
            db.Staff.Add(row);
            if (unit is not null) db.StaffUnits.Add(new StaffUnit { StaffId = row.Id, UnitId = unit.Id });
        }
    }

    private static async Task<IReadOnlyList<LivedPerson>> ReadAsync(WorkerBench bench, Scheme scheme)
    {
        await using var db = bench.AsOwner();
        var rows = await db.Staff.Where(person => person.SchemeId == scheme.Id).OrderBy(person => person.Email).ToListAsync();
        var units = (await db.StaffUnits.ToListAsync()).ToLookup(place => place.StaffId, place => place.UnitId);
        return [.. rows.Select(row => new LivedPerson(row.Id, row.Email, row.Roles.HasFlag(StaffRoles.Administrator),
            row.Email == scheme.Administrator.Deputy.Staff, [.. units[row.Id]]))];
    }
}
