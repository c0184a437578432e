using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using Intake.Core.Accountability;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>An administrator signs the newest daily root on the office's page, and the command judges it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CountersignTests
{
    private const string Address = "/da/office/roots";

    private WorkerBench bench = null!;
    private OfficeHost office = null!;

    private TestPerson Anne => bench.Founded["administrator 1"];

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        office = await OfficeHost.StartAsync(bench.Founded);
    }

    [TearDown]
    public async Task TearDown()
    {
        await office.Web.DisposeAsync();
        await bench.DisposeAsync();
    }

    [Test, Promise(51)]
    public async Task The_newest_root_is_signed_shown_and_verified_and_history_made_again_below_it_is_found()
    {
        Assert.That((await PageAsync()).QuerySelector("#no-root"), Is.Not.Null);
        await NightAsync();
        var page = await PageAsync();
        Assert.That(page.QuerySelector("#signature-due"), Is.Not.Null);
        using (var done = await SignAsync(page)) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var signed = await PageAsync();
        Assert.That(signed.QuerySelector("#countersigned tbody tr")!.TextContent, Does.Contain("Anne Holm"));
        Assert.That(signed.QuerySelector("#signature-done"), Is.Not.Null);
        await NightAsync();
        Assert.That(await FindingsAsync(), Is.Empty);

        await SqlAsync("UPDATE intake.daily_root SET leaf_count = leaf_count + 1 WHERE day = '2026-03-03'");
        Assert.That(await FindingsAsync(), Does.Contain("2026-03-03\tNotTheSignedRoot"));
        await SqlAsync("UPDATE intake.daily_root SET leaf_count = leaf_count - 1 WHERE day = '2026-03-03'");
        await SqlAsync("UPDATE intake.root_countersignature SET signature = set_byte(signature, 9, get_byte(signature, 9) # 1)");
        Assert.That(await FindingsAsync(), Does.Contain("NotTheSignedRoot"));
        await SqlAsync("DELETE FROM intake.root_countersignature");
        Assert.That(await FindingsAsync(), Does.Contain("RowGoneOrChanged"), "a signature is a leaf itself");
    }

    [Test]
    public async Task A_root_that_is_newer_than_the_page_or_that_does_not_fit_is_not_signed()
    {
        await NightAsync();
        var page = await PageAsync();
        await NightAsync();
        using (var late = await SignAsync(page))
        {
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That((await late.PageAsync()).QuerySelector("#Value-error")!.TextContent, Does.StartWith("Der er kommet en nyere"));
        }

        await SqlAsync("DELETE FROM intake.root_leaf WHERE day = '2026-03-04'");
        using var unfit = await SignAsync(await PageAsync());
        Assert.That((await unfit.PageAsync()).QuerySelector("#Value-error")!.TextContent, Does.Contain("passer ikke til optegnelserne"));
        await using var db = bench.AsOwner();
        Assert.That(await db.RootCountersignatures.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Rows_that_she_did_not_sign_neither_name_her_nor_keep_her_signature_out()
    {
        await NightAsync();
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            foreach (var on in new[] { new DateOnly(2026, 3, 4), new DateOnly(2999, 1, 1) })
            {
                web.RootCountersignatures.Add(new RootCountersignature
                {
                    Day = new(2026, 3, 3), SchemeId = bench.Founded.Scheme.Id, CertificateId = Anne.Certificate.Id,
                    Signature = RandomNumberGenerator.GetBytes(64), MadeOn = on,
                });
            }

            await web.SaveChangesAsync();
        }

        var page = await PageAsync();
        Assert.That(page.QuerySelector("#signature-due"), Is.Not.Null);
        Assert.That(page.QuerySelector("#countersigned")?.TextContent ?? "", Does.Not.Contain("Anne Holm"));
        using (var done = await SignAsync(page)) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        page = await PageAsync();
        Assert.That(page.QuerySelector("#signature-done"), Is.Not.Null);
        Assert.That(page.QuerySelectorAll("#countersigned tbody tr"), Has.Length.EqualTo(1));
        await using var db = bench.AsOwner();
        Assert.That(await db.RootCountersignatures.CountAsync(), Is.EqualTo(3), "hers is stored beside them");
    }

    [Test]
    public async Task Hundreds_of_rows_in_other_names_hide_no_signature_and_a_leaf_of_nobodys_keeps_no_root_from_being_signed()
    {
        await NightAsync();
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            await worker.Database.ExecuteSqlRawAsync("""
                INSERT INTO intake.root_leaf (hash, day, seal) VALUES (sha256('x'), '2026-03-03', sha256('y'))
                """);
        }

        using (var done = await SignAsync(await PageAsync())) Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            var (scheme, other) = (bench.Founded.Scheme.Id, bench.Founded["administrator 2"].Certificate.Id);
            await web.Database.ExecuteSqlAsync($"""
                INSERT INTO intake.root_countersignature (day, certificate_id, scheme_id, signature, made_on)
                SELECT '2026-03-03', CASE n % 2 WHEN 0 THEN {other} ELSE sha256(n::text::bytea) END, {scheme},
                    decode(repeat(md5(n::text), 4), 'hex'), CASE WHEN n < 1200 THEN '2026-03-04'::date ELSE '2999-12-31'::date END
                FROM generate_series(1, 2400) n
                """);
        }

        var page = await PageAsync();
        Assert.That(page.QuerySelector("#signature-done"), Is.Not.Null);
        Assert.That(page.QuerySelector("#countersigned tbody tr")!.TextContent, Does.Contain("Anne Holm"));
    }

    [Test]
    public async Task A_root_that_somebody_else_wrote_is_neither_mailed_nor_signed_and_keeps_the_real_one_from_nothing()
    {
        var forged = RandomNumberGenerator.GetBytes(32);
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            foreach (var day in new[] { new DateOnly(2026, 3, 3), new DateOnly(2998, 12, 31) })
            {
                worker.DailyRoots.Add(new DailyRoot
                {
                    Day = day, Root = forged, Previous = new byte[32], LeafCount = 1, Signature = RandomNumberGenerator.GetBytes(64),
                });
            }

            await worker.SaveChangesAsync();
        }

        await NightAsync();
        bench.Time.Advance(TimeSpan.FromHours(8));
        await bench.RunAsync<MakeRingKeys>();
        await bench.RunAsync<SendMails>();
        await using var db = bench.AsOwner();
        var real = await db.DailyRoots.Where(root => root.Root != forged).SingleAsync();
        Assert.That(real.Day, Is.EqualTo(new DateOnly(2026, 3, 3)));
        var value = Convert.ToHexStringLower(DailyRoots.Seal(real).RecordHash());
        var mails = bench.Sink.Mails().Where(mail => mail.Body.Contains("2026-03-03=", StringComparison.Ordinal)).ToList();
        Assert.That(mails, Is.Not.Empty);
        Assert.That(mails.Select(mail => mail.Body), Has.All.Contains($"2026-03-03={value}").And.All.Not.Contain("2998"));
        Assert.That((await PageAsync()).QuerySelector("#countersign-form [name=Value]")!.GetAttribute("value"), Is.EqualTo(value));
        Assert.That(await FindingsAsync(), Does.Contain("2026-03-03\tRootDoesNotFit").And.Contain("2998-12-31\tRootDoesNotFit"));
    }

    [Test]
    public async Task A_case_handler_finds_no_such_page()
    {
        var cookie = await office.CookieOfAsync(bench.Founded["handler 1"]);
        Assert.That((await office.GetAsync(Address, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await office.PostAsync(Address, cookie, ("Value", new string('0', 64)))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task NightAsync()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<MakeRingKeys>();
        await bench.RunAsync<SealDailyRoot>();
    }

    private async Task<IDocument> PageAsync()
    {
        using var answer = await office.GetAsync(Address, await office.CookieOfAsync(Anne));
        return await answer.PageAsync();
    }

    private async Task<HttpResponseMessage> SignAsync(IDocument page) => await office.PostAsync(
        Address, await office.CookieOfAsync(Anne),
        [.. page.QuerySelectorAll("#countersign-form input").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))]);

    private async Task SqlAsync(string sql)
    {
        await using var db = bench.AsOwner();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task<string> FindingsAsync()
    {
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots");
        Assert.That(run.Errors, Is.Empty);
        return run.Code is ExitCode.Done ? "" : run.Output;
    }
}
