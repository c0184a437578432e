using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

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
    public void What_people_type_and_paste_is_forgiven(string typed) =>
        Assert.That(Parse(typed, out var error), Is.EqualTo(Known), $"{error}");

    [TestCase("", ReceiptKeyError.Empty)]
    [TestCase(" - \u00A0", ReceiptKeyError.Empty)]
    [TestCase("000G4-0R40M-30E20-9185G-R38E", ReceiptKeyError.Length)]
    [TestCase("0", ReceiptKeyError.Length)]
    [TestCase(Known + "0", ReceiptKeyError.Length)]
    [TestCase(Known + ".", ReceiptKeyError.Symbol)]
    [TestCase("\"" + Known + "\"", ReceiptKeyError.Symbol)]
    [TestCase("U00G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("u00G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("\uFF1000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("\u066000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("\u041000G4-0R40M-30E20-9185G-R38ED", ReceiptKeyError.Symbol)]
    [TestCase("000G4_0R40M_30E20_9185G_R38ED", ReceiptKeyError.Symbol)]
    [TestCase("000G4-0R40M-30E20-9185G-R38EE", ReceiptKeyError.Check)]
    [TestCase("0000-00000-00000-00000-000001", ReceiptKeyError.Check)]
    public void What_is_no_key_is_told_why(string typed, ReceiptKeyError why) => Rejects(typed, why);

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
