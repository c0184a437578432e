using System.Text.Json;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// Takes statements out of the system for the people who must judge them: as a package that can be checked outside it,
/// and as a table.
/// </summary>
public sealed class ExportDesk(IntakeDb db, CaseAccess cases, EntryLog log, SchemeRootFile root, TimeProvider time)
{
    /// <summary>
    /// The package as UTF-8 JSON. Null when the case isn't there for
    /// this person, who must be an administrator, or has no statement.
    /// </summary>
    public async Task<byte[]?> JsonAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        if (open is not { ByAdministrator: true } || await StatementsAsync(open, cancel) is not { Count: > 0 } statements) return null;
        var body = JsonSerializer.SerializeToUtf8Bytes(await BodyAsync(open, statements, cancel), ExportPackage.Json);
        cases.Audit(open.Report, AuditAction.Exported);
        await db.SaveChangesAsync(cancel);
        var signature = ExportSignature.Sign(administrator, open.Today, body);
        var exporter = JsonSerializer.SerializeToUtf8Bytes(new Exporter(administrator.Certificate.Id, signature), ExportPackage.Json);
        // The signed bytes go in as they are: writing them again could change them.
        return [.. "{\"body\":"u8, .. body, .. ",\"exporter\":"u8, .. exporter, .. "}"u8];
    }

    /// <summary>
    /// A table of the statements of several cases, one row each, as RFC 4180 in UTF-8. Cases that aren't there for this
    /// person are left out.
    /// </summary>
    public async Task<byte[]> CsvAsync(IEnumerable<Guid> reportIds, UnlockedStaff administrator, CancellationToken cancel)
    {
        var rows = new List<StatementRow>();
        foreach (var id in reportIds.Distinct())
        {
            using var open = await cases.ReadAsync(id, administrator, cancel);
            if (open is not { ByAdministrator: true }) continue;
            rows.AddRange((await StatementsAsync(open, cancel)).Select(s => new StatementRow(s,
                open.Report.Book.HeldOn(s.CertificateId, s.SignedOn)?.FullName, open.Report.Row.ReceivedOn)));
            cases.Audit(open.Report, AuditAction.Exported);
        }

        await db.SaveChangesAsync(cancel);
        return StatementTable.Write(rows, CopenhagenClock.Today(time));
    }

    private async Task<List<ExportedStatement>> StatementsAsync(OpenCase open, CancellationToken cancel)
    {
        var referrals = await db.Referrals.AsNoTracking().Where(r => r.ReportId == open.Report.Row.Id)
            .OrderBy(r => r.ReferredOn).ThenBy(r => r.Id).ToListAsync(cancel);
        var found = new List<ExportedStatement>();
        foreach (var referral in referrals)
        {
            if (!open.Report.TryOpen(CompartmentKind.StatementFile, referral.Id, out var file)) continue;
            var entries = await log.ReadAsync(open.Report, file!, cancel);
            found.AddRange(entries.Where(e => e.Kind == EntryKind.Statement)
                .Select(e => (Read: ReadStatement.Of(e, open.Report, file!), State: StateOf(e, entries)))
                .Where(s => s.Read is { SignatureHolds: true, Signed: not null, Content: not null })
                .Select(s => new ExportedStatement(
                    referral.Id, file!.Context.Id, s.Read.Signed!.Version, s.Read.Signed.SignedOn,
                    s.State.ToString(), s.Read.Signed.Content, s.Read.Content!, s.Read.Signed.CertificateId, s.Read.Signed.Signature)));
        }

        return found;
    }

    /// <summary>
    /// What became of a statement, by the signed entries between it and the next one: the referral's open column covers
    /// only the last one.
    /// </summary>
    private static ReferralState StateOf(ReadEntry statement, IEnumerable<ReadEntry> entries)
        => entries.Where(e => e.Position > statement.Position)
            .TakeWhile(e => e.Kind != EntryKind.Statement)
            .Where(e => e.Opened is not null)
            .Select(e => e.Kind).LastOrDefault(k => k is EntryKind.StatementReturn or EntryKind.StatementAcceptance) switch
            {
                EntryKind.StatementReturn => ReferralState.StatementReturned,
                EntryKind.StatementAcceptance => ReferralState.StatementAccepted,
                _ => ReferralState.StatementSent,
            };

    private async Task<ExportBody> BodyAsync(OpenCase open, List<ExportedStatement> statements, CancellationToken cancel)
    {
        var (report, scheme) = (open.Report, open.Report.Row.SchemeId);
        var people = statements.Select(s => report.Book.HeldOn(s.CertificateId, s.SignedOn)).OfType<Certificate>()
            .Append(open.Staff.Certificate);
        var (certificates, revocations) = await CertificateChain.OfAsync(db, scheme, people.Select(c => c.PersonId), cancel);
        return new ExportBody
        {
            Format = ExportBody.FormatName,
            Note = ExportBody.StandingNote,
            ExportedOn = open.Today,
            SchemeId = scheme,
            ReportId = report.Row.Id,
            Reference = CaseReference.Of(report.Row.Id),
            ReceivedOn = report.Row.ReceivedOn,
            MailboxEncryptionKey = report.Identity.MailboxEncryptionKey,
            MailboxSigningKey = report.Identity.MailboxSigningKey,
            Genesis = report.Identity.Genesis,
            Statements = statements,
            Certificates = certificates,
            Revocations = revocations,
            RootKeyIds = StatementVerifier.RootKeyIds(certificates, scheme, (await root.ReadAsync(cancel)).Root),
        };
    }
}
