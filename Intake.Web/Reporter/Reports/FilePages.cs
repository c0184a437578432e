using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Reports;

/// <summary>The buttons beside the files of the check page: take one away, or send it although it could not be cleaned.</summary>
public static class FilePages
{
    private static readonly FormShape Shape = TicketPost.Shape.Text(ReportForm.Remove).Text(ReportForm.AsItIs);

    internal static Task<IResult> DecideAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, ReportDesk desk, Text text, CancellationToken cancel) =>
        TicketPost.TakeAsync(scheme, http, shelf, staging, Shape, text, async (found, form, ticket) =>
        {
            if (await staging.LoadAsync(found, ticket, cancel) is not { } staged)
            {
                return await SendPages.GoneAsync(found, staging, ticket, cancel);
            }

            var removed = StagedFiles.Beside(staged.Files, form.Text(ReportForm.Remove));
            var decided = StagedFiles.SentAsIs([.. staged.Files.Except(removed)], form.Text(ReportForm.AsItIs));
            var changes = !decided.SequenceEqual(staged.Files);
            staged = staged with { Files = decided };
            // The text may be long and the post is short: nothing is written for one that changes nothing.
            if (changes && !await staging.SaveAsync(found, ticket, staged, cancel))
            {
                return await SendPages.GoneAsync(found, staging, ticket, cancel);
            }

            foreach (var file in removed)
            {
                await staging.RemoveFileAsync(found, ticket, file.AttachmentId, cancel);
            }

            return await CheckAsync(found, staging, ticket, staged, desk, StatusCodes.Status200OK, cancel);
        }, cancel);

    /// <summary>The check page as things are staged.</summary>
    internal static async Task<IResult> CheckAsync(
        Scheme scheme, StagingDesk staging, FormTicket ticket, StagedContent staged, ReportDesk desk, int status, CancellationToken cancel) =>
        Page.Of<CheckPage>(
            new
            {
                Scheme = scheme,
                Ticket = staging.Seal(scheme, ticket),
                Staged = staged,
                Naming = await desk.NamedAsync(scheme, staged, cancel),
                IsSaved = ticket.Staged is { IsDraft: true },
            },
            status);
}
