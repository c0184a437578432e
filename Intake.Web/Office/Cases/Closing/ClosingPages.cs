using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Closing;

/// <summary>An administrator closes a case: what is open, what it ended on, what is learnt, and the last words to the reporter.</summary>
public static class ClosingPages
{
    private static readonly FormShape Shape = Enum.GetValues<MatterKind>().Aggregate(
        FormShape.Within(CaseForms.MostTextBytes).Text("Outcome", 32).Text("Finding", 32).Many("Tracks", 8, 32)
            .Text("Learning", CaseForms.TextBytes).Text("NoFeedback", CaseForms.TextBytes).Text("Text", CaseForms.TextBytes)
            .Text("TalkKept", 8),
        (shape, kind) => shape.Text(ClosingDraft.FieldOf(kind), CaseForms.TextBytes)).WithDraft().WithCheck();

    public static void MapClosing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/close", ShowAsync).ForAdministrators();
        pages.MapPost("/close", CloseAsync).ForAdministrators().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done, string? template, CaseDraftDesk desk,
        IReadOnlyDictionary<string, TextCatalogue> catalogues) =>
        visit.ShowAsync(async view =>
        {
            var drafts = view.May.Close
                ? (await desk.ReadAsync(visit.Id, visit.Staff, [WorkForm.Closing], visit.Cancel)).GetValueOrDefault(WorkForm.Closing)
                : null;
            return Page.Of<ClosingPage>(new
            {
                View = view, Notice = CaseNotices.Of(done), Drafts = drafts, Form = WorkDraftForm.Again(Shape, drafts?.Own),
                Begun = MessageTemplates.Of(template, "close", view, visit.Session.Scheme, catalogues),
            });
        });

    private static Task<IResult> CloseAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ClosingDesk closing, OutboundGuard guard, CaseDraftDesk drafts)
    {
        var errors = form.Faults();
        var outgoing = new Outgoing(OutgoingAct.Closing, "closing-form", visit.Here.Case(visit.Id, "close"),
            [.. new OutgoingText[]
                {
                    new(visit.Text["Outbound.Text.Closing"], form.Text("Text")),
                    new(visit.Text["Closing.NoFeedback.Read"], form.Text("NoFeedback")),
                }.Where(text => !BlankText.Is(text.Text))])
        {
            Consequences = Ends(form.Read, visit.Text),
        };
        var post = new CheckedPost(visit, guard, outgoing, form, errors)
        {
            Draft = new(drafts, WorkForm.Closing, visit.Here.Case(visit.Id, "close?done=draftsaved")),
        };
        return post.SendAsync(
            async given =>
            {
                var (answer, faults) = await closing.CloseAsync(
                    visit.Id, visit.Staff, Read(form.Read) with { Answer = given }, visit.Cancel);
                foreach (var (field, fault) in faults) errors.Add(field, Words(field, fault, visit));
                return answer;
            },
            visit.Here.CaseAfter(visit.Id, CaseNotice.Closed), "Outcome",
            () => visit.ShowAsync<ClosingPage>(errors, view => new { View = view, Form = form.Read, Errors = errors }));
    }

    /// <summary>What closing does, and how the case is put down as ended.</summary>
    private static IReadOnlyList<string> Ends(ReadForm form, Text text)
    {
        var ended = string.Join(". ", new[]
        {
            form.Choice<Outcome>("Outcome") is { } outcome ? text[$"Closing.Outcome.{outcome}"] : null,
            form.Choice<Finding>("Finding") is { } finding ? text[$"Closing.Finding.{finding}"] : null,
            form.Choices<ClosingTrack>("Tracks") is { Count: > 0 } tracks
                ? $"{text["Closing.Tracks.Were"]} {string.Join(", ", tracks.Select(track => text[$"Closing.Tracks.{track}"]))}" : null,
            BlankText.Is(form.Text("Learning")) ? null : $"{text["Closing.Learning"]} {CaseText.Given(form.Text("Learning"))}",
        }.OfType<string>());
        var closes = text["Outbound.Happens.Closing", ended];
        if (form.Text("TalkKept") is "yes") closes = $"{closes} {text["Closing.TalkKept.Happens.yes"]}";
        if (form.Text("TalkKept") is "no") closes = $"{closes} {text["Closing.TalkKept.Happens.no"]}";
        return BlankText.Is(form.Text("Text"))
            ? [closes, text["Outbound.Happens.Closing.NoWords"]] : Outgoing.ToReporter(text, closes);
    }

    private static string Words(string field, CaseResult fault, CaseVisit visit) => (field, fault) switch
    {
        (nameof(ClosingDraft.Outcome) or nameof(ClosingDraft.Finding) or nameof(ClosingDraft.Tracks), CaseResult.ChoiceUnknown) =>
            visit.Text[$"Closing.{field}.Missing"],
        (_, CaseResult.StillOpen) => visit.Text["Closing.Carry.Missing", visit.Text[$"Closing.Matter.{MatterOf(field)}"]],
        (nameof(ClosingDraft.TalkKept), _) => visit.Text["Closing.TalkKept.Missing"],
        (nameof(ClosingDraft.Learning), CaseResult.TextMissing) => visit.Text["Closing.Learning.Missing"],
        _ => fault.In(visit.Text),
    };

    private static MatterKind MatterOf(string field) => Enum.GetValues<MatterKind>().First(kind => ClosingDraft.FieldOf(kind) == field);

    private static ClosingDraft Read(ReadForm form) => new()
    {
        Outcome = form.Choice<Outcome>("Outcome"),
        Finding = form.Choice<Finding>("Finding"),
        Tracks = form.Choices<ClosingTrack>("Tracks"),
        Learning = form.Text("Learning"),
        NoFeedback = form.Text("NoFeedback"),
        Text = form.Text("Text"),
        TalkKept = form.Text("TalkKept") switch { "yes" => true, "no" => false, _ => null },
        CarriedOver = Enum.GetValues<MatterKind>().ToDictionary(kind => kind, kind => form.Text(ClosingDraft.FieldOf(kind))),
    };
}
