using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Outbound;

/// <summary>
/// One post of a form that has a check page: the first, the second with what was answered there, the way back, or what was typed is kept
/// for later.
/// </summary>
/// <param name="Visit">Where and by whom.</param>
/// <param name="Guard">Looks through the texts.</param>
/// <param name="Outgoing">What is about to be sent.</param>
/// <param name="Form">What was posted.</param>
/// <param name="Errors">What is wrong with it already; what turns out to be is added.</param>
internal sealed record CheckedPost(CaseVisit Visit, OutboundGuard Guard, Outgoing Outgoing, PostedForm Form, FormErrors Errors)
{
    /// <summary>Where what was typed is kept for later; null for a form that can't be saved.</summary>
    public DraftPlace? Draft { get; init; }

    /// <summary>Saves where that was pressed. Sends what is right and was checked; else shows the check page, or the form again.</summary>
    /// <param name="send">The act. It may add to the errors, and is then not done.</param>
    /// <param name="next">Where it leads when it is done.</param>
    /// <param name="field">The field at which a refusal stands.</param>
    /// <param name="again">The form's page, with what was typed.</param>
    public async Task<IResult> SendAsync(
        Func<OutboundAnswer, Task<CaseResult>> send, string next, string field, Func<Task<IResult>> again)
    {
        if (Draft is { } draft && WorkDraftForm.IsSaving(Form))
        {
            return Errors.Any ? await again() : await Visit.ThenAsync(
                await draft.Desk.SaveAsync(Visit.Id, Visit.Staff, draft.Form, WorkDraftForm.Fields(Form.Read), Visit.Cancel),
                draft.Saved, Errors, field, again);
        }

        if (OutboundPages.Asks(Errors, Outgoing)) return await AskAsync();
        if (Errors.Any || OutboundForm.IsChanging(Form)) return await again();
        var answer = await send(OutboundForm.Answer(Form));
        if (OutboundPages.Asks(answer, Outgoing, Errors, Visit.Text)) return await AskAsync();
        return Errors.Any ? await again() : await Visit.ThenAsync(answer, next, Errors, field, again);
    }

    private Task<IResult> AskAsync() => OutboundPages.ShowAsync(Visit, Guard, Outgoing, Form, Errors);
}

/// <summary>Where a form's draft is kept.</summary>
/// <param name="Desk">Keeps it.</param>
/// <param name="Form">Which form it is.</param>
/// <param name="Saved">Where saving leads.</param>
internal sealed record DraftPlace(CaseDraftDesk Desk, WorkForm Form, string Saved);
