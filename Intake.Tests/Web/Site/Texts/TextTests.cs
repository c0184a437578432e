using System.Text.RegularExpressions;
using Intake.Core.Schemes.Wording;
using Intake.Tests.Support;
using Intake.Web.Site.Texts;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Texts;

[Parallelizable(ParallelScope.Self)]
public sealed partial class TextTests
{
    private static readonly TextCatalogue Danish = TextCatalogue.Load("da");
    private static readonly TextCatalogue English = TextCatalogue.Load("en");

    [Test]
    public void Both_languages_have_the_same_keys() =>
        Assert.That(English.All.Keys, Is.EquivalentTo(Danish.All.Keys));

    [Test]
    public void Both_languages_have_the_same_placeholders() => Assert.Multiple(() =>
    {
        foreach (var (key, text) in Danish.All)
        {
            Assert.That(Numbers(English.All[key]), Is.EquivalentTo(Numbers(text)), key);
        }
    });

    [Test]
    public void Every_text_that_is_used_exists_and_every_text_is_used()
    {
        var rooms = Danish.All.Keys.Select(key => key[..key.IndexOf('.', StringComparison.Ordinal)]).ToHashSet();
        var used = Sources().SelectMany(source => KeyLiteral().Matches(source).Select(match => match.Groups[1].Value))
            .Where(key => rooms.Contains(key[..key.IndexOf('.', StringComparison.Ordinal)]))
            .Select(key => new Regex("^" + Hole().Replace(Regex.Escape(key).Replace("}", "\\}", StringComparison.Ordinal), "[^.]+") + "$"))
            .DistinctBy(pattern => pattern.ToString())
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(used.Where(pattern => !Danish.All.Keys.Any(pattern.IsMatch)), Is.Empty, "used, but there is no such text");
            Assert.That(Danish.All.Keys.Where(key => !used.Exists(pattern => pattern.IsMatch(key))), Is.Empty, "never used");
        });
    }

    [Test]
    public void Each_key_stands_in_the_file_of_its_room() => Assert.Multiple(() =>
    {
        foreach (var file in Directory.GetFiles(Repository.PathOf("Intake.Web", "Site", "Texts"), "*.json"))
        {
            var room = Path.GetFileName(file).Split('.')[0];
            var keys = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateObject()
                .Select(entry => entry.Name);
            Assert.That(keys.Where(key => !key.StartsWith(room + ".", StringComparison.Ordinal)), Is.Empty, Path.GetFileName(file));
        }
    });

    [Test]
    public void No_text_uses_the_words_of_a_court() => Assert.Multiple(() =>
    {
        string[] never =
            ["krænkeren", "gerningsmand", "offender", "perpetrator", "anklage", "accus", "skyldig", "guilty", "dommer", "victim"];
        foreach (var (key, text) in Danish.All.Concat(English.All))
        {
            Assert.That(never.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)), Is.Empty, key);
        }
    });

    [Test]
    public void A_schemes_wording_goes_first_and_the_rest_stays_ours()
    {
        var text = new Text("da", Danish);
        text.Override(new Dictionary<string, string> { ["Shell.Skip"] = "Gå til teksten" });
        Assert.That((text["Shell.Skip"], text["Shell.Step", 2, 4]), Is.EqualTo(("Gå til teksten", "Trin 2 af 4")));
    }

    [Test]
    public void Dates_are_written_as_each_language_writes_them()
    {
        var date = new DateOnly(2026, 3, 4);
        Assert.That(new Text("da", Danish).Date(date), Is.EqualTo("4. marts 2026"));
        Assert.That(new Text("en", English).Date(date), Is.EqualTo("4 March 2026"));
    }

    private static IEnumerable<string> Numbers(string text) =>
        SiteTexts.Placeholders(text).Select(placeholder => placeholder.Trim('{', '}').Split(':')[0]).Distinct();

    private static IEnumerable<string> Sources()
    {
        var web = Repository.PathOf("Intake.Web");
        return new[] { "*.razor", "*.cs" }
            .SelectMany(pattern => Directory.EnumerateFiles(web, pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText);
    }

    [GeneratedRegex("\"([A-Z][A-Za-z]+(?:\\.(?:[A-Za-z0-9]+|\\{[^}\"]+\\}))+)\"")]
    private static partial Regex KeyLiteral();

    [GeneratedRegex("\\\\\\{.+?\\\\\\}")]
    private static partial Regex Hole();
}
