using System.Globalization;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Worker.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>Writes job rows, as Hangfire does, for states that a running worker seldom shows, and mails.</summary>
internal sealed class OperationsRows(MigratedDatabases databases, TimeProvider time, string fileSecretPath)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task MakeTablesAsync() => JobTables.MakeAsync(databases.Server.OwnerConnectionString(databases.Name), new RoleNames(), default);

    /// <summary>A recurring job and the state of its last run; none when it has not run.</summary>
    public async Task PutJobAsync(
        string name, string? state = "Succeeded", string? outline = null, DateTimeOffset? nextAt = null, bool off = false,
        bool notQueued = false)
    {
        await using var db = databases.AsOwner();
        var key = "recurring-job:" + name;
        var lastAt = Now.AddMinutes(-1);
        if (state is not null)
        {
            var id = await db.Database.SqlQuery<long>(
                $"""
                INSERT INTO hangfire.job (statename, invocationdata, arguments, createdat)
                VALUES ({state}, '[]', '[]', {lastAt}) RETURNING id AS "Value"
                """).ToListAsync();
            await PutFieldAsync(db, key, "LastJobId", id[0].ToString(CultureInfo.InvariantCulture));
            await PutFieldAsync(db, key, "LastExecution", Milliseconds(lastAt));
            if (outline is not null)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO hangfire.state (jobid, name, createdat, data)
                    VALUES ({id[0]}, 'Failed', {lastAt}, jsonb_build_object(
                        'ExceptionType', 'Intake.Worker.Scheduling.FailureOutline', 'ExceptionMessage', {outline}))
                    """);
            }
        }

        await PutFieldAsync(db, key, "NextExecution", off ? "" : Milliseconds(nextAt ?? Now.AddMinutes(1)));
        if (notQueued) await PutFieldAsync(db, key, "Error", "could not be queued");
    }

    /// <summary>A worker process that last reported the given time ago.</summary>
    public async Task PutWorkerAsync(TimeSpan silentFor, TimeSpan? runsFor = null)
    {
        await using var db = databases.AsOwner();
        var started = (Now - (runsFor ?? TimeSpan.FromHours(2))).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO hangfire.server (id, data, lastheartbeat)
            VALUES ({Guid.NewGuid().ToString()}, jsonb_build_object('StartedAt', {started}), {Now - silentFor})
            """);
    }

    /// <summary>Runs that wait for a worker.</summary>
    public async Task PutRunsAsync(int count, DateTimeOffset since)
    {
        await using var db = databases.AsOwner();
        for (var i = 0; i < count; i++)
        {
            await db.Database.ExecuteSqlAsync($"""
                WITH run AS (INSERT INTO hangfire.job (statename, invocationdata, arguments, createdat) VALUES ('Enqueued', '[]', '[]', {since}) RETURNING id)
                INSERT INTO hangfire.jobqueue (jobid, queue) SELECT id, 'default' FROM run
                """);
        }
    }

    /// <summary>Mails to one person, or to an office of a scheme, in some state.</summary>
    public async Task PutMailsAsync(
        int count, Guid recipient, MailState state, DateTimeOffset nextAt, int attempts = 0, DateTimeOffset? hour = null,
        MailKind kind = MailKind.Reminder)
    {
        using var secret = FileSecret.Read(fileSecretPath);
        await using var db = databases.AsOwner();
        for (var i = 0; i < count; i++)
        {
            var id = Guid.NewGuid();
            db.Mails.Add(new OutboxMail
            {
                Id = id, Recipient = RecipientSeal.Seal(secret, id, recipient), Kind = kind,
                MessageId = $"<{Guid.NewGuid():N}@portal.example.dk>", State = state, Attempts = attempts, NextAt = nextAt,
                HourAt = hour ?? nextAt,
                Failure = state is MailState.Waiting ? null
                    : attempts < OutboxMail.MostAttempts ? MailFailure.Refused : MailFailure.TriedOut,
            });
        }

        await db.SaveChangesAsync();
    }

    /// <summary>How many mails a person has in a state.</summary>
    public async Task<int> MailsOfAsync(Guid recipient, MailState state)
    {
        using var secret = FileSecret.Read(fileSecretPath);
        await using var db = databases.AsOwner();
        var mails = await db.Mails.AsNoTracking().Where(mail => mail.State == state).ToListAsync();
        return mails.Count(mail => RecipientSeal.Open(secret, mail.Id, mail.Recipient) == recipient);
    }

    /// <summary>Runs SQL as the owner.</summary>
    public Task<string> SqlAsync(string sql) => databases.Server.Psql(databases.Name, sql);

    /// <summary>Removes all jobs, workers, mails and their counts.</summary>
    public Task ClearAsync() => SqlAsync(
        "TRUNCATE hangfire.hash, hangfire.job, hangfire.jobqueue, hangfire.server, intake.mail, intake.mail_count CASCADE");

    private static Task<int> PutFieldAsync(IntakeDb db, string key, string field, string value) =>
        db.Database.ExecuteSqlAsync($"INSERT INTO hangfire.hash (key, field, value) VALUES ({key}, {field}, {value})");

    private static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
