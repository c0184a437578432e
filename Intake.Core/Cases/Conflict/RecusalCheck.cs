using System.Security.Cryptography;
using System.Text;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// What comes of stepping back, before it does: who else loses the case, and which of the names mean nobody. Who has not passed the gate
/// reads nothing here of who has the case.
/// </summary>
public sealed class RecusalCheck(
    IntakeDb db, CaseAccess cases, ReportAccess access, CaseHolders holders, HolderPseudonyms pseudonyms, SchemeCatalogue schemes)
{
    /// <summary>What comes of it. Null when the report isn't there for this person.</summary>
    public async Task<RecusalView?> ReadAsync(Guid reportId, UnlockedStaff staff, string? names, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(reportId, staff, cancel);
        return report is null || !report.TryOpen(CompartmentKind.GateCard, null, out _) ? null : await ReadAsync(report, names, cancel);
    }

    internal async Task<RecusalView> ReadAsync(OpenReport report, string? names, CancellationToken cancel)
    {
        var id = report.Row.Id;
        var meant = NamedColleagues.Meant(report, names);
        var hasPassed = await cases.HasPassedAsync(id, report.Self.Party.PersonId, cancel);
        var having = hasPassed
            ? (await holders.OfAsync(report, report.Compartments.First(room => room.Kind == CompartmentKind.Dialogue).Id, cancel))
                .Select(person => person.PersonId).ToHashSet()
            : [];
        var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
        var left = meant.Count == 0 || hasPassed ? await HandlersLeftAsync(report, meant, cancel) : null;
        List<NamedColleague> named = [.. meant.Select(one => new NamedColleague(one.FullName, report.People.AddressOf(one.PersonId),
            hasPassed && IsSeen(one) ? having.Contains(one.PersonId) : null))];
        List<UnknownName> unknown = [.. NamedColleagues.Unknown(report, names).Select(name => new UnknownName(name,
            [.. NamedColleagues.Like(report, name, UnitsOf).Select(one => one.FullName).Distinct(StringComparer.Ordinal)]))];
        var shown = string.Join('\n', named.Select(one => $"{one}").Concat(unknown.Select(one => one.Written)).Prepend($"{left}"));
        return new RecusalView(named, unknown, left, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(shown))));

        // Of another unit's handlers the case's own pages say nothing either.
        bool IsSeen(Certificate one) => one.IsAdministrator || report.Self.Party.Certificate is not { } self || self.IsAdministrator
            || one.Units.Any(self.Units.Contains);

        IReadOnlyList<string> UnitsOf(Certificate person) => [.. scheme.Units.Where(unit => person.Units.Contains(unit.Id))
            .SelectMany(unit => new[] { unit.Title.Da, unit.Title.En }).OfType<string>()];
    }

    /// <summary>
    /// How many handlers a unit of this person's has left when the person steps back, and these lose the case; null where the person
    /// handles nothing.
    /// </summary>
    internal async Task<int?> HandlersLeftAsync(OpenReport report, IReadOnlyList<Certificate> without, CancellationToken cancel)
    {
        var id = report.Row.Id;
        var gone = without.Select(one => one.PersonId).Append(report.Self.Party.PersonId)
            .Select(person => Convert.ToHexString(pseudonyms.OfPerson(id, person))).ToHashSet();
        var own = report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile && report.Own[c.Id].Any()).Select(c => c.Id).ToList();
        if (own.Count == 0) return null;
        var holding = await db.Grants.Where(g => own.Contains(g.CompartmentId))
            .Select(g => new { g.CompartmentId, g.Holder }).Distinct().ToListAsync(cancel);
        return own.Min(room => holding.Count(one => one.CompartmentId == room && !gone.Contains(Convert.ToHexString(one.Holder))));
    }
}

/// <summary>What comes of stepping back.</summary>
/// <param name="Named">Colleagues whom the names mean.</param>
/// <param name="Unknown">Names that mean nobody.</param>
/// <param name="HandlersLeft">How many handlers a unit has left; null where that is not said.</param>
/// <param name="Seen">What was shown, as a digest: a form that was shown before somebody came or went puts nobody out.</param>
public sealed record RecusalView(
    IReadOnlyList<NamedColleague> Named, IReadOnlyList<UnknownName> Unknown, int? HandlersLeft, string Seen);

/// <summary>A colleague whom a person names who steps back.</summary>
/// <param name="FullName">The name.</param>
/// <param name="Email">The address, which tells two of one name apart.</param>
/// <param name="HasCase">
/// Whether they have the case; null for a person who has not passed the gate, and to a handler of people of other units.
/// </param>
public sealed record NamedColleague(string FullName, string Email, bool? HasCase);

/// <summary>A name that means nobody of the scheme.</summary>
/// <param name="Written">As it was written.</param>
/// <param name="Like">Those with a name like it.</param>
public sealed record UnknownName(string Written, IReadOnlyList<string> Like);
