using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.WorkDrafts;

/// <summary>A handler saves a form of the WorkFile unsent, finds it again, and sees what colleagues saved later of the same form.</summary>
public sealed class WorkDraftDesk(CaseAccess cases, WorkDraftRows rows)
{
    /// <summary>Most bytes of all that was typed, as UTF-8.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Saves what was typed; this person's draft of the form so far is replaced, nobody else's is touched.</summary>
    /// <returns><see cref="CaseResult.NotFound"/> for one who holds no key of the WorkFile, <see cref="CaseResult.NotNow"/> when the
    /// case is over, <see cref="CaseResult.TextTooLong"/> over <see cref="MostBytes"/>.</returns>
    public Task<CaseResult> SaveAsync(Guid reportId, Guid referralId, UnlockedStaff handler, WorkForm form,
        IReadOnlyDictionary<string, IReadOnlyList<string>> fields, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, _, _) =>
        {
            if (fields.Values.SelectMany(texts => texts).Sum(text => (long)Encoding.UTF8.GetByteCount(text)) > MostBytes)
                return CaseResult.TextTooLong;
            await rows.SaveAsync(open, referralId, form, new WorkDraftContent(fields), cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>As <see cref="CaseDraftDesk.TakeOverAsync"/>, of a form of the WorkFile.</summary>
    public Task<CaseResult> TakeOverAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, WorkForm form, int number, CancellationToken cancel)
        => cases.WorkAsync(reportId, referralId, handler, async (open, _, _) =>
        {
            if (!CaseDraftRows.OfReferral.Contains(form)) return CaseResult.NotFound;
            var drafts = WorkDraftsView.Of(await rows.ReadAsync(open, referralId, form, cancel), handler.Certificate.PersonId);
            if (drafts.Newer.FirstOrDefault(draft => draft.Number == number) is not { } theirs) return CaseResult.NotFound;
            await rows.SaveAsync(open, referralId, form, theirs.Content, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// This person's draft of the form, and colleagues' that were saved after it. Null for one who holds no key of the WorkFile.
    /// </summary>
    public async Task<WorkDraftsView?> ReadAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, WorkForm form, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, handler, cancel);
        if (open is null || !open.Report.TryOpen(CompartmentKind.WorkFile, referralId, out _)) return null;
        return WorkDraftsView.Of(await rows.ReadAsync(open, referralId, form, cancel), handler.Certificate.PersonId);
    }
}
