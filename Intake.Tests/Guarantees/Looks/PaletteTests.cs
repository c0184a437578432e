using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>
/// The colours, light and dark, by WCAG's formula: text 4.5 to 1; lines, rings and marks that carry meaning 3 to 1
/// (1.4.3, 1.4.11).
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PaletteTests
{
    private const double Text = 4.5;
    private const double Mark = 3;

    private static readonly (string Ink, string Paper, double Least, string What)[] Pairs =
    [
        ("1a1a1a", "fff", Text, "text"), ("707070", "fff", Text, "quiet text"), ("004d99", "fff", Text, "links"),
        ("c00", "fff", Text, "error messages"),
        ("fff", "454545", Text, "primary buttons"), ("454545", "fff", Mark, "focus rings and borders of choices"),
        ("8e8e8e", "fff", Mark, "borders of fields"),
        ("1a1a1a", "f5f5f5", Text, "text in the status"), ("707070", "f5f5f5", 4.5, "quiet text in the status"),
        ("1a1a1a", "ffe0e0", Text, "the error summary"),
        ("c00", "ffe0e0", Mark, "the ring of the error summary"), ("1a1a1a", "fec", Text, "warnings"),
        ("1a1a1a", "e2f2fb", Text, "notices"), ("1a1a1a", "ddf7ce", Text, "what is done"),
    ];

    [Test]
    public void Light_colours_have_contrast() => Assert.That(TooWeak(Read("dkfds-11.2.0/dkfds.css", ":root{")), Is.Empty);

    [Test]
    public void Dark_colours_have_contrast() => Assert.That(TooWeak(Read("site.css", "(prefers-color-scheme: dark) {")), Is.Empty);

    [Test]
    public void The_dark_scheme_gives_every_colour_that_the_light_one_has() => Assert.That(
        Read("dkfds-11.2.0/dkfds.css", ":root{").Keys.Except(Read("site.css", "(prefers-color-scheme: dark) {").Keys),
        Is.EquivalentTo(["0000", "0006"]), "two are shadows");

    [TestCase("000000", "ffffff", 21), TestCase("777777", "ffffff", 4.48), TestCase("ffffff", "ffffff", 1)]
    public void The_formula_is_that_of_the_standard(string ink, string paper, double ratio) =>
        Assert.That(Contrast(ink, paper), Is.EqualTo(ratio).Within(0.01));

    private static IEnumerable<string> TooWeak(Dictionary<string, string> colours) => Pairs
        .Where(pair => Contrast(colours[pair.Ink], colours[pair.Paper]) < pair.Least)
        .Select(pair => $"{pair.What}: {Contrast(colours[pair.Ink], colours[pair.Paper]):0.00}");

    /// <summary>The design system's colours by name, from the first block after a mark.</summary>
    private static Dictionary<string, string> Read(string sheet, string mark)
    {
        var css = File.ReadAllText(Repository.PathOf("Intake.Web", "wwwroot", sheet));
        var from = css.IndexOf(mark, StringComparison.Ordinal);
        return Colour().Matches(css[from..css.IndexOf('}', from)])
            .ToDictionary(match => match.Groups[1].Value, match => Whole(match.Groups[2].Value));
    }

    private static string Whole(string hex) => hex.Length == 3 ? string.Concat(hex.Select(digit => $"{digit}{digit}")) : hex;

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));
    }

    [GeneratedRegex("--fds-([0-9a-f]+): ?#([0-9a-f]{3,8})")]
    private static partial Regex Colour();
}
