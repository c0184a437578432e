using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// Entry 11: the statement's bytes as signed, the signature (64
/// bytes) and the signer's certificate id (32 bytes). FORMAT.md §17.
/// </summary>
public sealed record SignedStatement(int Version, DateOnly SignedOn, byte[] Content, byte[] Signature, byte[] CertificateId)
{
    /// <summary>Why it was sent although the outbound check found something in it; no part of what is signed.</summary>
    public string? SentAsItStands { get; init; }

    /// <summary>
    /// Names of the parties for whom the unit's plan did not bear out the statement when it was sent; null for none. The desk writes it,
    /// no part of what is signed.
    /// </summary>
    public IReadOnlyList<string>? Unheard { get; init; }
}

/// <summary>A statement as read back, with what holds of its signature.</summary>
/// <param name="EntryId">The entry it stands in.</param>
/// <param name="Signed">As stored; null when the entry can't be read.</param>
/// <param name="Content">Its content; null when it can't be read.</param>
/// <param name="Signer">The certificate's full name; null when no such certificate held that day.</param>
/// <param name="SignatureHolds">Whether the signature is that certificate's, over these bytes, for this file, version and day.</param>
public sealed record ReadStatement(
    Guid EntryId, DateOnly MadeOn, SignedStatement? Signed, HandlingStatementContent? Content,
    string? Signer, bool SignatureHolds)
{
    private IReadOnlyList<Guid> Writers { get; init; } = [];

    /// <summary>Whether this person wrote the entry or signed the statement in it, under whichever certificate and role.</summary>
    public bool IsOf(Guid personId) => Writers.Contains(personId);

    /// <summary>Reads and judges an entry 11 of an open StatementFile.</summary>
    internal static ReadStatement Of(ReadEntry entry, OpenReport report, OpenCompartment file)
    {
        if (entry.As<SignedStatement>() is not { } signed) return new(entry.Id, entry.MadeOn, null, null, null, false);
        var signer = report.Book.HeldOn(signed.CertificateId, signed.SignedOn);
        var holds = signer is { IsCaseHandler: true } && signed.SignedOn == entry.MadeOn
            && entry.Opened!.Author.Id.AsSpan().SequenceEqual(signer.Id)
            && StatementSignature.Verify(
                signer, report.Identity.Genesis, file.Context.Id, signed.Version, signed.SignedOn,
                signed.Content, signed.Signature);
        return new(entry.Id, entry.MadeOn, signed, ContentOf(signed), signer?.FullName, holds)
        {
            Writers = signer is null ? [entry.Opened!.Author.PersonId] : [entry.Opened!.Author.PersonId, signer.PersonId],
        };
    }

    private static HandlingStatementContent? ContentOf(SignedStatement signed)
    {
        try
        {
            var content = ContentJson.Read<HandlingStatementContent>(signed.Content);
            return content.Version == signed.Version ? content : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
