using Intake.Core.Accountability.Figures;
using Intake.Core.Schemes;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Worker.Year;

/// <summary>Holds the worker's rows and the mails that came against the models, and counts what was compared.</summary>
internal sealed class YearComparison(WorkerBench bench, IReadOnlyList<LivedScheme> schemes)
{
    private const int MostDifferences = 20;
    private readonly List<string> differences = [];
    private readonly SortedDictionary<string, long> count = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Differences => differences;
    public IReadOnlyDictionary<string, long> Count => count;

    public void Differ(string what)
    {
        if (differences.Count < MostDifferences) differences.Add(what);
    }

    /// <summary>The table of who has heard of what: the model's, row by row.</summary>
    public async Task CausesAsync(MailModel model, DateOnly today)
    {
        await using var db = bench.AsOwner();
        var causes = await db.MailCauses.AsNoTracking().ToDictionaryAsync(row => Convert.ToHexString(row.Cause), row => row.Day);
        Add("causes of mails, each day", causes.Count);
        foreach (var (cause, day) in model.Causes)
        {
            if (!causes.Remove(cause, out var at) || at != day)
                Differ($"{today:O}: a cause that is owed is missing, or of another day ({at:O} for {day:O})");
        }

        foreach (var more in causes) Differ($"{today:O}: a cause that nobody owes");
    }

    public void Figures(LivedScheme scheme, FigureTable table, FigureModel model, Unit? unit, DateOnly to)
    {
        var row = table.Rows.Single(row => row.Unit?.Id == unit?.Id);
        var below = unit is null ? null : scheme.Scheme.Units.Where(one => scheme.Scheme.AndAbove(one).Any(above => above.Id == unit.Id))
            .Select(one => one.Id).ToHashSet();
        var values = FigureColumn.All.ToDictionary(column => column.Key, column => table.Value(row, column));
        foreach (var (key, count) in model.Counts(below))
        {
            if (values[key].Count != count)
                Differ($"{scheme.Scheme.Name} {unit?.Name} to {to:O}: {key} {values[key].Count}, and it was {count}");
        }

        foreach (var (key, days) in model.Days(below))
        {
            var owed = new FigureValue(days.Count, FigureModel.Share(days, .5m), FigureModel.Share(days, .9m));
            if (values[key] != owed) Differ($"{scheme.Scheme.Name} {unit?.Name} to {to:O}: {key} {values[key]}, and it was {owed}");
        }

        Add("figures", values.Count);
    }

    /// <summary>The deadlines of cases in the database: each as the record has it, and none beside them. Notes their rows' ids.</summary>
    public async Task ClocksAsync(IReadOnlyList<LivedCase> cases)
    {
        await using var db = bench.AsOwner();
        foreach (var some in cases.Chunk(1000))
        {
            var ids = some.Select(one => one.Id).ToList();
            var rows = (await db.Deadlines.AsNoTracking().Where(row => ids.Contains(row.ReportId)).ToListAsync())
                .ToLookup(row => row.ReportId);
            foreach (var one in some)
            {
                foreach (var row in rows[one.Id])
                {
                    var clock = one.Clocks.GetValueOrDefault((row.Kind, row.ReferralId));
                    if (clock is null
                        || (clock.Start, clock.Due, clock.Met, clock.Ended) != (row.StartsOn, row.DueOn, row.MetOn, row.EndedOn))
                    {
                        Differ($"{row.Kind} {row.StartsOn:O} to {row.DueOn:O}, met {row.MetOn:O}, ended {row.EndedOn:O}; and it was "
                            + $"{clock?.Start:O} to {clock?.Due:O}, met {clock?.Met:O}, ended {clock?.Ended:O}");
                    }

                    if (clock is not null) clock.Row = row.Id;
                }

                if (rows[one.Id].Count() != one.Clocks.Count) Differ($"{rows[one.Id].Count()} deadlines for {one.Clocks.Count}");
                Add("clocks", one.Clocks.Count);
            }
        }
    }

    /// <summary>At the end: all cases, clocks and steps of ladders, and every mail that arrived.</summary>
    public async Task AllAsync(IReadOnlyList<LivedCase> cases, MailModel mails)
    {
        await ClocksAsync(cases);
        await using var db = bench.AsOwner();
        var there = await db.Reports.CountAsync();
        if (there != cases.Count) Differ($"{there} reports, and there should be {cases.Count}");
        var steps = (await db.Escalations.AsNoTracking().ToListAsync()).ToDictionary(row => (row.DeadlineId, row.Step), row => row.DoneOn);
        var owed = cases.SelectMany(one => one.Clocks.Values)
            .SelectMany(clock => clock.Taken.Select(step => ((clock.Row, step.Key), step.Value))).ToList();
        foreach (var (key, on) in owed)
            if (!steps.Remove(key, out var done) || done != on) Differ($"step {key.Key} of {on:O} was taken on {done:O}");
        foreach (var step in steps) Differ($"step {step.Key.Step} of {step.Value:O} that no ladder has");
        Add("steps of ladders", owed.Count);
        MailsArrived(mails, await db.Mails.CountAsync());
    }

    private void MailsArrived(MailModel model, int waiting)
    {
        var people = schemes.SelectMany(scheme => scheme.People)
            .ToDictionary(person => person.Id, person => (person.Email, person.HasLeft));
        foreach (var scheme in schemes.Where(scheme => scheme.Scheme.Executive is not null))
            people[scheme.Scheme.Id] = (scheme.Scheme.Executive!.Mail, false);
        var arrived = bench.Sink.Mails()
            .Select(mail => (Id: mail.MessageId.Trim('<', '>').Split('@')[0].ToUpperInvariant(), To: mail.To.Single()))
            .ToLookup(mail => mail.Id, mail => mail.To);
        foreach (var one in arrived)
            if (one.Count() != 1 || !model.Mails.ContainsKey(one.Key)) Differ($"a mail came {one.Count()} times, or nobody owed it");
        foreach (var (id, mail) in model.Mails.Where(mail => mail.Value.Hour <= bench.Time.GetUtcNow()))
        {
            if (arrived[id].SingleOrDefault() is { } to ? to != people[mail.Person].Email : !people[mail.Person].HasLeft)
                Differ($"a mail of {mail.Hour:u} did not reach {people[mail.Person].Email}");
        }

        Add("mails that arrived", arrived.Count);
        if (waiting != model.Mails.Values.Count(mail => mail.Hour > bench.Time.GetUtcNow())) Differ($"{waiting} mails wait");
    }

    public void Add(string what, long more) => count[what] = count.GetValueOrDefault(what) + more;
}
