using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Web.Site.Texts;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class ReceiptKeyTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    // The bytes 00 to 0e, packed and checked by another program with a plain multiplication table of GF(32).
    private const string Known = "000G4-0R40M-30E20-9185G-R38ED";

    [Test]
    public void A_key_is_its_bytes_and_a_check_symbol()
    {
        using var key = ReceiptKey.Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
        Assert.That(key.ToPageText(), Is.EqualTo(Known));
        Assert.That(Parse(Known, out var error), Is.EqualTo(Known), $"{error}");
    }

    [Test]
    public void Fresh_keys_differ_and_read_back() => Check.QuickThrowOnFailure(Prop.ForAll<bool>(_ =>
    {
        using var key = ReceiptKey.New();
        using var other = ReceiptKey.New();
        var shown = Shown(key);
        Assert.That(shown, Does.Match("^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$"));
        Assert.That(Shown(other), Is.Not.EqualTo(shown));
        Assert.That(Parse(shown, out var _), Is.EqualTo(shown));
    }));

    [Test]
    [Promise(18)]
    public void Every_single_wrong_symbol_is_caught()
    {
        foreach (var symbols in Samples())
        {
            for (var at = 0; at < symbols.Length; at++)
            {
                foreach (var wrong in Alphabet.Where(symbol => symbol != symbols[at]))
                {
                    Rejects(symbols[..at] + wrong + symbols[(at + 1)..], ReceiptKeyError.Check);
                }
            }
        }
    }

    [Test]
    public void Every_swap_of_two_unequal_symbols_is_caught()
    {
        foreach (var symbols in Samples())
        {
            for (var one = 0; one < symbols.Length; one++)
            {
                for (var other = one + 1; other < symbols.Length; other++)
                {
                    if (symbols[one] != symbols[other])
                    {
                        var swapped = symbols.ToCharArray();
                        (swapped[one], swapped[other]) = (swapped[other], swapped[one]);
                        Rejects(new string(swapped), ReceiptKeyError.Check);
                    }
                }
            }
        }
    }

    [TestCase("000g4-0r40m-30e20-9185g-r38ed", Description = "lower case")]
    [TestCase("OoOG4-OR4oM-3OE2o-9185G-R38ED", Description = "O for 0")]
    [TestCase("000G4-0R40M-30E20-9I85G-R38ED", Description = "I for 1")]
    [TestCase("000G4-0R40M-30E20-9i85G-R38ED", Description = "i for 1")]
    [TestCase("000G4-0R40M-30E20-9L85G-R38ED", Description = "L for 1")]
    [TestCase("000G4-0R40M-30E20-9l85G-R38ED", Description = "l for 1")]
    [TestCase("000G40R40M30E209185GR38ED", Description = "no hyphens")]
    [TestCase("  000G4 0R40M\t30E20\r\n9185G R38ED\n", Description = "white space")]
    [TestCase("0-00G4--0R40M-30E20-9185G-R38E-D-", Description = "hyphens anywhere")]
    [TestCase("000G4\u00A00R40M\u202F30E20\u20099185G\u3000R38ED", Description = "no-break, narrow, thin, wide space")]
    [TestCase("000G4\u20100R40M\u201130E20\u20139185G\u2014R38ED", Description = "hyphens and dashes")]
    [TestCase("000G4\u22120R40M\u00AD30E20\u20159185G\uFF0DR38ED", Description = "minus, soft hyphen, bar, wide hyphen")]
    [TestCase("\uFEFF000G4\u200B-0R40M\u2060-30E20-9185G-\u200ER38ED\u200F", Description = "invisible marks")]
    [TestCase("\u202A" + Known + "\u202C", Description = "embedding")]
    [TestCase("\u2066" + Known + "\u2069", Description = "isolate")]
    [TestCase("000G4\u200C0R40M\u200D30E20-9185G-R38ED", Description = "joiners between groups")]
    [TestCase("\u061C" + Known, Description = "Arabic letter mark")]
    [TestCase(Known + "\uFE0F", Description = "variation selector")]
    [TestCase(Known + "\U000E0101", Description = "ideographic variation selector")]
    [TestCase("\U000E0001" + Known + "\U000E007F", Description = "tags")]
    [TestCase("000G4\u034F0R40M\u316430E20\u28009185G\u115FR38ED", Description = "combining joiner, fillers, empty Braille cell")]
    [TestCase(Known + ".", Description = "full stop")]
    [TestCase(Known + ",", Description = "comma")]
    [TestCase("\"" + Known + "\"", Description = "quotes")]
    [TestCase("„" + Known + "“", Description = "German quotes")]
    [TestCase("»" + Known + "«", Description = "Danish quotes")]
    [TestCase("> `" + Known + "`", Description = "quoted in a mail, and as code")]
    [TestCase("000G4_0R40M_30E20_9185G_R38ED", Description = "underscores")]
    [TestCase("000G4.0R40M.30E20.9185G.R38ED", Description = "full stops")]
    [TestCase("000G4/0R40M/30E20/9185G/R38ED", Description = "slashes")]
    [TestCase("000G4:0R40M:30E20:9185G:R38ED", Description = "colons")]
    [TestCase("000G4·0R40M•30E20|9185G~R38ED", Description = "dots and bars")]
    [TestCase("\uFF10\uFF10\uFF10\uFF274\uFF0D0\uFF3240M-30E20-9185G-\uFF5238\uFF25\uFF24", Description = "full width")]
    [TestCase("\uFF2F00G4-0R40M-30E20-9\uFF4C85G-R38ED", Description = "full-width O and l")]
    [TestCase("Nøgle: " + Known, Description = "our note")]
    [TestCase("nøgle:" + Known, Description = "our note in small letters")]
    [TestCase("  \u202A\"NØGLE : " + Known + "\".", Description = "our note, quoted")]
    [TestCase("Key: " + Known, Description = "our note in English")]
    [TestCase("Receipt key: " + Known, Description = "the page's word")]
    [TestCase("Kvitteringsnøgle: " + Known, Description = "the page's word in Danish")]
    public void What_people_type_and_paste_is_forgiven(string typed) =>
        Assert.That(Parse(typed, out var error), Is.EqualTo(Known), $"{error}");

    [TestCase("", ReceiptKeyError.Empty)]
    [TestCase(" - \u00A0", ReceiptKeyError.Empty)]
    [TestCase("000G4-0R40M-30E20-9185G-R38E", ReceiptKeyError.Length)]
    [TestCase("0", ReceiptKeyError.Length)]
    [TestCase(Known + "0", ReceiptKeyError.Length)]
    [TestCase("U00G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("u00G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("\u066000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("\u041000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("0\u030000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("$00G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("Nøgle:", ReceiptKeyError.Empty)]
    [TestCase("Nøgle: 000G4-0R40M", ReceiptKeyError.Length)]
    [TestCase("Kode: " + Known, ReceiptKeyError.Length)]
    [TestCase("Pinkode: " + Known, ReceiptKeyError.Length)]
    [TestCase("Nummer: " + Known, ReceiptKeyError.Symbol)]
    [TestCase("Nøgle " + Known, ReceiptKeyError.Symbol)]
    [TestCase("Key " + Known, ReceiptKeyError.Length)]
    [TestCase(Known + ":" + Known, ReceiptKeyError.Length)]
    [TestCase("000G4-0R40M-30E20-9185G-R38EE", ReceiptKeyError.Check)]
    [TestCase("0000-00000-00000-00000-000001", ReceiptKeyError.Check)]
    public void What_is_no_key_is_told_why(string typed, ReceiptKeyError why) => Rejects(typed, why);

    [Test]
    public void The_first_line_of_our_own_note_opens_in_every_language()
    {
        foreach (var language in TextCatalogue.Languages)
        {
            var line = TextCatalogue.Load(language).All["Note.Key"] + " " + Known;
            Assert.That(Parse(line, out var error), Is.EqualTo(Known), $"{language}: {error}");
        }
    }

    [Test]
    public void A_key_that_begins_as_a_label_and_is_joined_by_colons_is_whole()
    {
        for (var last = 0; last < Alphabet.Length; last++)
        {
            // The check symbol among all that completes these 24.
            var key = "KEY" + new string('7', 21) + Alphabet[last];
            if (Parse(key, out _) is { } whole) Assert.That(Parse("KEY:" + key[3..], out _), Is.EqualTo(whole));
        }

        Rejects("KEY:" + new string('7', 22), ReceiptKeyError.Check);
    }

    [Test]
    public void What_is_forgiven_hides_no_single_wrong_symbol() => Check.QuickThrowOnFailure(Prop.ForAll<int, int>((at, to) =>
    {
        var symbols = Samples()[^1];
        var place = Math.Abs(at % symbols.Length);
        var wrong = Alphabet[Math.Abs(to % Alphabet.Length)];
        var whole = Dressed(symbols);
        Assert.That(Parse(whole, out var error)?.Replace("-", "", StringComparison.Ordinal), Is.EqualTo(symbols), $"{whole}: {error}");
        if (wrong == symbols[place]) return;
        Rejects(Dressed(symbols[..place] + wrong + symbols[(place + 1)..]), ReceiptKeyError.Check);
        Rejects(Dressed(symbols.Remove(place, 1)), ReceiptKeyError.Length);
        Rejects(Dressed(symbols.Insert(place, wrong.ToString())), ReceiptKeyError.Length);
    }));

    [Test]
    public void Every_character_is_a_symbol_or_passed_over_or_refused_and_none_is_read_as_another()
    {
        var symbols = Known.Replace("-", "", StringComparison.Ordinal);
        foreach (var value in Enumerable.Range(0, 0x110000).Where(Rune.IsValid))
        {
            // In the place of the last D: only what reads as a D gives the key.
            if (Parse(symbols[..^1] + new Rune(value), out _) is not null)
            {
                Assert.That(value, Is.AnyOf('D', 'd', 0xFF24, 0xFF44));
            }
        }
    }

    [Test]
    public void Bytes_that_are_not_utf8_are_no_key()
    {
        Assert.That(ReceiptKey.TryParse([0xff], out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(ReceiptKeyError.Symbol));
        Assert.That(ReceiptKey.TryParse([0xe2, 0x80], out var key), Is.False);
        Assert.That(key, Is.Null);
    }

    [Test]
    public void A_disposed_key_shows_nothing()
    {
        var key = ReceiptKey.New();
        key.Dispose();
        Assert.That(() => key.ToPageText(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => key.Derive(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void The_grouped_form_needs_its_room()
    {
        using var key = ReceiptKey.New();
        Assert.That(() => key.WriteGrouped(new byte[28]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ReceiptKey.Of(new byte[16]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static string[] Samples() =>
    [
        Known.Replace("-", "", StringComparison.Ordinal),
        .. Enumerable.Range(0, 3).Select(_ =>
        {
            using var key = ReceiptKey.New();
            return Shown(key).Replace("-", "", StringComparison.Ordinal);
        }),
    ];

    private static string Shown(ReceiptKey key) => key.ToPageText();

    /// <summary>The symbols with what is forgiven between them.</summary>
    private static string Dressed(string symbols)
    {
        string[] between =
            ["", "", "", "-", " ", "\u00A0", "_", ".", "/", ":", "\u200D", "\u2066", "\uFE0F", "\u2013", ",", "\"", "\u000B"];
        return string.Concat(symbols.Select(symbol => symbol + between[RandomNumberGenerator.GetInt32(between.Length)]));
    }

    private static void Rejects(string typed, ReceiptKeyError why)
    {
        Assert.That(Parse(typed, out var error), Is.Null, typed);
        Assert.That(error, Is.EqualTo(why), typed);
    }

    private static string? Parse(string typed, out ReceiptKeyError error)
    {
        if (!ReceiptKey.TryParse(Encoding.UTF8.GetBytes(typed), out var key, out error))
        {
            return null;
        }

        using (key)
        {
            return Shown(key);
        }
    }
}
