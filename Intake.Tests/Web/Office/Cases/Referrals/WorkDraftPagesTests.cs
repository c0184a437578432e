using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>Forms that a handler saves unsent: found again, never in a colleague's way, gone when they are sent.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkDraftPagesTests
{
    private CaseRoom room = null!;
    private string referral = "";

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        referral = await room.ReferAsync(await room.InScopeAsync());
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_note_waits_in_its_field_and_a_colleagues_newer_one_is_shown_beside_it()
    {
        var page = await room.DoneAsync("handler 1", referral + "/note", ("Text", "Mit udkast."), ("Then", "draft"));
        Assert.That(page.QuerySelector("#note-Text")!.TextContent.Trim(), Is.EqualTo("Mit udkast."));
        Assert.That(page.QuerySelectorAll("#work-file article"), Is.Empty, "nothing was sent");
        await room.DoneAsync("handler 2", referral + "/note", ("Text", "Kollegaens udkast."), ("Then", "draft"));
        page = await room.PageAsync("handler 1", referral);
        Assert.That(page.QuerySelector("#note-Text")!.TextContent.Trim(), Is.EqualTo("Mit udkast."));
        Assert.That(page.QuerySelector("[id^=newer-draft-]")!.TextContent, Does.Contain("Kollegaens udkast."));
        page = await room.DoneAsync("handler 1", referral + "/note", ("Text", "Mit udkast, færdigt."));
        Assert.That(page.QuerySelector("#own-draft"), Is.Null, "it went when the note was kept");
        Assert.That((await room.PageAsync("handler 2", referral)).QuerySelector("#note-Text")!.TextContent.Trim(),
            Is.EqualTo("Kollegaens udkast."));
        Assert.That((await room.PageAsync("administrator 1", referral)).Body!.TextContent, Does.Not.Contain("Kollegaens udkast."));
    }

    [Test]
    public async Task What_is_said_of_the_press_and_why_a_case_is_given_back_wait_unsent()
    {
        var page = await room.DoneAsync("handler 1", referral + "/press",
            ("Risk", "yes"), ("Tell", "Leader"), ("Text", "Avisen har ringet."), ("Then", "draft"));
        Assert.That(page.QuerySelectorAll("#press-form [checked]").Select(box => box.GetAttribute("value")),
            Is.EqualTo(new[] { "yes", "Leader" }));
        Assert.That(page.QuerySelector("#press-history"), Is.Null, "nothing is said yet");
        page = await room.PageAsync("handler 2", referral + "/press");
        Assert.That(page.QuerySelector("[id^=newer-draft-]")!.TextContent, Does.Contain("Avisen har ringet."));
        Assert.That(page.QuerySelectorAll("#press-form [checked]"), Is.Empty);
        page = await room.DoneAsync("handler 1", referral + "/press", ("Risk", "yes"), ("Tell", "Leader"), ("Text", "Avisen har ringet."));
        Assert.That((page.QuerySelector("#own-draft"), page.QuerySelector("#press-history") is null), Is.EqualTo(((IElement?)null, false)));

        page = await room.DoneAsync("handler 1", referral + "/decline", ("Text", "Den hører til et andet sted."), ("Then", "draft"));
        Assert.That(page.QuerySelector("#decline-form #Text")!.TextContent.Trim(), Is.EqualTo("Den hører til et andet sted."));
        Assert.That(page.QuerySelector("#notice"), Is.Not.Null);
        var row = (await room.PageAsync("handler 1", "/da/office/inbox")).QuerySelector(".row-draft[data-draft=Decline]")!;
        Assert.That(row.TextContent, Is.EqualTo("Din kladde: hvorfor sagen gives tilbage"));
        var waiting = await room.PageAsync("handler 1", referral[..referral.IndexOf("/referral", StringComparison.Ordinal)]);
        Assert.That(waiting.QuerySelectorAll("a").Select(link => link.GetAttribute("href")), Does.Contain(referral + "/decline"));
        Assert.That((await room.PageAsync("administrator 1", referral)).Body!.TextContent, Does.Not.Contain("hører til et andet sted"));
        await room.DoneAsync("handler 1", referral + "/decline", ("Text", "Den hører til et andet sted."));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.WorkDrafts.CountAsync(), Is.Zero, "they went when they were sent");
    }

    [Test]
    public async Task A_statement_and_an_assessment_come_back_with_every_field_and_may_be_unfinished()
    {
        await room.DoneAsync("handler 1", referral + "/statement/write",
            ("Examined", "Samtaler."), ("BothPartiesHeard", "no"), ("Track", "culture"), ("Then", "draft"));
        var page = await room.PageAsync("handler 1", referral + "/statement/write");
        Assert.That(page.QuerySelector("#Examined")!.TextContent.Trim(), Is.EqualTo("Samtaler."));
        Assert.That(page.QuerySelectorAll("#statement-form [checked]").Select(box => box.GetAttribute("value")),
            Is.EqualTo(new[] { "no", "culture" }));
        Assert.That(page.QuerySelector("#hint-onesided"), Is.Not.Null);
        var theirs = await room.PageAsync("handler 2", referral + "/statement/write");
        Assert.That(theirs.QuerySelector("#Examined")!.TextContent.Trim(), Is.Empty);
        page = await room.DoneAsync("handler 1", referral + "/assess",
            ("Gravity", "Marked"), ("Aggravating", "Power"), ("Aggravating", "SaidNo"), ("Text", "Måske."), ("Then", "draft"));
        Assert.That(page.QuerySelectorAll("#assess-form [checked]").Select(box => box.GetAttribute("value")),
            Is.EqualTo(new[] { "Marked", "Power", "SaidNo" }));
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement());
        page = await room.PageAsync("handler 1", referral + "/statement/write");
        Assert.That(page.QuerySelector("#own-draft"), Is.Null);
    }

    [TestCase("administrator 1", HttpStatusCode.NotFound)]
    [TestCase("handler 3", HttpStatusCode.NotFound)]
    public async Task Nobody_else_saves_one(string who, HttpStatusCode expected)
    {
        foreach (var page in new[] { "note", "assess", "statement/write" })
        {
            using var answer = await room.PostAsync(who, $"{referral}/{page}", ("Then", "draft"));
            Assert.That(answer.StatusCode, Is.EqualTo(expected), page);
        }
    }
}
