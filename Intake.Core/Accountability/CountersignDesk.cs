using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>What came of countersigning.</summary>
public enum CountersignResult
{
    /// <summary>Signed and stored, or signed by this person before.</summary>
    Done = 1,

    /// <summary>Not an administrator, or no such root.</summary>
    NotFound,

    /// <summary>The newest root is another than the one that was shown.</summary>
    Changed,

    /// <summary>The root does not fit its leaves, its signature or the day before: it is not to be signed.</summary>
    DoesNotFit,
}

/// <summary>Who has signed which root, and when.</summary>
public sealed record Countersigned(DateOnly Day, string Who, DateOnly On);

/// <summary>The newest root, and the signatures of a scheme's administrators.</summary>
/// <param name="Day">The newest root's day; null when there is none yet.</param>
/// <param name="Value">Its check value, as its mail says it; empty when there is none.</param>
/// <param name="IsDue">Whether nobody of the scheme has signed in this month.</param>
/// <param name="Signed">The signatures, the newest first; at most a year's.</param>
public sealed record CountersignView(DateOnly? Day, string Value, bool IsDue, IReadOnlyList<Countersigned> Signed);

/// <summary>
/// Administrators sign the newest root, once a month: what is signed cannot be made again by anybody who has the databases and
/// the file secret. A root that does not fit is not signed.
/// </summary>
public sealed class CountersignDesk(IntakeDb db, DailyRoots roots, CertificateBooks books, FormUse form, TimeProvider time)
{
    private const int Shown = 12;

    /// <summary>
    /// Most rows of one certificate and month that are looked at, the newest first: each costs the check of a signature, once. What
    /// somebody writes in one person's name hides nothing of another's, and nothing of another month.
    /// </summary>
    private const int MostRows = 20_000;

    /// <summary>What there is to sign and what was signed; null for anybody but a certified administrator.</summary>
    public async Task<CountersignView?> LookAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true }) return null;
        var today = CopenhagenClock.Today(time);
        var newest = await roots.NewestAsync(db, cancel);
        var book = await books.OfAsync(db, scheme, cancel);
        var signed = await SignedAsync(db, roots, book, (newest?.Day.AddYears(-1) ?? DateOnly.MinValue, today), cancel);
        return new(newest?.Day, newest is null ? "" : Convert.ToHexStringLower(DailyRoots.Seal(newest).RecordHash()),
            !signed.Any(one => one.On.Year == today.Year && one.On.Month == today.Month), [.. signed.Take(Shown)]);
    }

    /// <summary>
    /// The signatures of a scheme's administrators from one day to another under roots that the installation signed, the newest first; any
    /// other row counts as none.
    /// </summary>
    internal static async Task<IReadOnlyList<Countersigned>> SignedAsync(
        IntakeDb db, DailyRoots roots, CertificateBook book, (DateOnly From, DateOnly To) span, CancellationToken cancel)
    {
        var rows = await RowsAsync(db, book, span.From, span.To, cancel);
        if (rows.Count == 0) return [];
        var values = (await roots.SinceAsync(db, rows.Min(row => row.Day), cancel))
            .ToDictionary(root => root.Day, root => root.RecordHash());
        return
        [
            .. (from row in rows
                where values.TryGetValue(row.Day, out var value) && IsSigned(book, row, value)
                orderby row.MadeOn descending, row.Day descending
                select new Countersigned(row.Day, book.HeldOn(row.CertificateId, row.MadeOn)!.FullName, row.MadeOn)).Distinct(),
        ];
    }

    /// <summary>Signs the root that was shown, when it is the newest and fits.</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="shown">The check value on the page.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<CountersignResult> SignAsync(SignedIn by, string? shown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Staff: { Certificate.IsAdministrator: true } staff }) return CountersignResult.NotFound;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return CountersignResult.Done;
        if (await roots.NewestAsync(db, cancel) is not { } root) return CountersignResult.NotFound;
        var seal = DailyRoots.Seal(root);
        if (shown != Convert.ToHexStringLower(seal.RecordHash())) return CountersignResult.Changed;
        if (!await FitsAsync(seal, cancel)) return CountersignResult.DoesNotFit;
        var (day, id, today) = (root.Day, staff.Certificate.Id, CopenhagenClock.Today(time));
        var book = await books.OfAsync(db, scheme, cancel);
        var mine = (await RowsAsync(db, book, day, today, cancel))
            .Where(row => row.Day == day && row.CertificateId.AsSpan().SequenceEqual(id));
        if (!mine.Any(row => IsSigned(book, row, seal.RecordHash())))
        {
            db.RootCountersignatures.Add(new RootCountersignature
            {
                Day = day, SchemeId = scheme, CertificateId = id, MadeOn = today,
                Signature = CountersignatureSeal.Sign(staff, day, seal.RecordHash(), today),
            });
            await db.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return CountersignResult.Done;
    }

    private static Task<List<RootCountersignature>> RowsAsync(
        IntakeDb db, CertificateBook book, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var (scheme, signers) = (book.SchemeId, book.Ever.Where(one => one.IsAdministrator).Select(one => one.Id).ToList());
        return db.RootCountersignatures.FromSql($"""
            SELECT day, certificate_id, scheme_id, signature, made_on FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY certificate_id, extract(year FROM made_on), extract(month FROM made_on)
                    ORDER BY made_on DESC, day DESC, signature) AS place
                FROM intake.root_countersignature
                WHERE scheme_id = {scheme} AND made_on BETWEEN {from} AND {to} AND day <= {to} AND certificate_id = ANY ({signers})) AS own
            WHERE place <= {MostRows}
            """).AsNoTracking().ToListAsync(cancel);
    }

    private static bool IsSigned(CertificateBook book, RootCountersignature row, byte[] value) =>
        book.HeldOn(row.CertificateId, row.MadeOn) is { } signer && book.Verdicts.Of(
            () => CountersignatureSeal.Verify(signer, row.Day, value, row.MadeOn, row.Signature),
            signer.Id, BitConverter.GetBytes(row.Day.DayNumber), BitConverter.GetBytes(row.MadeOn.DayNumber), value, row.Signature);

    private async Task<bool> FitsAsync(DailyRootSeal seal, CancellationToken cancel)
    {
        var (day, yesterday) = (seal.Day, seal.Day.AddDays(-1));
        var leaves = await roots.LeavesAsync(db, day, cancel);
        var before = (await roots.SinceAsync(db, yesterday, cancel)).FirstOrDefault(root => root.Day == yesterday);
        return seal.Verify(roots.PublicKey(), leaves, before?.RecordHash() ?? DailyRootSeal.Beginning);
    }
}
