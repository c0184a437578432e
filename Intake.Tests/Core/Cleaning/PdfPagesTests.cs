using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A cleaned PDF is pictures of its pages: what one saw, and nothing that one didn't.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PdfPagesTests
{
    private const string Canary = "kanarie-5e1f";

    /// <summary>Two pages: letters under a black bar, and letters that are seen.</summary>
    private const string Draw = """
        import cairo, sys
        paper = cairo.PDFSurface(sys.argv[1], 300, 200)
        paper.set_metadata(cairo.PDFMetadata.AUTHOR, sys.argv[2])
        pen = cairo.Context(paper)
        pen.move_to(20, 40)
        pen.show_text(sys.argv[2])
        pen.rectangle(10, 20, 280, 30)
        pen.fill()
        pen.show_page()
        paper.set_size(400, 250)
        pen.set_font_size(30)
        pen.move_to(20, 100)
        pen.show_text("Synlig tekst")
        pen.show_page()
        paper.finish()
        """;

    private readonly MediaTools tools = new();

    [OneTimeTearDown]
    public void Clear() => tools.Dispose();

    [Test, Promise(36)]
    public async Task A_file_inside_a_PDF_is_not_lost_without_a_word()
    {
        Assert.That((await CleaningRun.RunAsync(CleaningRun.Case("bilag-i.pdf"))).Why, Is.EqualTo(NotCleaned.FilesInside));
    }

    [Test]
    public async Task A_PDF_with_a_password_is_called_locked()
    {
        Assert.That((await CleaningRun.RunAsync(CleaningRun.Case("laast.pdf"))).Why, Is.EqualTo(NotCleaned.Locked));
    }

    [Test, Promise(36)]
    public async Task What_lies_under_a_black_bar_does_not_come_along()
    {
        var sent = await DrawnAsync();
        var cleaned = await CleaningRun.RunAsync(sent);
        Assert.Multiple(async () =>
        {
            Assert.That(cleaned.Why, Is.Null);
            Assert.That(cleaned.Removed, Does.Contain(HiddenData.Author));
            Assert.That(await TextOfAsync(sent), Does.Contain(Canary), "the PDF that was sent does tell");
            Assert.That(await TextOfAsync(cleaned.Bytes), Is.Empty);
            Assert.That(Encoding.Latin1.GetString(cleaned.Bytes), Does.Not.Contain(Canary));
        });
    }

    [Test]
    public async Task A_PDF_keeps_the_number_and_sizes_of_its_pages_and_their_looks()
    {
        var sent = await DrawnAsync();
        var cleaned = await CleaningRun.RunAsync(sent);
        var info = await tools.AskAsync("/usr/bin/pdfinfo", "sider.pdf", cleaned.Bytes, "-l", "2");
        Assert.Multiple(async () =>
        {
            Assert.That(info, Does.Match("Page +1 size: +300 x 200").And.Match("Page +2 size: +400 x 250").And.Match("Pages: +2"));
            Assert.That(await DarkAsync(cleaned.Bytes), Is.EqualTo(await DarkAsync(sent)).Within(0.01).And.GreaterThan(0.01));
        });
    }

    [Test]
    public async Task A_note_that_opens_on_a_click_is_not_lost_without_a_word()
    {
        const string note = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
            + "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
            + "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>\nendobj\n"
            + "4 0 obj\n<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Betalt uden bilag)>>\nendobj\n"
            + "trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n";
        Assert.That((await CleaningRun.RunAsync(Encoding.ASCII.GetBytes(note))).Why, Is.EqualTo(NotCleaned.NotesInside));
    }

    private async Task<byte[]> DrawnAsync()
    {
        var path = tools.Write("tegnet.pdf", "");
        (await ProcessRun.RunAsync("/usr/bin/python3", ["-c", Draw, path, Canary])).Required();
        return await File.ReadAllBytesAsync(path);
    }

    private Task<string> TextOfAsync(byte[] pdf) => tools.AskAsync(
        "/usr/bin/python3", "tekst.pdf", pdf, "-c",
        "import subprocess, sys; print(subprocess.check_output(['/usr/bin/pdftotext', sys.argv[1], '-'], text=True))");

    /// <summary>The dark part of the second page, as poppler's own program draws it.</summary>
    private async Task<double> DarkAsync(byte[] pdf)
    {
        var told = await tools.AskAsync(
            "/usr/bin/python3", "side.pdf", pdf, "-c",
            "import subprocess, sys; "
            + "data = subprocess.check_output(['/usr/bin/pdftoppm', '-f', '2', '-l', '2', '-r', '72', '-gray', sys.argv[1]]); "
            + "dots = data[-400 * 250:]; print(sum(255 - dot for dot in dots) / 255 / len(dots))");
        return double.Parse(told, System.Globalization.CultureInfo.InvariantCulture);
    }
}
