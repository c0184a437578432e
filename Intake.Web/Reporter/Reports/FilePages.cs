using Intake.Core.Reports.Contents;
using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// The buttons beside the files of the check page: take one away, send it although it could not be cleaned, try again, or
/// strike names out of it.
/// </summary>
public static class FilePages
{
    internal static readonly FormShape Shape = FormShape.Within(256 * 1024).Text(ReportForm.Ticket, 4096).WithDecisions();

    internal static async Task<IResult> DecideAsync(ReportVisit visit, PostedForm form, ReportDesk desk)
    {
        if (await visit.Staging.LoadAsync(visit.Scheme, visit.Ticket, visit.Cancel) is not { } staged)
        {
            return await SendPages.GoneAsync(visit);
        }

        var files = staged.Files;
        if (StagedFiles.WishOf(files, form.Read) is { } wish)
        {
            if (await visit.Room.EnterAsync(CostlyAct.Stage, visit.Scheme.Id, "", visit.Cancel) is { MayGo: false })
            {
                return await CheckAsync(visit, staged, desk, StatusCodes.Status503ServiceUnavailable);
            }

            var again = await visit.Staging.CleanAgainAsync(
                visit.Ticket, wish.File, wish.Strike, ReportForm.FileBytes(visit.Scheme), visit.Cancel);
            files = StagedFiles.After(files, wish, again, staged.KeepsOriginals == true);
        }

        var away = StagedFiles.Beside(files, form.Text(ReportForm.Remove));
        files = StagedFiles.Decided(files.Except(away), form.Read);
        var (before, changes) = (staged.Files, !files.SequenceEqual(staged.Files));
        staged = staged with { Files = files };
        // The text may be long and the post is short: nothing is written for one that changes nothing.
        if (changes && !await visit.Staging.SaveAsync(visit.Scheme, visit.Ticket, staged, visit.Cancel))
        {
            return await SendPages.GoneAsync(visit);
        }

        foreach (var gone in before.ExceptBy(files.Select(file => file.AttachmentId), file => file.AttachmentId))
        {
            await visit.Staging.RemoveFileAsync(visit.Scheme, visit.Ticket, gone.AttachmentId, visit.Cancel);
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
