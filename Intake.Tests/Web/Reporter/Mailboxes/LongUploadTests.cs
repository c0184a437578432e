using System.Net;
using System.Text;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

[Parallelizable(ParallelScope.Self)]
public sealed class LongUploadTests
{
    [Test, Promise(40)]
    public async Task An_answer_whose_file_takes_longer_than_the_session_lasts_still_lands_with_text_and_file()
    {
        await using var site = await ReporterSite.StartAsync();
        var key = await site.ReportAsync("Først");
        var cookie = await site.OpenMailboxAsync(key);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Linje {i:00000}: vagt\n")));
        using var reply = await site.PostAsync("/da/mailbox/reply", cookie, new SlowForm(
            () => site.Founded.Time.Advance(TimeSpan.FromMinutes(25)), "Her er den, det tog sin tid.", bytes));
        Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));

        cookie = ReporterSite.Cookie(reply) ?? await site.OpenMailboxAsync(key);
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        var page = await open.PageAsync();
        Assert.That(page.QuerySelector("#thread")!.TextContent, Does.Contain("Her er den, det tog sin tid."));
        using var file = await site.GetAsync(page.QuerySelector("#thread a")!.GetAttribute("href")!, cookie);
        Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
    }

    /// <summary>A reply as a browser on a slow line sends it; calls back when half of the file is sent.</summary>
    private sealed class SlowForm : HttpContent
    {
        private readonly Action halfway;
        private readonly byte[] head;
        private readonly byte[] file;
        private readonly byte[] tail = "\r\n--slow--\r\n"u8.ToArray();

        public SlowForm(Action halfway, string text, byte[] file)
        {
            (this.halfway, this.file) = (halfway, file);
            head = Encoding.UTF8.GetBytes(
                $"--slow\r\nContent-Disposition: form-data; name=\"Text\"\r\n\r\n{text}\r\n"
                + "--slow\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"lang.txt\"\r\n\r\n");
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=slow");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(head);
            await stream.WriteAsync(file.AsMemory(0, file.Length / 2));
            await stream.FlushAsync();
            await Task.Delay(1000); // So that the server accepts the answer before its session ends.
            halfway();
            await stream.WriteAsync(file.AsMemory(file.Length / 2));
            await stream.WriteAsync(tail);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = head.Length + file.Length + tail.Length;
            return true;
        }
    }
}
