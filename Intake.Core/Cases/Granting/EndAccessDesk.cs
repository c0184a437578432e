using System.Security.Cryptography;
using System.Text;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Granting;

/// <summary>
/// An administrator ends one handler's access to one case, by keys and for good. Not that of another administrator, who would be alone
/// against one colleague's word; and not that of a unit's last handler, whose notes nobody could open any more.
/// </summary>
public sealed class EndAccessDesk(
    IntakeDb db, CaseAccess cases, CaseHolders holders, EntryLog log, CompartmentKeys rekeying, HolderPseudonyms pseudonyms)
{
    /// <summary>Whose access can be ended, by full name. Null when the case isn't there for this person.</summary>
    public async Task<IReadOnlyList<AccessEnd>?> ReadAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is not { ByAdministrator: true } ? null : await ReadAsync(open, cancel);
    }

    /// <summary>
    /// Ends it: grants, gate pass and drafts go at once and the epochs close. What shuts the person out is sealed in the keys that they
    /// have, so that any grant which they kept is refused; the reason is sealed in keys that they never get.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="administrator">Who ends it.</param>
    /// <param name="personId">Whose access.</param>
    /// <param name="seen">What was shown: <see cref="AccessEnd.Seen"/>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> EndAsync(
        Guid reportId, UnlockedStaff administrator, Guid personId, string seen, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!open.ByAdministrator) return CaseResult.NotFound;
            if ((await ReadAsync(open, cancel)).FirstOrDefault(one => one.PersonId == personId) is not { } end) return CaseResult.NotFound;
            if (seen != end.Seen) return CaseResult.ChangedSince;
            if (end.IsLast) return CaseResult.LastHandler;
            if (CaseText.Fault(reason) is { } fault) return fault;

            var exclusion = new ExclusionContent(personId, ExclusionContent.Ended) { FullName = end.Certificate.FullName };
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Exclusion, exclusion, open.Today, cancel);
            open.Report.Rule!.Add(exclusion);
            await rekeying.ShutOutAsync(reportId, personId, cancel);
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
                new DecisionContent(nameof(DecisionKind.AccessEnded), null, reason!.Trim()), open.Today, cancel);
            cases.Audit(open.Report, AuditAction.AccessEnded);
            return CaseResult.Done;
        }, cancel);

    private async Task<IReadOnlyList<AccessEnd>> ReadAsync(OpenCase open, CancellationToken cancel)
    {
        var report = open.Report;
        var files = report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile).ToList();
        var units = await db.Referrals.AsNoTracking().Where(r => r.ReportId == report.Row.Id)
            .ToDictionaryAsync(r => r.Id, r => r.UnitId, cancel);
        var held = await holders.OfAllAsync(report, [open.Dialogue.Context.Id, .. files.Select(c => c.Id)], cancel);
        var rooms = report.Compartments.Select(c => c.Id).ToList();
        var drafts = await db.WorkDrafts.AsNoTracking().Where(d => rooms.Contains(d.CompartmentId))
            .Select(d => d.Holder).ToListAsync(cancel);
        var passed = await db.GatePasses.AsNoTracking().Where(p => p.ReportId == report.Row.Id).Select(p => p.Holder).ToListAsync(cancel);
        var all = held.SelectMany(of => of).Where(c => !c.IsAdministrator && !report.Rule!.ShutsOut(c)).DistinctBy(c => c.PersonId);
        var named = held[open.Dialogue.Context.Id].Where(c => report.Rule!.Of(c).Standing == Standing.Named && !report.Rule.IsToldApart(c))
            .OrderBy(c => c.FullName, StringComparer.Ordinal).ToList();
        return [.. all.OrderBy(c => c.FullName, StringComparer.Ordinal).Select(person =>
        {
            var own = pseudonyms.OfPerson(report.Row.Id, person.PersonId);
            var theirs = files.Where(file => held[file.Id].Any(c => c.PersonId == person.PersonId)).ToList();
            return new AccessEnd(person, report.Rule!.AddressOf(person.PersonId), [.. theirs.Select(file => new AccessEndUnit(
                units[file.ReferralId!.Value], [.. held[file.Id].Where(c => c.PersonId != person.PersonId && !report.Rule.ShutsOut(c))
                    .Select(c => c.FullName).Order(StringComparer.Ordinal)]))])
            {
                HasOpened = passed.Exists(holder => holder.AsSpan().SequenceEqual(own)),
                HasDrafts = drafts.Exists(holder => holder.AsSpan().SequenceEqual(own)),
                AlsoLose = [.. named.Where(c => c.PersonId != person.PersonId).Select(c => c.FullName)],
                Seen = SeenOf(person, [.. files.Select(file => held[file.Id]), named]),
            };
        })];
    }

    /// <summary>What the page shows of who holds what, in a few letters.</summary>
    private static string SeenOf(Certificate person, IEnumerable<IEnumerable<Certificate>> files)
    {
        var parts = files.Select(of => string.Join(',', of.Select(c => c.PersonId).Order())).Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes($"{person.PersonId};{string.Join(';', parts)}")));
    }
}

/// <summary>What comes of ending a person's access to a case.</summary>
/// <param name="Certificate">The person.</param>
/// <param name="Email">Their staff e-mail, which tells two of one name apart.</param>
/// <param name="Units">The units for which they work on it, each with who is left there.</param>
public sealed record AccessEnd(Certificate Certificate, string Email, IReadOnlyList<AccessEndUnit> Units)
{
    /// <summary>The person.</summary>
    public Guid PersonId => Certificate.PersonId;

    /// <summary>Whether they have answered the conflict question, and so may have read the case.</summary>
    public bool HasOpened { get; init; }

    /// <summary>Whether they have unsent work that goes too.</summary>
    public bool HasDrafts { get; init; }

    /// <summary>Full names of people whom a text names and whom no two people cleared: they lose the case with these keys.</summary>
    public IReadOnlyList<string> AlsoLose { get; init; } = [];

    /// <summary>Who holds what, as a digest: a form that was shown before somebody came or went does nothing.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Whether nobody would be left who can open a unit's notes: a colleague has to be taken in first.</summary>
    public bool IsLast => Units.Any(unit => unit.Left.Count == 0);

    /// <summary>Whether one alone would be left at a unit.</summary>
    public bool LeavesOne => !IsLast && Units.Any(unit => unit.Left.Count == 1);
}

/// <summary>A unit, and the full names of its handlers who are left.</summary>
public sealed record AccessEndUnit(Guid UnitId, IReadOnlyList<string> Left);
