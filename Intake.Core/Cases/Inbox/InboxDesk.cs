using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;

namespace Intake.Core.Cases.Inbox;

/// <summary>
/// The cases whose GateCard a person holds, from open columns and the person's own marks. Their rows are remembered
/// (<see cref="InboxMemory"/>), and of a later page only those are read again that the database marks as changed, so that what is shown
/// is what is stored. What is opened of a page's cases alone stands at <see cref="RowDetails"/>.
/// </summary>
public sealed class InboxDesk(
    IntakeDb db, InboxRows stored, InboxMemory memory, ChargeBook charges, RowDetails details, AfterClosing after, TimeProvider time)
{
    /// <summary>One page, and the figures over all, of one scheme.</summary>
    public Task<InboxView> ListAsync(UnlockedStaff staff, InboxQuery query, CancellationToken cancel) => ListAsync([staff], query, cancel);

    /// <summary>The same over several schemes: the same person as a reader of each.</summary>
    public async Task<InboxView> ListAsync(IReadOnlyList<UnlockedStaff> staff, InboxQuery query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var of = staff.ToDictionary(one => one.Certificate.SchemeId);
        var rows = await RowsAsync(of, CopenhagenClock.Today(time), cancel);
        var counts = new InboxCounts(
            rows.Count(r => !r.IsOver),
            rows.Count(r => r.IsWaiting),
            rows.Count(r => r.Overdue),
            rows.Count(r => r.DueSoon),
            rows.Count(r => r.IsOver))
        {
            WithColleagues = rows.Count(r => r.IsWithColleague),
        };
        var matching = rows.Where(r => Matches(of, r, query)).ToList();
        // Sorted as far as this page and no further.
        var page = Sorted(matching, query.Sort).Skip(Math.Max(0, query.Page) * InboxQuery.PageSize).Take(InboxQuery.PageSize)
            .Select(row => row with { Label = LabelOf(of, row) }).ToList();
        return new InboxView(await details.AddAsync(of, page, cancel), matching.Count, counts)
        {
            Waiting = WaitingIn(rows),
        };
    }

    /// <summary>What a person has still to do in closed cases, which the list leaves out where they wait for nobody.</summary>
    public async Task<IReadOnlyList<AfterLine>> AfterClosingAsync(IReadOnlyList<UnlockedStaff> staff, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var (of, today) = (staff.ToDictionary(one => one.Certificate.SchemeId), CopenhagenClock.Today(time));
        return [.. (await after.OfAsync(of, await RowsAsync(of, today, cancel), today, cancel))
            .Select(line => line with { Row = line.Row with { Label = LabelOf(of, line.Row) } })];
    }

    /// <summary>How many cases wait for a person in each scheme that they read; nothing is opened but labels.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> WaitingAsync(IReadOnlyList<UnlockedStaff> staff, CancellationToken cancel) =>
        WaitingIn(await RowsAsync(staff.ToDictionary(one => one.Certificate.SchemeId), CopenhagenClock.Today(time), cancel));

    private static Dictionary<Guid, int> WaitingIn(IReadOnlyCollection<InboxRow> rows) =>
        rows.Where(row => row.IsWaiting).CountBy(row => row.SchemeId).ToDictionary();

    /// <summary>The person's open cases whose gate they have passed, the newest first, at most so many.</summary>
    public async Task<IReadOnlyList<InboxRow>> NewestAsync(UnlockedStaff staff, int most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var of = new Dictionary<Guid, UnlockedStaff> { [staff.Certificate.SchemeId] = staff };
        var open = (await RowsAsync(of, CopenhagenClock.Today(time), cancel)).Where(row => row is { IsOver: false, Passed: true });
        return [.. Sorted(open, InboxSort.Received).Take(most).Select(row => row with { Label = LabelOf(of, row) })];
    }

    /// <summary>The person's rows as they stand now, in no order.</summary>
    private async Task<IReadOnlyCollection<InboxRow>> RowsAsync(
        Dictionary<Guid, UnlockedStaff> of, DateOnly today, CancellationToken cancel)
    {
        // The marks first: what changes while the rows are read is read again next time.
        var marks = await ChangeMarks.ReadAsync(db, of.Keys, cancel);
        var away = new Dictionary<Guid, IReadOnlySet<Guid>>();
        foreach (var scheme in of.Keys) away[scheme] = await charges.AwayAsync(scheme, today, cancel);
        var before = memory.Of(of.Values);
        if (before?.HoldsOn(today, away, marks) != true)
        {
            var all = (await stored.ReadAsync(of, only: null, away, today, cancel)).ToDictionary(row => row.ReportId);
            memory.Keep(of.Values, new(today, away, marks, all));
            return all.Values;
        }

        // Whether a proposal to keep a case counts depends on who is certified, which marks nothing.
        var changed = marks.ChangedSince(before.Marks)
            .Concat(before.Rows.Values.Where(row => row.HoldAsked).Select(row => row.ReportId)).ToHashSet();
        if (changed.Count == 0) return [.. before.Rows.Values];
        var rows = before.Rows.Where(row => !changed.Contains(row.Key)).ToDictionary();
        foreach (var row in await stored.ReadAsync(of, changed, away, today, cancel)) rows[row.ReportId] = row;
        memory.Keep(of.Values, new(today, away, marks, rows));
        return rows.Values;
    }

    private static bool Matches(Dictionary<Guid, UnlockedStaff> of, InboxRow row, InboxQuery query)
        => (query.SchemeId is null || row.SchemeId == query.SchemeId)
        && query.Show switch
        {
            InboxShow.Open => !row.IsOver || row.Reasons.Count > 0,
            InboxShow.Waiting => row.IsWaiting,
            InboxShow.Overdue => row.Overdue,
            InboxShow.Over => row.IsOver,
            _ => true,
        }
        && query.Charge switch
        {
            InboxCharge.Mine => row.Passed && row.Referrals.Any(r => r.MyCharge),
            InboxCharge.Nobody => row.Passed && row.Referrals.Any(r => r.NoCharge),
            _ => true,
        }
        && (query.UnitId is null || row.Referrals.Any(r => r.UnitId == query.UnitId))
        && (query.Category is null || row.Category == query.Category)
        && (BlankText.Is(query.Search) || Bare(row.Reference).Contains(Bare(query.Search), StringComparison.Ordinal)
            || (LabelOf(of, row) is { } label && label.Contains(query.Search.Trim(), StringComparison.CurrentCultureIgnoreCase)));

    private static string? LabelOf(Dictionary<Guid, UnlockedStaff> of, InboxRow row) =>
        CaseMarks.Open(of[row.SchemeId], row.ReportId, row.SealedLabel);

    private static string Bare(string reference) => reference.Replace("-", "", StringComparison.Ordinal).Trim().ToUpperInvariant();

    private static IOrderedEnumerable<InboxRow> Sorted(IEnumerable<InboxRow> rows, InboxSort sort) => sort switch
    {
        InboxSort.Received => rows.OrderByDescending(r => r.ReceivedOn).ThenBy(r => r.Reference, StringComparer.Ordinal),
        InboxSort.State => rows.OrderBy(r => r.State)
            .ThenBy(r => r.Next?.Due ?? DateOnly.MaxValue)
            .ThenBy(r => r.Reference, StringComparer.Ordinal),
        InboxSort.MyTurn => rows.OrderBy(r => r.IsWithColleague).ThenBy(r => !r.IsUrgent).ThenBy(r => r.Reasons.Count == 0)
            .ThenBy(r => r.Next?.Due ?? DateOnly.MaxValue).ThenBy(r => r.ReceivedOn).ThenBy(r => r.Reference, StringComparer.Ordinal),
        _ => rows.OrderBy(r => r.Next?.Due ?? DateOnly.MaxValue).ThenBy(r => r.ReceivedOn).ThenBy(r => r.Reference, StringComparer.Ordinal),
    };
}
