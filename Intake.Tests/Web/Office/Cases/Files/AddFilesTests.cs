using System.Net;
using System.Text;
using AngleSharp.Dom;
using Intake.Tests.Guarantees.Leaks;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Files;

/// <summary>Files that staff add: who reads them, what is taken out of them, and what is left of those that are refused.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AddFilesTests
{
    private static readonly byte[] Unknown = [.. Enumerable.Range(0, 4000).Select(i => (byte)((i * 37) ^ (i >> 3)))];

    private readonly Canaries canaries = new();
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test, Promise(36)]
    public async Task A_file_in_the_work_folder_is_read_there_alone_and_without_its_hidden_data()
    {
        var sent = await room.InScopeAsync();
        var work = (await room.ReferAsync(sent)).Split('/')[^1];
        await DoneAsync("handler 1", sent, work, ("noter.jpg", canaries.PhotoWithPlace()));

        var tab = await room.PageAsync("handler 2", CaseRoom.Case(sent, "files"));
        var link = tab.QuerySelector(".work-files a.file-name")!;
        using var file = await room.GetAsync("handler 2", link.GetAttribute("href")!);
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.That(bytes.AsSpan()[..2].ToArray(), Is.EqualTo(new byte[] { 0xFF, 0xD8 }));
        foreach (var hidden in new[] { canaries.Place, Encoding.ASCII.GetBytes("kanarie ") })
            Assert.That(bytes.AsSpan().IndexOf(hidden), Is.EqualTo(-1));

        foreach (var who in new[] { "administrator 1", "other handler 1" })
        {
            using var other = await room.GetAsync(who, link.GetAttribute("href")!);
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "files"))).QuerySelector(".file-name"), Is.Null);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        Assert.That((await mailbox.PageAsync()).Body!.TextContent, Does.Not.Contain("noter"));
    }

    [Test]
    public async Task What_cannot_be_cleaned_is_named_and_left_out_until_it_is_to_go_in_as_it_is()
    {
        var sent = await room.InScopeAsync();
        var before = await RowsAsync();
        var refused = await RefusedAsync("administrator 1", sent, "conversation", ("brev.xyz", Unknown));
        Assert.That(refused.QuerySelector("#Files-error")!.TextContent, Does.Contain("»brev.xyz« kan ikke renses"));
        Assert.That(refused.QuerySelector("input[name=Where][checked]")!.GetAttribute("value"), Is.EqualTo("conversation"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "files"))).QuerySelector(".file-name"), Is.Null);

        await DoneAsync(
            "administrator 1", sent, "conversation", asItIs: true, ("brev.xyz", Unknown), ("foto.jpg", canaries.PhotoWithPlace()));
        await room.PassAsync(sent, "administrator 2");
        var tab = await room.PageAsync("administrator 2", CaseRoom.Case(sent, "files"));
        Assert.That(tab.QuerySelectorAll("#files .file-name").Select(link => link.TextContent),
            Is.EquivalentTo(new[] { "brev.xyz", "foto.jpg" }));
        Assert.That(tab.QuerySelectorAll("#files [data-mark=uncleaned]"), Has.Count.EqualTo(1));
        Assert.That(tab.QuerySelector("#originals"), Is.Null, "an original of staff is kept by staff, not here");

        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        Assert.That((await mailbox.PageAsync()).Body!.TextContent, Does.Contain("foto.jpg"));
        Assert.That((await RowsAsync()).Attachments, Is.EqualTo(before.Attachments + 3), "the refused one's waits for its sweep");
    }

    [Test]
    public async Task Nobody_adds_to_a_place_that_they_cannot_open_and_a_form_posted_twice_adds_once()
    {
        var sent = await room.InScopeAsync();
        var work = (await room.ReferAsync(sent)).Split('/')[^1];
        foreach (var (who, where) in new[] { ("administrator 1", work), ("other handler 1", work), ("other handler 1", "conversation") })
        {
            using var answer = await SendAsync(who, sent, where, false, null, ("x.txt", "Et notat."u8.ToArray()));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {where}");
        }

        foreach (var where in new[] { "", "elsewhere", Guid.NewGuid().ToString() })
        {
            using var answer = await SendAsync("handler 1", sent, where, false, null, ("x.txt", "Et notat."u8.ToArray()));
            Assert.That((int)answer.StatusCode, Is.AnyOf(404, 422), where);
        }

        var none = await RefusedAsync("handler 1", sent, work);
        Assert.That(none.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Files"));

        var once = (await room.PageAsync("handler 1", CaseRoom.Case(sent, "files/add"))).QuerySelector("#add-files-form [name=Once]")!
            .GetAttribute("value");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var answer = await SendAsync("handler 1", sent, work, false, once, ("referat.txt", "Fra samtalen."u8.ToArray()));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        }

        var tab = await room.PageAsync("handler 2", CaseRoom.Case(sent, "files"));
        Assert.That(
            tab.QuerySelectorAll(".work-files .file-name").Select(link => link.TextContent), Is.EqualTo(new[] { "referat.txt" }));
    }

    private Task DoneAsync(string who, Sent sent, string where, params (string, byte[])[] files) =>
        DoneAsync(who, sent, where, false, files);

    private async Task DoneAsync(string who, Sent sent, string where, bool asItIs, params (string, byte[])[] files)
    {
        using var answer = await SendAsync(who, sent, where, asItIs, null, files);
        var errors = (await answer.PageAsync()).QuerySelector("#error-summary")?.TextContent;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), errors);
        var next = await room.PageAsync(who, answer.Headers.Location!.OriginalString);
        Assert.That(next.Body!.TextContent, Does.Contain("Filerne ligger i sagen."));
    }

    private async Task<IDocument> RefusedAsync(string who, Sent sent, string where, params (string, byte[])[] files)
    {
        using var answer = await SendAsync(who, sent, where, false, null, files);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        return await answer.PageAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(
        string who, Sent sent, string where, bool asItIs, string? once, params (string, byte[])[] files)
    {
        (string, string)[] fields = [.. once is null ? [] : new[] { ("Once", once) }, ("Where", where),
            .. asItIs ? new[] { ("AsItIs", "yes") } : []];
        return await room.Office.SendAsync(
            CaseRoom.Case(sent, "files/add"), await room.CookieAsync(who), ReporterSite.Form(null, fields, files));
    }

    private async Task<(int Stagings, int Attachments)> RowsAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return (await db.Stagings.CountAsync(), await db.Attachments.CountAsync());
    }
}
