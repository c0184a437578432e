using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// The installation's 32 random bytes outside the database, backed up apart from it. The file holds one line of
/// 64 hexadecimal digits, for its owner alone (mode 0600 or 0400). It is never used as it is: every purpose has its
/// own key by label.
/// </summary>
public sealed class FileSecret : IDisposable
{
    /// <summary>Mixed into what an Argon2id of a password gives.</summary>
    public const string Pepper = "pepper";

    /// <summary>Wraps the hourly ring keys.</summary>
    public const string Ring = "ring";

    /// <summary>Keys the pseudonyms of holders in grants.</summary>
    public const string Holder = "holder";

    /// <summary>Seals the secrets of one-time codes.</summary>
    public const string Totp = "totp";

    /// <summary>Seals form tickets.</summary>
    public const string Ticket = "ticket";

    /// <summary>Signs or keys the daily root.</summary>
    public const string Root = "root";

    /// <summary>Key of the hashes that used form tickets leave.</summary>
    public const string TicketUse = "ticket-use";

    /// <summary>Key of the receipt keys that come from form tickets.</summary>
    public const string Receipt = "receipt";

    /// <summary>Key of what the answer to a form shows once.</summary>
    public const string Once = "once";

    /// <summary>Key of the moments that a receipt was shown.</summary>
    public const string Repeat = "repeat";

    /// <summary>Seals turns in the queue.</summary>
    public const string Turn = "turn";

    /// <summary>Key of the sealed part of audit rows.</summary>
    public const string Audit = "audit";

    /// <summary>Seals the recipients of mails that wait.</summary>
    public const string Mail = "mail";

    /// <summary>Key of the hash of a mail's cause.</summary>
    public const string Notice = "notice";

    /// <summary>Key of the links that go by mail.</summary>
    public const string Invitation = "invitation";

    /// <summary>Seals state records.</summary>
    public const string State = "state";

    /// <summary>Seals how many reports of a month are not followed.</summary>
    public const string Follow = "follow";

    /// <summary>Seals where links between cases lead.</summary>
    public const string Link = "link";

    /// <summary>Seals what an administrator proposes to write to a reporter.</summary>
    public const string Proposal = "proposal";

    /// <summary>Seals kept accountability reports.</summary>
    public const string Accountability = "accountability";

    /// <summary>Key of the seals of announced deletions.</summary>
    public const string Announcement = "announcement";

    /// <summary>Key of the seals of leaves of daily roots.</summary>
    public const string Leaf = "leaf";

    /// <summary>Gives the value by which a database knows that it belongs to this secret.</summary>
    public const string Check = "check";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int Digits = 2 * Suite.KeySize;

    private readonly SecretBytes _secret;

    private FileSecret(SecretBytes secret) => _secret = secret;

    /// <summary>A secret the caller already holds: exactly 32 bytes, copied.</summary>
    public static FileSecret Of(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Suite.KeySize);
        return new FileSecret(SecretBytes.CopyOf(secret));
    }

    /// <summary>Writes a new random secret; throws <see cref="IOException"/> rather than replace a file.</summary>
    public static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var secret = SecretBytes.Random(Suite.KeySize);
        using var text = new SecretBytes(Digits + 1);
        Convert.TryToHexStringLower(secret.Span, text.Writable, out _);
        text.Writable[Digits] = (byte)'\n';
        using var file = new FileStream(path, options);
        file.Write(text.Span);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Reads the file. A file that others may touch, or that is not one line of 64 hexadecimal digits, is an
    /// <see cref="InvalidDataException"/> that says what to do and shows nothing of the file.
    /// </summary>
    public static FileSecret Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new InvalidDataException($"The file secret {path} is open to others. Run: chmod 600 {path}");
        }

        using var text = new SecretBytes(Digits + 2);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var read = file.ReadAtLeast(text.Writable, text.Length, throwOnEndOfStream: false);
        var secret = new SecretBytes(Suite.KeySize);
        var line = text.Span[..read];
        if ((read == Digits || (read == Digits + 1 && line[Digits] == (byte)'\n'))
            && Convert.FromHexString(line[..Digits], secret.Writable, out _, out _)
                == OperationStatus.Done)
        {
            return new FileSecret(secret);
        }

        secret.Dispose();
        throw new InvalidDataException(
            $"The file secret {path} is not one line of {Digits} hexadecimal digits. A new one: openssl rand -hex 32");
    }

    /// <summary>The 32-byte key of one purpose: HKDF-SHA256 (no salt), info "intake/1/file/" and the label.</summary>
    public SecretBytes Derive(string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        var key = new SecretBytes(Suite.KeySize);
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            _secret.Span,
            key.Writable,
            salt: [],
            info: Encoding.ASCII.GetBytes("intake/1/file/" + label));
        return key;
    }

    /// <summary>Zeroes the secret.</summary>
    public void Dispose() => _secret.Dispose();
}
