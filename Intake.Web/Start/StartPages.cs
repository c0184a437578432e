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
        var schemes = (await shelf.AllAsync(cancel)).Select(one => one.Scheme).Where(scheme => scheme.Languages.Contains(text.Language)).ToList();
        return schemes is [var only] ? TypedResults.Redirect(here.To(only.Name)) : Page.Of<SchemesPage>(new { Schemes = schemes });
    }

    private static async Task<Results<RazorComponentResult<StartPage>, NotFound>> StartAsync(
        string scheme, string? who, SchemeShelf shelf, Text text, CancellationToken cancel) =>
        await shelf.FindAsync(scheme, text, cancel) is { } found
            ? Page.Of<StartPage>(new { found.Scheme, found.IsOpen, Who = PersonOf(who) })
            : TypedResults.NotFound();

    /// <summary>The kind of person that a link names, in small letters; null for anything else.</summary>
    private static PersonKind? PersonOf(string? who) =>
        Enum.GetValues<PersonKind>().Cast<PersonKind?>().FirstOrDefault(kind => StartPage.WordOf(kind!.Value) == who);
}
