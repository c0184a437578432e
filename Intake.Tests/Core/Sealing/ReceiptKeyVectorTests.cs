using System.Text;
using System.Text.Json;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>The frozen receipt keys of FORMAT.md §7, made by the other program.</summary>
[WholeCost]
public sealed class ReceiptKeyVectorTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly JsonElement[] Keys = [.. Root.GetProperty("receiptKeys").EnumerateArray()];
    private static readonly int[] Numbers = [.. Enumerable.Range(0, Keys.Length)];

    [TestCaseSource(nameof(Numbers))]
    public void Each_field_of_a_frozen_key_comes_out_of_its_bytes(int number)
    {
        var frozen = Keys[number];
        using var key = ReceiptKey.Of(frozen.Hex("secret"));
        var symbols = frozen.GetProperty("symbols").GetString()!;
        Assert.That(Shown(key), Is.EqualTo(frozen.GetProperty("grouped").GetString()));
        Assert.That(Shown(key).Replace("-", "", StringComparison.Ordinal),
            Is.EqualTo(symbols).And.EndsWith(frozen.GetProperty("check").GetString()!));
        using var secrets = key.Derive();
        Assert.That(secrets.Root.Span.ToArray(), Is.EqualTo(frozen.Hex("root")));
        Assert.That(secrets.LookupId.Span.ToArray(), Is.EqualTo(frozen.Hex("lookup")));
        Assert.That(secrets.LookupHash, Is.EqualTo(frozen.Hex("lookupHash")));
        Assert.That(secrets.WrappingKey.Span.ToArray(), Is.EqualTo(frozen.Hex("wrapping")));
        Assert.That(secrets.Encryption.Public, Is.EqualTo(frozen.Hex("encryption")));
        Assert.That(secrets.Signing.Public, Is.EqualTo(frozen.Hex("signing")));
        using var encryption = EncryptionKeyPair.Derive(frozen.Hex("encryptionSeed"));
        using var signing = SigningKeyPair.Derive(frozen.Hex("signingSeed"));
        Assert.That((encryption.Public, signing.Public), Is.EqualTo((secrets.Encryption.Public, secrets.Signing.Public)));
    }

    [TestCaseSource(nameof(Numbers))]
    public void A_typed_frozen_key_opens_what_its_bytes_open(int number)
    {
        Assert.That(ReceiptKey.TryParse(Encoding.ASCII.GetBytes(Keys[number].GetProperty("grouped").GetString()!), out var key));
        using (key)
        using (var secrets = key!.Derive()) Assert.That(secrets.LookupHash, Is.EqualTo(Keys[number].Hex("lookupHash")));
    }

    [TestCaseSource(nameof(Numbers))]
    public void No_single_wrong_symbol_and_no_swap_of_neighbours_passes(int number)
    {
        var symbols = Keys[number].GetProperty("symbols").GetString()!;
        var wrong = Enumerable.Range(0, symbols.Length)
            .SelectMany(at => Alphabet.Where(other => other != symbols[at]).Select(other => symbols[..at] + other + symbols[(at + 1)..]));
        var swapped = Enumerable.Range(0, symbols.Length - 1).Where(at => symbols[at] != symbols[at + 1])
            .Select(at => symbols[..at] + symbols[at + 1] + symbols[at] + symbols[(at + 2)..]).ToList();
        Assert.That(swapped, Has.Count.GreaterThan(10));
        foreach (var changed in wrong.Concat(swapped)) Refused(changed);
    }

    // FORMAT.md once gave the weights i + 1; no key was ever made with them.
    [Test]
    public void What_held_under_the_weights_that_the_page_once_gave_is_no_key()
    {
        var mistaken = Keys.Select(key => key.GetProperty("refused")).Concat(Root.GetProperty("receiptKeysRefused").EnumerateArray())
            .ToList();
        Assert.That(mistaken, Has.Count.GreaterThan(30));
        foreach (var key in mistaken) Refused(key.GetString()!);
    }

    [Test]
    public async Task The_other_program_derives_the_same_from_a_fresh_key()
    {
        using var key = ReceiptKey.New();
        using var secrets = key.Derive();
        Assert.That(await OpenedByNodeAsync("receipt", new { key = Shown(key) }),
            Is.EqualTo(
                (byte[])[.. secrets.LookupHash, .. secrets.WrappingKey.Span, .. secrets.Encryption.Public, .. secrets.Signing.Public]));
    }

    private static string Shown(ReceiptKey key)
    {
        var ascii = new byte[ReceiptKey.GroupedLength];
        key.WriteGrouped(ascii);
        return Encoding.ASCII.GetString(ascii);
    }

    private static void Refused(string typed)
    {
        Assert.That(ReceiptKey.TryParse(Encoding.ASCII.GetBytes(typed), out _, out var error), Is.False, typed);
        Assert.That(error, Is.EqualTo(ReceiptKeyError.Check), typed);
    }
}
