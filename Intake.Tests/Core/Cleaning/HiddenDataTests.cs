using System.Net;
using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>
/// Real files with hidden data, sent by a reporter and downloaded by a handler, both over HTTP: the downloads carry none
/// of it.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HiddenDataTests
{
    private const int FilesInReport = 6;
    private readonly Dictionary<string, (string Told, byte[] Bytes, string Name)> downloads = [];
    private readonly Workspace folder = new();
    private TellingFiles making = null!;
    private IReadOnlyDictionary<string, byte[]> sent = null!;

    [OneTimeSetUp]
    public async Task Send_all_and_download_all()
    {
        making = new TellingFiles(folder.Folder);
        sent = await making.MakeAsync();
        await using var site = await ReporterSite.StartAsync();
        var office = await OfficeHost.StartAsync(site.Founded);
        await using var web = office.Web; // The site disposes the scheme.
        var room = new CaseRoom(office);
        foreach (var some in sent.Chunk(FilesInReport))
        {
            using var check = await site.PostFormAsync(
                await site.TicketAsync(), [("Description", "Med filer"), ("Follow", "yes")],
                [.. some.Select(file => ($"{TellingFiles.Canary}.{file.Key}", file.Value))]);
            var page = await check.PageAsync();
            var told = page.QuerySelectorAll("#staged-files li").Select(item => item.QuerySelector(".file-told")!.TextContent).ToList();
            Assert.That(page.QuerySelector("#undecided"), Is.Null, string.Join('\n', told));
            using var receipt = await site.SendAsync(page);
            var key = (await receipt.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
            Assert.That(ReceiptKey.TryParse(Encoding.UTF8.GetBytes(key), out var parsed), Is.True);
            var report = new Sent(await site.ReportOfAsync(key), parsed!);
            await DownloadAsync(room, report, some.Select(file => file.Key).Zip(told));
        }
    }

    [OneTimeTearDown]
    public void Clear() => folder.Dispose();

    [TestCaseSource(typeof(TellingFiles), nameof(TellingFiles.Endings)), Promise(36)]
    public async Task What_a_handler_downloads_tells_neither_place_nor_author_nor_device_nor_time(string ending)
    {
        var (_, file, _) = downloads[ending];
        // The part of a slide show that lists authors is called so in every one.
        var all = await making.TagsAsync(ending, file);
        var tags = string.Join('\n', all.Split('\n').Where(tag => !tag.Contains("ZipFileName", StringComparison.Ordinal)));
        Assert.Multiple(() =>
        {
            Assert.That(tags, Does.Not.Contain(TellingFiles.Canary).IgnoreCase);
            Assert.That(tags, Does.Not.Match("(?i)gps(l|c)|thumbnail|1999|55 deg|creator|author|artist|serial"));
            foreach (var (place, bytes) in Places(ending, file)) Assert.That(Holds(bytes), Is.False, place);
        });
    }

    [TestCaseSource(nameof(Hiding))]
    public async Task The_search_finds_the_hidden_data_in_what_was_sent(string ending)
    {
        var tags = await making.TagsAsync(ending, sent[ending]);
        Assert.That(tags.Contains(TellingFiles.Canary, StringComparison.Ordinal)
            || Places(ending, sent[ending]).Any(place => Holds(place.Bytes)), Is.True);
    }

    [TestCase("jpg", "stedet (GPS)", "kamera eller telefon", "et lille billede af filen"),
     TestCase("docx", "navne på dem, der har lavet eller ændret den", "titler og kommentarer"),
     TestCase("mp3", "titler og kommentarer"), TestCase("pdf", "navne på dem, der har lavet eller ændret den"),
     TestCase("zip", "stedet (GPS)"),
     TestCase("txt", "ingen skjulte oplysninger")]
    public void The_check_page_told_what_was_taken_out(string ending, params string[] kinds) =>
        Assert.That(kinds.Where(kind => !downloads[ending].Told.Contains(kind, StringComparison.Ordinal)),
            Is.Empty, downloads[ending].Told);

    [TestCase("docx", "word/document.xml"), TestCase("xlsx", "xl/worksheets/sheet1.xml"), TestCase("pptx", "ppt/slides/slide1.xml"),
     TestCase("odt", "content.xml"), TestCase("zip", "note.txt")]
    public void What_a_document_says_is_still_there(string ending, string part) =>
        Assert.That(Encoding.UTF8.GetString(OfficeFiles.Members(downloads[ending].Bytes).Single(member => member.Name == part).Bytes),
            Does.Contain(TellingFiles.Shown));

    [Test, Promise(36)]
    public async Task Films_and_sounds_inside_archives_and_slide_shows_keep_their_pictures_and_sound_and_no_other_track()
    {
        var members = OfficeFiles.Members(downloads["zip"].Bytes).Concat(OfficeFiles.Members(downloads["pptx"].Bytes)).ToList();
        var before = await making.TagsAsync("mp4", sent["mp4"]);
        Assert.That(before, Does.Contain("[Track3]").And.Contain(TellingFiles.Canary + " place"),
            "the film that was sent says where it was taken");
        foreach (var name in TellingFiles.Heard.Select(ending => "medie." + ending).Append("ppt/media/media1.mp4"))
        {
            var tags = await making.TagsAsync(name.Split('.')[1], members.Single(member => member.Name == name).Bytes);
            Assert.That(tags, Does.Not.Contain(TellingFiles.Canary).And.Not.Contain("[Track3]"), name);
            Assert.That(tags, name.EndsWith("mp4", StringComparison.Ordinal) ? Does.Contain("[Track2]") : Is.Not.Empty, name);
        }
    }

    [Test, Promise(37)]
    public void A_handlers_download_has_a_name_that_tells_nothing_and_no_time() =>
        Assert.That(downloads.Select(file => file.Value.Name),
            Is.EqualTo(downloads.Keys.Select(ending => $"attachment; filename=\"fil.{ending}\"")));

    /// <summary>Every type but plain text, which has nowhere to hide anything; letters that nobody sees have tests of their own.</summary>
    private static IEnumerable<string> Hiding => TellingFiles.Endings.Where(ending => ending != "txt");

    private async Task DownloadAsync(CaseRoom room, Sent report, IEnumerable<(string Ending, string Told)> files)
    {
        await room.PassAsync(report, "administrator 1");
        await room.DoneAsync("administrator 1", CaseRoom.Case(report, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        await room.ReferAsync(report);
        var page = await room.PageAsync("handler 1", CaseRoom.Case(report, "files"));
        foreach (var ((ending, told), link) in files.Zip(page.QuerySelectorAll("#files a")))
        {
            using var answer = await room.GetAsync("handler 1", link.GetAttribute("href")!);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Content.Headers.LastModified, Is.Null);
            downloads.Add(
                ending, (told, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentDisposition!.ToString()));
        }
    }

    private static IEnumerable<(string Place, byte[] Bytes)> Places(string ending, byte[] file) =>
        file.AsSpan().StartsWith("PK"u8) ? OfficeFiles.Members(file).Prepend((ending, file)) : [(ending, file)];

    /// <summary>Whether the bytes hold the canary, as UTF-8 or as UTF-16 in either byte order.</summary>
    private static bool Holds(byte[] bytes) =>
        new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Any(encoding =>
            bytes.AsSpan().IndexOf(encoding.GetBytes(TellingFiles.Canary)) >= 0);
}
