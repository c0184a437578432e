using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What a form carries in a hidden field, sealed under the file secret: a random id that is good for one report, when it
/// was issued, and, once something is staged, the only copy of the staging's keys. FORMAT.md §14.
/// </summary>
public sealed class FormTicket : IDisposable
{
    private const int PlainSize = 512;

    private FormTicket(Guid id, DateTimeOffset issued, StagedKeys? staged)
    {
        Id = id;
        Issued = issued;
        Staged = staged;
    }

    public Guid Id { get; }

    /// <summary>When the form was first shown, to the second.</summary>
    public DateTimeOffset Issued { get; }

    /// <summary>The staging's keys, or null before anything is staged.</summary>
    public StagedKeys? Staged { get; }

    /// <summary>A new ticket with nothing staged.</summary>
    public static FormTicket New(DateTimeOffset now) => new(Guid.NewGuid(), now, staged: null);

    /// <summary>
    /// The ticket of a form that carries none but a secret of its own, the first 16 of these bytes: each post of that form
    /// has the same.
    /// </summary>
    public static FormTicket Of(ReadOnlySpan<byte> secret, DateTimeOffset now) =>
        new(new Guid(secret[..16], bigEndian: true), now, staged: null);

    /// <summary>The same ticket, now with staged keys, which it takes over.</summary>
    public FormTicket With(StagedKeys staged) => new(Id, Issued, staged);

    /// <summary>The same ticket without its draft's receipt key: the report will get a new one, and the old opens nothing.</summary>
    public FormTicket WithoutKey() => new(Id, Issued, Staged?.Under(null));

    /// <summary>The hidden field's value, base64url, of one length whatever the ticket holds.</summary>
    public string Seal(FileSecret fileSecret, Guid schemeId)
    {
        using var frame = new FrameWriter();
        using var staged = Staged?.Write() ?? new SecretBytes(0);
        using var plain = frame.Id(Id).Long(Issued.ToUnixTimeSeconds()).Bytes(staged.Span).ToSecret();
        using var padded = new SecretBytes(PlainSize);
        BinaryPrimitives.WriteInt32BigEndian(padded.Writable, plain.Length);
        plain.Span.CopyTo(padded.Writable[sizeof(int)..]);
        using var key = fileSecret.Derive(FileSecret.Ticket);
        return Base64Url.EncodeToString(SealedValue.Seal(key, AssociatedData(schemeId), padded.Span));
    }

    /// <summary>Opens a hidden field's value.</summary>
    /// <exception cref="SealedException">Not a ticket of this scheme and file secret.</exception>
    public static FormTicket Open(FileSecret fileSecret, Guid schemeId, ReadOnlySpan<char> value)
    {
        SealedFormat.Require(value.Length <= 2048 && Base64Url.IsValid(value));
        using var key = fileSecret.Derive(FileSecret.Ticket);
        using var padded = SealedValue.Open(key, AssociatedData(schemeId), Base64Url.DecodeFromChars(value));
        SealedFormat.Require(padded.Length == PlainSize);
        var length = BinaryPrimitives.ReadInt32BigEndian(padded.Span);
        SealedFormat.Require(length is > 0 and <= PlainSize - sizeof(int));
        SealedFormat.Require(!padded.Span[(sizeof(int) + length)..].ContainsAnyExcept((byte)0));
        var frame = new FrameReader(padded.Span.Slice(sizeof(int), length));
        var id = frame.Id();
        var issued = frame.Long();
        var staged = frame.Bytes();
        frame.End();
        return new(id, DateTimeOffset.FromUnixTimeSeconds(issued), staged.IsEmpty ? null : StagedKeys.Read(staged));
    }

    /// <summary>What a used ticket leaves behind: 32 bytes that tell nothing without the file secret.</summary>
    public byte[] UseHash(FileSecret fileSecret) => UseHash(fileSecret, Labels.TicketUse);

    /// <summary>What a ticket leaves behind that made a draft.</summary>
    public byte[] DraftUseHash(FileSecret fileSecret) => UseHash(fileSecret, Labels.DraftUse);

    /// <summary>
    /// What a ticket leaves behind whose page its reader has left: a single-use token's hash, the token being the ticket's id and
    /// the address the button's.
    /// </summary>
    public byte[] LeftHash(FileSecret fileSecret)
    {
        using var key = fileSecret.Derive(FileSecret.TicketUse);
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(
            key.Span, frame.Label(Labels.FormUse).Bytes(Id.ToByteArray(bigEndian: true)).Text("report/leave").Bytes([]).ToArray());
    }

    /// <summary>
    /// The receipt key of the report that this ticket becomes: the same whenever it is asked for, and kept nowhere. It comes
    /// from the ticket's random id, which nobody has but the page, and from the file secret.
    /// </summary>
    public ReceiptKey ReportKey(FileSecret fileSecret) => KeyOf(fileSecret, Labels.TicketReceipt);

    /// <summary>The receipt key of the draft that this ticket becomes; another one than <see cref="ReportKey"/>.</summary>
    public ReceiptKey DraftKey(FileSecret fileSecret) => KeyOf(fileSecret, Labels.DraftReceipt);

    /// <summary>
    /// The keys of one of the stagings that this ticket may begin: the same whenever it is asked for, so that a page posted again
    /// and again makes no more than those. They come from where <see cref="ReportKey"/> comes from, and are kept nowhere.
    /// </summary>
    /// <param name="fileSecret">The file secret.</param>
    /// <param name="number">Which of them, from 1.</param>
    public StagedKeys StagingKeys(FileSecret fileSecret, byte number)
    {
        using var key = fileSecret.Derive(FileSecret.Receipt);
        using var frame = new FrameWriter();
        using var made = new SecretBytes(StagedKeys.MadeSize);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Span, made.Writable, [],
            frame.Label(Labels.TicketStaging).Id(Id).Byte(number).ToArray());
        return StagedKeys.Of(made.Span);
    }

    public void Dispose() => Staged?.Dispose();

    private ReceiptKey KeyOf(FileSecret fileSecret, string label)
    {
        using var key = fileSecret.Derive(FileSecret.Receipt);
        using var frame = new FrameWriter();
        using var made = new SecretBytes(Suite.HashSize);
        HMACSHA256.HashData(key.Span, frame.Label(label).Id(Id).ToArray(), made.Writable);
        return ReceiptKey.Of(made.Span[..ReceiptKey.SecretSize]);
    }

    private byte[] UseHash(FileSecret fileSecret, string label)
    {
        using var key = fileSecret.Derive(FileSecret.TicketUse);
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(label).Id(Id).ToArray());
    }

    private static byte[] AssociatedData(Guid schemeId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Ticket).Id(schemeId).ToArray();
    }
}
