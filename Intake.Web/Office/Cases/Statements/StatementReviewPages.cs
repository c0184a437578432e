using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Statements;

/// <summary>An administrator accepts a unit's statement or sends it back. Both are shown first: neither is taken back.</summary>
internal static class StatementReviewPages
{
    private const string Accept = "accept", Return = "return";

    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostCheckedBytes)
        .Text("Decision", 16).Text("Text", CaseForms.TextBytes).WithCheck();

    public static void MapStatementReview(this IEndpointRouteBuilder pages) =>
        pages.MapPost("", ReviewAsync).ForAdministrators().Takes(Shape);

    /// <summary>The statement with the form below it; 404 where it isn't there for this person.</summary>
    public static async Task<IResult> PageAsync(CaseVisit visit, Guid referral, StatementDesk desk, StatementReview review) =>
        await desk.ReadAsync(visit.Id, referral, visit.Staff, visit.Cancel) is { } view
            ? Page.Of<StatementPage>(new { ReportId = visit.Id, View = view, Review = review }, CaseVisit.StatusOf(review.Errors))
            : TypedResults.NotFound();

    private static async Task<IResult> ReviewAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, StatementDesk desk, OutboundGuard guard, TimeProvider time)
    {
        var (errors, decision, remark) = (form.Faults(), form.Text("Decision"), form.Text("Text"));
        if (decision is not (Accept or Return)) errors.Add("Decision", visit.Text["Statement.Decision.Missing"]);
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        if (view?.Referrals.FirstOrDefault(one => one.Id == referral) is not { } of) return TypedResults.NotFound();
        var accepts = decision == Accept;
        var outgoing = OutgoingOf(visit, of, accepts, remark) with
        {
            Consequences = accepts
                ? Accepted(visit, view, of, BlankText.Is(remark)) : Returned(visit, of, CopenhagenClock.Today(time)),
        };
        return await new CheckedPost(visit, guard, outgoing, form, errors).SendAsync(
            async given =>
            {
                var answer = accepts
                    ? await desk.AcceptAsync(visit.Id, referral, visit.Staff, remark, given, visit.Cancel)
                    : await desk.ReturnAsync(visit.Id, referral, visit.Staff, remark, given, visit.Cancel);
                if (answer is CaseResult.TextMissing or CaseResult.TextTooLong) errors.Add("Text", answer.In(visit.Text));
                return answer;
            },
            visit.Here.Referral(visit.Id, referral, $"statement?done={(accepts ? "accepted" : "returned")}"), "Decision",
            () => PageAsync(visit, referral, desk, new StatementReview(CaseNotice.None, decision, remark, errors)));
    }

    private static Outgoing OutgoingOf(CaseVisit visit, ReferralView referral, bool accepts, string remark)
    {
        var heading = visit.Text["Statement.Remark.To", visit.Session.Scheme.TitleOf(referral.UnitId, visit.Text)];
        return new(accepts ? OutgoingAct.Acceptance : OutgoingAct.Return, "statement-review-form",
            visit.Here.Referral(visit.Id, referral.Id, "statement"), BlankText.Is(remark) ? [] : [new(heading, remark)])
        {
            Reader = OutboundReader.Unit, Unit = new(referral.Id),
        };
    }

    private static IReadOnlyList<string> Accepted(CaseVisit visit, CaseView view, ReferralView referral, bool isBare)
    {
        var text = visit.Text;
        var open = view.Referrals.Where(one => one.Id != referral.Id && !CaseLifecycle.IsOver(one.State) && one.Handlers.Count > 0)
            .Select(one => visit.Session.Scheme.TitleOf(one.UnitId, text)).Distinct().ToList();
        return
        [
            text["Outbound.Happens.Accepted"], Read(visit, referral, isBare),
            open.Count > 0 ? text["Outbound.Happens.Accepted.Others", string.Join(", ", open)] : text["Outbound.Happens.Accepted.Handled"],
            text["Outbound.Happens.Final"],
        ];
    }

    private static IReadOnlyList<string> Returned(CaseVisit visit, ReferralView referral, DateOnly today)
    {
        var due = referral.Deadlines.Where(one => one.Deadline.Kind == DeadlineKind.Statement).Select(one => one.Deadline.Due)
            .Append(StatementDesk.LeastAfterReturn(today)).Max();
        return
        [
            visit.Text["Outbound.Happens.Returned", visit.Text.Date(due)], Read(visit, referral, false),
            visit.Text["Outbound.Happens.Final"],
        ];
    }

    private static string Read(CaseVisit visit, ReferralView referral, bool isBare) => visit.Text[
        isBare ? "Outbound.Happens.Review.Bare" : "Outbound.Happens.Review",
        visit.Session.Scheme.TitleOf(referral.UnitId, visit.Text), string.Join(", ", referral.Handlers)];
}

/// <summary>What stands in the review form and why, and what was just done.</summary>
public sealed record StatementReview(CaseNotice Notice, string? Decision, string Remark, FormErrors Errors)
{
    /// <summary>An untouched form.</summary>
    public StatementReview(CaseNotice notice) : this(notice, null, "", FormErrors.None) { }
}
