using System.Globalization;
using Intake.Core;
using Intake.Core.Accountability;
using Intake.Core.Cases.Inbox;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Inbox;

/// <summary>The list of cases that somebody holds. Everything it is asked for stands in its address.</summary>
public static class InboxPages
{
    public static void MapInbox(this IEndpointRouteBuilder app) => app.MapOffice().MapGet("/inbox", ShowAsync).ForReaders();

    private static async Task<IResult> ShowAsync(
        [AsParameters] InboxAddress asked, OfficeSession session, InboxDesk desk, SchemeErrands errands, CancellationToken cancel)
    {
        var (show, unit, category) = (asked.Show, asked.Unit, asked.Category);
        var (search, sort, page) = (asked.Search, asked.Sort, asked.Page);
        var query = new InboxQuery(
            Chosen(show, InboxShow.Open),
            session.Scheme.Unit(unit ?? "")?.Id,
            BlankText.Is(search) ? null : search.Trim(),
            Chosen(sort, InboxSort.MyTurn),
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000
                ? number - 1
                : 0)
        {
            Category = session.Scheme.Category(category ?? "")?.Name,
        };
        var view = await desk.ListAsync(session.Staff, query, cancel);
        var last = Math.Max(0, (view.Total - 1) / InboxQuery.PageSize);
        if (query.Page > last)
        {
            query = query with { Page = last };
            view = await desk.ListAsync(session.Staff, query, cancel);
        }

        var waiting = session.By.IsAdministrator
            ? (await errands.OfAsync(session.Scheme.Id, cancel)).Where(errand => errand.About != session.By.StaffId).ToList() : [];
        return Page.Of<InboxPage>(new { View = view, Query = query, Errands = waiting });
    }

    /// <summary>A choice by its name; numbers and anything else are ignored.</summary>
    private static T Chosen<T>(string? name, T otherwise) where T : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<T>(name, ignoreCase: true, out var chosen)
            ? chosen
            : otherwise;
}

/// <summary>What the inbox's address asks for, as it was typed or linked.</summary>
internal sealed record InboxAddress
{
    public string? Show { get; init; }

    public string? Unit { get; init; }

    public string? Category { get; init; }

    public string? Search { get; init; }

    public string? Sort { get; init; }

    public string? Page { get; init; }
}
