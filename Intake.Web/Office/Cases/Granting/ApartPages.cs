using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Granting;

/// <summary>Somebody who has a case is named in it: one person proposes to say that it is not them, an administrator answers.</summary>
public static class ApartPages
{
    private static readonly FormShape Proposing =
        FormShape.Within(CaseForms.MostTextBytes).Many("Person", 200).Text("Reason", CaseForms.TextBytes);

    private static readonly FormShape Answering = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Shown", 128).Text("Agree", 8).Text("Text", CaseForms.TextBytes);

    public static void MapApart(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/named", ShowAsync).ForReaders();
        pages.MapPost("/named", ProposeAsync).ForReaders().Takes(Proposing);
        pages.MapGet("/named/{proposal:guid}", ShowProposalAsync).ForAdministrators();
        pages.MapPost("/named/{proposal:guid}", AnswerAsync).ForAdministrators().Takes(Answering);
    }

    private static async Task<IResult> ShowAsync([AsParameters] CaseVisit visit, ApartDesk desk) =>
        await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view
            ? Page.Of<NamedPage>(new { ReportId = visit.Id, View = view }) : TypedResults.NotFound();

    private static async Task<IResult> ProposeAsync([AsParameters] CaseVisit visit, PostedForm form, ApartDesk desk)
    {
        var errors = form.Faults();
        if (errors.Any) return await AgainAsync();
        var persons = form.Values("Person").Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty).ToList();
        var answer = await desk.ProposeAsync(visit.Id, visit.Staff, persons, form.Text("Reason"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.ApartProposed), errors,
            answer is CaseResult.TextMissing or CaseResult.TextTooLong ? "Reason" : "Person", AgainAsync);

        async Task<IResult> AgainAsync() => await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view
            ? Page.Of<NamedPage>(new
            {
                ReportId = visit.Id, View = view, Chosen = form.Values("Person"), Reason = form.Text("Reason"), Errors = errors,
            }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
    }

    private static Task<IResult> ShowProposalAsync([AsParameters] CaseVisit visit, Guid proposal, ApartDesk desk) =>
        ProposalPageAsync(visit, proposal, desk, null, FormErrors.None);

    private static async Task<IResult> AnswerAsync([AsParameters] CaseVisit visit, Guid proposal, PostedForm form, ApartDesk desk)
    {
        var errors = form.Faults();
        if (form.Text("Agree") is not ("yes" or "no")) errors.Add("Agree", visit.Text["Apart.Agree.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await desk.AnswerAsync(visit.Id, visit.Staff, proposal, SeenIn(form), form.Text("Agree") == "yes",
            form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.ApartAnswered), errors,
            answer is CaseResult.TextMissing or CaseResult.TextTooLong ? "Text" : "Agree", AgainAsync);

        Task<IResult> AgainAsync() => ProposalPageAsync(visit, proposal, desk, form.Read, errors);
    }

    /// <summary>What the form was shown for; nothing where that is no digest.</summary>
    private static byte[] SeenIn(PostedForm form)
    {
        Span<byte> digest = stackalloc byte[32];
        return Convert.FromHexString(form.Text("Shown"), digest, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == digest.Length ? digest.ToArray() : [];
    }

    /// <summary>A proposal that waits; another person's page, and none of whom it is about.</summary>
    private static async Task<IResult> ProposalPageAsync(
        CaseVisit visit, Guid id, ApartDesk desk, ReadForm? form, FormErrors errors) =>
        await desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view
        && view.Proposals.FirstOrDefault(one => one.EntryId == id && (one.IsOpen || errors.Any)) is { } proposal
        && proposal.Bar.PersonId != visit.Staff.Certificate.PersonId
            ? Page.Of<ApartPage>(new { ReportId = visit.Id, View = view, Proposal = proposal, Form = form, Errors = errors },
                CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
}
