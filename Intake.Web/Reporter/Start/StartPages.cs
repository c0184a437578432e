using System.Globalization;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Start;

/// <summary>The front page and each scheme's start page.</summary>
public static class StartPages
{
    public static void MapStart(this IEndpointRouteBuilder app)
    {
        var pages = app.InEachLanguage();
        pages.MapGet("/", FrontAsync);
        pages.MapGet("/{scheme}", StartAsync);
    }

    private static async Task<IResult> FrontAsync(
        SchemeCache shelf, Text text, PageAddress here, CancellationToken cancel)
    {
        var schemes = (await shelf.AllAsync(cancel)).Where(one => one.Scheme.Languages.Contains(text.Language))
            .OrderBy(one => one.Scheme.Organisation.In(text.Language), StringComparer.Create(text.Culture, CompareOptions.None)).ToList();
        return schemes is [var only] ? TypedResults.Redirect(here.To(only.Scheme.Name)) : Page.Of<SchemesPage>(new { Schemes = schemes });
    }

    private static async Task<IResult> StartAsync(
        string scheme, string? who, HttpRequest request, SchemeCache shelf, Text text, TimeProvider time)
    {
        if (await shelf.FindAsync(scheme, text, request.HttpContext.RequestAborted) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var today = CopenhagenClock.Today(time);
        var page = Page.Of<StartPage>(new { found.Scheme, found.IsOpen, Who = PersonOf(found.Scheme, who), Today = today });
        return IsPlain(request, text.Language, found.Scheme, who) ? found.Pages.Keep($"{text.Language} {who} {today:O}", page) : page;
    }

    /// <summary>Whether the address, which the page repeats, is one of the few that our own links have.</summary>
    private static bool IsPlain(HttpRequest request, string language, Scheme scheme, string? who) =>
        request.Path.Value == $"/{language}/{scheme.Name}"
        && (who is null ? !request.QueryString.HasValue : PersonOf(scheme, who) is not null && request.QueryString.Value == "?who=" + who);

    /// <summary>The kind of person that a link names, in small letters; null for anything that the scheme does not ask for.</summary>
    private static PersonKind? PersonOf(Scheme scheme, string? who) =>
        scheme.Persons.FirstOrDefault(person => OtherWays.WordOf(person.Kind) == who)?.Kind;
}
