using System.Text.Json;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>For an administrator: which cases will be deleted when, which are held, and certificates of what is gone.</summary>
public sealed class RetentionDesk(IntakeDb db, HolderPseudonyms pseudonyms, Announcements announcements, FileSecret fileSecret)
{
    private const int HolderBytes = 32;

    /// <summary>The cases that this person holds and that have ended, soonest first, and the certificates of those held before.</summary>
    public async Task<RetentionView> ListAsync(UnlockedStaff administrator, CancellationToken cancel)
    {
        var (scheme, person) = (administrator.Certificate.SchemeId, administrator.Certificate.PersonId);
        var ended = await db.Reports.AsNoTracking()
            .Where(report => report.SchemeId == scheme && report.State != ReportState.Withdrawn
                && (report.KeepUntil != null || report.LegalHold || report.HoldAskedOn != null))
            .GroupJoin(db.Deletions, report => report.Id, deletion => deletion.ReportId, (report, deletions) => new { report, deletions })
            .SelectMany(both => both.deletions.DefaultIfEmpty(), (both, deletion) => new RetainedCase(
                both.report.Id, CaseReference.Of(both.report.Id), both.report.ClosedOn, both.report.KeepUntil,
                deletion != null && announcements.IsGenuine(deletion) ? deletion.AnnouncedOn : null, both.report.LegalHold,
                both.report.HoldAskedOn))
            .ToListAsync(cancel);
        var names = ended.ToDictionary(one => pseudonyms.OfPerson(one.ReportId, person), one => one.ReportId, ByteOrder.Instance);
        var keys = names.Keys.ToList();
        var grants = await db.Grants.AsNoTracking().Where(grant => keys.Contains(grant.Holder)).Select(grant => grant.Holder)
            .ToListAsync(cancel);
        var held = grants.Select(holder => names[holder]).ToHashSet();
        var mine = await MineAsync(scheme, person, cancel);
        return new(
            [.. ended.Where(one => held.Contains(one.ReportId)).OrderBy(one => one.KeepUntil ?? DateOnly.MaxValue)],
            [.. from one in mine where one.Genuine is not null select new CertifiedDestruction(one.Row.Id, one.Genuine)],
            [.. from one in mine where one.Genuine is null select CaseReference.Of(one.Row.Id)]);
    }

    /// <summary>A certificate as a file for <c>verify destruction</c>; null where it is none of this person's, or not signed.</summary>
    public async Task<byte[]?> FileAsync(UnlockedStaff administrator, Guid id, CancellationToken cancel)
    {
        var mine = await MineAsync(administrator.Certificate.SchemeId, administrator.Certificate.PersonId, cancel);
        if (mine.FirstOrDefault(one => one.Row.Id == id) is not { Row: var row, Genuine: not null }) return null;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            certificate = row.Body,
            publicKey = Convert.ToHexStringLower(DailyRootSeal.PublicKey(fileSecret)),
            signature = Convert.ToHexStringLower(row.Signature),
        });
    }

    /// <summary>What was written of cases that this person held; without a certificate where the installation did not sign it.</summary>
    private async Task<List<(Destruction Row, DestructionCertificate? Genuine)>> MineAsync(
        Guid scheme, Guid person, CancellationToken cancel)
    {
        var key = DailyRootSeal.PublicKey(fileSecret);
        var all = await db.Destructions.AsNoTracking().Where(row => row.SchemeId == scheme).OrderByDescending(row => row.MadeOn)
            .ToListAsync(cancel);
        return [.. all.Where(row => row.Holders.Chunk(HolderBytes)
            .Any(holder => holder.AsSpan().SequenceEqual(pseudonyms.OfPerson(row.Id, person))))
            .Select(row => (row, row.Genuine(key)))];
    }
}

/// <summary>What stands on the page of deletions.</summary>
/// <param name="Cases">What will be deleted, soonest first; what is held stands among it.</param>
/// <param name="Destroyed">Certificates, newest first.</param>
/// <param name="Unverified">References of cases that a row calls destroyed, which the installation did not sign.</param>
public sealed record RetentionView(
    IReadOnlyList<RetainedCase> Cases, IReadOnlyList<CertifiedDestruction> Destroyed, IReadOnlyList<string> Unverified);

/// <summary>A case that has ended, or is held.</summary>
/// <param name="ReportId">The report.</param>
/// <param name="Reference">The case reference.</param>
/// <param name="EndedOn">The day it ended.</param>
/// <param name="KeepUntil">The last day it is kept.</param>
/// <param name="AnnouncedOn">The day on which its deletion was announced; null before.</param>
/// <param name="Held">Whether it is on legal hold.</param>
/// <param name="AskedOn">The day on which setting or lifting the hold was proposed, when nobody has answered yet.</param>
public sealed record RetainedCase(Guid ReportId, string Reference, DateOnly? EndedOn, DateOnly? KeepUntil, DateOnly? AnnouncedOn,
    bool Held, DateOnly? AskedOn);

/// <summary>A certificate and its id.</summary>
public sealed record CertifiedDestruction(Guid Id, DestructionCertificate Certificate);
