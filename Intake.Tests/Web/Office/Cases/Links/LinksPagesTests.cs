using System.Net;
using Intake.Core.Reports;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Links;

/// <summary>Linked cases in the pages: hinted at, linked, followed and parted, and nothing of it in anybody else's pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LinksPagesTests
{
    private CaseRoom room = null!;
    private Sent one = null!;
    private Sent other = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [SetUp]
    public async Task Open()
    {
        one = await room.InScopeAsync("Bent Holm råbte ad os den 1. marts.");
        await room.ReferAsync(one);
        other = await room.OpenedAsync("Det var Bent Holm igen, den 1. marts.");
    }

    [Test]
    public async Task A_hint_at_screening_leads_to_the_form_with_the_case_chosen_and_the_link_to_both_cases()
    {
        var hint = (await room.PageAsync("administrator 1", CaseRoom.Case(other, "screening"))).QuerySelectorAll("#similar-cases li")
            .Single(li => li.TextContent.Contains(CaseReference.Of(one.ReportId), StringComparison.Ordinal));
        Assert.That(hint.TextContent, Does.Contain("samme navne: Bent Holm").And.Contain("samme dag"));
        var page = await room.PageAsync("administrator 1", hint.QuerySelectorAll("a")[1].GetAttribute("href")!.Split('#')[0]);
        Assert.That(page.QuerySelector("#Other option[selected]")!.GetAttribute("value"), Is.EqualTo($"{one.ReportId}"));
        await room.DoneAsync("administrator 1", Links(other), page.Fill("#link-form",
            ("Other", $"{one.ReportId}"), ("Ground", "SamePerson"), ("Note", "Samme leder.")));
        foreach (var (at, to) in new[] { (one, other), (other, one) })
        {
            var linked = (await room.PageAsync("administrator 1", CaseRoom.Case(at))).QuerySelector("#linked-cases")!;
            Assert.That(linked.QuerySelector("a")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(to)));
            Assert.That(linked.TextContent, Does.Contain("Samme person").And.Contain("Samme leder."));
            var state = (await room.PageAsync("administrator 1", CaseRoom.Case(to))).QuerySelector("#case-state")!.TextContent;
            Assert.That(linked.TextContent, Does.Contain($"({state})"), "as its own page says");
        }

        page = await room.PageAsync("administrator 1", Links(one));
        page = await room.DoneAsync("administrator 1", Links(one) + "/remove",
            ("Link", page.QuerySelector("#unlink-form input[name=Link]")!.GetAttribute("value")!));
        Assert.That(page.QuerySelector("#no-links"), Is.Not.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(other))).QuerySelector("#linked-cases"), Is.Null);
    }

    [Test]
    public async Task A_handler_and_both_reporters_find_nothing_of_the_other_case_in_any_page()
    {
        await room.DoneAsync("administrator 1", Links(one), ("Other", $"{other.ReportId}"), ("Ground", "Duplicate"), ("Note", "Spion."));
        foreach (var tab in new[] { "", "conversation", "history", "print", "work", "units" })
        {
            var page = (await room.PageAsync("handler 1", CaseRoom.Case(one, tab))).DocumentElement.OuterHtml;
            Assert.That(page, Does.Not.Contain($"{other.ReportId}").And.Not.Contain(CaseReference.Of(other.ReportId)), tab);
            Assert.That(page, Does.Not.Contain("Spion").And.Not.Contain("forbundet").And.Not.Contain("data-kind=\"Link\""), tab);
        }

        foreach (var sent in new[] { one, other })
        {
            var mailbox = (await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).DocumentElement.OuterHtml;
            Assert.That(mailbox, Does.Not.Contain("Spion").And.Not.Contain("forbundet"));
        }

        foreach (var path in new[] { Links(one), Links(one) + "/remove" })
        {
            using var answer = await room.PostAsync("handler 1", path, ("Other", $"{other.ReportId}"), ("Ground", "Duplicate"),
                ("Link", $"{Guid.NewGuid()}"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
        }

        // The other administrator opens one of them, and is offered the other neither as linked nor as a choice.
        await room.PassAsync(one, "administrator 2");
        var hers = await room.PageAsync("administrator 2", Links(one));
        Assert.That(hers.DocumentElement.OuterHtml, Does.Not.Contain($"{other.ReportId}"));
        using var forged = await room.PostAsync("administrator 2", Links(one), ("Other", $"{other.ReportId}"), ("Ground", "Duplicate"));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_is_missing_is_said_at_its_field_and_what_was_typed_comes_back()
    {
        var page = await room.RefusedAsync("administrator 1", Links(one), ("Note", "Kun dette."));
        Assert.That(page.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#Other", "#Ground" }));
        Assert.That(page.QuerySelector("#Note")!.TextContent, Is.EqualTo("Kun dette."));
        await room.DoneAsync("administrator 1", Links(one), ("Other", $"{other.ReportId}"), ("Ground", "SameEvent"));
        page = await room.RefusedAsync("administrator 1", Links(one), ("Other", $"{other.ReportId}"), ("Ground", "SameEvent"));
        Assert.That(page.QuerySelector("#error-summary")!.TextContent, Does.Contain("allerede forbundet"));
        page = await room.RefusedAsync("administrator 1", Links(one) + "/remove");
        Assert.That(page.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Link"));
    }

    private static string Links(Sent sent) => CaseRoom.Case(sent, "links");
}
