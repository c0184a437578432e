using System.Globalization;
using Intake.Core.Operations;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Operations;

/// <summary>
/// What an operator sees of jobs, mails and workers. Mails that were given up can be tried again; nothing else is changed
/// here.
/// </summary>
public static class OperationsPages
{
    private static readonly FormShape Shape = FormShape.Within(1024);

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var operations = app.MapOffice().MapGroup("/operations");
        operations.MapGet("", ShowAsync).ForOperators();
        operations.MapPost("/mails/{id:guid}/try-again", TryAgainAsync).ForOperators().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync(
        string? tried, OperationsDesk desk, SingleHolders single, CancellationToken cancel) =>
        Page.Of<OperationsPage>(new
        {
            View = await desk.LookAsync(cancel) with { SingleHolders = await single.CountAsync(cancel) },
            Tried = int.TryParse(tried, NumberStyles.None, CultureInfo.InvariantCulture, out var mails) ? mails : default(int?),
        });

    private static async Task<IResult> TryAgainAsync(Guid id, OperationsDesk desk, PageAddress here, CancellationToken cancel)
    {
        var mails = await desk.TryAgainAsync(id, cancel);
        return new SeeOther(here.To($"office/operations?tried={mails.ToString(CultureInfo.InvariantCulture)}"));
    }
}
