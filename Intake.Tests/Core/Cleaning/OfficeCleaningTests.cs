using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>
/// Word, Excel and PowerPoint files, and OpenDocument: what one reads stays in its order, and nothing tells who wrote it. The files
/// named sladrer hold a canary wherever such files tell of people and machines: properties, authors of comments and changes, ids,
/// links, templates, fields, names of bookmarks and shapes, printers, custom XML, persons, external books.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class OfficeCleaningTests
{
    private static readonly string[] Telling = ["sladrer.docx", "sladrer.xlsx", "sladrer.pptx", "sladrer.odt"];
    private static readonly string[] Tokens =
        ["kanarie", "5E1F", "00AB12CD", "0051f51f", "51251251", "1999-12", "windowWidth", "rsid", "docVar", "attachedTemplate"];

    [TestCase("tabel-i-midten.docx"), TestCase("rettelser.docx"), TestCase("nummererede.docx"), TestCase("billede.docx"),
     TestCase("forfatter.docx"), TestCase("ark.xlsx"), TestCase("dias.pptx"), TestCaseSource(nameof(Telling)), Promise(36)]
    public async Task A_document_says_the_same_in_the_same_order(string name)
    {
        var before = CleaningRun.Case(name);
        var after = await CleaningRun.RunAsync(before);
        var ending = Path.GetExtension(name)[1..];
        Assert.That(after.Why, Is.Null, after.Detail);
        Assert.That(after.Ending, Is.EqualTo(ending));
        var said = await DocumentReader.ReadAsync(ending, before);
        Assert.That(said, Is.Not.Empty);
        Assert.That(await DocumentReader.ReadAsync(ending, after.Bytes), Is.EqualTo(said));
    }

    [Test]
    public async Task A_tracked_insertion_stays_where_it_was()
    {
        var after = await CleaningRun.RunAsync(CleaningRun.Case("rettelser.docx"));
        Assert.That(await DocumentReader.ReadAsync("docx", after.Bytes), Has.Some.Contain("Chefen har ikke godkendt bilaget. ins"));
    }

    [Test]
    public async Task A_sheet_keeps_its_values_formulas_dates_comments_and_hidden_sheets()
    {
        var after = await CleaningRun.RunAsync(CleaningRun.Case("sladrer.xlsx"));
        Assert.That(await DocumentReader.ReadAsync("xlsx", after.Bytes), Is.EqualTo(new[]
        {
            "Regnskab visible", "A1 41 41 En bemærkning", "B1 =A1+1 42 Et svar", "C1 2013-07-07 00:00:00 2013-07-07 00:00:00",
            "D1 =[1]Ark!A1 7", "A2 beviset beviset", "Skjult hidden", "A1 skjult bevis skjult bevis",
        }));
    }

    [TestCaseSource(nameof(Telling)), Promise(36)]
    public async Task Nothing_in_the_members_of_a_cleaned_document_tells_who_made_it_or_when(string name)
    {
        var before = OfficeFiles.Members(CleaningRun.Case(name)).ToList();
        Assert.That(before.Any(member => Found(member).Any()), Is.True, "the search finds what was sent");
        var after = await CleaningRun.RunAsync(CleaningRun.Case(name));
        Assert.That(after.Why, Is.Null, after.Detail);
        Assert.That(OfficeFiles.Members(after.Bytes).SelectMany(Found), Is.Empty);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(after.Bytes));
        Assert.That(archive.Entries.Select(entry => entry.LastWriteTime.Year).Distinct(), Is.EqualTo(new[] { 1980 }));
    }

    [TestCaseSource(nameof(Telling))]
    public async Task The_reporter_is_told_what_was_taken_out(string name)
    {
        var after = await CleaningRun.RunAsync(CleaningRun.Case(name));
        Assert.That(after.Removed, Is.SupersetOf(new[]
        {
            HiddenData.Author, HiddenData.Times, HiddenData.Ids, HiddenData.Links, HiddenData.Comments, HiddenData.Software,
            HiddenData.Thumbnail,
        }));
    }

    [Test]
    public async Task An_author_in_the_properties_alone_is_taken_out_and_told() =>
        Assert.That((await CleaningRun.RunAsync(CleaningRun.Case("forfatter.docx"))).Removed, Does.Contain(HiddenData.Author));

    [TestCase("makro.xlsm")]
    public async Task A_file_that_claims_macros_and_has_none_gets_the_type_and_ending_that_it_should_have_had(string name)
    {
        var after = await CleaningRun.RunAsync(CleaningRun.Case(name));
        Assert.That(after.Ending, Is.EqualTo("xlsx"));
        Assert.That(Text(after.Bytes, "[Content_Types].xml"), Does.Contain("sheet.main+xml").And.Not.Contain("macro").IgnoreCase);
    }

    [TestCase("http://schemas.microsoft.com/office/2006/relationships/vbaProject", NotCleaned.Macros),
     TestCase("http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject", NotCleaned.FilesInside),
     TestCase("http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk", NotCleaned.FilesInside),
     TestCase("http://example.org/something", NotCleaned.UnknownPart)]
    public async Task What_nobody_can_judge_is_refused_and_named(string kind, NotCleaned why)
    {
        var relation = $"<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"ukendt.bin\"/>";
        var changed = With("ark.xlsx", "xl/_rels/workbook.xml.rels", text =>
            text.Replace("</Relationships>", relation + "</Relationships>", StringComparison.Ordinal));
        var after = await CleaningRun.RunAsync(changed);
        Assert.That((after.Why, after.Detail), Is.EqualTo(((NotCleaned?)why, "xl/ukendt.bin")));
    }

    [TestCase("<c r=\"A1\"", "<c r=\"A1\" hemmelig=\"1\""), TestCase("<sheetData>", "<sheetData>skjult tekst"),
     TestCase("<sheetData>", "<sheetData><ukendt/>")]
    public async Task An_element_attribute_or_text_that_no_schema_knows_is_refused(string place, string with)
    {
        var changed = With("ark.xlsx", "xl/worksheets/sheet1.xml", text => text.Replace(place, with, StringComparison.Ordinal));
        Assert.That((await CleaningRun.RunAsync(changed)).Why, Is.EqualTo(NotCleaned.UnknownPart));
    }

    [TestCase(@"'C:\Users\anne\[Bog.xlsx]Ark1'!A1", "'[Book.xlsx]Ark1'!A1"),
     TestCase(@"'\\srv\anne\[b.xlsx]A'!$A$1", "'[Book.xlsx]A'!$A$1"), TestCase("'[Regneark hos anne]A'!A1", "'[Book.xlsx]A'!A1"),
     TestCase("['file:///home/anne/b.xlsx']A!A1", "['Book.xlsx']A!A1"), TestCase("[1]Ark!A1+'Et ark'!A1", "[1]Ark!A1+'Et ark'!A1"),
     TestCase("HYPERLINK(\"file:///C:/anne\",\"vist\")", "HYPERLINK(\"\",\"vist\")"), Promise(36)]
    public async Task A_formula_keeps_what_it_works_out_and_not_where_other_books_lie(string formula, string left)
    {
        var changed = With("ark.xlsx", "xl/worksheets/sheet1.xml", text =>
            text.Replace("</row>", $"<c r=\"H1\"><f>{formula}</f><v>1</v></c></row>", StringComparison.Ordinal));
        var after = await CleaningRun.RunAsync(changed);
        Assert.That(after.Why, Is.Null, after.Detail);
        Assert.That(Text(after.Bytes, "xl/worksheets/sheet1.xml"), Does.Contain($"<f>{left}</f>").And.Not.Contain("anne"));
        Assert.That(after.Removed.Contains(HiddenData.Links), Is.EqualTo(formula != left));
    }

    [Test]
    public async Task A_document_type_is_refused()
    {
        var changed = With("rettelser.docx", "word/document.xml", text =>
            text.Insert(text.IndexOf("<w:document", StringComparison.Ordinal), "<!DOCTYPE w [<!ENTITY e \"x\">]>"));
        Assert.That((await CleaningRun.RunAsync(changed)).Why, Is.EqualTo(NotCleaned.UnknownPart));
    }

    [Test]
    public async Task Members_that_nothing_leads_to_are_left_behind_and_told()
    {
        var members = OfficeFiles.Members(CleaningRun.Case("rettelser.docx")).Append(("word/bilag.bin", Encoding.UTF8.GetBytes("x")));
        var after = await CleaningRun.RunAsync(OfficeFiles.Zip([.. members]));
        Assert.That(after.Removed, Does.Contain(HiddenData.Other));
        Assert.That(OfficeFiles.Members(after.Bytes).Select(member => member.Name), Has.None.EqualTo("word/bilag.bin"));
    }

    [TestCase("Basic/Standard/Module1.xml", NotCleaned.Macros), TestCase("Versions/Version1", NotCleaned.FilesInside),
     TestCase("Ukendt/noget.bin", NotCleaned.UnknownPart)]
    public async Task An_OpenDocument_with_programs_versions_or_strangers_inside_is_refused_by_their_name(
        string member, NotCleaned why)
    {
        var parts = OfficeFiles.Members(CleaningRun.Case("sladrer.odt")).Append((member, Encoding.UTF8.GetBytes("x")));
        var after = await CleaningRun.RunAsync(OfficeFiles.Zip([.. parts]));
        Assert.That((after.Why, after.Detail), Is.EqualTo(((NotCleaned?)why, member)));
    }

    private static byte[] With(string name, string part, Func<string, string> change) =>
        OfficeFiles.Zip([.. OfficeFiles.Members(CleaningRun.Case(name)).Select(member => member.Name == part
            ? (member.Name, Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(member.Bytes)))) : member)]);

    private static string Text(byte[] file, string part) =>
        Encoding.UTF8.GetString(OfficeFiles.Members(file).Single(member => member.Name == part).Bytes);

    private static IEnumerable<string> Found((string Name, byte[] Bytes) member) =>
        from token in Tokens
        where member.Name.Contains(token, StringComparison.OrdinalIgnoreCase)
            || Encoding.UTF8.GetString(member.Bytes).Contains(token, StringComparison.OrdinalIgnoreCase)
            || Encoding.Unicode.GetString(member.Bytes).Contains(token, StringComparison.OrdinalIgnoreCase)
        select $"{member.Name}: {token}";
}
