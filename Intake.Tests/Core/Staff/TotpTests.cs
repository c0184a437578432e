using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class TotpTests
{
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    // RFC 6238, appendix B, mode SHA1.
    [TestCase(59, "94287082")]
    [TestCase(1111111109, "07081804")]
    [TestCase(1111111111, "14050471")]
    [TestCase(1234567890, "89005924")]
    [TestCase(2000000000, "69279037")]
    [TestCase(20000000000, "65353130")]
    public void The_codes_are_those_of_the_RFC(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.That(Totp.Code(Secret, Totp.StepOf(at), digits: 8), Is.EqualTo(code));
        Assert.That(Totp.Match(Secret, code[2..], at), Is.EqualTo(seconds / 30));
    }

    [TestCase(-60, false)]
    [TestCase(-30, true)]
    [TestCase(0, true)]
    [TestCase(30, true)]
    [TestCase(60, false)]
    public void One_step_early_or_late_is_forgiven_and_no_more(int seconds, bool taken)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var code = Totp.Code(Secret, Totp.StepOf(at.AddSeconds(seconds)));
        Assert.That(Totp.Match(Secret, code, at), taken ? Is.EqualTo(Totp.StepOf(at.AddSeconds(seconds))) : Is.Null);
    }

    [TestCase(" 005 924 ")]
    [TestCase("005\u00A0924")]
    [TestCase("005\u202F924\t")]
    [TestCase("\u2066005\u00A0924\u2069")]
    [TestCase("\uFEFF005\u200B924\uFE0F")]
    [TestCase("005-924.")]
    [TestCase("\uFF10\uFF10\uFF15\u3000\uFF19\uFF12\uFF14")]
    public void What_comes_along_with_a_pasted_code_is_forgiven(string typed) =>
        Assert.That(Totp.Match(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(1234567890)), Is.EqualTo(1234567890 / 30));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("05924")]
    [TestCase("0005924")]
    [TestCase("٠٠٥٩٢٤")]
    public void What_is_not_six_digits_is_no_code(string? typed) =>
        Assert.That(Totp.Match(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(1234567890)), Is.Null);

    // RFC 4648, §10, without its padding.
    [TestCase("f", "MY")]
    [TestCase("fo", "MZXQ")]
    [TestCase("foo", "MZXW6")]
    [TestCase("foobar", "MZXW6YTBOI")]
    public void The_secret_is_written_in_base_32(string bytes, string text)
    {
        using var secret = StaffScene.Secret(bytes);
        Assert.That(Totp.Text(secret), Is.EqualTo(text));
        Assert.That(Totp.Address("Whistleblower", "a b@c.example", secret), Is.EqualTo(
            $"otpauth://totp/Whistleblower:a%20b%40c.example?secret={text}&issuer=Whistleblower&algorithm=SHA1&digits=6&period=30"));
    }

    [Test]
    public void A_recovery_code_is_read_as_people_write_it_and_nothing_else_is_one()
    {
        using var code = RecoveryCode.New();
        var shown = RecoveryCode.ToPageText(code);
        Assert.That(shown, Does.Match("^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$"));
        using var typed = RecoveryCode.Read(
            System.Text.Encoding.UTF8.GetBytes(" " + shown.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace('-', ' ')));
        Assert.That(typed!.Span.ToArray(), Is.EqualTo(code.Span.ToArray()));
        Assert.That(RecoveryCode.Read(System.Text.Encoding.UTF8.GetBytes(shown[1..])), Is.Null);
        Assert.That(RecoveryCode.Read(System.Text.Encoding.UTF8.GetBytes(shown[1..] + "U")), Is.Null);
    }
}
