using System.Net;
using AngleSharp.Dom;
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
