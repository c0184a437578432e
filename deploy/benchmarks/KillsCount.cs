using System.Globalization;
using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Microsoft.EntityFrameworkCore;

namespace Intake.Bench;

/// <summary>
/// What came due, and what came of it. Triggers note every mail that was committed to the outbox and every step that was booked, with
/// the time; the rest is worked out from the rows that were put in and from what the SMTP server took.
/// </summary>
internal sealed class KillsCount : IAsyncDisposable
{
    private readonly WorkerBench bench;
    private readonly List<(DeadlineRow Row, DateTimeOffset Added)> deadlines = [];
    private readonly List<Sent> open = [];
    private readonly List<Sent> closed = [];

    private KillsCount(WorkerBench bench) => this.bench = bench;

    public static async Task<KillsCount> BeginAsync(WorkerBench bench)
    {
        await bench.SqlAsync("""
            create schema bench;
            create table bench.mail (message_id text, next_at timestamptz, at timestamptz default clock_timestamp());
            create table bench.step (deadline_id uuid, step integer, at timestamptz default clock_timestamp());
            create function bench.note_mail() returns trigger language plpgsql security definer as
                $$ begin insert into bench.mail (message_id, next_at) values (new.message_id, new.next_at); return null; end $$;
            create function bench.note_step() returns trigger language plpgsql security definer as
                $$ begin insert into bench.step (deadline_id, step) values (new.deadline_id, new.step); return null; end $$;
            create trigger note_mail after insert on intake.mail for each row execute function bench.note_mail();
            create trigger note_step after insert on intake.escalation for each row execute function bench.note_step()
            """);
        return new(bench);
    }

    private static DateOnly Today => CopenhagenClock.Today(TimeProvider.System);

    /// <summary>A statement that is due in two days, was yesterday, or eight or thirteen days ago: one step to four.</summary>
    public async Task AddDeadlineAsync(int number)
    {
        int[] due = [2, -1, -8, -13];
        var added = TimeProvider.System.GetUtcNow();
        var row = await bench.AddDeadlineAsync(
            DeadlineKind.Statement, Today.AddDays(-70), Today.AddDays(due[number % due.Length]), bench.Founded.Hospital.Id);
        lock (deadlines) deadlines.Add((row, added));
    }

    /// <summary>Through the real desks; one that is closed is due to be destroyed at once.</summary>
    public async Task SendReportAsync(bool close)
    {
        var sent = await Sending.SendAsync(bench.Founded, "Midt i det hele.");
        if (close) await Ending.CloseAsync(bench.Founded, sent.ReportId, Today.AddDays(-1));
        (close ? closed : open).Add(sent);
    }

    /// <summary>Waits for the last mail hour, and until nothing is due any more.</summary>
    public async Task UntilQuietAsync(IReadOnlyList<DateTimeOffset> slots, params WorkerProcess[] workers)
    {
        var limit = TimeProvider.System.GetUtcNow().AddMinutes(10);
        if (slots[^1].AddMinutes(5) > limit) limit = slots[^1].AddMinutes(5);
        while (TimeProvider.System.GetUtcNow() < limit)
        {
            var left = await bench.SqlAsync("select count(*) from intake.mail where state = 1 and next_at <= now() + interval '12 hours'");
            if (left == "0" && TimeProvider.System.GetUtcNow() > slots[^1] && (await MissingStepsAsync()).Count == 0
                && await bench.SqlAsync($"select count(*) from intake.report where id in ({Ids(closed)})") == "0")
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        Console.WriteLine("Not quiet in time.\n" + string.Join("\n---\n", workers.Select(worker => worker.Log)));
    }

    /// <summary>Prints the figures; false when something was lost or doubled that the design does not allow for.</summary>
    public async Task<bool> PrintAsync(IReadOnlyList<DateTimeOffset> slots)
    {
        // A mail of tomorrow's hours is not due, and is still there.
        var due = (await RowsAsync("""
            select message_id from bench.mail
            where next_at <= now() or message_id not in (select message_id from intake.mail)
            """)).Select(row => row[0]).ToList();
        var taken = bench.Sink.Mails();
        var arrived = taken.GroupBy(mail => mail.MessageId).ToDictionary(mail => mail.Key, mail => mail.Count());
        var lost = due.Count(id => !arrived.ContainsKey(id));
        var unknown = arrived.Keys.Except(due).Count();
        var again = arrived.Values.Count(times => times > 1);
        var alike = bench.Sink.RawMails().Distinct().Count() == arrived.Count;
        var twoAnHour = taken.Where(mail => slots.Contains(HourOf(mail))).GroupBy(mail => (mail.To[0], HourOf(mail), mail.Subject))
            .Count(mails => mails.Select(mail => mail.MessageId).Distinct().Count() > 1);
        var sent = await bench.SqlAsync("select sum(sent) from intake.mail_count");
        Rate.Print("mails due / arrived / lost / of no row", $"{due.Count} / {arrived.Count} / {lost} / {unknown}");
        Rate.Print("  came again, under the same Message-ID", $"{again}, byte for byte alike: {alike}");
        Rate.Print("  two to one person of one hour", $"{twoAnHour}");
        Rate.Print("  booked as sent", sent);

        var steps = (await RowsAsync("select deadline_id, step, extract(epoch from at) from bench.step"))
            .Select(row => (Deadline: Guid.Parse(row[0]), Step: int.Parse(row[1], CultureInfo.InvariantCulture),
                At: DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(row[2], CultureInfo.InvariantCulture)))).ToList();
        var missing = (await MissingStepsAsync()).Count;
        var twice = steps.Count - steps.DistinctBy(step => (step.Deadline, step.Step)).Count();
        var untold = Untold(steps, taken, slots);
        Rate.Print("steps due / missing / booked twice", $"{steps.Count} / {missing} / {twice}");
        Rate.Print("  people of a step without its mail", $"{untold}");

        var opened = 0;
        foreach (var report in open)
            opened += await Sending.DescriptionAsync(bench.Founded, report.ReportId, "administrator 1") is null ? 0 : 1;
        var removals = await bench.SqlAsync($"""
            select (select count(*) from intake.removal), (select count(distinct report_id) from intake.removal),
                (select count(*) from intake.destruction), (select count(*) from intake.report where id in ({Ids(closed)}))
            """);
        Rate.Print("reports kept / that open", $"{open.Count} / {opened}");
        Rate.Print("reports to destroy / removals / of reports / papers / left",
            $"{closed.Count} / {removals.Replace("|", " / ", StringComparison.Ordinal)}");

        await using var db = bench.AsOwner();
        var roots = await db.DailyRoots.CountAsync();
        var findings = await bench.Service<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        // The reports of the deadlines are rows that nobody signed, which it says of each, rightly.
        var unsigned = deadlines.Select(one => $"{one.Row.ReportId:D}").ToHashSet();
        var wrong = findings.Where(finding => finding.What is not { Length: >= 36 } what || !unsigned.Contains(what[..36])).ToList();
        Rate.Print("daily roots / findings of verify roots", $"{roots} / {wrong.Count}");
        foreach (var finding in wrong) Console.WriteLine($"    {finding}");
        var failed = await bench.SqlAsync("select count(*) from hangfire.job where statename = 'Failed'");
        return lost + unknown + twoAnHour + missing + twice + untold + wrong.Count == 0 && alike && opened == open.Count && roots == 3
            && removals == $"{closed.Count}|{closed.Count}|{closed.Count}|0" && sent == $"{due.Count}" && failed == "0";
    }

    /// <summary>
    /// Each person of each step must have had a mail of an hour between the deadline's coming and the first hour after its booking.
    /// Who that is stands here a second time, for this cast: handlers of the unit, administrators, deputy, executive contact.
    /// </summary>
    private int Untold(
        List<(Guid Deadline, int Step, DateTimeOffset At)> steps, IReadOnlyList<SinkMail> taken, IReadOnlyList<DateTimeOffset> slots)
    {
        string[] handlers = [.. new[] { "handler 1", "handler 2", "handler 3" }.Select(part => bench.Founded[part].Email)];
        string[] administrators = [.. new[] { "administrator 1", "administrator 2" }.Select(part => bench.Founded[part].Email)];
        var had = taken.ToLookup(mail => mail.To[0], HourOf);
        var added = deadlines.ToDictionary(one => one.Row.Id, one => one.Added);
        // Steps of deadlines that the product itself made, and of those booked after the last hour, have their mail another day.
        return steps.Where(step => added.ContainsKey(step.Deadline) && step.At < slots[^1]).Sum(step => (step.Step switch
        {
            <= 4 => handlers,
            5 or 6 => administrators,
            7 => [bench.Founded["deputy"].Email],
            _ => [bench.Founded.Scheme.Executive!.Mail],
        }).Count(person => !had[person].Any(hour => hour > added[step.Deadline] && hour <= slots.First(slot => slot > step.At))));
    }

    private async Task<List<(Guid, int)>> MissingStepsAsync()
    {
        await using var db = bench.AsOwner();
        var booked = (await db.Escalations.AsNoTracking().ToListAsync()).Select(row => (row.DeadlineId, row.Step)).ToHashSet();
        var ladder = bench.Founded.Scheme.Deadlines.Ladder;
        return [.. deadlines.SelectMany(one => ladder.Due(
                Deadline.Of(one.Row.Kind, one.Row.StartsOn, one.Row.DueOn, one.Row.StartsOn), Today, one.Row.StartsOn, new HashSet<int>())
            .Select(step => (one.Row.Id, step.Number))).Where(step => !booked.Contains(step))];
    }

    private static DateTimeOffset HourOf(SinkMail mail) =>
        DateTimeOffset.Parse(mail.Headers.Single(header => header[0] == "Date")[1], CultureInfo.InvariantCulture);

    private static string Ids(List<Sent> reports) =>
        string.Join(',', reports.Select(report => $"'{report.ReportId}'").DefaultIfEmpty("null"));

    private async Task<IEnumerable<string[]>> RowsAsync(string sql) =>
        (await bench.SqlAsync(sql)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'));

    public ValueTask DisposeAsync()
    {
        foreach (var sent in open.Concat(closed)) sent.Key.Dispose();
        return ValueTask.CompletedTask;
    }
}
