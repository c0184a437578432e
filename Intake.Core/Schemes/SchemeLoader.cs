using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Schemes;

/// <summary>Loads a scheme file into the database, whole or not at all. Loading the same file again changes nothing.</summary>
public sealed class SchemeLoader(IntakeDb db, TimeProvider time)
{
    /// <summary>Reads, checks and stores the file in one transaction.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="alongside">What is written in the same transaction when the file is loaded: a row of the audit trail.</param>
    public async Task<SchemeLoadResult> LoadAsync(
        ReadOnlyMemory<byte> utf8, CancellationToken cancel, Action<IntakeDb, Scheme>? alongside = null)
    {
        var read = SchemeFile.Read(utf8);
        if (!read.IsGood) return new(SchemeLoad.Refused, null, read.Faults);
        var scheme = read.Scheme;
        var hash = SHA256.HashData(utf8.Span);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"LOCK TABLE intake.scheme IN SHARE ROW EXCLUSIVE MODE", cancel);
        var row = await db.Schemes.SingleOrDefaultAsync(s => s.Id == scheme.Id, cancel);
        if (row is not null && row.DocumentHash.AsSpan().SequenceEqual(hash)) return new(SchemeLoad.Unchanged, scheme, []);
        if (row is not null && row.Name != scheme.Name)
            return Fault(scheme, "name", "a loaded scheme keeps its name, since addresses point at it");
        if (await db.Schemes.AnyAsync(s => s.Name == scheme.Name && s.Id != scheme.Id, cancel))
            return Fault(scheme, "name", "another scheme has this name");

        if (row is null)
        {
            db.Schemes.Add(row = new SchemeRow
            {
                Id = scheme.Id,
                Name = scheme.Name,
                Document = utf8.ToArray(),
                DocumentHash = hash,
                LoadedOn = CopenhagenClock.Today(time),
            });
        }
        else
        {
            row.Document = utf8.ToArray();
            row.DocumentHash = hash;
            row.LoadedOn = CopenhagenClock.Today(time);
        }

        await db.SaveChangesAsync(cancel);
        if (await UnitsAsync(scheme, cancel) is { } fault) return fault;
        alongside?.Invoke(db, scheme);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(SchemeLoad.Loaded, scheme, []);
    }

    /// <summary>Units are matched by id; one that is no longer in the file retires, since cases point at it.</summary>
    private async Task<SchemeLoadResult?> UnitsAsync(Scheme scheme, CancellationToken cancel)
    {
        var wanted = scheme.Units.ToDictionary(u => u.Id);
        if (await db.Units.AnyAsync(u => u.SchemeId != scheme.Id && wanted.Keys.Contains(u.Id), cancel))
            return Fault(scheme, "units", "a unit's id is another scheme's");
        var rows = await db.Units.Where(u => u.SchemeId == scheme.Id).ToDictionaryAsync(u => u.Id, cancel);
        foreach (var (id, gone) in rows.Where(r => !wanted.ContainsKey(r.Key)))
        {
            gone.Retired = true;
            gone.Name = scheme.Units.Any(u => u.Name == gone.Name) ? $"retired-{id:N}" : gone.Name;
        }

        foreach (var unit in scheme.Units)
        {
            var parent = unit.Parent is { } name ? scheme.Unit(name)?.Id : null;
            if (!rows.TryGetValue(unit.Id, out var row))
            {
                db.Units.Add(new UnitRow { Id = unit.Id, SchemeId = scheme.Id, Name = unit.Name, Kind = unit.Kind, ParentId = parent });
                continue;
            }

            row.Name = unit.Name;
            row.Kind = unit.Kind;
            row.ParentId = parent;
            row.Retired = false;
        }

        return null;
    }

    private static SchemeLoadResult Fault(Scheme scheme, string path, string reason)
        => new(SchemeLoad.Refused, scheme, [new SchemeFault(1, path, reason)]);
}

/// <summary>What came of loading a scheme file.</summary>
public sealed record SchemeLoadResult(SchemeLoad Outcome, Scheme? Scheme, IReadOnlyList<SchemeFault> Faults);

/// <summary>Whether a load changed anything.</summary>
public enum SchemeLoad
{
    /// <summary>Stored.</summary>
    Loaded,

    /// <summary>This very file was loaded before.</summary>
    Unchanged,

    /// <summary>Faulty; nothing was changed.</summary>
    Refused,
}
