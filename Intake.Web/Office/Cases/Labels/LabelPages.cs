using Intake.Core.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Labels;

/// <summary>A person's own name for a case, which nobody else can read.</summary>
public static class LabelPages
{
    private static readonly FormShape Shape = FormShape.Within(2048).Text("Label", 1024);

    public static void MapLabel(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/label", ShowAsync).ForReaders();
        pages.MapPost("/label", SaveAsync).ForReaders().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<LabelPage>(FormErrors.None, view => new { View = view, view.Own.Label });

    private static async Task<IResult> SaveAsync([AsParameters] CaseVisit visit, PostedForm form, CaseMarks marks)
    {
        var (errors, label) = (form.Faults(), form.Text("Label"));
        if (errors.Any) return await AgainAsync();
        return await visit.ThenAsync(await marks.LabelAsync(visit.Id, visit.Staff, label, visit.Cancel),
            visit.Here.CaseAfter(visit.Id, CaseNotice.Labelled), errors, "Label", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<LabelPage>(errors, view => new { View = view, Label = label, Errors = errors });
    }
}
