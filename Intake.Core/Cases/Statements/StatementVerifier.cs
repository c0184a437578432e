using System.Text;
using System.Text.Json;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// Judges an export package with nothing but the scheme root: no database, no keys. The root must come from the scheme's own
/// administrators, never with the package. FORMAT.md §17, §18.
/// </summary>
public static class StatementVerifier
{
    /// <summary>
    /// Every question asked of the package, with its answer. A package that can't be read has one: it is not in the format.
    /// </summary>
    public static StatementVerdict Verify(ReadOnlySpan<byte> package, SchemeRoot root)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ExportPackage>(package, ExportPackage.Json);
            var body = read?.Body.Deserialize<ExportBody>(ExportPackage.Json);
            return read is null || body is null ? Unreadable() : new StatementVerdict([.. Judge(read, body, root)], body);
        }
        catch (Exception e) when (e is JsonException or SealedException or InvalidOperationException)
        {
            return Unreadable();
        }
    }

    /// <summary>The founders' key ids of the root that the certificates carry, in hex, ascending.</summary>
    internal static IReadOnlyList<string> RootKeyIds(IEnumerable<ExportedCertificate> certificates, Guid schemeId, SchemeRoot root)
        => [.. Read(certificates).Select(c => c.Certificate.SigningKeyId).Where(id => root.Contains(schemeId, id))
            .Select(Convert.ToHexStringLower).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<VerdictLine> Judge(ExportPackage package, ExportBody body, SchemeRoot root)
    {
        var book = CertificateBook.Build(body.SchemeId, root, Read(body.Certificates),
            body.Revocations.Select(r => new SignedRevocation(Revocation.Read(r.Body), Signatures(r.Signatures))));
        var exporter = book.HeldOn(package.Exporter.CertificateId, body.ExportedOn);
        yield return new("format", body.Format == ExportBody.FormatName && body.Note == ExportBody.StandingNote, body.Format);
        yield return new("exporter", exporter is { IsAdministrator: true } && ExportSignature.Verify(exporter, body.ExportedOn,
            Encoding.UTF8.GetBytes(package.Body.GetRawText()), package.Exporter.Signature), exporter?.FullName ?? "");
        yield return new("root", root.Count(body.SchemeId) >= 2
            && body.RootKeyIds.SequenceEqual(RootKeyIds(body.Certificates, body.SchemeId, root)), string.Join(' ', body.RootKeyIds));
        var identity = new ReportIdentity(body.SchemeId, body.ReportId, body.MailboxEncryptionKey, body.MailboxSigningKey);
        yield return new("report",
            identity.Genesis.AsSpan().SequenceEqual(body.Genesis) && body.Reference == CaseReference.Of(body.ReportId),
            body.Reference);
        yield return new("statements", body.Statements.Count > 0 && Versions(body.Statements), "");
        foreach (var statement in body.Statements)
        {
            var at = $"statement {statement.ReferralId:D} {statement.Version}";
            var signer = book.HeldOn(statement.CertificateId, statement.SignedOn);
            yield return new(at + " signer", signer is { IsCaseHandler: true }, signer?.FullName ?? "");
            yield return new(at + " signature",
                signer is not null && StatementSignature.Verify(signer, body.Genesis, statement.StatementFileId,
                    statement.Version, statement.SignedOn, statement.Content, statement.Signature),
                statement.SignedOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            yield return new(at + " copy", Copies(statement, body.Reference), "");
        }
    }

    /// <summary>Whether the readable copy is the signed bytes' content, for this case and version.</summary>
    private static bool Copies(ExportedStatement statement, string reference)
    {
        try
        {
            return ContentJson.Read<HandlingStatementContent>(statement.Content) == statement.Readable
                && statement.Readable.Version == statement.Version && statement.Readable.Reference == reference;
        }
        catch (SealedException)
        {
            return false;
        }
    }

    /// <summary>Versions of a statement file count from 1 without a gap: none was left out before the newest.</summary>
    private static bool Versions(IEnumerable<ExportedStatement> statements)
        => statements.GroupBy(s => (s.ReferralId, s.StatementFileId))
            .All(g => g.Select(s => s.Version).Order().SequenceEqual(Enumerable.Range(1, g.Count())));

    private static IEnumerable<SignedCertificate> Read(IEnumerable<ExportedCertificate> certificates)
        => certificates.Select(c => new SignedCertificate(Certificate.Read(c.Body), Signatures(c.Signatures)));

    private static List<CertifyingSignature> Signatures(IEnumerable<ExportedSignature> signatures)
        => [.. signatures.Select(s => new CertifyingSignature(s.SignerKeyId, s.Signature))];

    private static StatementVerdict Unreadable() => new([new VerdictLine("format", false, "")], null);
}

/// <summary>What came of judging a package. <c>Body</c> is null when it can't be read.</summary>
public sealed record StatementVerdict(IReadOnlyList<VerdictLine> Lines, ExportBody? Body)
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => Lines.All(l => l.Holds);
}

/// <summary>One question and its answer.</summary>
public sealed record VerdictLine(string Question, bool Holds, string About);
