using System.Globalization;
using Intake.Core;
using Intake.Core.Cases.Inbox;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Office.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Inbox;

/// <summary>The list of cases that somebody holds. Everything it is asked for stands in its address.</summary>
public static class InboxPages
{
    public static void MapInbox(this IEndpointRouteBuilder app) => app.MapOffice().MapGet("/inbox", ShowAsync).ForReaders();

    private static async Task<IResult> ShowAsync(
        [AsParameters] InboxAddress asked, [AsParameters] SchemesVisit visit)
    {
        var (session, desk, cancel) = (visit.Session, visit.Inbox, visit.Cancel);
        var readers = await visit.Sessions.ReadersAsync(session.By, cancel);
        var schemes = new List<ReadScheme>();
        foreach (var reader in readers)
            schemes.Add(new(await visit.Schemes.GetAsync(reader.Certificate.SchemeId, cancel), reader.Certificate));
        var chosen = schemes.Find(one => one.Scheme.Name == asked.Scheme) ?? (schemes.Count == 1 ? schemes[0] : null);
        var (show, unit, category) = (asked.Show, asked.Unit, asked.Category);
        var (search, sort, page) = (asked.Search, asked.Sort, asked.Page);
        var query = new InboxQuery(
            Chosen(show, InboxShow.Open),
            chosen?.Scheme.Unit(unit ?? "")?.Id,
            BlankText.Is(search) ? null : search.Trim(),
            Chosen(sort, InboxSort.MyTurn),
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000
                ? number - 1
                : 0)
        {
            Category = chosen?.Scheme.Category(category ?? "")?.Name,
            SchemeId = schemes.Count > 1 ? chosen?.Scheme.Id : null,
            Charge = Chosen(asked.Charge, InboxCharge.All),
        };
        var view = await desk.ListAsync(readers, query, cancel);
        var last = Math.Max(0, (view.Total - 1) / InboxQuery.PageSize);
        if (query.Page > last)
        {
            query = query with { Page = last };
            view = await desk.ListAsync(readers, query, cancel);
        }

        var waiting = session.By.IsAdministrator
            ? (await visit.Errands.OfAsync(session.Scheme.Id, cancel)).Where(errand => errand.About != session.By.StaffId).ToList() : [];
        return Page.Of<InboxPage>(new { View = view, Query = query, Errands = waiting, Schemes = schemes, Chosen = chosen });
    }

    /// <summary>A choice by its name; numbers and anything else are ignored.</summary>
    private static T Chosen<T>(string? name, T otherwise) where T : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<T>(name, ignoreCase: true, out var chosen)
            ? chosen
            : otherwise;
}

/// <summary>A scheme that the person reads, and what they are certified for there.</summary>
public sealed record ReadScheme(Scheme Scheme, Certificate Certificate);

/// <summary>What the inbox's address asks for, as it was typed or linked.</summary>
internal sealed record InboxAddress
{
    public string? Show { get; init; }

    public string? Scheme { get; init; }

    public string? Unit { get; init; }

    public string? Category { get; init; }

    public string? Search { get; init; }

    public string? Charge { get; init; }

    public string? Sort { get; init; }

    public string? Page { get; init; }
}
