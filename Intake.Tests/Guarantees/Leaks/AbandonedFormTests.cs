using System.Text;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>A form that was filled in, with a file, and never sent.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AbandonedFormTests
{
    private const string Story = "Jeg nåede aldrig at sende det, kanariefuglen tav.";

    private WorkerBench bench = null!;
    private WebHost web = null!;

    [SetUp]
    public async Task Start()
    {
        bench = await WorkerBench.CreateAsync();
        web = await ReporterSite.StartWebAsync(bench.Founded);
    }

    [TearDown]
    public async Task Stop()
    {
        await web.DisposeAsync();
        await bench.DisposeAsync();
    }

    [Test, Promise(11)]
    public async Task It_can_be_read_by_nobody_at_once_and_by_whoever_holds_the_page()
    {
        var ticket = await StageAsync();
        using var fileSecret = FileSecret.Read(bench.Founded.FileSecretPath);
        using var opened = FormTicket.Open(fileSecret, bench.Founded.Scheme.Id, ticket);
        var keys = opened.Staged!;
        (string, byte[])[] only =
        [
            ("ticket", Encoding.UTF8.GetBytes(ticket)), ("text", Encoding.UTF8.GetBytes(Story)),
            ("staging key", keys.StagingKey.Span.ToArray()),
            ("gate card key", keys.GateCardKey.Span.ToArray()), ("dialogue key", keys.DialogueKey.Span.ToArray()),
            ("the report it would be", keys.ReportId.ToByteArray(bigEndian: true)),
        ];
        var databases = bench.Founded.Databases;
        (string, byte[])[] seized =
        [
            ("main database", Encoding.UTF8.GetBytes(await databases.Server.DumpAsync(databases.Name))),
            ("the program's log", Encoding.UTF8.GetBytes(web.Log)),
            ("file secret", await File.ReadAllBytesAsync(bench.Founded.FileSecretPath)),
            ("scheme root", await File.ReadAllBytesAsync(bench.Founded.SchemeRootPath)),
        ];
        Assert.That(CanaryScan.Find(only, seized), Is.Empty, "no key is anywhere but in the page");

        await using var db = bench.AsOwner();
        await using var vault = databases.VaultAsOwner();
        var row = await db.Stagings.SingleAsync();
        Assert.That(await db.Grants.CountAsync() + await db.Reports.CountAsync(), Is.Zero, "nobody was given it");
        using (var text = keys.OpenText(bench.Founded.Scheme.Id, row.Sealed))
            Assert.That(Encoding.UTF8.GetString(text.Span), Does.Contain("kanariefuglen tav"), "the page's key does open it");
        var secrets = await vault.Secrets.Select(secret => secret.Secret).ToListAsync();
        string[] labels =
        [
            FileSecret.Pepper, FileSecret.Ring, FileSecret.Holder, FileSecret.Totp, FileSecret.Ticket, FileSecret.Root,
            FileSecret.TicketUse, FileSecret.Audit, FileSecret.Notice,
        ];
        foreach (var held in secrets.Select(secret => SecretBytes.CopyOf(secret)).Concat(labels.Select(fileSecret.Derive)))
        {
            using var key = held;
            Assert.That(
                () => SealedValue.Open(key, Place(row), row.Sealed),
                Throws.InstanceOf<SealedException>(),
                "no secret of the server's does");
        }
    }

    [Test, Promise(11)]
    public async Task A_day_later_nothing_of_it_is_left_not_even_the_random_number_in_the_vault()
    {
        var ticket = await StageAsync();
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        Assert.That(
            (await db.Attachments.CountAsync(), await db.AttachmentChunks.CountAsync(), await vault.Secrets.CountAsync()),
            Is.EqualTo((1, 1, 1)));

        bench.Time.Advance(TimeSpan.FromHours(24));
        await bench.RunAsync<SweepExpired>();
        Assert.That(
            (await db.Stagings.CountAsync(), await db.Attachments.CountAsync(), await db.AttachmentChunks.CountAsync(),
                await db.TicketUses.CountAsync(), await vault.Secrets.CountAsync()),
            Is.EqualTo((0, 0, 0, 0, 0)));
        using var late = await web.PostAsync($"/da/{bench.Founded.Scheme.Name}/report/send", ("Ticket", ticket));
        Assert.That((await late.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Expired"));
    }

    [Test, Promise(11)]
    public async Task An_upload_that_is_still_under_way_holds_up_neither_its_own_sweep_nor_anybody_elses()
    {
        await StageAsync();
        var home = $"/da/{bench.Founded.Scheme.Name}/report";
        var ticket = ReporterSite.Ticket(await web.Client.PageAsync(home));
        using var half = await ReporterClient.SendHalfAsync(web.Address, ticket, Story, 20_000_000, new byte[3_000_000]);
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        while (await db.AttachmentChunks.CountAsync() < 3) await Task.Delay(20);

        bench.Time.Advance(TimeSpan.FromHours(24));
        await bench.RunAsync<SweepExpired>();
        Assert.That(
            (await db.Stagings.CountAsync(), await db.Attachments.CountAsync(), await db.AttachmentChunks.CountAsync(),
                await vault.Secrets.CountAsync()),
            Is.EqualTo((0, 0, 0, 0)));
        await half.GetStream().WriteAsync(new byte[3_000_000]);
        half.Dispose();
        Assert.That(await db.AttachmentChunks.CountAsync(), Is.Zero, "what comes afterwards has nothing to hang on");
    }

    [Test, Promise(11)]
    public async Task A_form_that_somebody_holds_is_passed_over_and_all_others_go()
    {
        for (var i = 0; i < 3; i++) await StageAsync();
        await using var db = bench.AsOwner();
        var held = await db.Stagings.Select(staging => staging.Id).FirstAsync();
        bench.Time.Advance(TimeSpan.FromHours(24));
        await using (var holding = await db.Database.BeginTransactionAsync())
        {
            await db.Database.ExecuteSqlAsync($"SELECT FROM intake.staging WHERE id = {held} FOR UPDATE");
            await bench.RunAsync<SweepExpired>();
            Assert.That(await db.Stagings.Select(staging => staging.Id).ToListAsync(), Is.EqualTo(new[] { held }));
        }

        await bench.RunAsync<SweepExpired>();
        Assert.That(await db.Stagings.AnyAsync(), Is.False);
    }

    private async Task<string> StageAsync()
    {
        var home = $"/da/{bench.Founded.Scheme.Name}/report";
        var ticket = ReporterSite.Ticket(await web.Client.PageAsync(home));
        using var check = await web.PostAsync(
            home, ReporterSite.Form(ticket, [("Description", Story), ("Follow", "no")], ("kanarie.txt", Encoding.UTF8.GetBytes(Story))));
        return ReporterSite.Ticket(await check.PageAsync());
    }

    /// <summary>The place that a staging's text is sealed to (FORMAT.md, § 15).</summary>
    private byte[] Place(Staging row)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Staging).Id(bench.Founded.Scheme.Id).Id(row.Id).ToArray();
    }
}
