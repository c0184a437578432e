using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Audit;

/// <summary>One line of the audit trail, opened.</summary>
/// <param name="Intact">False when the row was altered: who and what are then unknown.</param>
public sealed record AuditLine(Guid Id, DateTimeOffset At, AuditAction Action, Guid? StaffId, Guid? SubjectId, bool Intact);

/// <summary>A page of the access review, newest first, and whether older lines follow.</summary>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, bool More);

/// <summary>
/// What staff did. Rows are added in the transaction of the act and hold ids only; nothing of a reporter's visits.
/// Who and about what are sealed (FORMAT.md §16). One for the process.
/// </summary>
public sealed class AuditTrail(FileSecret fileSecret, TimeProvider time)
{
    /// <summary>Lines on a page.</summary>
    public const int PageSize = 100;

    /// <summary>Adds a row to the context; the caller saves it together with what it is about.</summary>
    /// <param name="db">The context of the act.</param>
    /// <param name="action">What was done.</param>
    /// <param name="schemeId">The scheme; null for the installation's own matters.</param>
    /// <param name="staffId">Who did it; null when nobody is known, as at a failed sign-in.</param>
    /// <param name="subjectId">The person, report or referral it was done to.</param>
    public void Add(IntakeDb db, AuditAction action, Guid? schemeId, Guid? staffId, Guid? subjectId = null)
    {
        var id = Guid.NewGuid();
        // PostgreSQL keeps microseconds: the hash is over what it will give back.
        var now = time.GetUtcNow();
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        using var frame = new FrameWriter();
        var content = frame.Bytes(BytesOf(schemeId)).Bytes(BytesOf(staffId)).Bytes(BytesOf(subjectId)).ToArray();
        var box = AuditSeal.Seal(fileSecret, id, (int)action, content);
        db.Audit.Add(new AuditRow
        {
            Id = id,
            At = at,
            Action = action,
            SchemeId = schemeId,
            Sealed = box,
            Hash = AuditSeal.Hash(id, (int)action, at, box),
        });
    }

    /// <summary>
    /// The scheme's lines from one date to another, both included, in Copenhagen's days; null reads the installation's own.
    /// </summary>
    /// <param name="page">From 0.</param>
    public async Task<AuditPage> ReadAsync(
        IntakeDb db, Guid? schemeId, DateOnly from, DateOnly to, int page, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        var rows = await RowsOf(db, schemeId, from, to).Skip(page * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        return new([.. rows.Take(PageSize).Select(Open)], rows.Count > PageSize);
    }

    /// <summary>The same, all of them.</summary>
    public async Task<IReadOnlyList<AuditLine>> ReadAllAsync(
        IntakeDb db, Guid? schemeId, DateOnly from, DateOnly to, CancellationToken cancel)
        => [.. (await RowsOf(db, schemeId, from, to).ToListAsync(cancel)).Select(Open)];

    /// <summary>
    /// On which days somebody stepped back from which reports of a scheme, both dates included: all that the worker's role is shown of
    /// the trail's contents. A row that was altered is left out.
    /// </summary>
    public async Task<IReadOnlyList<(Guid ReportId, DateOnly On)>> RecusalsAsync(
        IntakeDb db, Guid schemeId, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<RecusalRow>(
            $"SELECT id AS \"Id\", day AS \"Day\", sealed AS \"Sealed\" FROM intake.recusals({schemeId}, {from}, {to})")
            .ToListAsync(cancel);
        return [.. rows.Select(row => (Contents(row.Id, AuditAction.Recused, row.Sealed), row.Day))
            .Where(row => row.Item1 is { Subject: not null, Scheme: { } scheme } && scheme == schemeId)
            .Select(row => (row.Item1!.Value.Subject!.Value, row.Day))];
    }

    /// <summary>Whether a person stepped back from a report of the scheme; a row that was altered says nothing.</summary>
    public async Task<bool> HasRecusedAsync(IntakeDb db, Guid schemeId, Guid staffId, Guid reportId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Audit.AsNoTracking().Where(row => row.SchemeId == schemeId && row.Action == AuditAction.Recused)
            .ToListAsync(cancel);
        return rows.Exists(row => Open(row) is { Intact: true } line && line.StaffId == staffId && line.SubjectId == reportId);
    }

    private static IQueryable<AuditRow> RowsOf(IntakeDb db, Guid? schemeId, DateOnly from, DateOnly to)
    {
        var start = CopenhagenClock.Instant(from, TimeOnly.MinValue).ToUniversalTime();
        var end = CopenhagenClock.Instant(to.AddDays(1), TimeOnly.MinValue).ToUniversalTime();
        return db.Audit.AsNoTracking().Where(row => row.SchemeId == schemeId && row.At >= start && row.At < end)
            .OrderByDescending(row => row.At).ThenBy(row => row.Id);
    }

    private AuditLine Open(AuditRow row)
    {
        if (Contents(row.Id, row.Action, row.Sealed) is not { } content) return new(row.Id, row.At, row.Action, null, null, Intact: false);
        var intact = content.Scheme == row.SchemeId
            && AuditSeal.Hash(row.Id, (int)row.Action, row.At, row.Sealed).AsSpan().SequenceEqual(row.Hash);
        return new(row.Id, row.At, row.Action, content.Staff, content.Subject, intact);
    }

    private (Guid? Scheme, Guid? Staff, Guid? Subject)? Contents(Guid id, AuditAction action, byte[] box)
    {
        try
        {
            using var content = AuditSeal.Open(fileSecret, id, (int)action, box);
            var frame = new FrameReader(content.Span);
            var (scheme, staff, subject) = (IdOf(frame.Bytes()), IdOf(frame.Bytes()), IdOf(frame.Bytes()));
            frame.End();
            return (scheme, staff, subject);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private static byte[] BytesOf(Guid? id) => id?.ToByteArray(bigEndian: true) ?? [];

    private static Guid? IdOf(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => null,
        16 => new Guid(bytes, bigEndian: true),
        _ => throw SealedException.Refused(),
    };

    private sealed record RecusalRow(Guid Id, DateOnly Day, byte[] Sealed);
}
