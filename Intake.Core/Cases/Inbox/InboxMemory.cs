using Intake.Core.Sealing;
using Microsoft.Extensions.Caching.Memory;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// The rows that each person's inbox had when they last asked for it, in this process's memory: open columns, and labels as they are
/// sealed. What is remembered holds as far as the database's marks say that nothing has changed since; see <see cref="InboxDesk"/>.
/// One for the process.
/// </summary>
public sealed class InboxMemory : IDisposable
{
    /// <summary>At most so many rows of all persons together, under a kilobyte each; then those asked for longest ago go.</summary>
    public const int MostRows = 100_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostRows });

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    /// <summary>What was remembered for a person, by the certificates that they read with; null for nothing.</summary>
    internal RememberedInbox? Of(IEnumerable<UnlockedStaff> readers) => cache.Get<RememberedInbox>(KeyOf(readers));

    /// <summary>Remembers instead of what was.</summary>
    internal void Keep(IEnumerable<UnlockedStaff> readers, RememberedInbox inbox) => cache.Set(KeyOf(readers), inbox,
        new MemoryCacheEntryOptions { Size = inbox.Rows.Count + 1, SlidingExpiration = Kept });

    // A certificate's id is the digest of its person, roles, units and keys: who reads with another one has rows of their own.
    private static string KeyOf(IEnumerable<UnlockedStaff> readers) =>
        string.Join(' ', readers.Select(one => Convert.ToHexString(one.Certificate.Id)).Order(StringComparer.Ordinal));
}

/// <summary>The rows of an inbox and what they were read under. Never changed once made.</summary>
/// <param name="Today">The day.</param>
/// <param name="Away">Who was on leave in each scheme.</param>
/// <param name="Marks">The marks of changes that were there before the rows were read.</param>
/// <param name="Rows">By report.</param>
internal sealed record RememberedInbox(DateOnly Today, IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> Away, ChangeMarks Marks,
    IReadOnlyDictionary<Guid, InboxRow> Rows)
{
    /// <summary>Whether the rows of unchanged reports still say what they would if they were read now.</summary>
    internal bool HoldsOn(DateOnly today, IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> away, ChangeMarks marks) =>
        Today == today && Marks.Beginning == marks.Beginning && Away.Count == away.Count
        && away.All(scheme => Away.TryGetValue(scheme.Key, out var before) && before.SetEquals(scheme.Value));
}
