using System.Net;
using System.Text;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>
/// A server that finds every statement slow and logs it, and a web program that logs all it can. The canaries are what
/// the statements carry: ids, hashes, what was written.
/// </summary>
public sealed class ServerLogTests
{
    private const string Story = "Kanariefuglen i loggen sang ikke.";

    private PostgresServer server = null!;
    private FoundedScheme founded = null!;
    private WebHost web = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        server = await PostgresServer.StartOwnAsync(new PostgresOptions(Settings: ["log_min_duration_statement=0"]));
        founded = await FoundedScheme.CreateAsync(server: server);
        web = await ReporterSite.StartWebAsync(founded, logLevel: LogLevel.Trace);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await web.DisposeAsync();
        await founded.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test, Promise(6)]
    public async Task A_slow_query_a_broken_constraint_and_a_deadlock_leave_statements_in_the_log_and_nothing_that_they_carried()
    {
        var (ticket, keys, hash) = await StageAsync();
        await DeadlockAsync(ticket);
        using var receipt = await SendAsync(ticket);
        var key = (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        using var again = await SendAsync(ticket);
        using var opened = await web.PostAsync("/da/mailbox", ("Key", key));
        await BreakConstraintAsync(hash);
        Assert.That((again.StatusCode, opened.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.SeeOther)));

        var log = server.LogText();
        string[] said =
            ["duration: ", "INSERT INTO intake.report", "COPY intake.attachment_chunk", "deadlock detected", "violates unique constraint"];
        Assert.That(
            said.Where(words => !log.Contains(words, StringComparison.Ordinal)), Is.Empty, "every query was slow, and both errors came");
        Assert.That(web.Log.Contains("Trace Microsoft.AspNetCore", StringComparison.Ordinal), Is.True, "the program said all it would");

        await using var db = founded.Databases.AsOwner();
        var entry = await db.Entries.FirstAsync();
        var lookup = await db.Reports.Where(r => r.Id == keys.ReportId).Select(r => r.LookupHash).SingleAsync();
        (string, byte[])[] carried =
        [
            .. new[]
            {
                Story, "kanarie.txt", ticket, key, keys.ReportId.ToString(), keys.StagingId.ToString(), entry.Id.ToString(),
                founded["administrator 1"].Email,
            }.Select(text => (text, Encoding.UTF8.GetBytes(text))),
            ("use of the ticket", hash), ("lookup hash", lookup), ("salt", entry.Salt), ("sealed entry", entry.Sealed[..32]),
        ];
        Assert.That(
            CanaryScan.Find(
                carried, [("the server's log", Encoding.UTF8.GetBytes(log)), ("the program's log", Encoding.UTF8.GetBytes(web.Log))]),
            Is.Empty);
    }

    private async Task<(string Ticket, StagedKeys Keys, byte[] UseHash)> StageAsync()
    {
        var home = $"/da/{founded.Scheme.Name}/report";
        var form = ReporterSite.Form(
            ReporterSite.Ticket(await web.Client.PageAsync(home)), [("Description", Story), ("Follow", "yes")],
            ("kanarie.txt", Encoding.UTF8.GetBytes(Story)));
        using var check = await web.PostAsync(home, form);
        var ticket = ReporterSite.Ticket(await check.PageAsync());
        using var secret = FileSecret.Read(founded.FileSecretPath);
        var opened = FormTicket.Open(secret, founded.Scheme.Id, ticket);
        return (ticket, opened.Staged!, opened.UseHash(secret));
    }

    private Task<HttpResponseMessage> SendAsync(string ticket) =>
        web.PostAsync($"/da/{founded.Scheme.Name}/report/send", ("Ticket", ticket));

    /// <summary>
    /// Confirming locks the staging first and then writes the ticket's use. We hold the table of uses and then ask for the
    /// staging: each waits for the other, and the program, which looks for deadlocks sooner, is the one that is aborted.
    /// </summary>
    private async Task DeadlockAsync(string ticket)
    {
        await using var other = new NpgsqlConnection(server.SuperuserConnectionString(founded.Databases.Name));
        await other.OpenAsync();
        await RunAsync(other, "SET deadlock_timeout = '1h'; SET lock_timeout = 0; BEGIN; LOCK TABLE intake.ticket_use IN SHARE MODE");
        var sending = SendAsync(ticket);
        while (await WaitingAsync() == 0) await Task.Delay(20);
        await RunAsync(other, "SELECT 1 FROM intake.staging FOR UPDATE; ROLLBACK");
        using var refused = await sending;
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    /// <summary>How many sessions wait for a lock.</summary>
    private async Task<int> WaitingAsync() =>
        int.Parse(
            await server.Psql("postgres", "select count(*) from pg_locks where not granted"),
            System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes the same use of a ticket twice, as two people who press "send" at the same moment would.</summary>
    private async Task BreakConstraintAsync(byte[] hash)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
        db.TicketUses.Add(new TicketUse { Hash = hash, ExpiresOn = new DateOnly(2026, 3, 6) });
        await Assert.ThatAsync(() => db.SaveChangesAsync(), Throws.InstanceOf<DbUpdateException>());
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        foreach (var statement in sql.Split("; "))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
