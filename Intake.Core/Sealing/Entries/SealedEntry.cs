using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>What is stored of an entry. Position counts from 1; salt and hash are 32 bytes. FORMAT.md §11.</summary>
public sealed record SealedEntry(Guid Id, EntryKind Kind, int Epoch, int Position, DateOnly MadeOn, byte[] Salt, byte[] Sealed, byte[] Hash)
{
    /// <summary>Seals and signs an entry under the compartment's newest key.</summary>
    /// <param name="compartment">The open compartment.</param>
    /// <param name="vault">The report's vault secret.</param>
    /// <param name="author">Who writes.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="after">The entry before it, or null for the first.</param>
    /// <param name="on">Today.</param>
    /// <param name="content">The content, UTF-8 JSON.</param>
    /// <exception cref="SealedException">The author may not write that there.</exception>
    public static SealedEntry Seal(OpenCompartment compartment, SecretBytes vault, UnlockedPrincipal author, EntryKind kind,
        EntryHead? after, DateOnly on, ReadOnlySpan<byte> content)
    {
        SealedFormat.Require(EntryRights.Allow(kind, compartment.Context.Kind, author.Party));
        var id = Guid.NewGuid();
        var epoch = compartment.Epoch;
        var position = (after?.Position ?? 0) + 1;
        var previous = after?.Hash ?? compartment.Context.Report.Genesis;
        var place = PlaceOf(compartment.Context, epoch, position, id, kind, on);

        using var body = new FrameWriter();
        using var framed = body.Byte((byte)author.Party.Kind).Bytes(author.Party.Id).Bytes(previous)
            .Bytes(author.Signing.Sign(SignedBytes(place, author.Party, previous, content))).Bytes(content).ToSecret();
        var salt = RandomNumberGenerator.GetBytes(Suite.KeySize);
        using var key = KeyOf(compartment.Key(epoch), vault, place, salt);
        using var padded = Padding.Pad(framed.Span);
        byte[] sealedBytes = [Suite.Byte1, .. Aead.Seal(key.Span, Aead.ZeroNonce, place, padded.Span)];
        return new(id, kind, epoch, position, on, salt, sealedBytes, HashOf(place, salt, sealedBytes));
    }

    /// <summary>Opens an entry and checks its author, right, signature and place.</summary>
    /// <param name="compartment">The open compartment.</param>
    /// <param name="vault">The report's vault secret.</param>
    /// <param name="book">Who is certified.</param>
    /// <param name="before">The row one position before, as stored, or null where there is none.</param>
    /// <exception cref="SealedException">Anything is wrong with this entry itself.</exception>
    public OpenedEntry Open(OpenCompartment compartment, SecretBytes vault, CertificateBook book, EntryHead? before)
    {
        var place = PlaceOf(compartment.Context, Epoch, Position, Id, Kind, MadeOn);
        SealedFormat.Require(Salt.Length == Suite.KeySize && Sealed.Length > Suite.TagSize && Sealed[0] == Suite.Byte1);
        using var key = KeyOf(compartment.Key(Epoch), vault, place, Salt);
        using var padded = Aead.Open(key.Span, Aead.ZeroNonce, place, Sealed.AsSpan(1));
        var frame = new FrameReader(Padding.Unpad(padded.Span));
        var kind = (HolderKind)frame.Byte();
        var authorId = frame.Bytes(SHA256.HashSizeInBytes);
        var previous = frame.Bytes(SHA256.HashSizeInBytes);
        var signature = frame.Bytes(Suite.SignatureSize);
        var content = frame.Bytes();
        frame.End();

        var author = PartyResolver.Resolve(kind, authorId, compartment.Context.Report, book, MadeOn);
        SealedFormat.Require(EntryRights.Allow(Kind, compartment.Context.Kind, author));
        SealedFormat.Require(Signing.Verify(author.SigningKey, SignedBytes(place, author, previous, content), signature));
        var expected = Position == 1 ? compartment.Context.Report.Genesis : before?.Hash;
        var follows = (Position == 1 || before?.Position == Position - 1) && previous.SequenceEqual(expected);
        // Nobody goes back to an older key: what follows a newer epoch under an older one comes from somebody shut out since.
        SealedFormat.Require(Position == 1 || !follows || before!.Epoch <= Epoch);
        return new(Id, Kind, Position, MadeOn, author, content.ToArray(), FollowsGap: !follows);
    }

    /// <summary>This entry as what the next one follows, over what is stored.</summary>
    public EntryHead HeadIn(CompartmentContext compartment) => new(Position, HashIn(compartment), Epoch);

    /// <summary>This entry's hash over what is stored, whatever its own column says.</summary>
    public byte[] HashIn(CompartmentContext compartment) => HashOf(PlaceOf(compartment, Epoch, Position, Id, Kind, MadeOn), Salt, Sealed);

    private static byte[] PlaceOf(CompartmentContext compartment, int epoch, int position, Guid id, EntryKind kind, DateOnly on)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Entry).Bytes(compartment.Bytes()).Int(epoch).Int(position).Id(id).Byte((byte)kind).Date(on).ToArray();
    }

    private static SecretBytes KeyOf(ReadOnlySpan<byte> contentKey, SecretBytes vault, byte[] place, byte[] salt)
    {
        using var frame = new FrameWriter();
        return Derivation.Key(vault.Span, contentKey, frame.Label(Labels.EntryKey).Bytes(place).Bytes(salt).ToArray());
    }

    private static byte[] SignedBytes(byte[] place, Party author, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> content)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Authored).Bytes(SHA256.HashData(place)).Byte((byte)author.Kind).Bytes(author.Id).Bytes(previous)
            .Bytes(SHA256.HashData(content)).ToArray();
    }

    private static byte[] HashOf(byte[] place, byte[] salt, byte[] sealedBytes)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.EntryHash).Bytes(place).Bytes(salt).Bytes(sealedBytes).ToArray());
    }
}

/// <summary>
/// The end of a compartment's list: the last entry's position, hash and epoch; <see cref="SealedEntry.HeadIn"/> makes it.
/// </summary>
public sealed record EntryHead(int Position, byte[] Hash, int Epoch);

/// <summary>An entry in clear. <c>FollowsGap</c> says that the row before is missing or not the one its author saw.</summary>
public sealed record OpenedEntry(Guid Id, EntryKind Kind, int Position, DateOnly MadeOn, Party Author, byte[] Content, bool FollowsGap);
