using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Platform("Unix")]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Parallelizable(ParallelScope.Self)]
public class FileSecretTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static readonly byte[] Secret = Convert.FromHexString(Hex);

    // HKDF of RFC 5869 in Python's hmac: no salt, info "intake/1/file/pepper".
    [Test]
    public void Every_label_has_a_key_of_its_own()
    {
        using var secret = FileSecret.Of(Secret);
        using var pepper = secret.Derive(FileSecret.Pepper);
        Assert.That(
            Convert.ToHexStringLower(pepper.Span),
            Is.EqualTo("e4e296e42b1db40600d65285fe8f72690dc83cf53e00628f0a87f5ca8a28d13a"));
        string[] labels =
        [
            FileSecret.Pepper, FileSecret.Ring, FileSecret.Holder, FileSecret.Totp, FileSecret.Ticket, FileSecret.Root,
        ];
        Assert.That(labels.Select(label => KeyOf(secret, label)), Is.Unique);
    }

    [TestCase(Hex + "\n")]
    [TestCase(Hex)]
    [TestCase("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F\n")]
    public void A_line_of_hexadecimal_digits_is_the_secret(string line)
    {
        using var folder = new Workspace();
        using var read = FileSecret.Read(Put(folder, line, OwnerOnly));
        using var given = FileSecret.Of(Secret);
        Assert.That(KeyOf(read, FileSecret.Ring), Is.EqualTo(KeyOf(given, FileSecret.Ring)));
    }

    [TestCase("")]
    [TestCase("00")]
    [TestCase(Hex + "00")]
    [TestCase(Hex + "\n\n")]
    [TestCase(Hex + " ")]
    [TestCase("g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    public void Anything_else_is_refused_without_showing_it(string content)
    {
        using var folder = new Workspace();
        var path = Put(folder, content, OwnerOnly);
        var problem = Assert.Throws<InvalidDataException>(() => FileSecret.Read(path))!;
        Assert.That(problem.Message, Does.Contain("64 hexadecimal digits").And.Not.Contain("0102"));
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void A_file_open_to_others_is_refused_with_the_command_that_helps(UnixFileMode others)
    {
        using var folder = new Workspace();
        var path = Put(folder, Hex, OwnerOnly | others);
        Assert.That(
            () => FileSecret.Read(path),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains($"chmod 600 {path}"));
    }

    [Test]
    public void A_new_file_is_for_its_owner_alone_and_never_replaced()
    {
        using var folder = new Workspace();
        FileSecret.Create(folder.PathOf("secret"));
        FileSecret.Create(folder.PathOf("other"));
        Assert.That(File.GetUnixFileMode(folder.PathOf("secret")), Is.EqualTo(OwnerOnly));
        using var secret = FileSecret.Read(folder.PathOf("secret"));
        using var other = FileSecret.Read(folder.PathOf("other"));
        Assert.That(KeyOf(secret, FileSecret.Ring), Is.Not.EqualTo(KeyOf(other, FileSecret.Ring)));
        Assert.That(() => FileSecret.Create(folder.PathOf("secret")), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void A_disposed_secret_derives_nothing()
    {
        var secret = FileSecret.Of(Secret);
        secret.Dispose();
        Assert.That(() => secret.Derive(FileSecret.Ring), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_secret_has_32_bytes_and_a_label_is_not_empty()
    {
        Assert.That(() => FileSecret.Of(new byte[31]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        using var secret = FileSecret.Of(Secret);
        Assert.That(() => secret.Derive(""), Throws.ArgumentException);
    }

    private static string Put(Workspace folder, string content, UnixFileMode mode)
    {
        File.WriteAllText(folder.PathOf("secret"), content);
        File.SetUnixFileMode(folder.PathOf("secret"), mode);
        return folder.PathOf("secret");
    }

    private static string KeyOf(FileSecret secret, string label)
    {
        using var key = secret.Derive(label);
        return Convert.ToHexStringLower(key.Span);
    }
}
