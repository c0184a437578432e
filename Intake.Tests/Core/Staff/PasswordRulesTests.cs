using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class PasswordRulesTests
{
    [TestCase("en grå tirsdag i marts", null)]
    [TestCase("xK3!vQ9#mW7&zT1", null)]
    [TestCase("fjorten tegn!!", PasswordFault.TooShort)]
    [TestCase("æøåæøåæ", PasswordFault.TooShort)]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaa", PasswordFault.Common)]
    [TestCase("abababababababababab", PasswordFault.Common)]
    [TestCase("Correct-Horse Battery STAPLE", PasswordFault.Common)]
    [TestCase("karen.bjerre@hospital.example", PasswordFault.OwnName)]
    [TestCase("Karen Bjerre 2026", PasswordFault.OwnName)]
    [TestCase("karen_bjerre.karen_bjerre", PasswordFault.OwnName)]
    [TestCase("bjerre har tolv høns i haven", null)]
    [TestCase("med et bånd\tom halsen", PasswordFault.NotText)]
    public void A_password_is_long_and_neither_well_worn_nor_ones_own_name(string password, PasswordFault? fault)
    {
        using var typed = StaffScene.Secret(password);
        Assert.That(PasswordRules.Check(typed, "Karen Bjerre", "karen.bjerre@hospital.example"), Is.EqualTo(fault));
    }

    [Test]
    public void Broken_UTF8_is_no_password()
    {
        using var broken = SecretBytes.CopyOf([.. "fjorten tegn og mere"u8, 0xC3]);
        Assert.That(PasswordRules.Check(broken), Is.EqualTo(PasswordFault.NotText));
    }

    [Test]
    public void Up_to_256_bytes_are_taken()
    {
        using var most = StaffScene.Secret("abcdefgh" + new string('x', 248));
        using var over = StaffScene.Secret("abcdefgh" + new string('x', 249));
        Assert.That(PasswordRules.Check(most), Is.Null);
        Assert.That(PasswordRules.Check(over), Is.EqualTo(PasswordFault.TooLong));
    }
}
