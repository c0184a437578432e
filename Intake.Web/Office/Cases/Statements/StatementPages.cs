using Intake.Core.Cases;
using Intake.Core.Cases.Guidance;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Statements;

/// <summary>
/// Handling statements: written, signed and sent by a handler; read by both sides; returned or accepted by an
/// administrator: see <see cref="StatementReviewPages"/>.
/// </summary>
public static class StatementPages
{
    public static void MapStatements(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}/statement");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapStatementReview();
        pages.MapGet("/write", WriteAsync).ForCaseHandlers();
        pages.MapPost("/write", SendAsync).ForCaseHandlers().Takes(StatementForm.Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done, StatementDesk desk) =>
        StatementReviewPages.PageAsync(visit, referral, desk, new StatementReview(CaseNotices.Of(done)));

    private static async Task<IResult> WriteAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? done, StatementDesk desk, WorkDraftDesk drafts) =>
        await drafts.ReadAsync(visit.Id, referral, visit.Staff, WorkForm.Statement, visit.Cancel) is { } saved
            ? await WritePageAsync(visit, referral, desk, new StatementTyped(
                WorkDraftForm.Again(StatementForm.Shape, saved.Own) is { } own ? StatementForm.Draft(own) : null,
                FormErrors.None, saved, CaseNotices.Of(done)))
            : TypedResults.NotFound();

    private static async Task<IResult> SendAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, StatementDesk desk, WorkDraftDesk drafts, OutboundGuard guard)
    {
        var draft = StatementForm.Draft(form.Read);
        var ground = await desk.GroundAsync(visit.Id, referral, visit.Staff, visit.Cancel);
        var (errors, outgoing) = (form.Faults(), OutgoingOf(visit, referral, draft, ground));
        if (OutboundPages.Asks(errors, outgoing)) return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        if (form.Text(WorkDraftForm.Button) == WorkDraftForm.Save)
        {
            var saved = await drafts.SaveAsync(
                visit.Id, referral, visit.Staff, WorkForm.Statement, WorkDraftForm.Fields(form.Read), visit.Cancel);
            return await visit.ThenAsync(saved, visit.Here.Referral(visit.Id, referral, "statement/write?done=draftsaved"),
                errors, nameof(StatementDraft.Examined), AgainAsync);
        }

        var result = await desk.SendAsync(visit.Id, referral, visit.Staff, draft, OutboundForm.Answer(form), visit.Cancel);
        if (OutboundPages.Asks(result.Answer, outgoing, errors, visit.Text))
            return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        foreach (var (field, fault) in result.Faults)
        {
            errors.Add(field, visit.Text.Known($"Statement.Fault.{field}.{fault}")
                ?? visit.Text["Statement.Fault.TooLong", visit.Text[$"Statement.Field.{field}"]]);
        }

        if (result.Answer == CaseResult.NotNow) errors.Add(nameof(StatementDraft.Examined), visit.Text["Statement.NotNow"]);
        if (errors.Any) return await AgainAsync();
        return await visit.ThenAsync(
            result.Answer, visit.Here.ReferralAfter(visit.Id, referral, CaseNotice.Sent),
            errors, nameof(StatementDraft.Examined), AgainAsync);

        Task<IResult> AgainAsync() => WritePageAsync(visit, referral, desk, new StatementTyped(draft, errors, null, CaseNotice.None));
    }

    private static Outgoing OutgoingOf(CaseVisit visit, Guid referral, StatementDraft draft, StatementGround? ground) =>
        new(OutgoingAct.Statement, "statement-form", visit.Here.Referral(visit.Id, referral, "statement/write"),
            [.. StatementForm.Written(draft, visit.Text)
                .Select(one => new OutgoingText(visit.Text[$"Statement.Field.{one.Name}"], one.Text))])
        {
            Reader = OutboundReader.Administrator,
            Warnings = ground is null ? [] : [.. Unheard(ground, draft, visit.Text), .. Left(ground, visit.Text)],
            Consequences =
                [visit.Text["Outbound.Happens.Administrators"], visit.Text["Outbound.Happens.Signed", visit.Session.By.FullName]],
        };

    private static IEnumerable<OutgoingText> Unheard(StatementGround ground, StatementDraft draft, Text text)
    {
        var unheard = ground.Unheard(draft.BothPartiesHeard);
        if (unheard.Count == 0) yield break;
        yield return new(text["Hint.OneSided"], text["Statement.Unheard.Check",
            string.Join(", ", unheard.Select(party => $"“{text[$"Work.Party.{party}"]}”"))]);
    }

    private static IEnumerable<OutgoingText> Left(StatementGround ground, Text text)
    {
        (string Name, int Count)[] left =
            [("Tasks", ground.OpenTasks), ("Interviews", ground.OpenInterviews), ("Actions", ground.OpenActions)];
        if (left.All(one => one.Count == 0)) yield break;
        yield return new(text["Statement.Left"], text["Statement.Left.Check",
            string.Join(", ", left.Where(one => one.Count > 0).Select(one => text[$"Statement.Left.{one.Name}", one.Count]))]);
    }

    /// <summary>The form, with what was typed or saved, with the last version to go on from, or with what the path records.</summary>
    private static async Task<IResult> WritePageAsync(CaseVisit visit, Guid referral, StatementDesk desk, StatementTyped typed)
    {
        if (await desk.ReadAsync(visit.Id, referral, visit.Staff, visit.Cancel) is not { } view) return TypedResults.NotFound();
        var ground = await desk.GroundAsync(visit.Id, referral, visit.Staff, visit.Cancel);
        var path = typed.Draft is null && view.Statements.Count == 0 && ground is not null
            ? StatementFromPath.Of(ground, visit.Text) : StatementFromPath.Nothing;
        var draft = typed.Draft ?? (view.Statements is [.., var last] ? StatementForm.From(last.Content) : path.Draft);
        return Page.Of<WriteStatementPage>(new
        {
            ReportId = visit.Id, View = view, Draft = draft, path.From,
            Now = typed.Drafts?.Own is null || ground is null ? null : StatementFromPath.Of(ground, visit.Text).Draft,
            Suggested = draft.Track is null ? ground?.Track : null,
            Hints = ground is null ? [] : WorkHints.ForStatement(ground.Plan), typed.Errors, typed.Drafts, typed.Notice,
        }, CaseVisit.StatusOf(typed.Errors));
    }

    private sealed record StatementTyped(StatementDraft? Draft, FormErrors Errors, WorkDraftsView? Drafts, CaseNotice Notice);
}
