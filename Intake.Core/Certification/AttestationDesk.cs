using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>
/// Administrators go through who has access, once a quarter, and sign that all of them still need it. A case appears only to an
/// administrator who holds it, as in <see cref="AccessReview"/>.
/// </summary>
public sealed class AttestationDesk(
    IntakeDb db, CertificateBooks books, HolderPseudonyms pseudonyms, AuditTrail audit, FormUse form, TimeProvider time)
{
    private const int QuartersShown = 8;

    /// <summary>
    /// Most rows of one certificate and quarter that are looked at, the newest first: each costs the check of a signature, once. What
    /// somebody writes in one person's name hides nothing of another's, and nothing of another quarter.
    /// </summary>
    private const int MostRows = 20_000;

    private static readonly ReportState[] Open = [.. CaseLifecycle.Open];

    /// <summary>The first day of the quarter of the year in which a day is.</summary>
    public static DateOnly QuarterOf(DateOnly day) => new(day.Year, day.Month - ((day.Month - 1) % 3), 1);

    /// <summary>The list, and who has signed it; null for anybody but a certified administrator.</summary>
    public async Task<AttestationView?> LookAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true }) return null;
        var quarter = QuarterOf(CopenhagenClock.Today(time));
        var book = await books.OfAsync(db, scheme, cancel);
        var current = book.Current.OrderBy(one => one.FullName, StringComparer.Ordinal).ToList();
        var cases = await CasesAsync(scheme, by.StaffId, current, cancel);
        var done = await DoneAsync(book, cancel);
        return new(
            quarter,
            done.All(one => one.Quarter != quarter) && book.Ever.Any(one => one.MadeOn < quarter),
            Convert.ToHexStringLower(AttestationSeal.ListOf(current)),
            [.. current.Select(one => new AccessHolder(one, [.. cases[one.PersonId].OrderBy(CaseReference.Of, StringComparer.Ordinal)]))],
            done);
    }

    /// <summary>Signs the list that was shown, when it is still the same and each person on it was said to need their access.</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="shown">What stood for the list on the page.</param>
    /// <param name="needed">The ids of those who need their access.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<AttestationResult> AttestAsync(
        SignedIn by, string? shown, IReadOnlyCollection<string> needed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(needed);
        if (by is not { SchemeId: { } scheme, Staff: { Certificate.IsAdministrator: true } staff }) return AttestationResult.NotFound;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return AttestationResult.Done;
        var book = await books.OfAsync(db, scheme, cancel);
        var current = book.Current;
        var list = AttestationSeal.ListOf(current);
        if (shown != Convert.ToHexStringLower(list)) return AttestationResult.Changed;
        if (!current.All(one => needed.Contains(one.PersonId.ToString()))) return AttestationResult.NotAll;
        var (today, id) = (CopenhagenClock.Today(time), staff.Certificate.Id);
        var quarter = QuarterOf(today);
        var mine = await SignedAsync(db, book, (quarter, today), cancel);
        if (!mine.Any(row => row.Row.CertificateId.AsSpan().SequenceEqual(id)))
        {
            db.AccessAttestations.Add(new AccessAttestation
            {
                Id = Guid.NewGuid(), SchemeId = scheme, Quarter = quarter, CertificateId = id, List = list, MadeOn = today,
                Signature = AttestationSeal.Sign(staff, quarter, list, today),
            });
            audit.Add(db, AuditAction.AccessAttested, scheme, by.StaffId);
            await db.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return AttestationResult.Done;
    }

    /// <summary>
    /// The rows of a scheme from a quarter to a day that an administrator signed, the newest first; any other row counts as none.
    /// </summary>
    internal static async Task<IReadOnlyList<(AccessAttestation Row, Certificate By)>> SignedAsync(
        IntakeDb db, CertificateBook book, (DateOnly Quarter, DateOnly Day) span, CancellationToken cancel)
    {
        var (scheme, since, today) = (book.SchemeId, span.Quarter, span.Day);
        var signers = book.Ever.Where(one => one.IsAdministrator).Select(one => one.Id).ToList();
        var rows = await db.AccessAttestations.FromSql($"""
            SELECT id, scheme_id, quarter, certificate_id, list, signature, made_on FROM (
                SELECT *, row_number() OVER (PARTITION BY certificate_id, quarter ORDER BY made_on DESC, id) AS place
                FROM intake.access_attestation
                WHERE scheme_id = {scheme} AND quarter >= {since} AND made_on <= {today} AND certificate_id = ANY ({signers})) AS own
            WHERE place <= {MostRows}
            """).AsNoTracking().ToListAsync(cancel);
        return
        [
            .. from row in rows
               let signer = book.HeldOn(row.CertificateId, row.MadeOn)
               where signer is not null && QuarterOf(row.MadeOn) == row.Quarter && IsSigned(book, signer, row)
               orderby row.Quarter descending, row.MadeOn descending, row.Id
               select (row, signer),
        ];
    }

    private static bool IsSigned(CertificateBook book, Certificate signer, AccessAttestation row) => book.Verdicts.Of(
        () => AttestationSeal.Verify(signer, row.Quarter, row.List, row.MadeOn, row.Signature),
        signer.Id, BitConverter.GetBytes(row.Quarter.DayNumber), BitConverter.GetBytes(row.MadeOn.DayNumber), row.List, row.Signature);

    private async Task<IReadOnlyList<Attested>> DoneAsync(CertificateBook book, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var since = QuarterOf(today).AddMonths(-3 * (QuartersShown - 1));
        // Sent twice at the same moment, it may be there twice.
        return [.. (await SignedAsync(db, book, (since, today), cancel))
            .Select(signed => new Attested(signed.Row.Quarter, signed.By.PersonId, signed.By.FullName, signed.Row.MadeOn)).Distinct()];
    }

    /// <summary>Which of these people hold which open cases, of those that the reader holds.</summary>
    private async Task<ILookup<Guid, Guid>> CasesAsync(
        Guid scheme, Guid reader, IReadOnlyList<Certificate> people, CancellationToken cancel)
    {
        var rows = await (
            from report in db.Reports
            where report.SchemeId == scheme && Open.Contains(report.State)
            join room in db.Compartments on report.Id equals room.ReportId
            join grant in db.Grants on room.Id equals grant.CompartmentId
            select new { report.Id, grant.Holder }).Distinct().ToListAsync(cancel);
        return (
            from report in rows.GroupBy(row => row.Id, row => row.Holder)
            let holders = report.ToHashSet(ByteOrder.Instance)
            where holders.Contains(pseudonyms.OfPerson(report.Key, reader))
            from person in people
            where holders.Contains(pseudonyms.OfPerson(report.Key, person.PersonId))
            select (person.PersonId, report.Key)).ToLookup(pair => pair.PersonId, pair => pair.Key);
    }
}
