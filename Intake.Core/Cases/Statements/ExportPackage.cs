using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// A case's statements with everything that is needed to judge them outside the system, given the scheme root. FORMAT.md §18.
/// Byte fields are base64. The exporter signs the bytes of <see cref="ExportPackage.Body"/> as they stand in the file.
/// </summary>
public sealed record ExportBody
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "intake/1/export";

    /// <summary>
    /// What stands in every export. Source: Whistleblower Act (lov om beskyttelse af whistleblowere) § 25 and the rules
    /// on access to documents.
    /// </summary>
    public static readonly ExportNote StandingNote = new(
        "Undtaget fra aktindsigt efter lov om beskyttelse af whistleblowere.",
        "Exempt from access to documents under the Danish Whistleblower Act.");

    public required string Format { get; init; }
    public required ExportNote Note { get; init; }
    public required DateOnly ExportedOn { get; init; }
    public required Guid SchemeId { get; init; }
    public required Guid ReportId { get; init; }
    public required string Reference { get; init; }
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Hashed together with the two ids, they give the genesis: FORMAT.md §8.</summary>
    public required byte[] MailboxEncryptionKey { get; init; }
    public required byte[] MailboxSigningKey { get; init; }
    public required byte[] Genesis { get; init; }
    public required IReadOnlyList<ExportedStatement> Statements { get; init; }
    public required IReadOnlyList<ExportedCertificate> Certificates { get; init; }
    public required IReadOnlyList<ExportedRevocation> Revocations { get; init; }

    /// <summary>The founders' key ids, in hex, that the certificates were judged by here.</summary>
    public required IReadOnlyList<string> RootKeyIds { get; init; }
}

/// <summary>Why the package is no public document.</summary>
public sealed record ExportNote(string Da, string En);

/// <summary>A statement: what was signed, and the same to be read.</summary>
/// <param name="Content">The signed bytes.</param>
/// <param name="Readable">Those bytes as JSON.</param>
/// <param name="State">What became of this version, by the signed entries that follow it: sent, returned or accepted.</param>
public sealed record ExportedStatement(Guid ReferralId, Guid StatementFileId, int Version, DateOnly SignedOn, string State, byte[] Content,
    HandlingStatementContent Readable, byte[] CertificateId, byte[] Signature);

/// <summary>A certificate's body and the signatures under it.</summary>
public sealed record ExportedCertificate(byte[] Body, IReadOnlyList<ExportedSignature> Signatures);

/// <summary>A revocation's body and the signatures under it.</summary>
public sealed record ExportedRevocation(byte[] Body, IReadOnlyList<ExportedSignature> Signatures);

/// <summary>A signature with its signer's key id.</summary>
public sealed record ExportedSignature(byte[] SignerKeyId, byte[] Signature);

/// <summary>Who exported, and the signature over the body's bytes.</summary>
public sealed record Exporter(byte[] CertificateId, byte[] Signature);

/// <summary>The file: the body as raw JSON, and the exporter's signature over its bytes.</summary>
public sealed record ExportPackage(JsonElement Body, Exporter Exporter)
{
    /// <summary>A file to be read by people and programs, never put into a page: æ, + and quotes stand as they are.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
