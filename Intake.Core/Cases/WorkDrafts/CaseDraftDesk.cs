using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.WorkDrafts;

/// <summary>
/// Somebody who holds a case saves unsent what they write on it: a message, or the form that closes it. Who can read it before it is sent
/// stands at <see cref="CaseDraftRows"/>.
/// </summary>
public sealed class CaseDraftDesk(CaseAccess cases, CaseDraftRows rows)
{
    /// <summary>The forms, and the step that each of them leads to.</summary>
    private static readonly Dictionary<WorkForm, ReportTransition> Forms = new()
    {
        [WorkForm.Question] = CaseLifecycle.Write,
        [WorkForm.Feedback] = CaseLifecycle.GiveFeedback,
        [WorkForm.UnitMessage] = CaseLifecycle.Write,
        [WorkForm.Minutes] = CaseLifecycle.Write,
        [WorkForm.Closing] = CaseLifecycle.Close,
    };

    /// <summary>
    /// Saves what was typed; this person's draft of the form so far is replaced, nobody else's is touched. Where nothing is typed the draft
    /// goes.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who writes.</param>
    /// <param name="form">A form of a case.</param>
    /// <param name="fields">For each field what was typed or chosen in it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>
    /// <see cref="CaseResult.NotFound"/> for one who has not the case or may never send such a form, <see cref="CaseResult.NotNow"/> where
    /// it could not be sent as the case stands, <see cref="CaseResult.TextTooLong"/> over <see cref="WorkDraftDesk.MostBytes"/>.
    /// </returns>
    public Task<CaseResult> SaveAsync(Guid reportId, UnlockedStaff staff, WorkForm form,
        IReadOnlyDictionary<string, IReadOnlyList<string>> fields, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var step = Forms[form];
            if (!step.IsFor(staff.Certificate)) return CaseResult.NotFound;
            if (!open.Allows(step)) return CaseResult.NotNow;
            if (fields.Values.SelectMany(texts => texts).Sum(text => (long)Encoding.UTF8.GetByteCount(text)) > WorkDraftDesk.MostBytes)
                return CaseResult.TextTooLong;
            if (fields.Values.SelectMany(texts => texts).All(BlankText.Is)) await rows.DropAsync(open, form, cancel);
            else await rows.SaveAsync(open, form, new WorkDraftContent(fields), cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Every form of a case of which the person, or a colleague after them, has saved a draft; none once the case is over.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who asks.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<WaitingDraft>> WaitingAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        return open is null || open.IsOver ? [] : await rows.WaitingAsync(open, cancel);
    }

    /// <summary>
    /// Puts a colleague's newer draft in the place of this person's; the colleague keeps theirs.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who takes over.</param>
    /// <param name="form">A form of a case.</param>
    /// <param name="number">The number of the colleague's draft.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>
    /// <see cref="CaseResult.NotFound"/> where the person is shown no such draft, <see cref="CaseResult.NotNow"/> where the form could not
    /// be sent as the case stands.
    /// </returns>
    public Task<CaseResult> TakeOverAsync(Guid reportId, UnlockedStaff staff, WorkForm form, int number, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (!Forms.TryGetValue(form, out var step) || !step.IsFor(staff.Certificate)) return CaseResult.NotFound;
            if (!open.Allows(step)) return CaseResult.NotNow;
            var theirs = (await rows.ReadAsync(open, form, cancel)).Newer.FirstOrDefault(draft => draft.Number == number);
            if (theirs is null) return CaseResult.NotFound;
            await rows.SaveAsync(open, form, theirs.Content, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>The drafts of some forms, each as the person may see them. Empty where the case isn't there for this person.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    /// <param name="forms">Which forms.</param>
    public async Task<IReadOnlyDictionary<WorkForm, WorkDraftsView>> ReadAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyCollection<WorkForm> forms, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(forms);
        var found = new Dictionary<WorkForm, WorkDraftsView>();
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return found;
        foreach (var form in forms) found[form] = await rows.ReadAsync(open, form, cancel);
        return found;
    }
}
