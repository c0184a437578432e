using System.Collections.Concurrent;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Schemes;

/// <summary>The schemes that are loaded, parsed once for each version of their file.</summary>
public sealed class SchemeCatalogue(IntakeDb db)
{
    private static readonly ConcurrentDictionary<string, Scheme> Parsed = new(StringComparer.Ordinal);

    /// <summary>Every scheme, by title in Danish.</summary>
    public async Task<IReadOnlyList<Scheme>> AllAsync(CancellationToken cancel)
    {
        var hashes = await db.Schemes.AsNoTracking().Select(s => new { s.Id, s.DocumentHash }).ToListAsync(cancel);
        var schemes = new List<Scheme>(hashes.Count);
        foreach (var s in hashes) schemes.Add(await ParseAsync(s.Id, s.DocumentHash, cancel));
        return [.. schemes.OrderBy(s => s.Title.Da, StringComparer.Ordinal)];
    }

    /// <summary>The ids of all, whether or not their files still read.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(CancellationToken cancel) =>
        await db.Schemes.AsNoTracking().Select(s => s.Id).OrderBy(id => id).ToListAsync(cancel);

    /// <summary>The scheme with this name in addresses, or null.</summary>
    public async Task<Scheme?> FindAsync(string name, CancellationToken cancel)
    {
        var row = await db.Schemes.AsNoTracking().Where(s => s.Name == name)
            .Select(s => new { s.Id, s.DocumentHash }).SingleOrDefaultAsync(cancel);
        return row is null ? null : await ParseAsync(row.Id, row.DocumentHash, cancel);
    }

    /// <summary>The scheme with this id.</summary>
    /// <exception cref="InvalidOperationException">There is none: rows that point at a scheme outlived it.</exception>
    public async Task<Scheme> GetAsync(Guid id, CancellationToken cancel)
    {
        var hash = await db.Schemes.AsNoTracking().Where(s => s.Id == id).Select(s => s.DocumentHash).SingleOrDefaultAsync(cancel)
            ?? throw new InvalidOperationException("The scheme is not loaded.");
        return await ParseAsync(id, hash, cancel);
    }

    private async Task<Scheme> ParseAsync(Guid id, byte[] hash, CancellationToken cancel)
    {
        var version = Convert.ToHexString(hash);
        if (Parsed.TryGetValue(version, out var known)) return known;
        var document = await db.Schemes.AsNoTracking().Where(s => s.Id == id).Select(s => s.Document).SingleAsync(cancel);
        var read = SchemeFile.Read(document);
        if (!read.IsGood)
            throw new InvalidOperationException("A loaded scheme file no longer reads: load it again with the scheme command.");
        return Parsed.GetOrAdd(version, read.Scheme);
    }
}
