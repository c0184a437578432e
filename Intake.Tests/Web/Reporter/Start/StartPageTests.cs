using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Start;

/// <summary>The front page and the start pages of all deployed schemes, of which one has staff.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StartPageTests
{
    private const string Onion = "http://abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz2345.onion";

    private static readonly string[] Others = ["koebenhavns-kommune", "koege-kommune", "region-midtjylland", "universitet"];

    private readonly Dictionary<(string Scheme, string Language), IDocument> pages = [];
    private ReporterSite site = null!;

    private static IEnumerable<TestCaseData> Pages() =>
        from scheme in Others.Append("region-hovedstaden") from language in new[] { "da", "en" } select new TestCaseData(scheme, language);

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync(settings: new Dictionary<string, string?> { ["Intake:PublicOrigins:2"] = Onion });
        foreach (var scheme in Others) await site.Founded.AddAsync(scheme);
        foreach (var page in Pages())
        {
            var (scheme, language) = ((string)page.Arguments[0]!, (string)page.Arguments[1]!);
            using var answer = await site.Web.Client.GetAsync($"/{language}/{scheme}");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{language} {scheme}");
            pages[(scheme, language)] = await answer.PageAsync();
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [TestCase("da", new[] { "Københavns Kommune", "Køge Kommune", "Region Hovedstaden", "Region Midtjylland", "Universitetet" })]
    [TestCase("en", new[]
    {
        "Central Denmark Region", "Køge Municipality", "The Capital Region of Denmark", "The City of Copenhagen", "The University",
    })]
    public async Task The_front_page_lists_the_schemes_by_name_and_says_which_cannot_receive_yet(string language, string[] names)
    {
        var page = await site.Web.Client.PageAsync($"/{language}/");
        Assert.That(page.QuerySelectorAll("#schemes a").Select(link => link.TextContent), Is.EqualTo(names));
        Assert.That(
            page.QuerySelectorAll("#schemes li")
                .Where(scheme =>
                    !scheme.TextContent.Contains(language == "da" ? "kan ikke tage imod" : "cannot receive", StringComparison.Ordinal))
                .Select(scheme => scheme.GetAttribute("data-scheme")),
            Is.EqualTo(new[] { "region-hovedstaden" }));
    }

    [TestCaseSource(nameof(Pages))]
    public void Each_start_page_says_what_who_when_where_else_and_how_to_be_safe(string scheme, string language)
    {
        var page = pages[(scheme, language)];
        Assert.Multiple(() =>
        {
            foreach (var id in new[]
            {
                "inside", "examples", "outside", "anonymity", "readers", "dates", "course", "duties", "help", "who", "ways-near",
                "ways-organisation", "ways-outside"
            })
            {
                Assert.That(page.GetElementById(id), Is.Not.Null, id);
            }

            Assert.That(
                page.QuerySelector("#dates")!.TextContent,
                Does.Contain(language == "da" ? "10. marts 2026" : "10 March 2026")
                    .And.Contain(language == "da" ? "10. juni 2026" : "10 June 2026"));
            Assert.That(
                page.QuerySelector("[data-help=external-channel] a")!.GetAttribute("href"),
                Is.EqualTo("https://whistleblower.dk/"));
            Assert.That(page.GetElementById("tor-address")!.TextContent, Is.EqualTo($"{Onion}/{language}/{scheme}"));
            Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1));
            Assert.That(page.GetElementById(scheme == "region-hovedstaden" ? "to-form" : "not-open"), Is.Not.Null);
            Assert.That(page.Body!.TextContent, Does.Not.Contain("**").And.Not.Contain("{0}").And.Not.Contain("](http"));
        });
    }

    [TestCaseSource(nameof(Pages)), Promise(27)]
    public void No_start_page_fetches_anything_from_another_host_and_what_leads_there_tells_it_nothing(string scheme, string language)
    {
        var page = pages[(scheme, language)];
        Assert.That(page.QuerySelectorAll("script, img, iframe, object, embed, video, audio, style, [style], [src]"), Is.Empty);
        Assert.That(page.QuerySelectorAll("link").Select(link => link.GetAttribute("href")), Is.All.StartsWith("/"));
        Assert.That(
            page.QuerySelectorAll("a[href^=http]").Where(link => !link.GetAttribute("rel")!.Split(' ').Contains("noreferrer")), Is.Empty);
    }

    [TestCase("koebenhavns-kommune", "da", "#course", "Et åbent vindue")]
    [TestCase("koebenhavns-kommune", "da", "#anonymity", "du behøver ikke stå frem")]
    [TestCase("koebenhavns-kommune", "da", "#help ~ *", "Enhed for anonym håndtering")]
    [TestCase("koebenhavns-kommune", "en", "#course", "An open window")]
    [TestCase("koege-kommune", "da", "#duties", "Insubiz")]
    [TestCase("koege-kommune", "da", "#duties", "inden for 72 timer")]
    [TestCase("koege-kommune", "da", "#anonymity", "Det kan ikke foregå anonymt")]
    [TestCase("koege-kommune", "en", "#anonymity", "That cannot be done anonymously")]
    [TestCase("region-midtjylland", "da", "#help ~ *", "Beredskabstelefonen")]
    [TestCase("region-midtjylland", "da", "#duties", "VTC")]
    [TestCase("region-midtjylland", "da", "#course", "Ingen kan pålægges at tie")]
    [TestCase("region-midtjylland", "en", "#help ~ *", "LMU, HMU and RMU")]
    [TestCase("region-hovedstaden", "da", "#help ~ *", "uoensketseksuelopmaerksomhed.center-for-hr@regionh.dk")]
    [TestCase("universitet", "da", "#help ~ *", "Studienævnet")]
    [TestCase("universitet", "en", "#who", "staff or a PhD student")]
    public void Where_the_documents_differ_the_pages_differ(string scheme, string language, string where, string words)
    {
        Assert.That(TextOf(pages[(scheme, language)]), Does.Contain(words));
        Assert.That(
            Others.Append("region-hovedstaden").Where(other => TextOf(pages[(other, language)]).Contains(words, StringComparison.Ordinal)),
            Is.EqualTo(new[] { scheme }));

        string TextOf(IDocument page) => string.Concat(page.QuerySelectorAll(where).Select(part => part.TextContent));
    }

    [TestCase("region-midtjylland", true), TestCase("koege-kommune", true), TestCase("koebenhavns-kommune", true)]
    [TestCase("region-hovedstaden", false), TestCase("universitet", false)]
    public void Bullying_stands_among_the_words_with_its_definition_only_where_the_scheme_takes_it_up(string scheme, bool takesItUp)
    {
        var bullying = pages[(scheme, "da")].QuerySelector("[data-category=bullying] .definition")?.TextContent;
        Assert.That(bullying, takesItUp ? Does.Contain("ikke kan forsvare sig") : Is.Null);
        Assert.That(
            pages[(scheme, "da")].QuerySelector("#outside")!.TextContent.Contains("Mobning", StringComparison.Ordinal),
            Is.EqualTo(!takesItUp));
    }

    [TestCase("student", new[] { "student-counsellor", "study-board", "supervisor" }, new[] { "head-of-department", "own-employer" })]
    [TestCase("employee", new[] { "head-of-department", "union-representative" }, new[] { "study-board", "supervisor" })]
    [TestCase("temp", new[] { "own-employer" }, new[] { "study-board" })]
    [TestCase("leaver", new[] { "student-counsellor", "union-representative", "local-hr" }, new[] { "study-board" })]
    [TestCase("supplier", new[] { "own-employer", "external-channel" }, new[] { "head-of-department" })]
    [TestCase("nobody", new[] { "study-board", "head-of-department", "own-employer" }, new string[0])]
    public async Task Who_you_are_filters_the_other_ways_by_a_plain_link(string who, string[] shown, string[] hidden)
    {
        var page = await site.Web.Client.PageAsync($"/da/universitet?who={who}");
        var names = page.QuerySelectorAll("[data-help]").Select(entry => entry.GetAttribute("data-help")).ToList();
        Assert.That(names, Is.SupersetOf(shown));
        Assert.That(names.Intersect(hidden), Is.Empty);
        Assert.That(
            page.QuerySelectorAll("#who a[aria-current=true]").Select(link => link.GetAttribute("href")),
            who == "nobody" ? Is.Empty : Is.EqualTo(new[] { $"?who={who}#help" }));
    }

    [Test]
    public async Task An_address_in_other_letters_is_not_kept_for_everybody_else()
    {
        const string path = "/da/koege-kommune?who=leader";
        using (await site.Web.Client.GetAsync(path.Replace("/da/", "/DA/", StringComparison.Ordinal))) { }
        var page = await site.Web.Client.PageAsync(path);
        Assert.That(page.QuerySelector(".language a")!.GetAttribute("href"), Does.StartWith("/en/koege-kommune"));
        Assert.That(page.QuerySelector("#to-mailbox")!.GetAttribute("href"), Is.EqualTo("/da/mailbox"));
    }

    [Test]
    public async Task Without_an_onion_service_no_address_of_one_is_told()
    {
        await using var plain = await ReporterSite.StartWebAsync(site.Founded);
        Assert.That((await plain.Client.PageAsync("/da/region-hovedstaden")).GetElementById("tor-address"), Is.Null);
    }
}
