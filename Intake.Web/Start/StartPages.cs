using System.Globalization;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Web.Shell;
using Intake.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Start;

/// <summary>The front page and each scheme's start page.</summary>
public static class StartPages
{
    public static void MapStart(this IEndpointRouteBuilder app)
    {
        var pages = app.InEachLanguage();
        pages.MapGet("/", FrontAsync);
        pages.MapGet("/{scheme}", StartAsync);
    }

    private static async Task<Results<RazorComponentResult<SchemesPage>, RedirectHttpResult>> FrontAsync(
        SchemeShelf shelf, Text text, PageAddress here, CancellationToken cancel)
    {
        var schemes = (await shelf.AllAsync(cancel)).Where(one => one.Scheme.Languages.Contains(text.Language))
            .OrderBy(one => one.Scheme.Organisation.In(text.Language), StringComparer.Create(text.Culture, CompareOptions.None)).ToList();
        return schemes is [var only] ? TypedResults.Redirect(here.To(only.Scheme.Name)) : Page.Of<SchemesPage>(new { Schemes = schemes });
    }

    private static async Task<Results<RazorComponentResult<StartPage>, NotFound>> StartAsync(
        string scheme, string? who, SchemeShelf shelf, Text text, TimeProvider time, CancellationToken cancel) =>
        await shelf.FindAsync(scheme, text, cancel) is { } found
            ? Page.Of<StartPage>(new { found.Scheme, found.IsOpen, Who = PersonOf(found.Scheme, who), Today = CopenhagenClock.Today(time) })
            : TypedResults.NotFound();

    /// <summary>The kind of person that a link names, in small letters; null for anything that the scheme does not ask for.</summary>
    private static PersonKind? PersonOf(Scheme scheme, string? who) =>
        scheme.Persons.FirstOrDefault(person => OtherWays.WordOf(person.Kind) == who)?.Kind;
}
