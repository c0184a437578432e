using System.Text;
using Intake.Core;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Choosing the engine, and opening with one what was made with the other. The choice applies to the whole process.</summary>
[NonParallelizable, WholeCost]
public class Argon2idEngineTests
{
    private const string Password = "blåbærgrød på en tirsdag";

    private Argon2idEngine chosen;

    [SetUp]
    public void Remember() => chosen = Argon2id.Engine;

    [TearDown]
    public void BackToWhatWasChosen() => Argon2id.Use(chosen);

    [Test]
    public void Konscious_is_the_default()
    {
        Argon2Setting.Apply(null);
        Assert.That(Argon2id.Engine, Is.EqualTo(Argon2idEngine.Konscious));
        Argon2Setting.Apply("libsodium");
        Assert.That(Argon2id.Engine, Is.EqualTo(Argon2idEngine.Libsodium));
        Argon2Setting.Apply("");
        Assert.That(Argon2id.Engine, Is.EqualTo(Argon2idEngine.Konscious));
    }

    [TestCase(Argon2idEngine.Libsodium, Argon2idEngine.Konscious)]
    [TestCase(Argon2idEngine.Konscious, Argon2idEngine.Libsodium)]
    public void A_password_and_a_receipt_key_made_with_one_open_with_the_other(Argon2idEngine before, Argon2idEngine after)
    {
        var anna = new Person("Anna");
        using var key = ReceiptKey.New();
        Argon2id.Use(before);
        var seal = StaffKeySeal.Make(FileSecrets.Mine, anna.Id, Encoding.UTF8.GetBytes(Password), anna.Encryption, anna.Signing);
        using var made = key.Derive();
        Argon2id.Use(after);
        Assert.That(seal.TryOpen(FileSecrets.Mine, anna.Id, Encoding.UTF8.GetBytes(Password), anna.Encryption.Public, anna.Signing.Public,
            out var encryption, out var signing));
        Assert.That((encryption!.Public, signing!.Public), Is.EqualTo((anna.Encryption.Public, anna.Signing.Public)));
        using var again = key.Derive();
        Assert.That((again.LookupHash, again.Encryption.Public), Is.EqualTo((made.LookupHash, made.Encryption.Public)));
        Assert.That(again.WrappingKey.Span.SequenceEqual(made.WrappingKey.Span));
    }

    // Stored by this product before Konscious was added, when only libsodium derived keys, with 00 to 1f as the file secret;
    // the password was typed with its first å in two characters. The public keys are those of seeds 07… and 08….
    [TestCase(Argon2idEngine.Konscious)]
    [TestCase(Argon2idEngine.Libsodium)]
    public void A_password_kept_before_Konscious_came_opens(Argon2idEngine engine)
    {
        Argon2id.Use(engine);
        using var fileSecret = FileSecret.Of([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
        var seal = new StaffKeySeal(
            Convert.FromHexString("e3e0a568d236426318c37577e117e707"),
            Convert.FromHexString("b9d76bd72abe6ef0d490ef6f80ce80a3c148be4f6af8ecc3a15fa782599ed66a"),
            Convert.FromHexString(
                "0113ab906a9fe3c69f0f5df2cd535fd6310d442a4800ae8705e72a8baf2d6d02cc6f7db1c7d55bd3c12d58dc5abb29a86b475af1a381d6ad"
                + "c73d742230b288fa65c3547c7e768a97ad4256976d3707414818f49de62e7b88f69322929c4b5aaadcfc90a53377ac80b9ef14179e53461d"
                + "8d02690e846a9406dc"));
        using var encryption = EncryptionKeyPair.Derive([.. Enumerable.Repeat((byte)7, 32)]);
        using var signing = SigningKeyPair.Derive([.. Enumerable.Repeat((byte)8, 32)]);
        var person = new Guid("5f2c1c7e-4a36-4d0c-9a55-0c1de6b0a001");
        bool Opens(string password) =>
            seal.TryOpen(fileSecret, person, Encoding.UTF8.GetBytes(password), encryption.Public, signing.Public, out _, out var opened)
            && opened!.Public.AsSpan().SequenceEqual(signing.Public);
        Assert.That((Opens(Password), Opens(Password + "!")), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_missing_library_says_what_to_install() =>
        Assert.That(
            () => LibsodiumArgon2id.Load(["no-such-library.so.1"]),
            Throws.InstanceOf<DllNotFoundException>().With.Message.Contains("apt-get install libsodium23"));

    [Test]
    public async Task Another_word_stops_every_command_and_the_worker_with_one_line_that_names_those_allowed()
    {
        foreach (var typed in new string[][] { ["migrate"], [] })
        {
            var run = await CommandRun.OfAsync(new Dictionary<string, string?> { [Argon2Setting.Key] = "Scrypt" }, typed);
            Assert.That((run.Code, run.Output), Is.EqualTo((ExitCode.Broken, "")));
            AssertNames(run.Errors);
        }
    }

    [Test]
    public async Task Another_word_stops_the_web_program_with_one_line_that_names_those_allowed()
    {
        var run = await ProcessRun.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Intake.Web.dll")],
            new Dictionary<string, string>
            {
                ["Intake__Argon2"] = "Scrypt", ["Intake__Urls"] = "http://127.0.0.1:0",
            });
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")));
        AssertNames(run.Errors);
    }

    private static void AssertNames(string errors) => Assert.That(errors.TrimEnd('\n'),
        Does.Contain("Intake:Argon2 is 'Scrypt'").And.Contain("Konscious or Libsodium").And.Not.Contain("\n"));
}
