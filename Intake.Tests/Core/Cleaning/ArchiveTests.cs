using System.IO.Compression;
using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>Zips: every member is cleaned by what it is; names and folders stay, times and comments don't.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArchiveTests
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAPAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");

    private static readonly string[] Names = ["Sag/", "Sag/blåbær.csv", "tom/", "tom.txt", "brev.txt"];

    [Test, Promise(36)]
    public async Task Members_keep_names_folders_and_words_and_lose_times_and_comments()
    {
        var cleaned = await CleaningRun.RunAsync(Zip(
            ("Sag/", []), ("Sag/blåbær.csv", "a;b\n"u8.ToArray()), ("tom/", []), ("tom.txt", []),
            ("brev.eml", CleaningRun.Case("brev.eml"))));
        Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, "zip")));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(Names));
        Assert.That(zip.Comment, Is.Empty);
        Assert.That(zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct(), Is.EqualTo(new[] { new DateTime(1980, 1, 1) }));
        Assert.That(Read(zip, "Sag/blåbær.csv"), Is.EqualTo("a;b\n"));
        Assert.That(Read(zip, "brev.txt"), Does.Contain("Hej").And.Not.Contain("192.0.2.77"));
        Assert.That(cleaned.Removed, Is.SupersetOf(new[] { HiddenData.Times, HiddenData.Comments, HiddenData.Headers }));
    }

    [Test, Promise(36)]
    public async Task A_member_is_known_by_what_it_is_and_called_after_it()
    {
        var cleaned = await CleaningRun.RunAsync(Zip(("noter.txt", Gif)));
        Assert.That(cleaned.Why, Is.Null);
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Single().FullName, Is.EqualTo("noter.gif"));
    }

    [TestCase("../../hemmeligt.txt", "hemmeligt.txt")]
    [TestCase("/rod/a.txt", "rod/a.txt")]
    [TestCase(@"C:\Brugere\anne\a.txt", "C_/Brugere/anne/a.txt")]
    [TestCase("faktura\u202egpj.txt", "fakturagpj.txt")]
    public async Task A_name_leads_out_of_no_folder_and_turns_no_text(string name, string kept)
    {
        var cleaned = await CleaningRun.RunAsync(Zip((name, "Hej"u8.ToArray())));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Single().FullName, Is.EqualTo(kept));
    }

    [Test]
    public async Task A_Danish_name_of_an_old_Windows_zip_is_read_right()
    {
        var zipped = Zip(("aaa.txt", "Hej"u8.ToArray()));
        byte[] old = [0x9B, 0x91, 0x86, .. ".txt"u8]; // "øæå.txt" in code page 850.
        for (int at; (at = zipped.AsSpan().IndexOf("aaa.txt"u8)) >= 0;) old.CopyTo(zipped, at);
        var cleaned = await CleaningRun.RunAsync(zipped);
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Single().FullName, Is.EqualTo("øæå.txt"));
    }

    [Test, Promise(36)]
    public async Task A_member_that_cannot_be_cleaned_is_named_also_deep_inside()
    {
        var program = new byte[] { 0x4D, 0x5A, 0, 0, 1, 2, 3 };
        var cleaned = await CleaningRun.RunAsync(Zip(("a.txt", "Hej"u8.ToArray()), ("b.exe", program)));
        Assert.That((cleaned.Why, cleaned.Detail), Is.EqualTo((NotCleaned.UnknownPart, "b.exe")));
        cleaned = await CleaningRun.RunAsync(Zip(("indre.zip", Zip(("b.exe", program)))));
        Assert.That((cleaned.Why, cleaned.Detail), Is.EqualTo((NotCleaned.UnknownPart, "indre.zip/b.exe")));
        cleaned = await CleaningRun.RunAsync(Zip(("side.txt", CleaningRun.Case("side.html"))));
        Assert.That((cleaned.Why, cleaned.Detail), Is.EqualTo((NotCleaned.SavedPage, "side.txt")));
    }

    [Test]
    public async Task A_bomb_is_too_large_before_it_is_unpacked_and_zips_are_followed_three_deep()
    {
        Assert.That((await CleaningRun.RunAsync(Zip(("a.txt", new byte[40 << 20])))).Why, Is.EqualTo(NotCleaned.TooLarge));
        var text = Zip(("a.txt", "Hej"u8.ToArray()));
        Assert.That((await CleaningRun.RunAsync(Zip(("b.zip", Zip(("a.zip", text)))))).Why, Is.Null);
        Assert.That((await CleaningRun.RunAsync(Zip(("d.zip", Zip(("c.zip", Zip(("b.zip", Zip(("a.zip", text))))))))))
            .Why, Is.EqualTo(NotCleaned.UnknownPart));
    }

    [Test]
    public async Task What_systems_put_in_is_left_out_and_told_but_never_a_file_that_is_only_called_so()
    {
        var cleaned = await CleaningRun.RunAsync(Zip(
            ("a.txt", "Hej"u8.ToArray()), ("__MACOSX/._a.txt", [0, 5, 22, 7, 0, 2]),
            (".DS_Store", [0, 0, 0, 1, .. "Bud1"u8]), ("._b.txt", "Bevis"u8.ToArray())));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { "a.txt", "._b.txt" }));
        Assert.That(cleaned.Removed, Does.Contain(HiddenData.Other));
    }

    [Test]
    public async Task A_struck_name_goes_from_the_texts_and_the_names_of_members()
    {
        var mail = "Fra / From: Anne Holm <ah@firma.example>\n\nHilsen Anne\n"u8.ToArray();
        var cleaned = await CleaningRun.RunAsync(
            Zip(("brev.txt", mail), ("Anne Holm cv.txt", "Om Holm"u8.ToArray())), "Anne Holm <ah@firma.example>");
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        var all = string.Concat(zip.Entries.Select(entry => entry.FullName + Read(zip, entry.FullName)));
        Assert.That(all, Does.Contain("▇▇▇").And.Contain("cv.txt"));
        Assert.That(all, Does.Not.Contain("Anne").And.Not.Contain("Holm").And.Not.Contain("ah@"));
    }

    [Test, Promise(36)]
    public async Task A_folders_own_file_goes_and_someones_file_of_that_name_stays()
    {
        var cleaned = await CleaningRun.RunAsync(Zip(
            ("Sag/desktop.ini", "[.ShellClassInfo]\r\nIconResource=C:\\Users\\anne\\a.ico,0\r\n"u8.ToArray()),
            ("Sag/brev.txt", "Hej"u8.ToArray())));
        using (var zip = new ZipArchive(new MemoryStream(cleaned.Bytes)))
        {
            Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { "Sag/brev.txt" }));
        }

        cleaned = await CleaningRun.RunAsync(Zip(("Sag/desktop.ini", "Chefen sagde nej."u8.ToArray())));
        Assert.That(cleaned.Why is not null || Encoding.Latin1.GetString(cleaned.Bytes).Contains("desktop", StringComparison.Ordinal));
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = "pakket på pc-4711";
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
