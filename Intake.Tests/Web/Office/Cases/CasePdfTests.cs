using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The whole case as a PDF, read by poppler: what its reader may read, and nothing else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CasePdfTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;

    [OneTimeSetUp]
    public async Task Write()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("handler 1", referral + "/note", ("Text", "Samtale med afsnitsledelsen på mandag."));
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_handler_gets_everything_tagged_with_its_reference_and_that_it_is_exempt()
    {
        var (text, info) = await ReadAsync("handler 1");
        Assert.That(info, Does.Match(@"Tagged:\s+yes").And.Match("Title:.*[0-9A-Z]{4}-[0-9A-Z]{4}"));
        Assert.That(text, Does.Contain("uønskede tilnærmelser").And.Contain("Undtaget fra aktindsigt")
            .And.Contain("Samtale med afsnitsledelsen på mandag.").And.Contain("Forløbet er undersøgt, og der er handlet."));
    }

    [Test]
    public async Task An_administrator_gets_no_word_of_the_units_notes_and_a_stranger_no_file()
    {
        var (text, _) = await ReadAsync("administrator 1");
        Assert.That(text, Does.Contain("uønskede tilnærmelser").And.Not.Contain("afsnitsledelsen"));
        foreach (var stranger in new[] { "other handler 1", "handler 3" })
        {
            using var answer = await room.GetAsync(stranger, CaseRoom.Case(sent, "print/pdf"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), stranger);
        }
    }

    [Test]
    public async Task Each_time_the_access_log_says_who_took_the_whole_case_out_and_of_a_stranger_nothing()
    {
        var before = (await LinesAsync()).Count;
        room.Office.Founded.Time.Advance(TimeSpan.FromSeconds(1));
        await room.PageAsync("handler 2", CaseRoom.Case(sent, "print"));
        await ReadAsync("handler 2");
        await room.GetAsync("other handler 1", CaseRoom.Case(sent, "print"));
        await room.PageAsync("handler 2", CaseRoom.Case(sent));
        var lines = await LinesAsync();
        Assert.That(lines, Has.Count.EqualTo(before + 2));
        Assert.That(lines.Take(2), Has.All.Contain("Lars Thygesen"));
        var reference = (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector(".reference")!.TextContent;
        var own = await room.PageAsync("administrator 1", $"/da/office/access?case={reference.ToLowerInvariant()}");
        Assert.That(own.QuerySelectorAll("#access tbody td:last-child").Select(cell => cell.TextContent).Distinct(),
            Is.EqualTo(new[] { reference }), "one case's lines alone");

        async Task<List<string>> LinesAsync() => [.. (await room.PageAsync("administrator 1", "/da/office/access"))
            .QuerySelectorAll("#access tbody tr").Select(row => row.TextContent)
            .Where(row => row.Contains("tog hele sagen ud", StringComparison.Ordinal))];
    }

    private async Task<(string Text, string Info)> ReadAsync(string who)
    {
        using var answer = await room.GetAsync(who, CaseRoom.Case(sent, "print/pdf"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{answer.Headers.Location}");
        Assert.That(answer.Content.Headers.ContentDisposition!.FileName, Does.StartWith("sag-").And.EndWith(".pdf"));
        using var folder = new Workspace();
        var file = folder.PathOf("case.pdf");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        return ((await ProcessRun.RunAsync("/usr/bin/pdftotext", ["-layout", file, "-"])).Required().Output,
            (await ProcessRun.RunAsync("/usr/bin/pdfinfo", [file])).Required().Output);
    }
}
