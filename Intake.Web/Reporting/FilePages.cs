using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Forms;
using Intake.Web.Privacy;
using Intake.Web.Shell;
using Intake.Web.Start;
using Intake.Web.Texts;

namespace Intake.Web.Reporting;

/// <summary>The buttons beside the files of the check page: take one away, or send it although it could not be cleaned.</summary>
public static class FilePages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text(ReportForm.Ticket, 4096).Text(ReportForm.Remove).Text(ReportForm.AsItIs);

    internal static async Task<IResult> DecideAsync(
        string scheme, HttpContext http, SchemeShelf shelf, StagingDesk staging, ReportDesk desk, Text text, CancellationToken cancel)
    {
        if (await shelf.FindOrRememberAsync(scheme, text, cancel) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refused;
        }

        using (form)
        {
            using var ticket = staging.Open(found.Scheme, form.Text(ReportForm.Ticket));
            try
            {
                if (ticket is null || await staging.LoadAsync(found.Scheme, ticket, cancel) is not { } staged)
                {
                    return await SendPages.GoneAsync(found.Scheme, staging, ticket, cancel);
                }

                var removed = StagedFiles.Beside(staged.Files, form.Text(ReportForm.Remove));
                var decided = StagedFiles.SentAsIs([.. staged.Files.Except(removed)], form.Text(ReportForm.AsItIs));
                var changes = !decided.SequenceEqual(staged.Files);
                staged = staged with { Files = decided };
                // The text may be long and the post is short: nothing is written for one that changes nothing.
                if (changes && !await staging.SaveAsync(found.Scheme, ticket, staged, cancel))
                {
                    return await SendPages.GoneAsync(found.Scheme, staging, ticket, cancel);
                }

                foreach (var file in removed)
                {
                    await staging.RemoveFileAsync(found.Scheme, ticket, file.AttachmentId, cancel);
                }

                return await CheckAsync(found.Scheme, staging, ticket, staged, desk, StatusCodes.Status200OK, cancel);
            }
            catch (Exception failure) when (Failures.Pass(failure))
            {
                return SendPages.Unreachable(http, found.Scheme, form.Text(ReportForm.Ticket));
            }
        }
    }

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
