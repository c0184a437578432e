using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.Work;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Conflict;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>The case file: reading it, asking the reporter, giving feedback, opening files.</summary>
public static class CaseFilePages
{
    public static void MapCaseFile(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        foreach (var tab in Enum.GetValues<CaseTab>().Where(tab => tab is not (CaseTab.Overview or CaseTab.Conversation)))
        {
            pages.MapGet(tab.Page(), ([AsParameters] CaseVisit visit, string? done, GateDesk gate) =>
                ShowAsync(visit, gate, view => Task.FromResult<IResult>(TabOf(view, tab, done)))).ForReaders();
        }

        pages.MapGet(CaseTab.Overview.Page(), OverviewAsync).ForReaders();
        pages.MapGet(CaseTab.Conversation.Page(), ConversationAsync).ForReaders();
        pages.MapGet("/print", PrintAsync).ForReaders();
        pages.MapGet("/print/pdf", PdfAsync).ForReaders();
        pages.MapPost("/question", AskAsync).ForReaders().Takes(CaseForms.Questions);
        pages.MapPost("/feedback", FeedbackAsync).ForReaders().Takes(CaseForms.Feedback);
        pages.MapGet("/question", BackToConversation).ForReaders();
        pages.MapGet("/feedback", BackToConversation).ForReaders();
        pages.MapGet("/file/{file:guid}", FileAsync).ForReaders();
    }

    private static SeeOther BackToConversation(Guid id, PageAddress here) => new(here.Tab(id, CaseTab.Conversation));

    /// <summary>The case, drawn; before the conflict question is answered, that question stands at each of its addresses.</summary>
    private static async Task<IResult> ShowAsync(CaseVisit visit, GateDesk gate, Func<CaseView, Task<IResult>> draw) =>
        await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view ? await draw(view) : await GateAsync(visit, gate);

    /// <summary>Who is shown the conversation has seen it.</summary>
    private static Task<IResult> ConversationAsync(
        [AsParameters] CaseVisit visit, [AsParameters] ConversationQuery query, GateDesk gate, CaseMarks marks,
        CaseDraftDesk desk, IReadOnlyDictionary<string, TextCatalogue> catalogues) =>
        ShowAsync(visit, gate, async view =>
        {
            await marks.SeenAsync(visit.Id, visit.Staff, view.Thread, visit.Cancel);
            var drafts = await DraftsAsync(visit, desk);
            var template = MessageTemplates.Of(query.Template, view, visit.Session.Scheme, catalogues);
            return Page.Of<CaseFilePage>(new
            {
                View = view,
                Tab = CaseTab.Conversation,
                Notice = CaseNotices.Of(query.Done),
                NewestFirst = query.Order == "newest",
                Drafts = drafts,
                Typed = template?.Below(drafts, MessageProposal.Returned(view.Proposals, template.Draft, visit.Staff)),
            });
        });

    /// <summary>The overview says what is saved unsent, so that nobody has to look for it.</summary>
    private static Task<IResult> OverviewAsync([AsParameters] CaseVisit visit, string? done, GateDesk gate, CaseDraftDesk desk) =>
        ShowAsync(visit, gate, async view => Page.Of<CaseFilePage>(new
        {
            View = view,
            Tab = CaseTab.Overview,
            Notice = CaseNotices.Of(done),
            Waiting = await desk.WaitingAsync(visit.Id, visit.Staff, visit.Cancel),
        }));

    private static IResult TabOf(CaseView view, CaseTab tab, string? done) =>
        Page.Of<CaseFilePage>(new { View = view, Tab = tab, Notice = CaseNotices.Of(done) });

    private static async Task<IResult> PrintAsync([AsParameters] CaseVisit visit, string? notice, GateDesk gate, WholeCaseDesk desk) =>
        await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } whole
            ? Page.Of<PrintPage>(new { Whole = whole, NoPdf = notice == "no-pdf" })
            : await GateAsync(visit, gate);

    /// <summary>The same as a file. What can't be made is said on the page that can be printed instead.</summary>
    private static async Task<IResult> PdfAsync([AsParameters] CaseVisit visit, GateDesk gate, WholeCaseDesk desk, PdfPages pdf)
    {
        if (await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is not { } whole) return await GateAsync(visit, gate);
        var printed = await pdf.PrintAsync<CasePrint>(new Dictionary<string, object?> { ["Whole"] = whole }, visit.Cancel);
        return printed is null
            ? new SeeOther(visit.Here.Case(visit.Id, "print?notice=no-pdf"))
            : TypedResults.File(printed, "application/pdf", visit.Text["Workplace.Print.File", whole.View.Reference]);
    }

    private static async Task<IResult> GateAsync(CaseVisit visit, GateDesk gate) =>
        await GatePages.ShowAsync(visit, gate) ?? await GatePages.GoneAsync(visit, gate);

    private static Task<IReadOnlyDictionary<WorkForm, WorkDraftsView>> DraftsAsync(CaseVisit visit, CaseDraftDesk desk) =>
        desk.ReadAsync(visit.Id, visit.Staff, [WorkForm.Question, WorkForm.Feedback], visit.Cancel);

    private static async Task<IResult> AskAsync(
        [AsParameters] CaseVisit visit, PostedForm form, MessageDesk messages, OutboundGuard guard, CaseDraftDesk drafts)
    {
        var typed = new TypedText("question", form.Text("Text")) { More = form.Values("More") };
        List<string> asked = [.. typed.More.Prepend(typed.Text).Where(text => !BlankText.Is(text))];
        var outgoing = await OutgoingAsync(visit, messages, OutgoingAct.Question, typed, [.. asked.Select((text, at) => new OutgoingText(
            asked.Count > 1 ? visit.Text["Outbound.Text.QuestionOf", at + 1] : visit.Text["Outbound.Text.Question"], text))]);
        return await SendAsync(new(visit, guard, outgoing, form, form.Faults(outgoing.Prefix)), typed, drafts,
            answer => messages.AskAsync(visit.Id, visit.Staff, [typed.Text, .. typed.More], answer, visit.Cancel));
    }

    private static async Task<IResult> FeedbackAsync(
        [AsParameters] CaseVisit visit, PostedForm form, MessageDesk messages, OutboundGuard guard, CaseDraftDesk drafts)
    {
        var typed = new TypedText("feedback", form.Text("Text"));
        var outgoing = await OutgoingAsync(
            visit, messages, OutgoingAct.Feedback, typed, [new(visit.Text["Outbound.Text.Feedback"], typed.Text)]);
        return await SendAsync(new(visit, guard, outgoing, form, form.Faults(outgoing.Prefix)), typed, drafts,
            answer => messages.FeedbackAsync(visit.Id, visit.Staff, typed.Text, answer, visit.Cancel));
    }

    private static async Task<Outgoing> OutgoingAsync(
        CaseVisit visit, MessageDesk messages, OutgoingAct act, TypedText typed, IReadOnlyList<OutgoingText> texts)
    {
        var place = visit.Session.Scheme.SecondReader ? await messages.SecondReadersAsync(visit.Id, visit.Staff, visit.Cancel) : null;
        var readers = place?.Readers.Select(one => one.FullName).ToList();
        return new(act, typed.Form + "-form", visit.Here.Case(visit.Id, typed.Form), texts)
        {
            IsOwn = true,
            Readers = readers,
            Consequences = readers is { Count: > 0 }
                ? [
                    visit.Text["Proposed.Happens.Read", string.Join(", ", readers)],
                    .. place!.IsUnopened ? new[] { Unopened(readers) } : [],
                    visit.Text["Proposed.Happens.Waits"], visit.Text["Proposed.Happens.Sender"],
                ]
                : Outgoing.ToReporter(visit.Text, visit.Text[$"Outbound.Happens.{act}"]),
        };

        string Unopened(List<string> names) => names.Count == 1
            ? visit.Text["Proposed.Happens.Unopened", names[0]] : visit.Text["Proposed.Happens.Unopened.Several"];
    }

    /// <summary>First the check page, then the case with a notice; whatever is to be changed stands in the conversation again.</summary>
    private static Task<IResult> SendAsync(
        CheckedPost post, TypedText typed, CaseDraftDesk drafts, Func<OutboundAnswer, Task<CaseResult>> send)
    {
        var visit = post.Visit;
        var done = post.Outgoing.IsProposed ? CaseNotice.MessageProposed
            : typed.Draft == WorkForm.Question ? CaseNotice.Asked : CaseNotice.Feedback;
        var saved = visit.Here.CaseAfter(visit.Id, CaseNotice.DraftSaved, CaseTab.Conversation);
        return (post with { Draft = new(drafts, typed.Draft, saved) }).SendAsync(
            send, visit.Here.CaseAfter(visit.Id, done, CaseTab.Conversation), post.Outgoing.Prefix + "Text", async () =>
            {
                var kept = await DraftsAsync(visit, drafts);
                return await visit.ShowAsync<CaseFilePage>(post.Errors, view =>
                    new { View = view, Tab = CaseTab.Conversation, Typed = typed, Drafts = kept, post.Errors });
            });
    }

    private static async Task<IResult> FileAsync([AsParameters] CaseVisit visit, Guid file, HttpContext http, CaseFiles files) =>
        await FileDownload.SendAsync(
            http, await files.FindAsync(visit.Id, visit.Staff, CompartmentKind.Dialogue, null, file, visit.Cancel),
            visit.Text["CaseFile.FileName"]);
}

/// <summary>How the conversation is asked for.</summary>
public sealed record ConversationQuery
{
    /// <summary>What was just done.</summary>
    public string? Done { get; init; }

    /// <summary>Which entry comes first.</summary>
    public string? Order { get; init; }

    /// <summary>A message to begin with.</summary>
    public string? Template { get; init; }
}

/// <summary>A text that was not taken, that a template begins with or that was saved, and the form it stands in.</summary>
public sealed record TypedText(string Form, string Text)
{
    /// <summary>The questions after the first.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>The form as drafts know it.</summary>
    public WorkForm Draft => Form == "question" ? WorkForm.Question : WorkForm.Feedback;

    /// <summary>The text when it is that form's, else null.</summary>
    public string? For(string form) => form == Form ? Text : null;

    /// <summary>What this person saved of a form; null for nothing.</summary>
    public static TypedText? Saved(string form, WorkDraftsView? drafts) => drafts?.Own?.Content.Fields is not { } fields ? null
        : new(form, fields.GetValueOrDefault("Text") is [var text, ..] ? text : "") { More = fields.GetValueOrDefault("More") ?? [] };

    /// <summary>What a colleague returned, or this person took back, of a form; null for nothing.</summary>
    public static TypedText? Of(string form, MessageProposal? returned) => returned is null ? null
        : new(form, returned.Words.Texts[0]) { More = [.. returned.Words.Texts.Skip(1)] };

    /// <summary>
    /// The same below what this person has saved of the form, or what came back to them, so that a template takes the place of nothing.
    /// </summary>
    public TypedText Below(IReadOnlyDictionary<WorkForm, WorkDraftsView> drafts, MessageProposal? returned) =>
        (Saved(Form, drafts.GetValueOrDefault(Draft)) ?? Of(Form, returned)) is not { } saved ? this
        : saved with { Text = Below(saved.Text, Text) };

    /// <summary>A template below what stands there already.</summary>
    public static string Below(string? saved, string template) => BlankText.Is(saved) ? template : $"{saved}\n\n{template}";
}
