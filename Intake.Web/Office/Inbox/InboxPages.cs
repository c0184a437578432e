using System.Globalization;
using Intake.Core;
using Intake.Core.Cases.Inbox;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Office.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Inbox;

/// <summary>The list of cases that somebody holds. Everything it is asked for stands in its address.</summary>
public static class InboxPages
{
    private static readonly FormShape Saving = FormShape.Within(4096).Text("scheme", 128).Text("show", 16).Text("unit", 128)
        .Text("category", 128).Text("charge", 16).Text("sort", 16).Text("Then", 16);

    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/inbox");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/view", SaveAsync).ForReaders().Takes(Saving);
        pages.MapGet("/view", (PageAddress here) => new SeeOther(here.To("office/inbox"))).ForReaders();
    }

    /// <summary>Keeps what is shown as the person's own beginning, or none again; only what the choices offer.</summary>
    private static async Task<IResult> SaveAsync(
        PostedForm form, OfficeSession session, SavedViews views, PageAddress here, HttpContext http)
    {
        var view = SavedView.Written(form.Text("scheme"), form.Text("show"), form.Text("unit"), form.Text("category"),
            form.Text("charge"), form.Text("sort"));
        if (form.Text("Then") == "clear") await views.KeepAsync(session.By, null, http.RequestAborted);
        else if (view.Length <= ViewSeal.MostBytes) await views.KeepAsync(session.By, view, http.RequestAborted);
        return new SeeOther(here.To("office/inbox"));
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] InboxAddress asked, [AsParameters] SchemesVisit visit, SavedViews views)
    {
        var (session, desk, cancel) = (visit.Session, visit.Inbox, visit.Cancel);
        var saved = await views.OfAsync(session.By, cancel);
        var isSaved = saved is not null && asked == new InboxAddress();
        if (isSaved) asked = SavedView.Read(saved!);
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
        return Page.Of<InboxPage>(new
        {
            View = view, Query = query, Errands = waiting, Schemes = schemes, Chosen = chosen, HasSaved = saved is not null,
            IsSaved = isSaved,
            After = query is { Show: InboxShow.Open, Page: 0 } ? await desk.AfterClosingAsync(readers, cancel) : [],
        });
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
