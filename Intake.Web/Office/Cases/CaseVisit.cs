using Intake.Core.Cases;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Components;

namespace Intake.Web.Office.Cases;

/// <summary>
/// One request to a page of a case: which case, who asks, and what its pages and forms answer with. Handlers take it with
/// <c>[AsParameters]</c>.
/// </summary>
public sealed record CaseVisit(Guid Id, OfficeSession Session, CaseDesk Desk, PageAddress Here, Text Text, CancellationToken Cancel)
{
    internal UnlockedStaff Staff => Session.Staff;

    /// <summary>200, or 422 for a form that comes back.</summary>
    internal static int StatusOf(FormErrors errors) => errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;

    /// <summary>A page of the case as it stands; 404 where it isn't there for this person.</summary>
    internal async Task<IResult> ShowAsync<TPage>(FormErrors errors, Func<CaseView, object> with) where TPage : IComponent =>
        await Desk.ReadAsync(Id, Staff, Cancel) is { } view ? Page.Of<TPage>(with(view), StatusOf(errors)) : TypedResults.NotFound();

    /// <summary>What is drawn of the case as it stands; 404 where it isn't there for this person.</summary>
    internal async Task<IResult> ShowAsync(Func<CaseView, Task<IResult>> draw) =>
        await Desk.ReadAsync(Id, Staff, Cancel) is { } view ? await draw(view) : TypedResults.NotFound();

    /// <summary>
    /// The answer to a form: the next page when it is done, 404 for what isn't there, else the page again with the
    /// refusal at <paramref name="field"/>.
    /// </summary>
    internal async Task<IResult> ThenAsync(CaseResult answer, string next, FormErrors errors, string field, Func<Task<IResult>> again)
    {
        if (answer == CaseResult.Done) return new SeeOther(next);
        if (answer == CaseResult.NotFound) return TypedResults.NotFound();
        errors.Add(field, Text.Known($"CaseFile.Answer.{answer}.{field}") ?? answer.In(Text));
        return await again();
    }
}
