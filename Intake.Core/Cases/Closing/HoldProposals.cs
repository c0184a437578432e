using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Closing;

/// <summary>
/// Who proposed to keep a case from being deleted, or to lift that: in lists from the signed state records, so that no content is
/// opened; on the case itself from the entry.
/// </summary>
public sealed class HoldProposals(IntakeDb db, CertificateBooks books, FileSecret fileSecret)
{
    private const string AskedOn = "hold_asked_on";

    private static readonly string[] Proposals = [nameof(DecisionKind.HoldAsked), nameof(DecisionKind.LiftAsked)];

    /// <summary>
    /// Of cases of a scheme with a proposal who made it; null where no record says, so that everybody is asked. One query for all
    /// of them, and two more for the certificates.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, Guid?>> OfAsync(
        Guid schemeId, IReadOnlyCollection<Guid> reportIds, CancellationToken cancel)
    {
        if (reportIds.Count == 0) return new Dictionary<Guid, Guid?>();
        var book = await books.OfAsync(db, schemeId, cancel);
        var records = (await db.StateRecords.AsNoTracking().Where(row => reportIds.Contains(row.ReportId))
            .ToListAsync(cancel)).ToLookup(row => row.ReportId);
        return reportIds.ToDictionary(id => id, id => Proposer(StateRecords.Genuine(fileSecret, records[id]).Reverse(), book));
    }

    /// <summary>The person who made the proposal that stands; null where its entry can't be read, or it proposes something else.</summary>
    /// <param name="thread">The Dialogue's entries.</param>
    /// <param name="held">Whether the case is held, so that the proposal is to lift that.</param>
    public static Guid? Proposer(IReadOnlyList<ReadEntry> thread, bool held)
    {
        var last = thread.LastOrDefault(entry => Proposals.Contains(entry.As<DecisionContent>()?.What));
        var asked = held ? nameof(DecisionKind.LiftAsked) : nameof(DecisionKind.HoldAsked);
        return last?.As<DecisionContent>()?.What == asked ? last.Opened?.Author.PersonId : null;
    }

    /// <summary>
    /// The day of a person's first proposal of the kind within twice the days for an answer: proposing again keeps a case no longer, so
    /// that one administrator alone keeps none for good.
    /// </summary>
    /// <param name="thread">The Dialogue's entries before the proposal.</param>
    /// <param name="what">What is proposed.</param>
    /// <param name="person">Who proposes.</param>
    /// <param name="today">Today.</param>
    internal static DateOnly? FirstOfLate(IReadOnlyList<ReadEntry> thread, DecisionKind what, Guid person, DateOnly today) =>
        thread.Reverse().TakeWhile(entry =>
                entry.As<DecisionContent>()?.What is not (nameof(DecisionKind.HoldSet) or nameof(DecisionKind.HoldLifted)))
            .Where(entry => entry.MadeOn > today.AddDays(-2 * HoldDesk.DaysToAnswer) && entry.Opened?.Author.PersonId == person
                && entry.As<DecisionContent>()?.What == what.ToString())
            .Select(entry => (DateOnly?)entry.MadeOn).Min();

    /// <summary>The author of the first of the newest records that all have the proposal.</summary>
    private Guid? Proposer(IEnumerable<StateRecord> newestFirst, CertificateBook book)
    {
        try
        {
            var made = newestFirst.Select(row => StateRecords.Seal(row).Open(fileSecret))
                .TakeWhile(record => record.Columns.ContainsKey(AskedOn)).LastOrDefault();
            return made is null or { IsTakenOver: true } ? null : made.Author(book).PersonId;
        }
        catch (SealedException)
        {
            // A record that was spoilt keeps nobody from being asked: verify names it.
            return null;
        }
    }
}
