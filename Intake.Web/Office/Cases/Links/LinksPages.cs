using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Links;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Links;

/// <summary>An administrator sees which of her cases may belong together, links two of them, and takes a link away.</summary>
public static class LinksPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Other", 64).Text("Ground", 32).Text("Note", CaseForms.TextBytes);

    private static readonly FormShape Removal = FormShape.Within(1024).Text("Link", 64);

    public static void MapLinks(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/links", ShowAsync).ForAdministrators();
        pages.MapPost("/links", LinkAsync).ForAdministrators().Takes(Shape);
        pages.MapPost("/links/remove", UnlinkAsync).ForAdministrators().Takes(Removal);
        pages.MapGet("/links/remove", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "links"))).ForAdministrators();
    }

    private static Task<IResult> ShowAsync(
        [AsParameters] CaseVisit visit, string? with, string? done, InboxDesk inbox, SimilarCases similar) =>
        PageAsync(visit, inbox, similar, new LinkForm(with ?? "", "", ""), FormErrors.None, CaseNotices.Of(done));

    private static async Task<IResult> LinkAsync(
        [AsParameters] CaseVisit visit, PostedForm form, LinkDesk desk, InboxDesk inbox, SimilarCases similar)
    {
        var typed = new LinkForm(form.Text("Other"), form.Text("Ground"), form.Text("Note"));
        var errors = form.Faults();
        if (typed.OtherId is null) errors.Add("Other", visit.Text["Links.Other.Missing"]);
        if (typed.Why is null) errors.Add("Ground", visit.Text["Links.Ground.Missing"]);
        if (typed.OtherId is not { } other || typed.Why is not { } ground || errors.Any) return await AgainAsync();
        var answer = await desk.LinkAsync(visit.Id, other, visit.Staff, ground, typed.Note, visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.Case(visit.Id, "links?done=linked"), errors,
            answer == CaseResult.TextTooLong ? "Note" : "Other", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, inbox, similar, typed, errors, CaseNotice.None);
    }

    private static async Task<IResult> UnlinkAsync(
        [AsParameters] CaseVisit visit, PostedForm form, LinkDesk desk, InboxDesk inbox, SimilarCases similar)
    {
        var errors = form.Faults();
        if (!Guid.TryParse(form.Text("Link"), out var link)) errors.Add("Link", visit.Text["Links.Remove.Missing"]);
        return errors.Any
            ? await AgainAsync()
            : await visit.ThenAsync(await desk.UnlinkAsync(visit.Id, link, visit.Staff, visit.Cancel),
                visit.Here.Case(visit.Id, "links?done=unlinked"), errors, "Link", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, inbox, similar, new LinkForm("", "", ""), errors, CaseNotice.None);
    }

    private static Task<IResult> PageAsync(CaseVisit visit, InboxDesk inbox, SimilarCases similar, LinkForm typed, FormErrors errors,
        CaseNotice notice) => visit.ShowAsync(async view =>
        {
            var rows = await inbox.NewestAsync(visit.Staff, SimilarCases.MostLookedAt, visit.Cancel);
            return Page.Of<LinksPage>(new
            {
                View = view,
                Choices = rows.Where(row => row.ReportId != view.ReportId && view.Links.All(link => link.OtherId != row.ReportId)).ToList(),
                Similar = await similar.OfAsync(visit.Id, visit.Staff, visit.Cancel),
                Typed = typed,
                Notice = notice,
                Errors = errors,
            }, CaseVisit.StatusOf(errors));
        });
}

/// <summary>The form of a link as it was typed.</summary>
public sealed record LinkForm(string Other, string Ground, string Note)
{
    /// <summary>The chosen case; null for none.</summary>
    public Guid? OtherId => Guid.TryParse(Other, out var id) ? id : null;

    /// <summary>The chosen ground; null for none.</summary>
    public LinkGround? Why => Enum.GetValues<LinkGround>().Where(one => one.ToString() == Ground)
        .Select(one => (LinkGround?)one).FirstOrDefault();
}
