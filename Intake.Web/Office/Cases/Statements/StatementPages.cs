using Intake.Core.Cases;
using Intake.Core.Cases.Statements;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Statements;

/// <summary>Handling statements: written, signed and sent by a handler; read by both sides; returned or accepted by an administrator.</summary>
public static class StatementPages
{
    private static readonly FormShape Reviewing = FormShape.Within(CaseForms.MostTextBytes).Text("Decision", 16).Text("Text", CaseForms.TextBytes);

    public static void MapStatements(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}/statement");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("", ReviewAsync).ForAdministrators();
        pages.MapGet("/write", WriteAsync).ForCaseHandlers();
        pages.MapPost("/write", SendAsync).ForCaseHandlers();
    }

    private static Task<IResult> ShowAsync(Guid id, Guid referral, string? done, OfficeSession session, StatementDesk desk, CancellationToken cancel) =>
        PageAsync(id, referral, session, desk, new StatementReview(CaseNotices.Of(done)), cancel);

    private static async Task<IResult> ReviewAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, StatementDesk desk, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Reviewing, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text);
        var (decision, remark) = (form.Text("Decision"), form.Text("Text"));
        if (decision is not ("accept" or "return")) errors.Add("Decision", text["Statement.Decision.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = decision == "accept"
            ? await desk.AcceptAsync(id, referral, session.Staff, remark, cancel)
            : await desk.ReturnAsync(id, referral, session.Staff, remark, cancel);
        var next = here.Referral(id, referral, $"statement?done={(decision == "accept" ? "accepted" : "returned")}");
        return await CaseForms.ThenAsync(answer, next, errors, answer == CaseAnswer.NotNow ? "Decision" : "Text", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(id, referral, session, desk, new StatementReview(CaseNotice.None, decision, remark, errors), cancel);
    }

    private static async Task<IResult> PageAsync(
        Guid id, Guid referral, OfficeSession session, StatementDesk desk, StatementReview review, CancellationToken cancel) =>
        await desk.ReadAsync(id, referral, session.Staff, cancel) is { } view
            ? Page.Of<StatementPage>(new { ReportId = id, View = view, Review = review },
                review.Errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : TypedResults.NotFound();

    private static async Task<IResult> WriteAsync(Guid id, Guid referral, OfficeSession session, StatementDesk desk, CancellationToken cancel) =>
        await desk.ReadAsync(id, referral, session.Staff, cancel) is { } view
            ? Page.Of<WriteStatementPage>(new { ReportId = id, View = view, Draft = StatementForm.From(view.Statements is [.., var last] ? last.Content : null) })
            : TypedResults.NotFound();

    private static async Task<IResult> SendAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, StatementDesk desk, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, StatementForm.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var draft = StatementForm.Draft(form);
        var errors = CaseForms.Faults(form, text);
        if (errors.Any) return await AgainAsync();
        var result = await desk.SendAsync(id, referral, session.Staff, draft, cancel);
        foreach (var (field, fault) in result.Faults) errors.Add(field, text[$"Statement.Fault.{fault}"]);
        if (errors.Any) return await AgainAsync();
        return await CaseForms.ThenAsync(result.Answer, here.ReferralAfter(id, referral, CaseNotice.Sent), errors, nameof(StatementDraft.Examined), text, AgainAsync);

        async Task<IResult> AgainAsync() => await desk.ReadAsync(id, referral, session.Staff, cancel) is { } view
            ? Page.Of<WriteStatementPage>(new { ReportId = id, View = view, Draft = draft, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }
}

/// <summary>What stands in the review form and why, and what was just done.</summary>
public sealed record StatementReview(CaseNotice Notice, string? Decision, string Remark, FormErrors Errors)
{
    /// <summary>An untouched form.</summary>
    public StatementReview(CaseNotice notice) : this(notice, null, "", FormErrors.None) { }
}
