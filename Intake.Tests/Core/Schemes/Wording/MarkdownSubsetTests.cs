using AngleSharp;
using FsCheck.Fluent;
using Intake.Core.Schemes.Wording;
using Intake.Tests.Support;
using Intake.Web.Site.Shell.Parts;
using NUnit.Framework;

namespace Intake.Tests.Core.Schemes.Wording;

/// <summary>The Markdown of scheme files: the allowed subset becomes text and links, and nothing else gets through.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MarkdownSubsetTests
{
    private static readonly string[] Shown = ["p", "ul", "ol", "li", "strong", "em", "br", "a"];

    [TestCase("Et afsnit.\n\nEt til.", "<p>Et afsnit.</p><p>Et til.</p>")]
    [TestCase("linje\nog videre", "<p>linje og videre</p>")]
    [TestCase("linje\\\nny", "<p>linje<br />ny</p>")]
    [TestCase("- en\n- **to**\n\nefter", "<ul><li>en</li><li><strong>to</strong></li></ul><p>efter</p>")]
    [TestCase("1. først\n2. så", "<ol><li>først</li><li>så</li></ol>")]
    [TestCase("et *roligt* ord", "<p>et <em>roligt</em> ord</p>")]
    [TestCase("[Læs](https://datatilsynet.dk/a?b=c&d=e) mere",
        "<p><a href=\"https://datatilsynet.dk/a?b=c&amp;d=e\" rel=\"noreferrer\">Læs</a> mere</p>")]
    [TestCase("[70 22 12 80](tel:+4570221280)", "<p><a href=\"tel:&#x2B;4570221280\" rel=\"noreferrer\">70 22 12 80</a></p>")]
    [TestCase("[skriv](mailto:hr@koege.example)", "<p><a href=\"mailto:hr@koege.example\" rel=\"noreferrer\">skriv</a></p>")]
    [TestCase("2 < 3 & \"ja\" 'nej'", "<p>2 &lt; 3 &amp; &quot;ja&quot; &#x27;nej&#x27;</p>")]
    [TestCase("\\*ingen\\* stjerner, https://regionh.dk er tekst", "<p>*ingen* stjerner, https://regionh.dk er tekst</p>")]
    public async Task What_is_allowed_becomes_plain_elements(string markdown, string html) =>
        Assert.That(await DrawnPart.OfAsync<Words>(new() { ["Of"] = MarkdownSubset.Read(markdown).Text }), Is.EqualTo(html));

    [TestCase("[x](javascript:alert(1))")]
    [TestCase("[x](JaVaScRiPt:alert(1))")]
    [TestCase("[x](java&#115;cript:alert(1))")]
    [TestCase("[x](javascript&colon;alert(1))")]
    [TestCase("[x](\u0001javascript:alert(1))")]
    [TestCase("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [TestCase("[x](vbscript:msgbox)")]
    [TestCase("[x](//evil.example/)")]
    [TestCase("[x](/da/office)")]
    [TestCase("[x](http://evil.example/)")]
    [TestCase("[x](https://user:pass@evil.example/)")]
    [TestCase("[x](https://evil.example/{0})")]
    [TestCase("[x](https://evil.example/\\\"onmouseover=alert(1))")]
    [TestCase("[x](<https://evil.example/ onmouseover=alert(1)>)")]
    [TestCase("[x](mailto:a@b.example?bcc=c@d.example)")]
    [TestCase("[x](tel:+45;phone-context=evil)")]
    [TestCase("[](https://evil.example/)")]
    [TestCase("[ ](https://evil.example/)")]
    [TestCase("[x](https://evil.example/ \"titel\")")]
    [TestCase("[x][1]\n\n[1]: javascript:alert(1)")]
    [TestCase("[x]\n\n[x]: https://evil.example/")]
    [TestCase("![x](https://evil.example/pixel.png)")]
    [TestCase("[![x](https://evil.example/pixel.png)](https://evil.example/)")]
    [TestCase("<https://evil.example/>")]
    [TestCase("<javascript:alert(1)>")]
    [TestCase("<a@b.example>")]
    [TestCase("<script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("tekst <b>fed</b>")]
    [TestCase("<!-- skjult -->")]
    [TestCase("<?php ?>")]
    [TestCase("</p><script>")]
    [TestCase("&lt;script&gt;")]
    [TestCase("&#60;script&#62;")]
    [TestCase("# Overskrift")]
    [TestCase("Overskrift\n===")]
    [TestCase("> citat")]
    [TestCase("```\nkode\n```")]
    [TestCase("    kode")]
    [TestCase("et `ord`")]
    [TestCase("før\n\n***\n\nefter")]
    [TestCase("- en\n  - to")]
    [TestCase("- en\n\n  to")]
    [TestCase("3. tredje")]
    [TestCase("venlig \u202Eksretfe")]
    [TestCase("")]
    [TestCase("[1]: https://evil.example/")]
    public void What_is_not_on_the_list_is_refused(string markdown)
    {
        var read = MarkdownSubset.Read(markdown);
        Assert.That((read.Text, read.Faults.Count > 0), Is.EqualTo(((RunningText?)null, true)));
    }

    [Test]
    public void Things_in_things_without_end_are_refused_and_do_not_exhaust_the_stack()
    {
        string[] deep =
        [
            string.Concat(Enumerable.Repeat("> ", 20_000)) + "x",
            string.Concat(Enumerable.Repeat("- ", 2_000)) + "x",
            string.Concat(Enumerable.Repeat("*a **a ", 10_000)) + string.Concat(Enumerable.Repeat("a** a*", 10_000)),
            string.Concat(Enumerable.Repeat("[", 20_000)) + "x" + string.Concat(Enumerable.Repeat("](https://a.example/)", 20_000)),
        ];
        Assert.That(deep.Select(text => MarkdownSubset.Read(text).Text), Is.All.Null);
    }

    [Test]
    public async Task Whatever_the_text_it_is_refused_or_drawn_with_allowed_elements_and_addresses_alone()
    {
        string[] pieces =
        [
            "ord", " og ", "[ord](https://a.example/)", "**fed**", " *let* ", "\n\n- punkt", "[ring](tel:112)", "\n\n", "ord ", " er ",
            "ord, ", "[skriv](mailto:a@b.dk)",
            "a", " ", "\n", "\n\n", "*", "**", "_", "[", "]", "(", ")", "](", "https://a.example/", "javascript:alert(1)", "<", ">",
            "<script>",
            "&lt;", "&#x6a;", "\\", "`", "!", "![", "#", "- ", "1. ", "\"", "'", "{0}", "\u202E", "\0", "😀", "\uD800", "mailto:a@b.dk",
            "tel:112", "> ", "    ", "]: ", "onerror=",
        ];
        var drawn = 0;
        foreach (var picks in Gen.Sample(Gen.ArrayOf(Gen.Choose(0, pieces.Length - 1), 5), 2000, 5))
        {
            if (MarkdownSubset.Read(string.Concat(picks.Select(pick => pieces[pick]))).Text is not { } text) continue;
            drawn++;
            var html = await DrawnPart.OfAsync<Words>(new() { ["Of"] = text });
            var page = await BrowsingContext.New().OpenAsync(answer => answer.Content(html));
            foreach (var element in page.Body!.QuerySelectorAll("*"))
            {
                Assert.That(Shown, Does.Contain(element.LocalName));
                Assert.That(element.Attributes.Select(attribute => attribute.Name),
                    Is.EquivalentTo(element.LocalName == "a" ? ["href", "rel"] : Array.Empty<string>()));
                if (element.LocalName == "a")
                    Assert.That(element.GetAttribute("href"), Does.StartWith("https://").Or.StartsWith("tel:").Or.StartsWith("mailto:"));
            }
        }

        Assert.That(drawn, Is.GreaterThan(50), "or the corpus tests nothing");
    }
}
