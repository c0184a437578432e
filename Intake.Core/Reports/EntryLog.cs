using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Reports;

/// <summary>Reads and appends the entries of an open compartment.</summary>
public sealed class EntryLog(IntakeDb db, CompartmentKeys rekeying, EntryReading reading)
{
    /// <summary>
    /// All entries in their order, read once for as long as the report is open. One that does not open is there as unreadable
    /// and stops none of the others (promise 39).
    /// </summary>
    public async Task<IReadOnlyList<ReadEntry>> ReadAsync(OpenReport report, OpenCompartment compartment, CancellationToken cancel)
    {
        var id = compartment.Context.Id;
        if (report.Readings.TryGetValue(id, out var known)) return known;
        var rows = await db.Entries.AsNoTracking().Where(e => e.CompartmentId == id).OrderBy(e => e.Position).ToListAsync(cancel);
        return report.Readings[id] = reading.Of(report, compartment, rows);
    }

    /// <summary>
    /// The newest entry of a kind, and no other opened; null where there is none. The row before it is read as it is stored, for its hash.
    /// </summary>
    internal async Task<ReadEntry?> NewestAsync(
        OpenReport report, OpenCompartment compartment, EntryKind kind, CancellationToken cancel)
    {
        var id = compartment.Context.Id;
        if (report.Readings.TryGetValue(id, out var known)) return known.LastOrDefault(entry => entry.Kind == kind);
        var newest = await db.Entries.AsNoTracking().Where(e => e.CompartmentId == id && e.Kind == kind)
            .OrderByDescending(e => e.Position).FirstOrDefaultAsync(cancel);
        if (newest is null) return null;
        var before = await db.Entries.AsNoTracking().SingleOrDefaultAsync(
            e => e.CompartmentId == id && e.Position == newest.Position - 1, cancel);
        return reading.One(report, compartment, newest, before);
    }

    /// <summary>Lets go of what was opened: for a request that goes on for long without reading more.</summary>
    internal void Forget() => reading.Forget();

    /// <summary>
    /// Seals, signs and saves one entry, inside the caller's transaction and with the report opened for writing. Makes the
    /// next epoch first where one is due.
    /// </summary>
    /// <exception cref="SealedException">The principal may not write that there, or holds no key of the newest epoch.</exception>
    /// <exception cref="ArgumentException">The content is not what an entry of this kind holds.</exception>
    public async Task<Entry> AppendAsync<T>(OpenReport report, OpenCompartment compartment, EntryKind kind, T content,
        DateOnly today, CancellationToken cancel)
    {
        if (EntryKinds.Of(kind)?.Content is { } known && known != typeof(T))
            throw new ArgumentException($"An entry of kind {kind} holds a {known.Name}.", nameof(content));
        await rekeying.PrepareAsync(report, compartment, today, cancel);
        var last = await db.Entries.AsNoTracking().Where(e => e.CompartmentId == compartment.Context.Id)
            .OrderByDescending(e => e.Position).FirstOrDefaultAsync(cancel);
        var head = last is null ? null : ToSealed(last).HeadIn(compartment.Context);
        var entry = Row(compartment,
            SealedEntry.Seal(compartment, report.Vault, report.Self, kind, head, today, ContentJson.Write(content)));
        db.Entries.Add(entry);
        await db.SaveChangesAsync(cancel);
        report.Readings.Remove(compartment.Context.Id);
        return entry;
    }

    /// <summary>Adds the first entries of a compartment at receipt; the caller saves.</summary>
    internal void AddFirst(OpenCompartment compartment, SecretBytes vault, UnlockedMailbox mailbox, DateOnly today,
        IEnumerable<(EntryKind Kind, byte[] Content)> entries)
    {
        EntryHead? head = null;
        foreach (var (kind, content) in entries)
        {
            var made = SealedEntry.Seal(compartment, vault, mailbox, kind, head, today, content);
            db.Entries.Add(Row(compartment, made));
            head = made.HeadIn(compartment.Context);
        }
    }

    internal static SealedEntry ToSealed(Entry row)
        => new(row.Id, row.Kind, row.Epoch, row.Position, row.MadeOn, row.Salt, row.Sealed, row.Hash);

    internal static Entry Row(OpenCompartment compartment, SealedEntry entry) => new()
    {
        Id = entry.Id,
        CompartmentId = compartment.Context.Id,
        Position = entry.Position,
        Epoch = entry.Epoch,
        Kind = entry.Kind,
        Salt = entry.Salt,
        Sealed = entry.Sealed,
        Hash = entry.Hash,
        MadeOn = entry.MadeOn,
    };
}

/// <summary>An entry as a page shows it: open, or with <c>Opened</c> null when it can't be read.</summary>
public sealed record ReadEntry(Guid Id, EntryKind Kind, int Position, DateOnly MadeOn, OpenedEntry? Opened)
{
    private object? content;

    /// <summary>
    /// The content as a record, or null when the entry is unreadable or isn't one. Read once, however often it is asked for.
    /// </summary>
    public T? As<T>() where T : class
    {
        if (Opened is null) return null;
        if (content is T known) return known;
        try
        {
            var read = ContentJson.ReadToShow<T>(Opened.Content);
            content = read;
            return read;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
