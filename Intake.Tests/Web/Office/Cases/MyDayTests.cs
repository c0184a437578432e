using AngleSharp.Dom;
using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What the inbox says about each case to each person: every reason, what is new to them, and their own names for cases.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MyDayTests
{
    private const string Inbox = "/da/office/inbox?show=all";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Every_reason_is_named_and_the_first_ones_page_is_one_press_away()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("reply", ("Text", "Det skete igen i går."));
        await mailbox.DoneAsync("reply", ("Text", "Og en kollega så det."));
        await mailbox.DoneAsync("talk", ("Way", "phone"), ("Preferred", "Efter kl. 17"), ("Number", "20 30 40 50"));

        Assert.That(await ReasonsAsync("administrator 1", sent), Is.Empty, "it is with the unit");
        Assert.That(await ReasonsAsync("handler 1", sent), Is.EqualTo(new[] { "Talk", "Answer", "Assess" }));
        var row = await RowAsync("handler 1", sent);
        Assert.That(row.TextContent, Does.Contain("Læs 2 nye svar").And.Contain("ønsker en samtale"));
        Assert.That(row.QuerySelector("a.row-open")!.GetAttribute("href"), Does.EndWith($"{sent.ReportId}/talk"));

        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Serious"), ("Text", "Det er sket flere gange."));
        Assert.That(await ReasonsAsync("handler 1", sent), Is.EqualTo(new[] { "Talk", "Answer" }));
    }

    [Test]
    public async Task Reading_the_conversation_takes_the_news_away_for_the_reader_alone_and_leaves_a_talk_that_nobody_has_proposed()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Ordinary"), ("Text", "En enkelt gang."));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("reply", ("Text", "Der er mere."));

        await room.PageAsync("handler 1", referral);
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#next-step")!.GetAttribute("data-waits"),
            Is.EqualTo("Answer"), "the case says what the inbox says");
        Assert.That(await ReasonsAsync("handler 1", sent), Is.EqualTo(new[] { "Answer" }), "a page without the conversation shows nothing");
        await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(await ReasonsAsync("handler 1", sent), Is.Empty);
        Assert.That(await ReasonsAsync("handler 2", sent), Is.EqualTo(new[] { "Answer" }));

        await mailbox.DoneAsync("talk", ("Way", "phone"), ("Preferred", "Efter kl. 17"), ("Number", "20 30 40 50"));
        await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(await ReasonsAsync("handler 1", sent), Is.EqualTo(new[] { "Talk" }));
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "question"), ("Text", "Hvornår begyndte det?"));
        Assert.That(await ReasonsAsync("handler 2", sent), Is.EqualTo(new[] { "Talk" }), "somebody has answered");
    }

    [Test]
    public async Task A_label_is_its_owners_alone_found_by_its_word_and_gone_when_it_is_taken_away_or_put_elsewhere()
    {
        var (sent, other) = (await room.InScopeAsync(), await room.InScopeAsync());
        await room.PassAsync(sent, "administrator 2");
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "label"), ("Label", new string('n', CaseMarks.LongestLabel + 1)));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "label"), ("Label", " Nattevagterne "));
        Assert.That((await RowAsync("administrator 1", sent)).QuerySelector(".own-label")!.TextContent, Is.EqualTo("Nattevagterne"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("strong.own-label")!.TextContent,
            Is.EqualTo("Nattevagterne"));
        Assert.That((await RowAsync("administrator 2", sent)).QuerySelector(".own-label"), Is.Null);
        Assert.That((await room.PageAsync("administrator 1", Inbox + "&search=nattevagt")).QuerySelectorAll("#inbox tbody tr"),
            Has.Length.EqualTo(1));
        Assert.That((await room.PageAsync("administrator 2", Inbox + "&search=nattevagt")).QuerySelectorAll("#inbox tbody tr"), Is.Empty);

        await using (var db = room.Office.Founded.Databases.AsWeb())
        {
            var label = await db.GatePasses.Where(pass => pass.ReportId == sent.ReportId && pass.Label != null)
                .Select(pass => pass.Label).SingleAsync();
            await db.GatePasses.Where(pass => pass.ReportId == other.ReportId || pass.ReportId == sent.ReportId)
                .ExecuteUpdateAsync(set => set.SetProperty(pass => pass.Label, label));
        }

        Assert.That((await RowAsync("administrator 1", other)).QuerySelector(".own-label"), Is.Null, "copied elsewhere it is nothing");
        Assert.That((await RowAsync("administrator 2", sent)).QuerySelector(".own-label"), Is.Null, "nor is it anything to another person");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "label"), ("Label", " "));
        Assert.That((await RowAsync("administrator 1", sent)).QuerySelector(".own-label"), Is.Null);
    }

    [Test]
    public async Task Cases_are_found_by_category_and_what_waits_comes_first()
    {
        var (waiting, quiet) = (await room.OpenedAsync(), await room.InScopeAsync());
        await room.ReferAsync(quiet);
        var rows = (await room.PageAsync("administrator 1", Inbox)).QuerySelectorAll("#inbox tbody tr")
            .Select(row => row.GetAttribute("data-waits")).ToList();
        Assert.That(rows.SkipWhile(waits => waits != nameof(NextAction.Nothing)), Has.All.EqualTo(nameof(NextAction.Nothing)));
        Assert.That((await RowAsync("administrator 1", waiting)).GetAttribute("data-waits"), Is.EqualTo(nameof(NextAction.Screening)));

        var category = (await CategoryAsync(quiet))!;
        var found = await room.PageAsync("administrator 1", $"{Inbox}&category={category}");
        Assert.That(found.QuerySelectorAll("#inbox a.reference").Select(link => link.GetAttribute("href")),
            Has.Some.Contains(quiet.ReportId.ToString()).And.None.Contains(waiting.ReportId.ToString()));
    }

    private async Task<string?> CategoryAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Reports.Where(report => report.Id == sent.ReportId).Select(report => report.Category).SingleAsync();
    }

    private async Task<IElement> RowAsync(string who, Sent sent) => (await room.PageAsync(who, Inbox))
        .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));

    private async Task<IEnumerable<string?>> ReasonsAsync(string who, Sent sent) =>
        (await RowAsync(who, sent)).QuerySelectorAll("[data-reason]").Select(reason => reason.GetAttribute("data-reason")).ToList();
}
