using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>A text stays as it is, byte for byte, but for letters that nobody sees; what only looks like a text is refused.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlainTextTests
{
    private const string Code = "QWxhZGRpbjpvcGVuIHNlc2FtZSBhbmQgYSBsb3QgbW9yZSBvZiBpdCwgMTIzNDU2Nzg5";

    private static readonly TestCaseData[] Kept =
    [
        new TestCaseData("Måle;12,50 €\r\n"u8.ToArray()).SetArgDisplayNames("UTF-8"),
        new TestCaseData((byte[])[0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Måle € 👩\u200d👧 ❤\ufe0f")])
            .SetArgDisplayNames("UTF-16"),
        new TestCaseData(Encoding.Unicode.GetBytes("Uden mærke: blåbær")).SetArgDisplayNames("UTF-16 without a mark"),
        new TestCaseData(Encoding.UTF8.GetBytes("{\"navn\": \"می\u200cخواهم\"}")).SetArgDisplayNames("JSON in Persian"),
        new TestCaseData("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anne>Hej</v>\n"u8.ToArray()).SetArgDisplayNames("subtitles"),
        new TestCaseData("Note: husk\nDato: 3. maj\n\nFørste linje\n"u8.ToArray()).SetArgDisplayNames("a note"),
        new TestCaseData(Encoding.UTF8.GetBytes(new string('=', 300) + "\n" + new string('-', 80))).SetArgDisplayNames("rulers"),
    ];

    private static readonly TestCaseData[] Refused =
    [
        new TestCaseData("Hej\n\n> Received: from pc by mx\n> Message-ID: <a@b.example>\n", NotCleaned.MailSource),
        new TestCaseData("Hej\nX-Originating-IP: [192.0.2.77]\n", NotCleaned.MailSource),
        new TestCaseData("Hej\n<img src=\"https://sporing.example/4711.gif\">\n", NotCleaned.SavedPage),
        new TestCaseData("\ufeff\n <!-- saved -->\n<html>Hej</html>", NotCleaned.SavedPage),
        new TestCaseData("<?xml version=\"1.0\"?><office:document/>", NotCleaned.SavedPage),
        new TestCaseData($"Hej\n{Code}\n{Code}\n{Code}\n", NotCleaned.Encoded),
        new TestCaseData($"Hej {Code}{Code}{Code}{Code}", NotCleaned.Encoded),
        new TestCaseData(@"{\rtf1 Hej}", NotCleaned.UnknownType),
        new TestCaseData("BEGIN:VCARD\nFN:Anne Holm\nEND:VCARD\n", NotCleaned.UnknownType),
        new TestCaseData("rød \u001b[31mskrift", NotCleaned.UnknownType),
    ];

    [TestCaseSource(nameof(Kept)), Promise(36)]
    public async Task A_text_stays_byte_for_byte(byte[] text)
    {
        var cleaned = await CleaningRun.RunAsync(text);
        Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, "txt")));
        Assert.That(cleaned.Bytes, Is.EqualTo(text));
        Assert.That(cleaned.Removed, Is.Empty);
    }

    [TestCase("euro.csv"), TestCase("tekst.txt"), Promise(36)]
    public async Task What_people_sent_as_text_stays_byte_for_byte(string name)
    {
        var cleaned = await CleaningRun.RunAsync(CleaningRun.Case(name));
        Assert.That(cleaned.Why, Is.Null);
        Assert.That(cleaned.Bytes, Is.EqualTo(CleaningRun.Case(name)));
    }

    [TestCase("side.html"), TestCase("side.mhtml"), TestCase("utf16.html"), TestCase("tegning.svg"), Promise(36)]
    public async Task A_page_is_no_text_in_whatever_clothes(string name) =>
        Assert.That((await CleaningRun.RunAsync(CleaningRun.Case(name))).Why, Is.EqualTo(NotCleaned.SavedPage));

    [TestCaseSource(nameof(Refused)), Promise(36)]
    public async Task What_may_hide_something_is_no_text_and_the_reason_is_told(string text, NotCleaned why) =>
        Assert.That((await CleaningRun.RunAsync(Encoding.UTF8.GetBytes(text))).Why, Is.EqualTo(why));

    [Test, Promise(36)]
    public async Task What_may_hide_something_is_found_behind_the_first_64_KiB_too()
    {
        var text = string.Concat(Enumerable.Repeat("En linje som de andre.\n", 10_000)) + "X-Originating-IP: [192.0.2.77]\n";
        Assert.That((await CleaningRun.RunAsync(Encoding.UTF8.GetBytes(text))).Why, Is.EqualTo(NotCleaned.MailSource));
    }

    [TestCase("for\u200btroligt\u2060 notat\ufeff", "fortroligt notat")]
    [TestCase("notat\U000e0061\U000e006e\U000e006e\U000e0065!", "notat!")]
    [TestCase("a\ufe01\ufe02b\u00adc", "abc")]
    [TestCase("faktura\u202egpj.exe", "fakturagpj.exe")]
    public async Task Letters_that_nobody_sees_go_and_it_is_told(string text, string left)
    {
        var cleaned = await CleaningRun.RunAsync(Encoding.UTF8.GetBytes(text));
        Assert.That(Encoding.UTF8.GetString(cleaned.Bytes), Is.EqualTo(left));
        Assert.That(cleaned.Removed, Is.EqualTo(new[] { HiddenData.Invisible }));
    }
}
