using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>Makes grants and entries as FORMAT.md says, but without checking rights: the openers must refuse them.</summary>
internal static class Forge
{
    public static SealedGrant Grant(OpenCompartment room, UnlockedPrincipal granter, Party holder, GrantPurpose purpose, DateOnly on,
        int? epoch = null, SigningKeyPair? hand = null, byte[]? says = null, byte[]? heldAs = null)
    {
        var n = epoch ?? room.Epoch;
        var commitment = room.Context.Commitment(n, room.Key(n));
        var info = new FrameWriter().Label(Labels.Grant).Byte(1).Bytes(room.Context.Bytes()).Int(n).Bytes(commitment)
            .Byte((byte)holder.Kind).Bytes(heldAs ?? holder.HolderId).Byte((byte)purpose).Date(on).ToArray();
        var exclusions = EpochProvenance.DigestOf([]);
        var signed = new FrameWriter().Label(Labels.Granted).Bytes(SHA256.HashData(info)).Byte((byte)granter.Party.Kind)
            .Bytes(granter.Party.Id).Bytes(exclusions).ToArray();
        var plain = new FrameWriter().Bytes(room.Key(n)).Byte((byte)granter.Party.Kind).Bytes(says ?? granter.Party.Id).Bytes(exclusions)
            .Bytes((hand ?? granter.Signing).Sign(signed)).ToArray();
        var box = Hpke.Seal(holder.EncryptionKey, info, [], plain);
        return new(n, purpose, on, box.Enc, [1, .. box.Ciphertext]);
    }

    public static SealedEntry Entry(OpenCompartment room, SecretBytes vault, UnlockedPrincipal author, EntryKind kind, EntryHead? after,
        DateOnly on, int? epoch = null, SigningKeyPair? hand = null, Party? signed = null)
    {
        var n = epoch ?? room.Epoch;
        var id = Guid.NewGuid();
        var position = (after?.Position ?? 0) + 1;
        var previous = after?.Hash ?? room.Context.Report.Genesis;
        var party = author.Party;
        var named = signed ?? party;
        var content = "{}"u8.ToArray();
        var place = new FrameWriter().Label(Labels.Entry).Bytes(room.Context.Bytes()).Int(n).Int(position).Id(id).Byte((byte)kind).Date(on)
            .ToArray();
        var message = new FrameWriter().Label(Labels.Authored).Bytes(SHA256.HashData(place)).Byte((byte)named.Kind).Bytes(named.Id)
            .Bytes(previous).Bytes(SHA256.HashData(content)).ToArray();
        var body = new FrameWriter().Byte((byte)party.Kind).Bytes(party.Id).Bytes(previous)
            .Bytes((hand ?? author.Signing).Sign(message)).Bytes(content).ToArray();
        var salt = RandomNumberGenerator.GetBytes(32);
        var info = new FrameWriter().Label(Labels.EntryKey).Bytes(place).Bytes(salt).ToArray();
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, room.Key(n).ToArray(), 32, vault.Span.ToArray(), info);
        using var padded = Padding.Pad(body);
        byte[] box = [1, .. Aead.Seal(key, Aead.ZeroNonce, place, padded.Span)];
        return new(id, kind, n, position, on, salt, box, []);
    }
}
