using System.Text.RegularExpressions;
using Intake.Core.Schemes.Wording;
using Intake.Tests.Support;
using Intake.Web.Site.Shell.Parts;
using Intake.Web.Site.Texts;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Texts;

/// <summary>A scheme's own wording on the site.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class WordingTests
{
    private static readonly TextCatalogue Danish = TextCatalogue.Load("da");

    [Test]
    public async Task A_running_text_is_the_schemes_own_and_the_rest_stays_ours()
    {
        var text = Speaking(("Report.Lead", "Skriv til [kommunen](https://www.kk.dk/)."), ("Report.Next", "Videre"));
        Assert.That(
            await DrawAsync(text.Words("Report.Lead")),
            Is.EqualTo("<p>Skriv til <a href=\"https://www.kk.dk/\" rel=\"noreferrer\">kommunen</a>.</p>"));
        Assert.That((text["Report.Next"], text["Shell.Step", 2, 4]), Is.EqualTo(("Videre", "Trin 2 af 4")));
    }

    [Test]
    public void Wording_that_no_longer_fits_is_left_out_and_ours_stands()
    {
        var text = Speaking(
            ("Report.Gone", "Fandtes engang."),
            ("Inbox.Title", "Ikke ordningens"),
            ("Shell.Step", "Trin {0}"),
            ("Report.Next", "**Videre**"),
            ("Report.Lead", "<script>alert(1)</script>"),
            ("Check.Lead", "[x](javascript:alert(1))"));
        Assert.That(
            (text["Shell.Step", 2, 4], text["Report.Next"]),
            Is.EqualTo((
                Danish.All["Shell.Step"].Replace("{0}", "2", StringComparison.Ordinal).Replace("{1}", "4", StringComparison.Ordinal),
                Danish.All["Report.Next"])));
        Assert.That(text.Words("Report.Lead"), Is.SameAs(Danish.Running["Report.Lead"]));
        Assert.That(text.Words("Check.Lead"), Is.SameAs(Danish.Running["Check.Lead"]));
    }

    [Test]
    public async Task What_fills_a_placeholder_is_never_markup()
    {
        var text = Speaking(("Start.Readers.Body", "Først **{0}**, så HR."));
        Assert.That(
            await DrawAsync(text.Words("Start.Readers.Body", "[x](https://evil.example/) *<b>* {0}")),
            Is.EqualTo("<p>Først <strong>[x](https://evil.example/) *&lt;b&gt;* {0}</strong>, så HR.</p>"));
    }

    [TestCase("da"), TestCase("en")]
    public void Every_text_of_the_reporters_side_keeps_the_rules_that_a_scheme_must_keep(string language)
    {
        var site = SiteTexts.Load(typeof(TextCatalogue).Assembly, language);
        Assert.That(
            site.All.Values.Where(text => text.IsReporters)
                .SelectMany(text => WordingCheck.Faults(text, text.Value).Select(fault => $"{text.Key}: {fault.Reason}")),
            Is.Empty);
    }

    [Test]
    public void The_worker_knows_the_very_texts_that_the_site_shows() => Assert.Multiple(() =>
    {
        foreach (var language in TextCatalogue.Languages)
        {
            Assert.That(
                SiteTexts.Load(typeof(Intake.Worker.Mail.MailText).Assembly, language).All.Values,
                Is.EquivalentTo(SiteTexts.Load(typeof(TextCatalogue).Assembly, language).All.Values));
        }
    });

    [Test]
    public void Every_room_that_a_scheme_page_speaks_from_can_be_worded_by_the_scheme()
    {
        // Shown where no scheme is known, or the same for all because a test requires it. A note names no organisation.
        string[] sitewide = ["Leave", "Note", "Privacy", "Problem", "Accessibility"];
        var rooms = new[] { "Reporter" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf("Intake.Web", folder), "*.*", SearchOption.AllDirectories))
            .SelectMany(file => TextUse().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();
        Assert.That(rooms, Has.Count.GreaterThan(5));
        Assert.That(rooms.Except(SiteTexts.ReporterRooms).Except(sitewide), Is.Empty, "add the room to SiteTexts.ReporterRooms");
    }

    [Test]
    public void A_running_text_of_the_reporters_side_is_always_drawn_as_one()
    {
        var lines = new[] { "Reporter", "Site/Shell" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf("Intake.Web", folder), "*.*", SearchOption.AllDirectories))
            .SelectMany(file => LineUse().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(key => Danish.Running.ContainsKey(key) && SiteTexts.ReporterRooms.Contains(key.Split('.')[0]));
        Assert.That(
            lines, Is.Empty, "a list of paragraphs is drawn with <Words Of=\"@T.Words(...)\" />, else a scheme's markup would show");
    }

    private static Text Speaking(params (string Key, string Words)[] wording)
    {
        var text = new Text("da", Danish);
        text.Override(wording.ToDictionary(one => one.Key, one => one.Words));
        return text;
    }

    private static Task<string> DrawAsync(RunningText text) => DrawnPart.OfAsync<Words>(new() { ["Of"] = text });

    [GeneratedRegex("""(?:T|text)(?:\.Words\(|\[)\$?"([A-Z][A-Za-z]+)\.""")]
    private static partial Regex TextUse();

    [GeneratedRegex("""(?:T|text)\["([A-Za-z.]+)"[\],]""")]
    private static partial Regex LineUse();
}
