using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Operations;

/// <summary>
/// What an operator sees of the worker: its jobs, processes and mails, without a word of any case. Jobs are read from the
/// views that <c>migrate</c> makes over Hangfire's tables; where they are missing, <see cref="System.Data.Common.DbException"/>.
/// </summary>
public sealed class OperationsDesk(
    IntakeDb db, RefusedAddresses refused, GivenUpMails givenUp, SelfCheckBook checks, TimeProvider time)
{
    private const int DaysCounted = 7;

    /// <summary>Everything at once. Its work is null where the views are missing or this role may not read them.</summary>
    public async Task<OperationsView> LookAsync(CancellationToken cancel)
    {
        var work = await HasViewsAsync(cancel)
            ? new WorkStatus(await JobsAsync(cancel), await QueueAsync(cancel), await WorkersAsync(cancel))
            : null;
        return new(time.GetUtcNow(), work, await MailsAsync(cancel)) { SelfCheck = await checks.ReadAsync(cancel) };
    }

    /// <summary>The jobs of the schedule, by name.</summary>
    public async Task<IReadOnlyList<JobStatus>> JobsAsync(CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<JobRow>($"""
            SELECT name AS "Name", last_at AS "LastAt", next_at AS "NextAt", not_queued AS "NotQueued", state AS "State", outline AS "Outline"
            FROM hangfire.intake_jobs
            """).OrderBy(row => row.Name).ToListAsync(cancel);
        return [.. rows.Select(row => new JobStatus(row.Name, row.LastAt, OutcomeOf(row), row.Outline, row.NextAt))];
    }

    /// <summary>Runs that no worker has taken up.</summary>
    public Task<QueueStatus> QueueAsync(CancellationToken cancel) =>
        db.Database.SqlQuery<QueueStatus>($"""SELECT waiting AS "Waiting", oldest AS "Oldest" FROM hangfire.intake_queue""")
            .SingleAsync(cancel);

    /// <summary>The worker processes, the oldest first.</summary>
    public async Task<IReadOnlyList<WorkerStatus>> WorkersAsync(CancellationToken cancel) =>
        await db.Database.SqlQuery<WorkerStatus>(
                $"""SELECT started_at AS "StartedAt", heartbeat_at AS "HeartbeatAt" FROM hangfire.intake_workers""")
            .OrderBy(worker => worker.StartedAt).ToListAsync(cancel);

    /// <summary>Mails that wait and those that were given up.</summary>
    public async Task<MailStatus> MailsAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // One that a leave puts off waits on purpose: counted from its hour, a long leave would hide that no mail goes out.
        var longest = now.AddDays(MailChoiceDesk.LongestLeaveDays + 7);
        var due = db.Mails.Where(mail => mail.State == MailState.Waiting)
            .Select(mail => mail.NotBefore > mail.HourAt && mail.NotBefore < longest ? mail.NotBefore.Value : mail.HourAt)
            .Where(since => since <= now);
        var given = await givenUp.LookAsync(cancel);
        var today = CopenhagenClock.DayOf(now);
        var lately = today.AddDays(-DaysCounted);
        return new(await due.CountAsync(cancel), await due.MinAsync(since => (DateTimeOffset?)since, cancel),
            given.People)
        {
            Refused = await refused.AllAsync(cancel),
            Offices = given.Offices,
            Unreadable = given.Unreadable,
            MoreGivenUp = given.More,
            SentLately = await db.MailCounts.Where(day => day.Day > lately && day.Day <= today).SumAsync(day => day.Sent, cancel),
        };
    }

    // Asked of the catalogue: a query that fails would leave an error in the log at each look.
    private Task<bool> HasViewsAsync(CancellationToken cancel) => db.Database.SqlQuery<bool>($"""
        SELECT count(*) = 3 AS "Value"
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'hangfire' AND c.relname IN ('intake_jobs', 'intake_queue', 'intake_workers')
            AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
        """).SingleAsync(cancel);

    private static JobOutcome OutcomeOf(JobRow row) => row.State switch
    {
        _ when row.NotQueued => JobOutcome.Failed,
        "Enqueued" => JobOutcome.Waiting,
        "Processing" or "LeftOut" => JobOutcome.Running,
        "Succeeded" => JobOutcome.Done,
        "Scheduled" => JobOutcome.TriedAgain,
        "Failed" or "Deleted" => JobOutcome.Failed,
        _ => JobOutcome.None,
    };

    private sealed record JobRow(
        string Name, DateTimeOffset? LastAt, DateTimeOffset? NextAt, bool NotQueued, string? State, string? Outline);
}
