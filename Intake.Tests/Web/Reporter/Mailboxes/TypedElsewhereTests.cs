using System.Net;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>A mailbox has many buttons: whichever is pressed, what stands in the fields that it is not about is not lost.</summary>
public sealed class TypedElsewhereTests
{
    private static readonly (string Name, string Value)[] Typed =
    [
        ("Text", "En besked,\nsom er lang."), ("Way", "phone"), ("Preferred", "Efter kl. 17"), ("Number", "20 30 40 50"),
        ("Named", "local-handlers"), ("Names", "Kim Holm"),
    ];

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task FoundAsync() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await room.Office.DisposeAsync();

    [TestCase("follow", "Follow=no", "")]
    [TestCase("talk", "", "Way Preferred Number")]
    [TestCase("name", "", "Named Names")]
    public async Task What_a_button_is_not_about_stands_there_again(string act, string button, string taken)
    {
        var (sent, mailbox, question, minutes) = await BeginAsync();
        var fields = All(await mailbox.PageAsync(), question, minutes);
        if (button.Length > 0) fields = [.. fields, (button.Split('=')[0], button.Split('=')[1])];
        using var answer = await mailbox.PostAsync(act, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var page = await answer.PageAsync();
        Assert.That(page.QuerySelector("#done"), Is.Not.Null);
        Assert.That(page.QuerySelector("#unsent a")!.GetAttribute("href"), Is.EqualTo($"#Answer-{question}"));
        AssertShown(page, question, minutes, taken.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(await CountAsync(sent, EntryKind.Answer), Is.Zero, "nothing else was sent");

        // Twice is once, and the second answer loses nothing either.
        using var again = await mailbox.PostAsync(act, fields);
        AssertShown(await again.PageAsync(), question, minutes, taken.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Test]
    public async Task Sending_an_answer_keeps_the_minutes_the_names_and_the_wish_to_talk_and_approving_keeps_the_answer()
    {
        var (sent, mailbox, question, minutes) = await BeginAsync();
        using var answer = await mailbox.PostAsync("reply", All(await mailbox.PageAsync(), question, minutes));
        AssertShown(await answer.PageAsync(), question, minutes, [$"Answer-{question}", "Text"]);
        Assert.That(await CountAsync(sent, EntryKind.Answer), Is.EqualTo(2));

        var fields = All(await mailbox.PageAsync(), question, minutes);
        using var corrected = await mailbox.PostAsync("minutes", [.. fields, ("Correct", minutes)]);
        var page = await corrected.PageAsync();
        Assert.That(page.QuerySelector("#minutes [data-minutes]")!.GetAttribute("data-minutes"), Is.EqualTo("Corrected"));
        Assert.That(page.QuerySelector("#Text")!.TextContent, Is.EqualTo("En besked,\nsom er lang."));
    }

    [Test]
    public async Task After_a_session_that_ended_each_text_is_back_in_its_own_field_and_answers_its_question()
    {
        var (sent, mailbox, question, minutes) = await BeginAsync();
        var fields = All(await mailbox.PageAsync(), question, minutes);
        room.Office.Founded.Time.Advance(TimeSpan.FromMinutes(21));
        using var late = await mailbox.PostAsync("talk", fields);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var door = await late.PageAsync();
        Assert.That(door.QuerySelector("#Kept")!.TextContent, Does.Contain("I marts.").And.Contain("Kim Holm").And.Contain("rettet"));
        var carried = door.Fill("#mailbox-key-form", ("Key", sent.Key.ToPageText()));
        using var slip = await mailbox.PostAsync("../mailbox", [.. carried.SkipLast(1), ("Key", "ABCD")]);
        carried = (await slip.PageAsync()).Fill("#mailbox-key-form", ("Key", sent.Key.ToPageText()));
        using var right = await mailbox.PostAsync("../mailbox", carried);
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TemporaryRedirect));
        using var open = await room.Office.PostAsync(
            right.Headers.Location!.OriginalString, ReporterSite.Cookie(right)!, carried);
        AssertShown(await open.PageAsync(), question, minutes, []);
    }

    [Test]
    public async Task What_has_no_field_any_more_is_shown_by_itself()
    {
        var (_, mailbox, question, minutes) = await BeginAsync();
        var fields = All(await mailbox.PageAsync(), question, minutes);
        await mailbox.DoneAsync("talk", ("Way", "meeting"));
        await mailbox.DoneAsync("minutes", ("Approve", minutes), OpenMailbox.Minutes(minutes, "Vi talte sammen."));
        using var answer = await mailbox.PostAsync("follow", [.. fields, ("Follow", "no")]);
        var page = await answer.PageAsync();
        Assert.That(page.QuerySelector("#Kept")!.TextContent, Does.Contain("Efter kl. 17").And.Contain("Vi talte sammen, rettet."));
        Assert.That(page.QuerySelector("#Names")!.TextContent, Is.EqualTo("Kim Holm"));
    }

    private async Task<(Sent Sent, OpenMailbox Mailbox, string Question, string Minutes)> BeginAsync()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "minutes"), ("Text", "Vi talte sammen."));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        return (sent, mailbox, OpenMailbox.QuestionsOf(page)[0], OpenMailbox.MinutesOf(page)[0]);
    }

    private static (string Name, string Value)[] All(IDocument page, string question, string minutes) => page.Fill("#reply-form",
        [.. Typed, OpenMailbox.Answer(question, "I marts."), OpenMailbox.Minutes(minutes, "Vi talte sammen, rettet.")]);

    private static void AssertShown(IDocument page, string question, string minutes, string[] taken)
    {
        (string Name, string Value)[] all =
            [.. Typed, ($"Answer-{question}", "I marts."), ($"Minutes-{minutes}", "Vi talte sammen, rettet.")];
        foreach (var (name, value) in all.Where(one => !taken.Contains(one.Name)))
        {
            var shown = name is "Way" or "Named" ? page.QuerySelector($"[name={name}][checked]")?.GetAttribute("value")
                : name == "Number" ? page.GetElementById(name)!.GetAttribute("value") : page.GetElementById(name)!.TextContent;
            Assert.That(shown, Is.EqualTo(value), name);
        }

        foreach (var name in taken.Where(one => page.GetElementById(one) is not null))
            Assert.That(page.GetElementById(name)!.TextContent, Is.Empty, name);
    }

    private async Task<int> CountAsync(Sent sent, EntryKind kind)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => entry.Kind == kind && db.Compartments
            .Any(compartment => compartment.Id == entry.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
