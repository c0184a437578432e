using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>A reporter's pages in their states, over HTTP: from the start page to a mailbox that has closed.</summary>
internal sealed class ReporterWalk(ReporterSite site, string language) : Walk("reporter", language)
{
    private const string Telling =
        "Han stiller sig tæt på mig i skyllerummet og siger ting om min krop.\n\n"
        + "Jeg hedder Mette Holm, ring på 20 30 40 50. Karen Bjerre så det ske.";

    private readonly string longText = string.Concat(Enumerable.Repeat(
        "Det begyndte i efteråret og er taget til siden. Jeg har skrevet det ned hver gang, så godt jeg kunne. ", 40))
        + "\n\n" + new string('x', 400);

    private string Home => site.Home(Language);

    public async Task GoAsync()
    {
        await KeepAsync("start", GetAsync(Home));
        await KeepAsync("start-student", GetAsync(Home + "?who=student"));
        await KeepAsync("form", GetAsync(Home + "/report"));
        await FormAsync();
        await ReceiptAsync();
        await DoorAsync();
        await MailboxAsync();
        await OutOfScopeAsync();
        await KeepAsync("privacy", GetAsync($"/{Language}/privacy"));
        await KeepAsync("accessibility", GetAsync($"/{Language}/accessibility"));
        await KeepAsync("leave", GetAsync($"/{Language}/leave"));
        await KeepAsync("problem-not-found", GetAsync($"/{Language}/nowhere/at/all"));
        await KeepAsync("problem-refused", site.Web.Client.PostAsync($"/{Language}/mailbox", new FormUrlEncodedContent([new("Key", "x")])));
    }

    private async Task FormAsync()
    {
        await KeepAsync("form-empty-errors", FillAsync(await TicketAsync(), [("Unit", "no-such-unit")]));
        var wrong = await KeepAsync("form-errors-with-file", FillAsync(
            await TicketAsync(), [("Place", "Skyllerummet")], ("vagtplan-januar-til-marts-med-alle-navne-og-numre.pdf", [1])));
        var file = wrong.QuerySelector("button[name=Remove]")!.GetAttribute("value")!;
        await KeepAsync(
            "form-file-removed", FillAsync(ReporterSite.Ticket(wrong), [("Description", Telling), ("Follow", "no"), ("Remove", file)]));
        await KeepAsync("form-expired", FillAsync("forged", [("Description", Telling), ("Follow", "no")]));
        await KeepAsync(
            "check-nobody-left", FillAsync(await TicketAsync(), [("Description", "Alle er med i det."), ("Follow", "no"), .. Everybody()]));
        await KeepAsync("check-plain", FillAsync(await TicketAsync(), [("Description", "Der bliver råbt ad eleverne."), ("Follow", "no")]));
        await KeepAsync("check-files", FillAsync(
            await TicketAsync(), [("Description", "Se brevet."), ("Follow", "yes"), ("KeepOriginals", "yes")],
            ("brev fra ledelsen.eml", CleaningRun.Case("brev.eml")), ("regnskab.pdf", CleaningRun.Case("laast.pdf")),
            ("referat.docx", CleaningRun.Case("forfatter.docx"))));
        await KeepAsync(
            "check-long", FillAsync(await TicketAsync(), [("Description", longText), ("Follow", "yes"), ("Place", new string('y', 200))]));
    }

    private async Task ReceiptAsync()
    {
        var check = await KeepAsync("check-telling", FillAsync(
            await TicketAsync(),
            [
                ("Description", Telling), ("Follow", "yes"), ("Unit", site.Founded.Hospital.Name),
                ("Category", site.Founded.Scheme.Categories[0].Name), ("Named", site.Founded.Scheme.WhoReads.Readers[0].Name),
                ("OwnStatus", "student"),
            ],
            ("sms.png", new byte[40_000])));
        await KeepAsync("form-again", site.Web.PostAsync(Home + "/report/edit", ("Ticket", ReporterSite.Ticket(check))));
        var receipt = await KeepAsync("receipt", site.SendAsync(check, Language));
        await KeepAsync("receipt-key-slip", site.Web.PostAsync(
            receipt.AddressOf("#mailbox-key-form"), ("Ticket", ReporterSite.Ticket(receipt)), ("Key", "ABC")));
        await site.OpenMailboxAsync(receipt.QuerySelector("#receipt-key")!.TextContent); // From now on the receipt is shown no more.
        await KeepAsync("not-received-already", site.SendAsync(check, Language));
        var left = await TicketAsync();
        using var leaving = await site.Web.PostAsync(Home + "/report/leave", ("Ticket", left), ("Posted", left));
        await KeepAsync("not-received-left", FillAsync(left, [("Description", Telling), ("Follow", "yes")]));
        await KeepAsync("not-received-expired", site.Web.PostAsync(Home + "/report/send", ("Ticket", "forged")));
    }

    private async Task DoorAsync()
    {
        await KeepAsync("key", GetAsync($"/{Language}/mailbox"));
        await KeepAsync("key-malformed", site.Web.PostAsync($"/{Language}/mailbox", ("Key", "ABC")));
        await KeepAsync("key-unknown", site.Web.PostAsync($"/{Language}/mailbox", ("Key", UnknownKey())));
        using var unsent = ReporterSite.Form(null, [("Text", "Ja, hver gang efter aftenvagt.\n\n" + longText)]);
        await KeepAsync("key-left", site.Web.PostAsync($"/{Language}/mailbox/name", ("Names", "Kim Holm")));
        await KeepAsync("session-ended", site.PostAsync($"/{Language}/mailbox/reply", "__Host-mailbox=none", unsent));
    }

    private async Task MailboxAsync()
    {
        var key = await site.ReportAsync(Telling, ("sms.png", new byte[2_000]));
        var cookie = await site.OpenMailboxAsync(key);
        await KeepAsync("mailbox-new", OpenAsync(cookie));
        using var nothing = ReporterSite.Form(null, [("Text", "")]);
        await KeepAsync("mailbox-errors", site.PostAsync($"/{Language}/mailbox/reply", cookie, nothing));
        await AnswerAsync(await site.ReportOfAsync(key));
        await KeepAsync("mailbox-question", OpenAsync(cookie));
        using var undecided = ReporterSite.Form(
            null, [("Text", longText)], ("et-meget-langt-filnavn-uden-mellemrum-som-ingen-skærm-kan-rumme.jpg", [7]));
        await KeepAsync("mailbox-file-to-decide", site.PostAsync($"/{Language}/mailbox/reply", cookie, undecided));
        using var replied = await site.ReplyAsync(
            cookie, longText, [("et-meget-langt-filnavn-uden-mellemrum-som-ingen-skærm-kan-rumme.jpg", [7])], Language);
        await KeepAsync("mailbox-answered", site.GetAsync(replied.Headers.Location!.OriginalString, cookie));
        using var stopped = await site.PostAsync($"/{Language}/mailbox/follow", cookie, new FormUrlEncodedContent([new("Follow", "no")]));
        await KeepAsync("mailbox-not-following", site.GetAsync(stopped.Headers.Location!.OriginalString, cookie));
    }

    private async Task OutOfScopeAsync()
    {
        var key = await site.ReportAsync("Vagtplanen er uretfærdig.");
        var report = await site.ReportOfAsync(key);
        var cookie = await site.OpenMailboxAsync(key);
        await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Screening, new ScreeningContent(
            false, "work-matter", null, ["union-representative", "local-hr"]));
        await SetAsync(report, ReportState.OutOfScope);
        await KeepAsync("mailbox-out-of-scope", OpenAsync(cookie));
        await StaffWriting.WriteAsync(site.Founded, report, "administrator 1", EntryKind.Closing, new ClosingContent("outOfScope", null));
        await SetAsync(report, ReportState.Closed);
        await KeepAsync("mailbox-closed", OpenAsync(cookie));
    }

    private async Task AnswerAsync(Guid report)
    {
        var founded = site.Founded;
        await StaffWriting.WriteAsync(
            founded, report, "administrator 1", EntryKind.Acknowledgement, "Tak, fordi du skrev. Vi har læst det.");
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Screening, new ScreeningContent(true, null, null, []));
        await StaffWriting.WriteAsync(founded, report, "administrator 1", EntryKind.Referral, new ReferralContent(
            Guid.NewGuid(), founded.Hospital.Id, "Kun til jer."));
        await StaffWriting.WriteAsync(
            founded, report, "administrator 1", EntryKind.Question, "Sker det på bestemte vagter?\nDu behøver ikke sige hvilke dage.");
        await SetAsync(report, ReportState.Referred);
    }

    private async Task SetAsync(Guid report, ReportState state)
    {
        await using var db = site.Founded.Databases.AsOwner();
        await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state));
    }

    private IEnumerable<(string, string)> Everybody() => site.Founded.Scheme.WhoReads.Readers.Select(reader => ("Named", reader.Name));

    private static string UnknownKey()
    {
        using var key = ReceiptKey.New();
        return key.ToPageText();
    }

    private Task<string> TicketAsync() => site.TicketAsync(Language);

    private Task<HttpResponseMessage> GetAsync(string path) => site.Web.Client.GetAsync(path);

    private Task<HttpResponseMessage> OpenAsync(string cookie) => site.GetAsync($"/{Language}/mailbox/open", cookie);

    private Task<HttpResponseMessage> FillAsync(string ticket, IEnumerable<(string, string)> fields, params (string, byte[])[] files) =>
        site.Web.PostAsync(Home + "/report", ReporterSite.Form(ticket, fields, files));
}
