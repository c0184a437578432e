using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>A line of the access review in words that people know.</summary>
/// <param name="Who">The name of the person who did it; null when nobody is known.</param>
/// <param name="About">A person's name or a case's reference; null when it was about neither.</param>
/// <param name="Intact">False when the line was altered in the database.</param>
public sealed record AccessLine(DateTimeOffset At, AuditAction Action, string? Who, string? About, bool Intact)
{
    /// <summary>Whether no account did it: the operators' tool, a job, or somebody who was not signed in.</summary>
    public bool ByNobody { get; init; }

    /// <summary>For a link: whether an administrator gave it to somebody who has keys.</summary>
    public bool IsForNewKeys { get; init; }
}

/// <summary>A page of it, newest first, and whether older lines follow.</summary>
public sealed record AccessPage(IReadOnlyList<AccessLine> Lines, bool More);

/// <summary>
/// Who has opened and done what in a scheme: for its certified administrators. Cases go by their reference, and a case that
/// is hidden from the reader does not appear: without a grant of it there is no line about it, and no gap where one would be.
/// </summary>
public sealed class AccessReview(IntakeDb db, AuditTrail audit, HolderPseudonyms pseudonyms)
{
    /// <summary>The scheme's lines from one date to another, both included, in Copenhagen's days; empty for anybody else.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="about">Only lines about this case, by its reference, or about a person of this name; blank for all.</param>
    /// <param name="page">From 0.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<AccessPage> ReadAsync(
        SignedIn by, DateOnly from, DateOnly to, string? about, int page, CancellationToken cancel)
    {
        var lines = await AllAsync(by, from, to, about, cancel);
        return new([.. lines.Skip(page * AuditTrail.PageSize).Take(AuditTrail.PageSize)], lines.Count > (page + 1) * AuditTrail.PageSize);
    }

    /// <summary>The same, all pages in one.</summary>
    public async Task<IReadOnlyList<AccessLine>> AllAsync(
        SignedIn by, DateOnly from, DateOnly to, string? about, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true }) return [];
        var read = await audit.ReadAllAsync(db, scheme, from, to, cancel);
        var ids = read.SelectMany(line => new[] { line.StaffId, line.SubjectId }).OfType<Guid>().Distinct().ToList();
        var names = await db.Staff.Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.FullName, cancel);
        // Operators, who belong to no scheme, invite; what an administrator gives to somebody is a link for new keys.
        var insiders = await db.Staff.Where(person => ids.Contains(person.Id) && person.SchemeId != null)
            .Select(person => person.Id).ToHashSetAsync(cancel);
        var reportOf = await ReportsAsync([.. ids.Where(id => !names.ContainsKey(id))], cancel);
        var own = await OwnAsync([.. reportOf.Values.Distinct()], by.StaffId, cancel);
        return [.. read.Where(IsOwn)
            .Select(line => new AccessLine(line.At, line.Action, Name(line.StaffId), About(line.SubjectId), line.Intact)
            {
                ByNobody = line.StaffId is null,
                IsForNewKeys = line is { Action: AuditAction.Invited, StaffId: { } giver } && insiders.Contains(giver),
            })
            .Where(line => BlankText.Is(about) || Bare(line.About ?? "").Equals(Bare(about), StringComparison.OrdinalIgnoreCase))];

        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;

        // A case's deletion is listed by its reference, which comes from the id alone; earlier lines went with its grants.
        bool IsOwn(AuditLine line) => line.SubjectId is not { } subject || names.ContainsKey(subject)
            || (reportOf.TryGetValue(subject, out var report) ? own.Contains(report) : line.Action == AuditAction.Deleted);

        string? About(Guid? id) => id is not { } known ? null
            : names.GetValueOrDefault(known) ?? CaseReference.Of(reportOf.GetValueOrDefault(known, known));
    }

    private static string Bare(string about) => about.Replace("-", "", StringComparison.Ordinal).Trim();

    /// <summary>The report that each subject is or belongs to: reports, referrals and files.</summary>
    private async Task<Dictionary<Guid, Guid>> ReportsAsync(List<Guid> subjects, CancellationToken cancel)
    {
        var found = await db.Reports.Where(report => subjects.Contains(report.Id))
            .Select(report => report.Id).ToDictionaryAsync(id => id, cancel);
        foreach (var referral in await db.Referrals.Where(referral => subjects.Contains(referral.Id)).ToListAsync(cancel))
            found[referral.Id] = referral.ReportId;
        foreach (var file in await db.Attachments
            .Where(file => subjects.Contains(file.Id) && file.ReportId != null).ToListAsync(cancel))
        {
            found[file.Id] = file.ReportId!.Value;
        }

        return found;
    }

    private async Task<HashSet<Guid>> OwnAsync(List<Guid> reports, Guid personId, CancellationToken cancel)
    {
        var names = reports.ConvertAll(report => pseudonyms.OfPerson(report, personId));
        return await (
            from grant in db.Grants
            join room in db.Compartments on grant.CompartmentId equals room.Id
            where reports.Contains(room.ReportId) && names.Contains(grant.Holder)
            select room.ReportId).ToHashSetAsync(cancel);
    }
}
