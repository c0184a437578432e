using System.Net;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>What was said and written down: the reporter checks, corrects and agrees to it (Directive (EU) 2019/1937, art. 18).</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MinutesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task An_oral_report_is_taken_down_its_key_handed_over_corrected_by_who_told_it_and_agreed_to()
    {
        Assert.That((await room.PageAsync("administrator 1", "/da/office/inbox")).QuerySelector("#to-told"), Is.Not.Null);
        var form = await room.PageAsync("administrator 1", "/da/office/told");
        Assert.That(form.QuerySelectorAll("#told-form input[checked]"), Is.Empty, "nothing is chosen beforehand");
        using var stored = await room.PostAsync("administrator 1", "/da/office/told",
            ("ToldBy", "phone"), ("Description", "Chefen råber af de nye på mandagsmødet."), ("Follow", "yes"), ("OwnStatus", "temp"),
            ("Language", "da"));
        Assert.That(stored.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var receipt = await stored.PageAsync();
        var key = receipt.QuerySelector("#receipt-key")!.TextContent;
        Assert.That(
            receipt.QuerySelectorAll("#key-groups li").Select(group => group.TextContent.Replace(" ", "", StringComparison.Ordinal)),
            Is.EqualTo(key.Split('-')));

        var caller = await OpenMailbox.OfAsync(room.Office, key);
        var page = await caller.PageAsync();
        var check = page.QuerySelector("#minutes .ask")!;
        var id = OpenMailbox.MinutesOf(page)[0];
        Assert.That(check.QuerySelector("textarea")!.TextContent, Is.EqualTo("Chefen råber af de nye på mandagsmødet."));
        Assert.That(page.QuerySelector("#waiting")!.TextContent, Does.Contain("referat"));

        var lost = await caller.RefusedAsync("minutes", OpenMailbox.Minutes(id, "Chefen råber af vikarerne."), ("Approve", id));
        Assert.That(
            lost.QuerySelector($"#Minutes-{id}")!.TextContent,
            Is.EqualTo("Chefen råber af vikarerne."),
            "a change is not lost by the wrong button");
        await caller.RefusedAsync("minutes", OpenMailbox.Minutes(id, "Chefen råber af de nye på mandagsmødet."), ("Correct", id));
        var corrected = await caller.DoneAsync(
            "minutes", OpenMailbox.Minutes(id, "Chefen råber af vikarerne om tirsdagen."), ("Correct", id));
        Assert.That(corrected.QuerySelector("#minutes textarea")!.TextContent, Is.EqualTo("Chefen råber af vikarerne om tirsdagen."));

        var sent = await SentAsync();
        await room.DoneAsync("administrator 1", $"/da/office/case/{sent}/gate", ("Conflict", "none"));
        var file = await room.PageAsync("administrator 1", $"/da/office/case/{sent}");
        Assert.That(file.QuerySelector("[data-told=phone]")!.TextContent, Does.Contain("skrevet ned af Anne Holm"));
        var office = await room.PageAsync("administrator 1", $"/da/office/case/{sent}/talk");
        Assert.That(office.QuerySelector(".minutes")!.GetAttribute("data-minutes"), Is.EqualTo("Corrected"));
        Assert.That(office.QuerySelector(".minutes .original")!.TextContent, Is.EqualTo("Chefen råber af de nye på mandagsmødet."));
        Assert.That(office.QuerySelector(".minutes .correction")!.TextContent, Is.EqualTo("Chefen råber af vikarerne om tirsdagen."));

        var agreed = await caller.DoneAsync(
            "minutes", OpenMailbox.Minutes(id, "Chefen råber af vikarerne om tirsdagen."), ("Approve", id));
        Assert.That(agreed.QuerySelector("#minutes"), Is.Null);
        Assert.That(
            (await room.PageAsync("administrator 1", $"/da/office/case/{sent}/talk"))
                .QuerySelector(".minutes")!.GetAttribute("data-minutes"),
            Is.EqualTo("Approved"));
        await caller.RefusedAsync("minutes", OpenMailbox.Minutes(id, "Noget helt andet."), ("Correct", id));

        async Task<Guid> SentAsync()
        {
            await using var db = room.Office.Founded.Databases.AsOwner();
            Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.TakenDown), Is.AtLeast(1));
            return await db.Reports.Where(r => r.State == ReportState.Received).Select(r => r.Id).SingleAsync();
        }
    }

    [Test]
    public async Task Minutes_of_a_talk_wait_in_the_mailbox_also_of_one_who_does_not_follow()
    {
        var sent = await room.OpenedAsync(follow: false);
        var wrong = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "minutes"),
            ("HeldOnDay", "31"), ("HeldOnMonth", "2"), ("HeldOnYear", "2026"), ("Text", "Det blev sagt, at …"));
        Assert.That(wrong.QuerySelector("#minutes-Text")!.TextContent, Is.EqualTo("Det blev sagt, at …"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "minutes"),
            ("HeldOnDay", "4"), ("HeldOnMonth", "3"), ("HeldOnYear", "2026"), ("Text", "I morgen"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "minutes"),
            ("HeldOnDay", "2"), ("HeldOnMonth", "3"), ("HeldOnYear", "2026"), ("Text", "Det blev sagt, at …\r\nOg så mere."));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelector("#minutes")!.TextContent, Does.Contain("Referat af 2. marts 2026"));
        var id = OpenMailbox.MinutesOf(page)[0];
        var agreed = await mailbox.DoneAsync(
            "minutes", ("Approve", id),
            OpenMailbox.Minutes(id, page.QuerySelector("#minutes textarea")!.TextContent.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.That(agreed.QuerySelector("#minutes"), Is.Null, "line ends that a browser changes are no change");
    }

    [Test]
    public async Task Who_takes_down_a_report_is_not_part_of_it_since_its_key_would_be_seen()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        var before = await db.Reports.CountAsync();
        var refused = await room.RefusedAsync(
            "administrator 1", "/da/office/told", ("ToldBy", "phone"), ("Description", "Det handler om Anne Holm."), ("Follow", "no"));
        Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("en kollega"));
        Assert.That(refused.QuerySelector("#Description")!.TextContent, Is.EqualTo("Det handler om Anne Holm."));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_telling_that_lacks_something_comes_back_whole_and_one_who_is_named_gets_no_key()
    {
        var again = await room.RefusedAsync(
            "administrator 1", "/da/office/told", ("Description", "Længe fortalt"), ("Unit", "nowhere"), ("Place", "Kælderen"));
        Assert.That(again.QuerySelector("#Description")!.TextContent, Is.EqualTo("Længe fortalt"));
        Assert.That(again.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("Kælderen"));
        Assert.That(
            again.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#ToldBy", "#Follow", "#Unit" }));

        using var stored = await room.PostAsync(
            "administrator 1", "/da/office/told", ("ToldBy", "letter"), ("Description", "Det handler om Jens Krogh."), ("Follow", "no"));
        var key = (await stored.PageAsync()).QuerySelector("#receipt-key")!.TextContent;
        Assert.That(ReceiptKey.TryParse(System.Text.Encoding.UTF8.GetBytes(key), out var parsed), Is.True);
        await using var db = room.Office.Founded.Databases.AsOwner();
        using var secrets = parsed!.Derive();
        var report = await db.Reports.Where(r => r.LookupHash == secrets.LookupHash).Select(r => r.Id).SingleAsync();
        Assert.That((await room.GetAsync("administrator 2", $"/da/office/case/{report}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await room.GetAsync("administrator 1", $"/da/office/case/{report}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await db.Reports.Where(r => r.Id == report).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ReportState.Opened));
    }

    [Test]
    public async Task Minutes_that_are_half_written_are_saved_for_the_unit_alone_and_gone_when_they_are_laid_before_the_reporter()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var minutes = CaseRoom.Case(sent, "minutes");
        await room.DoneAsync("handler 1", minutes, ("Text", "Hun fortalte, at"), ("HeldOnDay", "2"), ("HeldOnMonth", "3"),
            ("HeldOnYear", "2026"), ("Then", "draft"));
        var own = await room.PageAsync("handler 1", CaseRoom.Case(sent, "talk"));
        Assert.That(own.QuerySelector("#minutes-Text")!.TextContent, Is.EqualTo("Hun fortalte, at"));
        Assert.That(own.QuerySelector("[name=HeldOnDay]")!.GetAttribute("value"), Is.EqualTo("2"));
        Assert.That(own.QuerySelectorAll(".minutes"), Is.Empty, "nothing is sent");
        var overview = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(overview.DocumentElement.TextContent, Does.Contain("referat af en samtale"));
        var colleague = await room.PageAsync("handler 2", CaseRoom.Case(sent, "talk"));
        Assert.That(colleague.QuerySelector("#minutes-Text")!.TextContent, Is.Empty);
        Assert.That(colleague.DocumentElement.TextContent, Does.Contain("Hun fortalte, at"), "beside, not in the field");
        var others = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "talk"));
        Assert.That(others.DocumentElement.TextContent, Does.Not.Contain("Hun fortalte"));

        await room.DoneAsync("handler 1", minutes, ("Text", "Hun fortalte, at vagten blev ændret."));
        var after = await room.PageAsync("handler 2", CaseRoom.Case(sent, "talk"));
        Assert.That(after.QuerySelector(".minutes")!.TextContent, Does.Contain("vagten blev ændret"));
        Assert.That(after.QuerySelector("[id^=minutes-newer-draft]"), Is.Null);
    }

    [Test]
    public async Task Every_question_of_the_report_form_can_be_answered_for_who_tells_it_and_a_letter_can_be_added()
    {
        (string Field, string Typed)[] rest = [("StillGoingOn", "yes"), ("Knowledge", "saw"), ("InternalOrThirdParty", "internal"),
            ("Relation", "leader"), ("OwnStatus", "student"), ("Witnesses", "To vikarer på aftenvagt"),
            ("TriedAlready", "Talt med tillidsmanden"), ("HelpWanted", "At nogen spørger de nye")];
        (string, string)[] told = [("ToldBy", "letter"), ("Description", "Råben på mandagsmødet."), ("Follow", "yes")];
        var again = await room.RefusedAsync("administrator 1", "/da/office/told", [.. told, .. rest.Skip(1), ("StillGoingOn", "måske")]);
        Assert.That(again.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#StillGoingOn"));
        Assert.That(again.QuerySelector("#Witnesses")!.TextContent, Is.EqualTo("To vikarer på aftenvagt"));
        Assert.That(again.QuerySelector("details[open] #Witnesses"), Is.Not.Null, "what was typed is not folded away");

        using var stored = await room.PostAsync("administrator 1", "/da/office/told", [.. told, .. rest]);
        var receipt = await stored.PageAsync();
        var files = receipt.QuerySelector("#add-files")!.GetAttribute("href")!;
        await room.DoneAsync("administrator 1", files.Replace("/files/add", "/gate", StringComparison.Ordinal), ("Conflict", "none"));
        Assert.That((await room.PageAsync("administrator 1", files)).QuerySelector("#add-files-form input[type=file]"), Is.Not.Null);
        var file = await room.PageAsync("administrator 1", files.Replace("/files/add", "", StringComparison.Ordinal));
        string[] answers = ["To vikarer på aftenvagt", "Talt med tillidsmanden", "At nogen spørger de nye", "Leder", "Studerende"];
        foreach (var shown in answers) Assert.That(file.QuerySelector("#told")!.TextContent, Does.Contain(shown));
    }

    [TestCase("handler 1"), TestCase("other handler 1")]
    public async Task Taking_down_is_for_administrators(string who)
    {
        Assert.That((await room.GetAsync(who, "/da/office/told")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await room.PostAsync(who, "/da/office/told", ("ToldBy", "phone"), ("Description", "x"), ("Follow", "no"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await room.PageAsync(who, "/da/office/inbox")).QuerySelector("#to-told"), Is.Null);
        using var nobody = await room.Office.GetAsync("/da/office/told");
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }
}
