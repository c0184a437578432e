using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NUnit.Framework;

namespace Intake.Tests.Support;

/// <summary>A form of a page as a browser sends it: its hidden fields, and what a test types into the others.</summary>
internal static partial class FilledForm
{
    /// <summary>The fields, the single-use token among them.</summary>
    public static (string Name, string Value)[] Fill(this IDocument page, string form, params (string Name, string Value)[] typed)
    {
        var element = page.QuerySelector(form) ?? throw new ArgumentException($"There is no {form} on the page.", nameof(form));
        var hidden = element.QuerySelectorAll("input[type=hidden]")
            .Select(field => (Name: field.GetAttribute("name")!, Value: field.GetAttribute("value") ?? ""))
            .Where(field => typed.All(one => one.Name != field.Name)).ToList();
        Assert.That(hidden.Count(field => field.Name == "Once"), Is.EqualTo(1), $"{form} carries its token");
        return [.. hidden, .. typed];
    }

    /// <summary>A page without the values of its single-use tokens, which are random in each.</summary>
    public static string WithoutTokens(this string page) => Token().Replace(page, "$1");

    [GeneratedRegex("(name=\"Once\" value=\")[^\"]*")]
    private static partial Regex Token();

    /// <summary>Where a form of the page is posted to.</summary>
    public static string AddressOf(this IDocument page, string form) => page.QuerySelector(form)!.GetAttribute("action")!;

    /// <summary>The status and where it leads: what two posts of one form have in common.</summary>
    public static string Told(this HttpResponseMessage answer) => $"{(int)answer.StatusCode} {answer.Headers.Location}";
}
