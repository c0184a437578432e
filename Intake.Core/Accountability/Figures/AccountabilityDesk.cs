using System.Security.Cryptography;
using Intake.Core.Cases.Screening;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability.Figures;

/// <summary>A report in the list of those that are kept.</summary>
public sealed record KeptReport(Guid Id, DateOnly From, DateOnly To, DateOnly MadeOn, bool Scheduled)
{
    /// <summary>The installation's signature, which tells two of a day and period apart; empty outside the list.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>Who asked for it, from the sealed document; null where that does not say, or is not genuine.</summary>
    public Asker? AskedBy { get; init; }
}

/// <summary>A kept report, opened.</summary>
/// <param name="Report">Which it is.</param>
/// <param name="Document">What it says; null where the row is not what was signed, and nothing of it is to be shown.</param>
/// <param name="Hash">SHA-256 of the document, in hex.</param>
/// <param name="Signature">The installation's signature, in hex.</param>
/// <param name="Key">The public key that it was signed with, as the daily roots' mails name it, in hex.</param>
public sealed record OpenedAccountability(KeptReport Report, AccountabilityDocument? Document, string Hash, string Signature, string Key)
{
    /// <summary>
    /// Of how many reports the reporter did not follow the case, by month and as it stands today: not part of the document.
    /// </summary>
    public IReadOnlyList<FollowCount> Follow { get; init; } = [];
}

/// <summary>Which days a report asked for is about.</summary>
public enum AskedPeriod
{
    /// <summary>The scheme's running week, month or quarter, until today.</summary>
    Running = 1,

    /// <summary>The one before it, whole.</summary>
    Last,

    /// <summary>This calendar year until today.</summary>
    Year,

    /// <summary>The calendar year before, whole.</summary>
    LastYear,
}

/// <summary>Administrators read the kept accountability reports and ask for new ones. Everybody else finds nothing.</summary>
public sealed class AccountabilityDesk(
    IntakeDb db, AccountabilityReports reports, FollowTallies tallies, SchemeCatalogue schemes, HolderPseudonyms pseudonyms,
    FileSecret fileSecret, FormUse form, TimeProvider time)
{
    /// <summary>Reports on a page of the list.</summary>
    public const int PageSize = 24;

    /// <summary>A page of the kept reports, those made last first, and whether older ones follow; null for nobody's eyes.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="page">From 0.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(IReadOnlyList<KeptReport> Reports, bool More)?> ListAsync(SignedIn by, int page, CancellationToken cancel)
    {
        if (SchemeOf(by) is not { } scheme) return null;
        var rows = await db.AccountabilityReports.AsNoTracking().Where(row => row.SchemeId == scheme)
            .OrderByDescending(row => row.MadeOn).ThenByDescending(row => row.ToOn).ThenBy(row => row.FromOn)
            .ThenByDescending(row => row.Scheduled).ThenBy(row => row.Id)
            .Skip(Math.Max(0, page) * PageSize).Take(PageSize + 1)
            .Select(row => new KeptReport(row.Id, row.FromOn, row.ToOn, row.MadeOn, row.Scheduled) { Signature = row.Signature })
            .ToListAsync(cancel);
        var shown = new List<KeptReport>();
        // One document at a time, and none of the schedule's: a year of a large scheme has many facts.
        foreach (var row in rows.Take(PageSize)) shown.Add(row.Scheduled ? row : row with { AskedBy = await AskerAsync(row.Id, cancel) });
        return (shown, rows.Count > PageSize);
    }

    /// <summary>A kept report; null when there is none for this person.</summary>
    public async Task<OpenedAccountability?> ReadAsync(SignedIn by, Guid id, CancellationToken cancel)
    {
        if (SchemeOf(by) is not { } scheme) return null;
        var row = await db.AccountabilityReports.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.SchemeId == scheme, cancel);
        if (row is null) return null;
        var document = reports.Open(row);
        var read = document is null ? null : AccountabilityDocument.Read(document);
        return new(new(row.Id, row.FromOn, row.ToOn, row.MadeOn, row.Scheduled) { AskedBy = read?.AskedBy }, read,
            Convert.ToHexStringLower(SHA256.HashData(document ?? row.Document)), Convert.ToHexStringLower(row.Signature),
            Convert.ToHexStringLower(DailyRootSeal.PublicKey(fileSecret)))
        {
            Follow = await tallies.OfAsync(scheme, row.FromOn, row.ToOn, cancel),
        };
    }

    /// <summary>Those of the cases that this person holds a key of, and can open a page of.</summary>
    public async Task<IReadOnlySet<Guid>> HeldAsync(SignedIn by, IEnumerable<Guid> reportIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.Staff is not { } staff) return new HashSet<Guid>();
        var holders = reportIds.Distinct().ToDictionary(id => pseudonyms.OfPerson(id, staff.Certificate.PersonId), ByteOrder.Instance);
        var known = holders.Keys.ToList();
        var held = await db.Grants.AsNoTracking().Where(grant => known.Contains(grant.Holder)).Select(grant => grant.Holder).Distinct()
            .ToListAsync(cancel);
        return held.Select(holder => holders[holder]).ToHashSet();
    }

    /// <summary>Makes a report and keeps it. Null for anybody but an administrator; an empty id when the form was sent before.</summary>
    public async Task<Guid?> MakeAsync(SignedIn by, AskedPeriod asked, CancellationToken cancel)
    {
        if (SchemeOf(by) is not { } id) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return Guid.Empty;
        var scheme = await schemes.GetAsync(id, cancel);
        var report = await reports.MakeAsync(db, scheme, PeriodOf(asked, scheme.Accountability), scheduled: false, cancel,
            new(by.StaffId, by.FullName));
        await transaction.CommitAsync(cancel);
        return report.Id;
    }

    private async Task<Asker?> AskerAsync(Guid id, CancellationToken cancel)
    {
        var row = await db.AccountabilityReports.AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        return reports.Open(row) is { } document ? AccountabilityDocument.AskerOf(document) : null;
    }

    private ReportPeriod PeriodOf(AskedPeriod asked, ReportCadence cadence)
    {
        var today = CopenhagenClock.Today(time);
        return asked switch
        {
            AskedPeriod.Running => ReportPeriod.Running(today, cadence),
            AskedPeriod.Last => ReportPeriod.Around(ReportPeriod.Around(today, cadence).From.AddDays(-1), cadence),
            AskedPeriod.Year => ReportPeriod.YearTo(today),
            AskedPeriod.LastYear => new(new(today.Year - 1, 1, 1), new(today.Year - 1, 12, 31)),
            _ => throw new ArgumentOutOfRangeException(nameof(asked)),
        };
    }

    private static Guid? SchemeOf(SignedIn by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by is { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true } ? scheme : null;
    }
}
