using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Web.Site.Privacy;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>The length of the mailbox's answers, as seen by a person who watches the connection.</summary>
[Promise(32)]
[Parallelizable(ParallelScope.Self)]
public sealed class SizeClassTests
{
    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test]
    public async Task Every_answer_of_the_mailbox_in_ordinary_use_has_one_and_the_same_length()
    {
        var key = await site.ReportAsync("Kort.");
        using var unused = ReceiptKey.New();
        using var right = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        using var wrong = await site.Web.PostAsync("/da/mailbox", ("Key", unused.ToPageText()));
        using var malformed = await site.Web.PostAsync("/da/mailbox", ("Key", "ABC"));
        using var notOurs = await site.Web.Client.PostAsync("/da/mailbox", new StringContent(""));
        using var door = await site.Web.Client.GetAsync("/en/mailbox");
        using var nothing = await site.Web.Client.GetAsync("/da/mailbox/nothing");
        using var closed = await site.Web.Client.GetAsync("/da/mailbox/open");
        using var ended = await site.GetAsync("/da/mailbox/open", "__Host-mailbox=!");
        var cookie = ReporterSite.Cookie(right)!;
        using var one = await site.GetAsync("/da/mailbox/open", cookie);
        using var missing = await site.GetAsync($"/da/mailbox/file/{Guid.NewGuid()}", cookie);
        using var empty = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Answers", ""), ("Text", "")]));
        using var reply = await site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Answers", ""), ("Text", "Mere.")]));
        using var again = await site.PostAsync(
            "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Answers", ""), ("Text", new string('æ', 1500))]));
        using var three = await site.GetAsync("/da/mailbox/open?done=reply", cookie);
        HttpResponseMessage[] all =
            [right, wrong, malformed, notOurs, door, nothing, closed, ended, one, missing, empty, reply, again, three];
        Assert.That(all.Select(answer => answer.StatusCode).Distinct().Count(), Is.GreaterThan(5));
        foreach (var answer in all)
        {
            Assert.That(
                await LengthAsync(answer), Is.EqualTo(SizeClasses.Smallest), $"{answer.RequestMessage!.RequestUri} {answer.StatusCode}");
        }
    }

    [Test]
    public async Task Longer_mailboxes_fall_into_classes_too_and_look_alike_within_one()
    {
        var lengths = new List<int>();
        foreach (var letters in new[] { 40_000, 50_000, 150_000 })
        {
            var cookie = await site.OpenMailboxAsync(await site.ReportAsync(new string('a', letters)));
            using var open = await site.GetAsync("/da/mailbox/open", cookie);
            Assert.That((await open.PageAsync()).QuerySelector("#thread")!.TextContent, Does.Contain(new string('a', letters)));
            lengths.Add(await LengthAsync(open));
        }

        Assert.That(lengths, Is.EqualTo(new[] { 64 * 1024, 64 * 1024, 256 * 1024 }));
    }

    [Test]
    public async Task A_file_keeps_its_length_and_its_bytes()
    {
        var file = new byte[5000];
        var cookie = await site.OpenMailboxAsync(await site.ReportAsync("Med fil", ("a.bin", file)));
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        using var download = await site.GetAsync((await open.PageAsync()).QuerySelector("#thread a")!.GetAttribute("href")!, cookie);
        Assert.That(await download.Content.ReadAsByteArrayAsync(), Is.EqualTo(file));
        Assert.That(download.Content.Headers.ContentLength, Is.EqualTo(file.Length));
    }

    [Test]
    public async Task The_filler_stands_after_the_page_and_does_not_compress()
    {
        var body = await site.Web.Client.GetByteArrayAsync("/da/mailbox");
        var page = Encoding.UTF8.GetString(body);
        var filler = body.AsMemory(Encoding.UTF8.GetByteCount(page[..page.IndexOf("</html>", StringComparison.Ordinal)]));
        using var small = new MemoryStream();
        await using (var zip = new System.IO.Compression.BrotliStream(
            small, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await zip.WriteAsync(filler);
        }

        Assert.That(small.Length, Is.GreaterThan(filler.Length * 7 / 10), "base64 of random bytes: six bits in eight");
    }

    [TestCase(1, 32), TestCase(32 * 1024, 32), TestCase((32 * 1024) + 1, 64), TestCase(1024 * 1024, 1024)]
    [TestCase((1024 * 1024) + 1, 2048), TestCase((2048 * 1024) + 1, 3072)]
    public void A_length_falls_into_the_least_class_that_holds_it(int length, int kilobytes) =>
        Assert.That(SizeClasses.Of(length), Is.EqualTo(kilobytes * 1024));

    /// <summary>The body and the headers that differ.</summary>
    private static async Task<int> LengthAsync(HttpResponseMessage answer)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in answer.Headers) headers[name] = values.ToArray();
        return (await answer.Content.ReadAsByteArrayAsync()).Length + SizeClasses.Counted(headers);
    }
}
