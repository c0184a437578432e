using Intake.Core.Reports.Contents;
using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Reports;

/// <summary>The buttons beside the files of the check page: take one away, or send it although it could not be cleaned.</summary>
public static class FilePages
{
    internal static readonly FormShape Shape = ReportForm.Button.Text(ReportForm.Remove).Text(ReportForm.AsItIs);

    internal static async Task<IResult> DecideAsync(ReportVisit visit, PostedForm form, ReportDesk desk)
    {
        if (await visit.Staging.LoadAsync(visit.Scheme, visit.Ticket, visit.Cancel) is not { } staged)
        {
            return await SendPages.GoneAsync(visit);
        }

        var removed = StagedFiles.Beside(staged.Files, form.Text(ReportForm.Remove));
        var decided = StagedFiles.SentAsIs([.. staged.Files.Except(removed)], form.Text(ReportForm.AsItIs));
        var changes = !decided.SequenceEqual(staged.Files);
        staged = staged with { Files = decided };
        // The text may be long and the post is short: nothing is written for one that changes nothing.
        if (changes && !await visit.Staging.SaveAsync(visit.Scheme, visit.Ticket, staged, visit.Cancel))
        {
            return await SendPages.GoneAsync(visit);
        }

        foreach (var file in removed)
        {
            await visit.Staging.RemoveFileAsync(visit.Scheme, visit.Ticket, file.AttachmentId, visit.Cancel);
        }

        return await CheckAsync(visit, staged, desk, StatusCodes.Status200OK);
    }

    /// <summary>The check page as things are staged.</summary>
    internal static async Task<IResult> CheckAsync(ReportVisit visit, StagedContent staged, ReportDesk desk, int status) =>
        Page.Of<CheckPage>(
            new
            {
                visit.Scheme,
                Ticket = visit.Seal(),
                Staged = staged,
                Naming = await desk.NamedAsync(visit.Scheme, staged, visit.Cancel),
                IsSaved = visit.Ticket.Staged is { IsDraft: true },
            },
            status);
}
