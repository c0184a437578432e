using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// The button to leave, on a page of the form that was posted: ends its ticket, then goes on to the page that forgets the rest.
/// </summary>
internal static class LeaveForm
{
    private const int MostTicket = 2048;

    /// <summary>Nobody who has to get away waits longer for the database.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public static readonly FormShape Shape =
        FormShape.Within(8 * 1024).Text(LeaveFields.Ticket, MostTicket).Text(LeaveFields.Posted, MostTicket);

    public static async Task<IResult> LeaveAsync(ReportVisit visit, PostedForm form, PageAddress here)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(visit.Cancel);
        limit.CancelAfter(LongestWait);
        try
        {
            foreach (var sent in new[] { form.Text(LeaveFields.Ticket), form.Text(LeaveFields.Posted) }.Distinct())
            {
                if (await MayKeepAsync(visit, sent, limit.Token)) await visit.Left.LeaveAsync(visit.Scheme, sent, limit.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException || Failures.IsTransient(failure))
        {
            return Left(here); // The page that follows says what can still be seen.
        }

        return Left(here);
    }

    public static SeeOther Left(PageAddress here) => new(here.To("leave"));

    /// <summary>
    /// A row for a page that staged nothing asks for a place of its own, so that nobody fills the table by leaving and a flood of
    /// those who leave keeps nobody from writing. Who gets none leaves all the same.
    /// </summary>
    private static async ValueTask<bool> MayKeepAsync(ReportVisit visit, string sent, CancellationToken cancel) =>
        visit.Staging.IsOurs(visit.Scheme, sent)
        && (visit.Left.IsStaged(visit.Scheme, sent)
            || (await visit.Room.EnterAsync(CostlyAct.Leave, visit.Scheme.Id, "", cancel)).MayGo);
}
