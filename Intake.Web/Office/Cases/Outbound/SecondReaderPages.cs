using System.Buffers;
using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Outbound;

/// <summary>A message that was proposed: a colleague reads it, and sends or returns it; its writer takes it back.</summary>
public static class SecondReaderPages
{
    /// <summary>The button that returns it, or takes it back.</summary>
    public const string Return = "return";

    private static readonly FormShape Answering = FormShape.Within(CaseForms.MostCheckedBytes).Text("Shown", 128)
        .Text("Text", CaseForms.TextBytes).Text(OutboundForm.Step, 16).Text(OutboundForm.Reason, OutboundForm.ReasonBytes);

    public static void MapSecondReader(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/proposed/{proposal:guid}", ShowAsync).ForReaders();
        pages.MapPost("/proposed/{proposal:guid}", AnswerAsync).ForReaders().Takes(Answering);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid proposal, OutboundGuard guard) =>
        PageAsync(visit, proposal, guard, null, FormErrors.None);

    private static async Task<IResult> AnswerAsync(
        [AsParameters] CaseVisit visit, Guid proposal, PostedForm form, SecondReaderDesk desk, OutboundGuard guard)
    {
        var errors = form.Faults();
        var isSending = form.Text(OutboundForm.Step) == OutboundForm.Send;
        if (!isSending && form.Text(OutboundForm.Step) != Return) errors.Add(OutboundForm.Step, visit.Text["Proposed.Step.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = isSending
            ? await desk.SendAsync(
                visit.Id, visit.Staff, proposal, ShownIn(form), new(true, form.Text(OutboundForm.Reason)), visit.Cancel)
            : await desk.ReturnAsync(visit.Id, visit.Staff, proposal, ShownIn(form), form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, isSending ? CaseNotice.MessageRead : CaseNotice.MessageReturned, CaseTab.Conversation),
            errors, answer switch
            {
                CaseResult.OverrideReasonMissing => OutboundForm.Reason,
                CaseResult.TextMissing or CaseResult.TextTooLong when !isSending => "Text",
                _ => OutboundForm.Step,
            }, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, proposal, guard, form.Read, errors);
    }

    private static Task<IResult> PageAsync(CaseVisit visit, Guid id, OutboundGuard guard, ReadForm? form, FormErrors errors) =>
        visit.ShowAsync(async view =>
        {
            if (view.Proposals.FirstOrDefault(one => one.EntryId == id) is not { } proposal) return TypedResults.NotFound();
            var found = await guard.FindAsync(visit.Id, visit.Staff, proposal.Words.Texts, OutboundReader.Reporter, visit.Cancel);
            return Page.Of<SecondReaderPage>(
                new { View = view, Proposal = proposal, Findings = found ?? [], Form = form, Errors = errors }, CaseVisit.StatusOf(errors));
        });

    /// <summary>What the form was shown for; nothing where that is no digest.</summary>
    private static byte[] ShownIn(PostedForm form)
    {
        Span<byte> digest = stackalloc byte[32];
        return Convert.FromHexString(form.Text("Shown"), digest, out _, out var written) == OperationStatus.Done
            && written == digest.Length ? digest.ToArray() : [];
    }
}
