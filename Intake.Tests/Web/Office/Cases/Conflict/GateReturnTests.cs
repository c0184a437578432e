using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Conflict;

/// <summary>A link to a page of a case asks the conflict question first, and leads to no other place.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class GateReturnTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_colleagues_link_leads_to_the_question_and_from_there_to_the_page()
    {
        using var link = await room.GetAsync("deputy", CaseRoom.Case(sent, "screening"));
        Assert.That(link.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "the deputy has no key of this case");

        using var led = await room.GetAsync("administrator 2", $"/en/office/case/{sent.ReportId}/screening");
        Assert.That(led.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var gate = await room.PageAsync("administrator 2", led.Headers.Location!.OriginalString);
        Assert.That(gate.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
        Assert.That(gate.QuerySelector("#case-summary"), Is.Null, "nothing of the case is shown");
        var refused = await room.RefusedAsync("administrator 2", gate.AddressOf("#gate-form"), gate.Fill("#gate-form"));
        using var passed = await room.PostAsync(
            "administrator 2", refused.AddressOf("#gate-form"), refused.Fill("#gate-form", ("Conflict", "none")));
        Assert.That(passed.Told(), Is.EqualTo($"303 /en/office/case/{sent.ReportId}/screening"));
        await room.PageAsync("administrator 2", passed.Headers.Location!.OriginalString);
    }

    [Test]
    public async Task A_tab_shows_the_question_at_its_own_address_and_is_shown_when_it_is_answered()
    {
        var other = await room.OpenedAsync();
        var gate = await room.PageAsync("administrator 2", CaseRoom.Case(other, "conversation"));
        using var passed = await room.PostAsync(
            "administrator 2", gate.AddressOf("#gate-form"), gate.Fill("#gate-form", ("Conflict", "none")));
        Assert.That(passed.Told(), Is.EqualTo($"303 {CaseRoom.Case(other, "conversation")}"));
    }

    [TestCase("//evil.example"), TestCase("https://evil.example/"), TestCase("/evil"), TestCase("../../people"), TestCase("screening/../x"),
     TestCase("screening?done=1"), TestCase("a\r\nLocation: x"), TestCase("\\\\evil.example"), TestCase("@evil.example"), TestCase("gate"),
     TestCase("a//b"), TestCase("%2e%2e/x")]
    public async Task Whatever_a_link_says_it_never_leads_out_of_the_case(string page)
    {
        var other = await room.OpenedAsync();
        var gate = await room.PageAsync("administrator 2", $"{CaseRoom.Case(other)}?To={Uri.EscapeDataString(page)}");
        Assert.That(gate.QuerySelector("#gate-form"), Is.Not.Null);
        Assert.That(gate.QuerySelector("#gate-form [name=To]"), Is.Null);
        using var passed = await room.PostAsync("administrator 2", CaseRoom.Case(other, "gate"), ("Conflict", "none"), ("To", page));
        Assert.That(passed.Told(), Is.EqualTo($"303 {CaseRoom.Case(other)}?done=passed"));
    }

    [Test]
    public async Task Who_holds_nothing_is_told_nothing_whatever_page_is_asked_for()
    {
        var left = await room.OpenedAsync();
        await room.DoneAsync("administrator 2", CaseRoom.Case(left, "recuse"), ("NotNamed", "yes"));
        foreach (var page in new[] { "screening", "named", "close", "links", $"referral/{Guid.NewGuid()}" })
        {
            foreach (var (who, path) in new[]
            {
                ("handler 3", CaseRoom.Case(left, page)), ("administrator 2", CaseRoom.Case(left, page)),
                ("administrator 2", $"/da/office/case/{Guid.NewGuid()}/{page}"), ("administrator 1", CaseRoom.Case(left, "no-such-page")),
            })
            {
                using var answer = await room.GetAsync(who, path);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {path}");
                Assert.That(answer.Headers.Location, Is.Null);
            }
        }

        var waiting = await room.OpenedAsync();
        using var posted = await room.PostAsync("administrator 2", CaseRoom.Case(waiting, "question"), ("Text", "x"));
        Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "only a page leads to the question");
    }
}
