using System.Net;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>What happens to words and files that can't be sealed, because the keys to seal them with were altered.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class UnsealedTests
{
    private const string Words = "kanarie-8c1d: det skete igen";

    private ReporterSite site = null!;

    [SetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [TearDown]
    public async Task Stop() => await site.DisposeAsync();

    [TestCase(false), TestCase(true), Promise(13)]
    public async Task An_answer_under_an_altered_key_is_refused_without_a_row_and_its_words_come_back(bool withFile)
    {
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Først"));
        await AlterAsync("UPDATE intake.epoch SET commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 1)");
        var before = await CountAsync();
        (string, byte[])[] files = withFile ? [("noter.txt", System.Text.Encoding.UTF8.GetBytes(Words))] : [];
        using var answer = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Text", Words)], files));
        var page = await answer.PageAsync();
        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.ServiceUnavailable, HttpStatusCode.NotFound), "as if there were none");
        Assert.That(page.DocumentElement.TextContent, Does.Contain(Words), "it comes back");
        await ExpectNothingAsync(before);
    }

    [Test, Promise(13)]
    public async Task A_report_to_readers_whose_keys_were_altered_is_503_and_no_row()
    {
        using var check = await site.PostFormAsync(await site.TicketAsync(), [("Description", Words), ("Follow", "yes")]);
        var page = await check.PageAsync();
        await AlterAsync("UPDATE intake.certificate SET body = set_byte(body, 60, get_byte(body, 60) # 1)");
        var before = await CountAsync();
        using var sent = await site.SendAsync(page);
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await sent.PageAsync()).QuerySelector("#receipt-key"), Is.Null);
        await ExpectNothingAsync(before);
    }

    private async Task ExpectNothingAsync(string before)
    {
        Assert.That(await CountAsync(), Is.EqualTo(before));
        var databases = site.Founded.Databases;
        Assert.That(await databases.Server.DumpAsync(databases.Name), Does.Not.Contain("kanarie-8c1d"));
        Assert.That(site.Web.Log, Does.Not.Contain("kanarie-8c1d"));
    }

    private async Task AlterAsync(string sql)
    {
        await using var db = site.Founded.Databases.AsOwner();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task<string> CountAsync() => await site.Founded.Databases.Server.Psql(site.Founded.Databases.Name, """
        select (select count(*) from intake.report), (select count(*) from intake.entry), (select count(*) from intake.attachment_chunk)
        """);
}
