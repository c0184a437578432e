using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>A form of a case whose content can wait as a draft. The number is bound into it. FORMAT.md §11.</summary>
public enum WorkForm
{
    /// <summary>A note of a referral's handlers.</summary>
    Note = 1,

    /// <summary>How grave the matter is.</summary>
    Assessment = 2,

    /// <summary>The handling statement.</summary>
    Statement = 3,

    /// <summary>Questions to the reporter.</summary>
    Question = 4,

    /// <summary>Feedback to the reporter.</summary>
    Feedback = 5,

    /// <summary>A message between a unit and the administrators.</summary>
    UnitMessage = 6,

    /// <summary>What a case ends on, and the last words to the reporter.</summary>
    Closing = 7,

    /// <summary>Minutes of a talk with the reporter.</summary>
    Minutes = 8,

    /// <summary>Whether the press may take the case up.</summary>
    Press = 9,

    /// <summary>Why a unit gives the case back.</summary>
    Decline = 10,
}

/// <summary>Where a work draft belongs: bound into it, so that no row passes for another.</summary>
/// <param name="ReferralId">The referral of the WorkFile.</param>
/// <param name="Holder">The writer's pseudonym in the report, 32 bytes.</param>
/// <param name="Form">The form.</param>
public sealed record WorkDraftPlace(Guid ReferralId, byte[] Holder, WorkForm Form);

/// <summary>
/// How a handler's unsent form waits: sealed like an entry under the WorkFile's key and the report's vault secret and signed
/// by its writer, but replaced when it is saved again. FORMAT.md §11.
/// </summary>
public static class WorkDraftSeal
{
    /// <summary>Seals and signs a draft under the WorkFile's newest key.</summary>
    /// <param name="workFile">The open WorkFile.</param>
    /// <param name="vault">The report's vault secret.</param>
    /// <param name="author">Who writes.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="number">One more than that of the newest draft of the form.</param>
    /// <param name="on">Today.</param>
    /// <param name="content">The content, UTF-8 JSON.</param>
    /// <exception cref="SealedException">The author may not write in a WorkFile, or this is none.</exception>
    public static byte[] Seal(OpenCompartment workFile, SecretBytes vault, UnlockedPrincipal author, WorkDraftPlace place, int number,
        DateOnly on, ReadOnlySpan<byte> content)
    {
        SealedFormat.Require(IsOf(workFile, author.Party));
        var bound = PlaceOf(workFile.Context, workFile.Epoch, place);
        using var body = new FrameWriter();
        using var framed = body.Byte((byte)author.Party.Kind).Bytes(author.Party.Id).Int(number).Date(on)
            .Bytes(author.Signing.Sign(SignedBytes(bound, author.Party, number, on, content))).Bytes(content).ToSecret();
        using var padded = Padding.Pad(framed.Span);
        using var key = Derivation.Key(vault.Span, workFile.Key(workFile.Epoch), bound);
        return SealedValue.Seal(key, bound, padded.Span);
    }

    /// <summary>Opens a draft and checks its author, signature and place.</summary>
    /// <param name="workFile">The open WorkFile.</param>
    /// <param name="vault">The report's vault secret.</param>
    /// <param name="book">Who is certified.</param>
    /// <param name="place">Where the row says that it belongs.</param>
    /// <param name="epoch">The epoch that the row names.</param>
    /// <param name="sealedDraft">What is stored.</param>
    /// <exception cref="SealedException">Another place's, altered, or of somebody who may not write there.</exception>
    public static OpenedWorkDraft Open(OpenCompartment workFile, SecretBytes vault, CertificateBook book, WorkDraftPlace place, int epoch,
        ReadOnlySpan<byte> sealedDraft)
    {
        var bound = PlaceOf(workFile.Context, epoch, place);
        using var key = Derivation.Key(vault.Span, workFile.Key(epoch), bound);
        using var padded = SealedValue.Open(key, bound, sealedDraft);
        var frame = new FrameReader(Padding.Unpad(padded.Span));
        var kind = (HolderKind)frame.Byte();
        var authorId = frame.Bytes(SHA256.HashSizeInBytes);
        var number = frame.Int();
        var on = frame.Date();
        var signature = frame.Bytes(Suite.SignatureSize);
        var content = frame.Bytes();
        frame.End();

        var author = PartyResolver.Resolve(kind, authorId, workFile.Context.Report, book, on);
        SealedFormat.Require(IsOf(workFile, author) && number > 0);
        SealedFormat.Require(Signing.Verify(author.SigningKey, SignedBytes(bound, author, number, on, content), signature));
        return new(author, number, on, content.ToArray());
    }

    private static bool IsOf(OpenCompartment workFile, Party author) =>
        workFile.Context.Kind == CompartmentKind.WorkFile && EntryRights.MayWriteIn(CompartmentKind.WorkFile, author);

    private static byte[] PlaceOf(CompartmentContext workFile, int epoch, WorkDraftPlace place)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.WorkDraft).Bytes(workFile.Bytes()).Int(epoch).Id(place.ReferralId).Bytes(place.Holder)
            .Byte((byte)place.Form).ToArray();
    }

    private static byte[] SignedBytes(byte[] place, Party author, int number, DateOnly on, ReadOnlySpan<byte> content)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.WorkDrafted).Bytes(SHA256.HashData(place)).Byte((byte)author.Kind).Bytes(author.Id).Int(number).Date(on)
            .Bytes(SHA256.HashData(content)).ToArray();
    }
}

/// <summary>A work draft in clear. The reader compares the author with the pseudonym of its place.</summary>
public sealed record OpenedWorkDraft(Party Author, int Number, DateOnly SavedOn, byte[] Content);
