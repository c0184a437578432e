using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>Every form of the mailbox, posted twice at once to two web programs and once more: stored once, answered alike.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AnsweredTwiceTests
{
    private CaseRoom room = null!;
    private OfficeHost other = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        room = await CaseRoom.OpenAsync();
        other = await OfficeHost.StartAsync(room.Office.Founded);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await other.Web.DisposeAsync();
        await room.Office.DisposeAsync();
    }

    [Test]
    public async Task Answers_choices_talks_and_minutes_are_stored_once()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "minutes"), ("Text", "Vi talte sammen."));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var asked = OpenMailbox.QuestionsOf(await mailbox.PageAsync());
        await OnceAsync(sent, mailbox, "#reply-form", 3,
            OpenMailbox.Answer(asked[0], "I marts."), OpenMailbox.Choice(asked[1], "unknown"), ("Text", "Og en ting til."));
        await OnceAsync(sent, mailbox, "[id^=minutes-]", 1);
        await OnceAsync(sent, mailbox, "#talk-form", 1, ("Way", "phone"), ("Preferred", ""), ("Number", ""));
        await OnceAsync(sent, mailbox, "#talk-reply-form", 1, ("TalkText", ""), ("Choice", "dropped"));
        await OnceAsync(sent, mailbox, "#follow-form", 1, ("Follow", "no"));
    }

    [Test]
    public async Task A_reply_alone_and_one_with_a_file_are_stored_once_and_a_changed_one_again()
    {
        var sent = await room.InScopeAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await OnceAsync(sent, mailbox, "#reply-form", 1, ("Text", "Et svar."));
        var file = ("noter.txt", "Tre vagter."u8.ToArray());
        var form = (await mailbox.PageAsync()).Fill("#reply-form", ("Text", "Et svar med fil."));
        var before = await EntriesAsync(sent);
        var told = await AtOnceAsync(mailbox, "/da/mailbox/reply", () => ReporterSite.Form(null, form, file));
        Assert.That(told, Is.All.EqualTo("303 /da/mailbox/open?done=reply"));
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before + 2), "a text and a file");

        // As after Back, with another file chosen in the same page.
        var changed = ReporterSite.Form(null, form, ("noter.txt", "Fire vagter."u8.ToArray()));
        using var answer = await PostAsync(room.Office, mailbox, "/da/mailbox/reply", changed);
        Assert.That(answer.Told(), Is.EqualTo("303 /da/mailbox/open?done=reply"));
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before + 4));
    }

    [Test]
    public async Task A_withdrawal_posted_twice_at_once_ends_on_the_page_that_says_so()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, "Tages tilbage.");
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var form = (await mailbox.PageAsync("withdraw")).Fill("#withdraw-form");
        var told = await AtOnceAsync(mailbox, "/da/mailbox/withdraw", () => new FormUrlEncodedContent(
            form.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.That(told, Is.All.EqualTo("303 /da/mailbox/withdrawn"));
    }

    private async Task OnceAsync(
        Sent sent, OpenMailbox mailbox, string selector, int added, params (string Name, string Value)[] typed)
    {
        var page = await mailbox.PageAsync();
        var button = page.QuerySelector($"{selector} button[formaction]:not(.first-button)")!;
        var isReply = selector == "#reply-form";
        if (!isReply && button.GetAttribute("name") == "Approve")
        {
            var minutes = button.GetAttribute("value")!;
            typed = [("Approve", minutes), OpenMailbox.Minutes(minutes, page.QuerySelector($"{selector} textarea")!.TextContent)];
        }

        var (fields, before) = (page.Fill("#reply-form", typed), await EntriesAsync(sent));
        var address = isReply ? page.AddressOf(selector) : button.GetAttribute("formaction")!;
        var told = await AtOnceAsync(mailbox, address, () => isReply
            ? ReporterSite.Form(null, fields)
            : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.That(told, Is.All.StartWith("303 /da/mailbox/open?done=").And.All.EqualTo(told[0]), selector);
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before + added), selector);
    }

    private async Task<List<string>> AtOnceAsync(OpenMailbox mailbox, string address, Func<HttpContent> content)
    {
        var answers = await Task.WhenAll(
            new[] { room.Office, other, room.Office }.Select(office => PostAsync(office, mailbox, address, content())));
        using var last = await PostAsync(other, mailbox, address, content());
        return [.. answers.Append(last).Select(answer => answer.Told())];
    }

    private static async Task<HttpResponseMessage> PostAsync(OfficeHost office, OpenMailbox mailbox, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("Cookie", mailbox.Cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await office.Web.Client.SendAsync(request);
    }

    private async Task<int> EntriesAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => db.Compartments
            .Any(compartment => compartment.Id == entry.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
