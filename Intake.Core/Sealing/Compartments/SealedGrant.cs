using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>What is stored of a grant: HPKE's <c>enc</c> (65 bytes) and suite byte with ciphertext. FORMAT.md §9.</summary>
public sealed record SealedGrant(int Epoch, GrantPurpose Purpose, DateOnly MadeOn, byte[] Enc, byte[] Sealed)
{
    /// <summary>Seals a content key in hand to a holder, signed by the granter. The only place that makes grants.</summary>
    /// <param name="compartment">The open compartment.</param>
    /// <param name="granter">Who grants.</param>
    /// <param name="holder">To whom.</param>
    /// <param name="purpose">Why.</param>
    /// <param name="on">Today.</param>
    /// <param name="heldBefore">Whether the holder has a grant of an earlier epoch.</param>
    /// <param name="excluded">The persons the Dialogue's exclusions name.</param>
    /// <param name="of">Of which epoch; the newest where it is not said.</param>
    /// <exception cref="SealedException">The granter has no right to, or the holder is excluded.</exception>
    public static SealedGrant Make(OpenCompartment compartment, UnlockedPrincipal granter, Party holder, GrantPurpose purpose,
        DateOnly on, bool heldBefore, IReadOnlySet<Guid> excluded, int? of = null)
    {
        var epoch = of ?? compartment.Epoch;
        SealedFormat.Require(!excluded.Contains(holder.PersonId) && !excluded.Contains(granter.Party.PersonId));
        SealedFormat.Require(GrantRights.Allow(granter.Party, compartment.Context.Kind, epoch, purpose, holder, heldBefore));

        var info = Info(compartment.Context, epoch, compartment.CommitmentOf(epoch), holder, purpose, on);
        var exclusions = EpochProvenance.DigestOf(excluded);
        using var frame = new FrameWriter();
        using var plain = frame.Bytes(compartment.Key(epoch)).Byte((byte)granter.Party.Kind).Bytes(granter.Party.Id)
            .Bytes(exclusions).Bytes(granter.Signing.Sign(SignedBytes(info, granter.Party, exclusions))).ToSecret();
        var box = Hpke.Seal(holder.EncryptionKey, info, [], plain.Span);
        return new(epoch, purpose, on, box.Enc, [Suite.Byte1, .. box.Ciphertext]);
    }

    /// <summary>Opens this grant as its holder and checks everything FORMAT.md §9 asks, but that the compartment's keys chain.</summary>
    /// <exception cref="SealedException">Anything is wrong.</exception>
    internal VouchedKey Open(CompartmentContext place, EpochSeal epoch, UnlockedPrincipal self, CertificateBook book, bool heldBefore)
    {
        SealedFormat.Require(epoch.Number == Epoch && Sealed.Length > 0 && Sealed[0] == Suite.Byte1);
        var info = Info(place, Epoch, epoch.Commitment, self.Party, Purpose, MadeOn);
        using var plain = Hpke.Open(self.Encryption.Private, self.Encryption.Public, Enc, info, [], Sealed.AsSpan(1));
        var frame = new FrameReader(plain.Span);
        var key = frame.Bytes(Suite.KeySize);
        var kind = (HolderKind)frame.Byte();
        var id = frame.Bytes(SHA256.HashSizeInBytes);
        var exclusions = frame.Bytes(SHA256.HashSizeInBytes);
        var signature = frame.Bytes(Suite.SignatureSize);
        frame.End();

        var granter = PartyResolver.Resolve(kind, id, place.Report, book, MadeOn);
        SealedFormat.Require(Signing.Verify(granter.SigningKey, SignedBytes(info, granter, exclusions), signature));
        SealedFormat.Require(GrantRights.Allow(granter, place.Kind, Epoch, Purpose, self.Party, heldBefore));
        SealedFormat.Require(CryptographicOperations.FixedTimeEquals(epoch.Commitment, place.Commitment(Epoch, key)));
        return new(SecretBytes.CopyOf(key), new(granter, exclusions.ToArray(), MadeOn));
    }

    private static byte[] Info(CompartmentContext place, int epoch, byte[] commitment, Party holder, GrantPurpose purpose, DateOnly on)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Grant).Byte(Suite.Byte1).Bytes(place.Bytes()).Int(epoch).Bytes(commitment)
            .Byte((byte)holder.Kind).Bytes(holder.HolderId).Byte((byte)purpose).Date(on).ToArray();
    }

    private static byte[] SignedBytes(byte[] info, Party granter, ReadOnlySpan<byte> exclusions)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Granted).Bytes(SHA256.HashData(info)).Byte((byte)granter.Kind).Bytes(granter.Id)
            .Bytes(exclusions).ToArray();
    }
}
