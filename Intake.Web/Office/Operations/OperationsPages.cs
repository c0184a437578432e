using System.Globalization;
using Intake.Core.Notices;
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
    private const string ExecutiveOffice = "executive";
    private const string OrientationOffice = "orientation";
    private static readonly FormShape Shape = FormShape.Within(1024);

    /// <summary>Where the mails to one of a scheme's offices are tried again, below the language.</summary>
    public static string TryAgain(Guid schemeId, SchemeOffice office) =>
        $"{TryAgain(schemeId)}?office={(office is SchemeOffice.Orientation ? OrientationOffice : ExecutiveOffice)}";

    /// <summary>And those to a person.</summary>
    public static string TryAgain(Guid staffId) => $"office/operations/mails/{staffId}/try-again";

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

    private static async Task<IResult> TryAgainAsync(
        Guid id, string? office, GivenUpMails givenUp, PageAddress here, CancellationToken cancel)
    {
        SchemeOffice? which = office switch
        {
            ExecutiveOffice => SchemeOffice.Executive,
            OrientationOffice => SchemeOffice.Orientation,
            _ => null,
        };
        var mails = await givenUp.TryAgainAsync(id, which, cancel);
        return new SeeOther(here.To($"office/operations?tried={mails.ToString(CultureInfo.InvariantCulture)}"));
    }
}
