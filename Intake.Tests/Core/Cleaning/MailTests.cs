using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Intake.Core.Cleaning;
using Intake.Tests.Support;
using MimeKit;
using NUnit.Framework;

namespace Intake.Tests.Core.Cleaning;

/// <summary>Mails made by another's library, and small ones that people sent: what one reads of them comes back, nothing else.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MailTests
{
    private const string Words = "Kære Bo\n\nChefen har ikke godkendt bilaget på 12,50 €. Anne Holm spurgte.\n";

    private static readonly string[] People =
        ["Anne Holm <anne.holm@firma.example>", "Bo Vik <bo.vik@firma.example>", "Søren Ømark <so@firma.example>"];

    [Test, Promise(36)]
    public async Task A_mail_becomes_its_text_with_day_subject_and_people()
    {
        var mail = Mail(new TextPart("plain") { Text = Words });
        var (text, cleaned) = await TextOfAsync(Bytes(mail));
        Assert.That(text, Does.Contain("2026-03-03 10:15 +0100").And.Contain("Æblebilag til bestyrelsen").And.Contain(Words.Trim())
            .And.Contain("Anne Holm <anne.holm@firma.example>").And.Contain("Søren Ømark <so@firma.example>"));
        Assert.That(text, Does.Not.Contain("192.0.2.77").And.Not.Contain("hemmeligt").And.Not.Contain("4711").And.Not.Contain("Outlook")
            .And.Not.Contain(":42"));
        Assert.That(cleaned.Removed, Is.SupersetOf(new[] { HiddenData.Headers, HiddenData.Ids, HiddenData.Software }));
        Assert.That(cleaned.Names, Is.EqualTo(People));
    }

    [TestCase("From: Anne Holm <a@firma.example>\nX-Originating-IP: [192.0.2.77]\nTo: b@firma.example\nSubject: Prøve\n\nHej\n")]
    [TestCase("\r\n\r\nX-Spor: 192.0.2.77\r\nDate: Tue, 3 Mar 2026 10:15 +0100\r\nFrom: a@firma.example\r\nSubject: Prøve\r\n\r\nHej\r\n")]
    [TestCase("From a@firma.example Tue Mar  3 10:15:00 2026\nReceived: from 192.0.2.77\nFrom: a@firma.example\nSubject: Prøve\n\nHej\n")]
    public async Task A_mail_is_known_from_whatever_line_it_begins_with(string mail)
    {
        var (text, _) = await TextOfAsync(Encoding.UTF8.GetBytes(mail));
        Assert.That(text, Does.Contain("Prøve").And.Contain("Hej").And.Contain("a@firma.example"));
        Assert.That(text, Does.Not.Contain("192.0.2.77").And.Not.Contain("X-"));
    }

    [Test]
    public async Task The_mail_that_began_with_From_is_no_plain_text()
    {
        var (text, cleaned) = await TextOfAsync(CleaningRun.Case("brev.eml"));
        Assert.That(text, Does.Contain("Proeve Person <proeve@example.org>").And.EndsWith("Hej\n").And.Not.Contain("192.0.2.77"));
        Assert.That(cleaned.Removed, Is.EqualTo(new[] { HiddenData.Headers }));
    }

    [Test, Promise(36)]
    public async Task A_mail_in_HTML_keeps_what_is_shown_in_order_without_addresses_behind_words_and_pixels()
    {
        const string html = """
            <html><head><title>x4711</title><style>.a { color: red }</style></head><body><div style="display:none">skjult4711</div>
            <p>Chefen har <b>ikke</b> godkendt &aelig;bler</p><table><tr><td>Bilag</td><td>12,50</td></tr></table>
            <ol><li>Først</li><li>Så</li></ol><a href="https://spor.firma.example/?user=4711">Se sagen</a>
            <img src="https://spor.firma.example/4711.gif" width="1"></body></html>
            """;
        var (text, cleaned) = await TextOfAsync(Bytes(Mail(new TextPart("html") { Text = html })));
        Assert.That(text, Does.Match(@"Chefen har ikke godkendt æbler[^✗]*Bilag\t12,50[^✗]*1\. Først\s+2\. Så[^✗]*Se sagen"));
        Assert.That(text, Does.Not.Contain("4711").And.Not.Contain("color"));
        Assert.That(cleaned.Removed, Is.SupersetOf(new[] { HiddenData.Links, HiddenData.Invisible }));
    }

    [TestCase("<div style=\"display:none "), TestCase("<![if "), TestCase("<b></i>"), TestCase("<p style='max-height:0;'>"), Promise(36)]
    public async Task A_page_made_to_take_long_is_answered_soon(string piece)
    {
        var html = string.Concat(Enumerable.Repeat(piece, 500_000 / piece.Length));
        var time = Stopwatch.StartNew();
        await CleaningRun.RunAsync(Bytes(Mail(new TextPart("html") { Text = html })));
        Assert.That(time.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test, Promise(36)]
    public async Task What_a_page_shows_in_a_field_is_kept()
    {
        var (text, _) = await TextOfAsync(Bytes(Mail(new TextPart("html") { Text = "<p>Beløb <input value='12,50'></p>" })));
        Assert.That(text, Does.Contain("Beløb [12,50]"));
    }

    [Test]
    public async Task Of_two_versions_that_differ_both_are_kept()
    {
        var (text, _) = await TextOfAsync(Bytes(Mail(Versions("Kun i ren tekst.", "<p>Kun i HTML.</p>"))));
        Assert.That(text, Does.Contain("Kun i ren tekst.").And.Contain("Kun i HTML."));
        (text, _) = await TextOfAsync(Bytes(Mail(Versions("Det samme.", "<p>Det <i>samme</i>.</p>"))));
        Assert.That(text.Split("samme"), Has.Length.EqualTo(2), "what both say is there once");
    }

    [Test, Promise(36)]
    public async Task Attachments_are_cleaned_one_by_one_and_called_after_what_they_are()
    {
        var parts = new Multipart("mixed") { new TextPart("plain") { Text = Words } };
        parts.Add(Attachment("bilag æ.bin", "Beløb;12,50\n"u8.ToArray()));
        parts.Add(new MessagePart { Message = Mail(new TextPart("plain") { Text = "Det indre brev siger nej." }) });
        var cleaned = await CleaningRun.RunAsync(Bytes(Mail(parts)));
        Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, "zip")));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        var texts = zip.Entries.ToDictionary(entry => entry.FullName, Read);
        Assert.That(texts.Keys, Is.EquivalentTo(new[] { "brev.txt", "bilag æ.bin.txt", "Æblebilag til bestyrelsen.txt" }));
        Assert.That(texts["bilag æ.bin.txt"], Is.EqualTo("Beløb;12,50\n"));
        Assert.That(texts["brev.txt"], Does.Contain("bilag æ.bin.txt").And.Contain(Words.Trim()));
        Assert.That(texts["Æblebilag til bestyrelsen.txt"], Does.Contain("Det indre brev siger nej."));
        Assert.That(string.Concat(texts.Values), Does.Not.Contain("192.0.2.77").And.Not.Contain("hemmeligt"));
    }

    [Test, Promise(36)]
    public async Task A_mail_with_a_file_that_cannot_be_cleaned_is_not_cleaned_and_names_it()
    {
        var program = Attachment("program.exe", [0x4D, 0x5A, 0, 0, 1, 2, 3]);
        var parts = new Multipart("mixed") { new TextPart("plain") { Text = Words }, program };
        var cleaned = await CleaningRun.RunAsync(Bytes(Mail(parts)));
        Assert.That((cleaned.Why, cleaned.Detail), Is.EqualTo((NotCleaned.UnknownPart, "program.exe")));
    }

    [Test]
    public async Task An_encrypted_mail_is_told_to_be_locked()
    {
        var locked = new MimePart("application", "pkcs7-mime") { Content = new MimeContent(new MemoryStream([1, 2, 3])) };
        locked.ContentType.Parameters.Add("smime-type", "enveloped-data");
        Assert.That((await CleaningRun.RunAsync(Bytes(Mail(locked)))).Why, Is.EqualTo(NotCleaned.Locked));
    }

    [Test, Promise(36)]
    public async Task A_person_who_is_struck_goes_by_name_address_and_each_part_of_them_from_a_mail_and_from_its_text()
    {
        const string words =
            "Hej Bo\nHolm, Anne bad om det, ANNE HOLM svarede, Annes bilag kom fra anne.holm+sag@firma.example.\nHolmene blev.\n";
        var mail = Bytes(Mail(new TextPart("plain") { Text = words }));
        var (before, first) = await TextOfAsync(mail);
        var (atOnce, _) = await TextOfAsync(mail, first.Names[0]);
        var (later, _) = await TextOfAsync(first.Bytes, first.Names[0]);
        Assert.That(later, Is.EqualTo(atOnce));
        Assert.That(before, Does.Contain("Annes bilag"));
        Assert.That(later, Does.Not.Contain("Anne").IgnoreCase.And.Not.Contain("Holm,").IgnoreCase);
        Assert.That(later, Does.Contain("▇▇▇ bad om det, ▇▇▇ svarede, ▇▇▇ bilag kom fra ▇▇▇.\nHolmene blev."));
        Assert.That(later, Does.Contain("Bo Vik <bo.vik@firma.example>"));
    }

    [TestCase("@Anne ved det"), TestCase("det var anne og holm"), TestCase("Anne_Holm_vagt.xlsx"), TestCase("AnneHolm"), TestCase("_Anne_"),
     TestCase("Anne2 og 1Holm"), TestCase("https://intra.example/anne-holm"), TestCase("HOLM, ANNE"),
     TestCase("anne.holm@ny.example"), Promise(36)]
    public async Task A_name_is_struck_out_as_programs_write_it_too(string line)
    {
        var mail = Bytes(Mail(new TextPart("plain") { Text = $"Hej Bo\n{line}\nHolmene og Marianne blev.\n" }));
        var (_, first) = await TextOfAsync(mail);
        var (struck, _) = await TextOfAsync(first.Bytes, first.Names[0]);
        Assert.That(struck.Replace("Holmene og Marianne", "", StringComparison.Ordinal),
            Does.Not.Contain("Anne").IgnoreCase.And.Not.Contain("Holm").IgnoreCase);
        Assert.That(struck, Does.Contain("Holmene og Marianne blev."));
    }

    [Test]
    public async Task An_address_in_the_text_is_cut_where_it_may_tell_to_whom_it_was_given()
    {
        const string kept = "https://firma.example/sag/2026/bilag.pdf og https://eur01.safelinks.example/?url=x.example&";
        const string words = kept + "data=05%7Canne.holm%40firma.example%7C1";
        var (text, cleaned) = await TextOfAsync(Bytes(Mail(new TextPart("plain") { Text = words })));
        Assert.That(text, Does.Contain(kept + "…").And.Not.Contain("%40"));
        Assert.That(cleaned.Removed, Does.Contain(HiddenData.Links));
    }

    [Test]
    public async Task A_mailbox_with_several_becomes_a_mail_each()
    {
        var mailbox = string.Concat(Enumerable.Range(1, 3).Select(number =>
            $"From a@firma.example Tue Mar  3 10:15:00 2026\nFrom: a@firma.example\nSubject: Nummer {number}\n\nBrev {number}\n\n"));
        var cleaned = await CleaningRun.RunAsync(Encoding.UTF8.GetBytes(mailbox));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        Assert.That(zip.Entries.Select(entry => (entry.FullName, Read(entry).Trim()[^6..])), Is.EqualTo(
            new[] { ("brev-001.txt", "Brev 1"), ("brev-002.txt", "Brev 2"), ("brev-003.txt", "Brev 3") }));
    }

    [Test, Promise(36)]
    public async Task A_message_of_Outlook_becomes_its_text_with_its_files()
    {
        var cleaned = await CleaningRun.RunAsync(CleaningRun.Case("besked.msg"));
        Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, "zip")));
        using var zip = new ZipArchive(new MemoryStream(cleaned.Bytes));
        var texts = zip.Entries.ToDictionary(entry => entry.FullName, Read);
        Assert.That(texts.Keys, Is.EquivalentTo(new[] { "brev.txt", "liste over bilag.txt", "Tidligere svar.txt" }));
        Assert.That(texts["brev.txt"], Does.Contain("2026-03-03 10:15 +0100").And.Contain("Anne Holm <anne.holm@firma.example>")
            .And.Contain("Dorte Juul").And.Contain("Chefen har ikke godkendt bilaget på 12,50 €.").And.Contain("Se sagen."));
        Assert.That(texts["liste over bilag.txt"], Is.EqualTo("Bilag 1: æøå\r\n"));
        Assert.That(texts["Tidligere svar.txt"], Does.Contain("Carl Friis <carl.friis@firma.example>").And.Contain("indre brev"));
        Assert.That(string.Concat(texts.Values), Does.Not.Contain("192.0.2.77").And.Not.Contain("hemmeligt").And.Not.Contain("4711"));
    }

    private static async Task<(string Text, CleanedFile Cleaned)> TextOfAsync(byte[] mail, params string[] strike)
    {
        var cleaned = await CleaningRun.RunAsync(mail, strike);
        Assert.That((cleaned.Why, cleaned.Ending), Is.EqualTo(((NotCleaned?)null, "txt")));
        return (Encoding.UTF8.GetString(cleaned.Bytes), cleaned);
    }

    private static MimeMessage Mail(MimeEntity body)
    {
        var date = new DateTimeOffset(2026, 3, 3, 10, 15, 42, TimeSpan.FromHours(1));
        var mail = new MimeMessage { Subject = "Æblebilag til bestyrelsen", Date = date, Body = body };
        mail.From.Add(new MailboxAddress("Anne Holm", "anne.holm@firma.example"));
        mail.To.Add(new MailboxAddress("Bo Vik", "bo.vik@firma.example"));
        mail.Cc.Add(new MailboxAddress("Søren Ømark", "so@firma.example"));
        mail.MessageId = "hemmeligt@firma.example";
        mail.Headers.Insert(0, "Received", "from pc-4711.firma.example ([192.0.2.77]) by mx.firma.example");
        mail.Headers.Add("X-Mailer", "Outlook 16.0");
        return mail;
    }

    private static MultipartAlternative Versions(string plain, string html) =>
        new(new TextPart("plain") { Text = plain }, new TextPart("html") { Text = html });

    private static MimePart Attachment(string name, byte[] content) => new("application", "octet-stream")
    {
        Content = new MimeContent(new MemoryStream(content)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = name,
    };

    private static byte[] Bytes(MimeMessage mail)
    {
        using var bytes = new MemoryStream();
        mail.WriteTo(bytes);
        return bytes.ToArray();
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
