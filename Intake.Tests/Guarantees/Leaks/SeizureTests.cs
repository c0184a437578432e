using System.Globalization;
using System.Net;
using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>A reporter with unmistakable data, everything that can go wrong, and then a search in all that a thief could take.</summary>
[WholeCost]
public sealed class SeizureTests
{
    private const string Refuse = """
        create function intake.refuse() returns trigger language plpgsql as $$ begin raise exception 'no more'; end $$;
        create trigger refuse after insert on intake.deadline for each row execute function intake.refuse();
        """;

    private readonly Canaries canaries = new();

    [Test, Promise(1), Promise(2), Promise(11), Promise(15)]
    public async Task Nothing_of_the_one_who_wrote_is_kept_also_after_a_rollback_an_abandoned_form_and_a_kill()
    {
        var before = await ReportsAsync();
        using var reporter = canaries.Client(LeakRig.Portal.Address);
        var key = await reporter.SendAsync(canaries.Story, (canaries.FileName, canaries.PhotoWithPlace()));
        Assert.That(await reporter.MailboxAsync(key), Does.Contain(canaries.Story));
        await reporter.ReplyAsync(canaries.Reply, (canaries.OtherFile, canaries.OtherBytes));
        await GoAstrayAsync(reporter);
        await RollBackAsync(reporter);
        var ticket = await reporter.StageAsync(canaries.Abandoned, (canaries.OtherFile, canaries.OtherBytes));
        using (await HalfwayAsync(reporter)) await LeakRig.Portal.KillAndStartAgainAsync("Intake.Web.dll");

        await LeakRig.Portal.MarkAsync("set og fundet");
        await File.WriteAllTextAsync(Path.Combine(LeakRig.TempFolder, "seen"), "set og fundet");
        var places = await LeakRig.SeizeAsync();
        File.Delete(Path.Combine(LeakRig.TempFolder, "seen"));
        Assert.That(
            CanaryScan.Find(["set og fundet"], places),
            Has.Some.Contains("/pg_wal/").And.Some.Contains("dump of intake").And.Some.Contains(LeakRig.TempFolder),
            "the search sees what is there");
        Assert.That(CanaryScan.Find(["anne.holm@advokat.example"], places), Has.Some.Contains("/pg/base/"));
        Assert.That(
            places.Select(place => place.Place),
            Has.Some.Contains("/logs/web.log").And.Some.Contains("/logs/postgres.log").And.Some.Contains("command line"));
        Assert.That(
            Encoding.UTF8.GetString(places.Single(place => place.Place == "dump of intake").Bytes),
            Does.Contain("COPY hangfire.hash"));
        Assert.That(CanaryScan.Find(canaries.All, places), Is.Empty);
        Assert.That(
            CanaryScan.Find([key, key.Replace("-", "", StringComparison.Ordinal), reporter.Cookie!.Split('=')[1], ticket], places),
            Is.Empty);
        Assert.That(CanaryScan.Find(await KeysOfAsync(ticket, key), places), Is.Empty, "keys");
        Assert.That(await ReportsAsync() - before, Is.EqualTo(1), "the one that got its receipt");
    }

    private static async Task<int> ReportsAsync() =>
        int.Parse(await LeakRig.Portal.SqlAsync("select count(*) from intake.report"), CultureInfo.InvariantCulture);

    /// <summary>Pages that do not exist, keys that open nothing, and posts that are not forms.</summary>
    private async Task GoAstrayAsync(ReporterClient reporter)
    {
        using var missing = await reporter.GetAsync($"{canaries.WrongPath}?q={Uri.EscapeDataString(canaries.Story)}");
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var unused = ReceiptKey.New();
        Assert.That(await reporter.MailboxAsync(unused.ToPageText()), Is.Null);
        Assert.That(await reporter.MailboxAsync(canaries.Story), Is.Null);
    }

    /// <summary>The database refuses the last row of a report when all the others are written.</summary>
    private async Task RollBackAsync(ReporterClient reporter)
    {
        var ticket = await reporter.StageAsync(canaries.RolledBack, (canaries.FileName, canaries.PhotoWithPlace()));
        await LeakRig.Portal.SqlAsync(Refuse);
        using var answer = await reporter.ConfirmAsync(ticket);
        await LeakRig.Portal.SqlAsync("drop function intake.refuse() cascade");
        Assert.That((int)answer.StatusCode, Is.GreaterThanOrEqualTo(500));
    }

    private async Task<IDisposable> HalfwayAsync(ReporterClient reporter)
    {
        var half = new byte[400_000];
        for (var at = 0; at + canaries.OtherBytes.Length < half.Length; at += canaries.OtherBytes.Length)
            canaries.OtherBytes.CopyTo(half, at);
        var connection = await ReporterClient.SendHalfAsync(
            LeakRig.Portal.Address, await reporter.TicketAsync(), canaries.Halfway, 8_000_000, half);
        await Task.Delay(300);
        return connection;
    }

    /// <summary>The keys behind an abandoned form and a receipt key, as a person with the page or the key could derive them.</summary>
    private static async Task<IReadOnlyList<(string Name, byte[] Raw)>> KeysOfAsync(string ticket, string key)
    {
        using var fileSecret = FileSecret.Read(Path.Combine(LeakRig.Portal.Folder, "secrets", "file-secret"));
        var scheme = Guid.Parse(await LeakRig.Portal.SqlAsync("select id from intake.scheme where name = 'region-hovedstaden'"));
        using var opened = FormTicket.Open(fileSecret, scheme, ticket);
        Assert.That(ReceiptKey.TryParse(Encoding.UTF8.GetBytes(key), out var parsed), Is.True);
        using var receipt = parsed;
        using var secrets = receipt!.Derive();
        return
        [
            ("staging key", opened.Staged!.StagingKey.Span.ToArray()),
            ("dialogue key", opened.Staged.DialogueKey.Span.ToArray()),
            ("gate card key", opened.Staged.GateCardKey.Span.ToArray()),
            ("wrapping key", secrets.WrappingKey.Span.ToArray()),
        ];
    }
}
