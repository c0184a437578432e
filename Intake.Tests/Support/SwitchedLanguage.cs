using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Intake.Tests.Support;

/// <summary>Presses a page's language switch as a browser does: the fields of its form go to the button's own address.</summary>
public static class SwitchedLanguage
{
    /// <summary>The button that takes a form along; null when the page has none.</summary>
    public static IElement? ButtonOf(IDocument page, string form) => page.QuerySelector($"button.language-button[form='{form}']");

    /// <summary>The page that the switch leads to, redirects followed.</summary>
    public static async Task<(HttpStatusCode Status, IDocument Page)> PressAsync(
        HttpClient client, IDocument page, string form, string? cookie, params (string Name, string Value)[] typed)
    {
        var address = ButtonOf(page, form)!.GetAttribute("formaction")!;
        var fields = Fields(page.GetElementById(form)!, typed).ToList();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            if (cookie is not null) request.Headers.Add("Cookie", cookie);
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.TemporaryRedirect) return (answer.StatusCode, await answer.PageAsync());
            address = answer.Headers.Location!.OriginalString;
        }
    }

    /// <summary>What a form sends: each field as the page shows it, and what was typed or ticked instead.</summary>
    private static IEnumerable<(string Name, string Value)> Fields(IElement form, (string Name, string Value)[] typed)
    {
        foreach (var field in form.QuerySelectorAll("input, textarea, select"))
        {
            var name = field.GetAttribute("name")!;
            if (typed.Any(one => one.Name == name)) continue;
            switch (field)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    yield return (name, select.Value ?? "");
                    break;
            }
        }

        foreach (var one in typed) yield return one;
    }
}
