using System.Net;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Web.Office.Door;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Who gets into the back office, and to which pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DoorTests
{
    private OfficeHost office = null!;

    [OneTimeSetUp]
    public async Task Start() => office = await OfficeHost.StartAsync(map: app =>
    {
        var rooms = app.MapOffice();
        rooms.MapGet("/test-reader", (OfficeSession session) => session.Staff.Certificate.FullName).ForReaders();
        rooms.MapGet("/test-administrator", (OfficeSession session) => session.Scheme.Name).ForAdministrators();
        rooms.MapGet("/test-operator", () => "operator").ForOperators();
        rooms.MapGet("/test-nobody", () => "no rule");
        rooms.MapPost("/test-password", () => "changed").ForEveryone();
    });

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [TestCase("handler 1", "test-reader", HttpStatusCode.OK)]
    [TestCase("administrator 1", "test-administrator", HttpStatusCode.OK)]
    [TestCase("handler 1", "test-administrator", HttpStatusCode.NotFound)]
    [TestCase("administrator 1", "test-operator", HttpStatusCode.NotFound)]
    [TestCase("administrator 1", "test-nobody", HttpStatusCode.NotFound)]
    public async Task Each_page_is_there_for_those_it_is_for_and_not_found_by_the_rest(string who, string page, HttpStatusCode status)
    {
        var answer = await office.GetAsync($"/da/office/{page}", await office.CookieOfAsync(office.Founded[who]));
        Assert.That(answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Without_a_cookie_the_way_leads_to_sign_in()
    {
        var answer = await office.GetAsync("/en/office/test-reader");
        Assert.That((answer.StatusCode, answer.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.SeeOther, "/en/office/sign-in")));
    }

    [Test]
    public async Task A_session_that_was_not_used_for_half_an_hour_is_over_and_the_page_says_so()
    {
        var cookie = await office.CookieOfAsync(office.Founded["handler 2"]);
        await office.MoveAsync(TimeSpan.FromMinutes(31));
        var answer = await office.GetAsync("/da/office/test-reader", cookie);
        Assert.That(
            (answer.StatusCode, answer.Headers.Location?.ToString()),
            Is.EqualTo((HttpStatusCode.SeeOther, "/da/office/sign-in?notice=ended")));
        Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.Contain("expires=Thu, 01 Jan 1970"));
        var page = await office.Web.Client.PageAsync("/da/office/sign-in?notice=ended");
        Assert.That(page.QuerySelector("#notice"), Is.Not.Null);
    }

    [Test]
    public async Task A_statement_written_for_longer_than_the_session_lasted_comes_back_with_the_sign_in_page()
    {
        var cookie = await office.CookieOfAsync(office.Founded["handler 2"]);
        await office.MoveAsync(TimeSpan.FromMinutes(31));
        var address = $"/da/office/case/{Guid.NewGuid()}/referral/{Guid.NewGuid()}/statement/write";
        foreach (var carried in new[] { cookie, null })
        {
            var answer = await office.PostAsync(
                address, carried, ("Examined", "\r\nSamtaler med <begge> parter.\r\nOg æøå."), ("Track", "both"),
                ("Conclusion", "Der er handlet."));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.Contain("expires=Thu, 01 Jan 1970"));
            var page = await answer.PageAsync();
            Assert.That(
                page.QuerySelectorAll("#kept-texts textarea").Select(text => text.TextContent),
                Is.EqualTo(new[] { "\nSamtaler med <begge> parter.\nOg æøå.", "Der er handlet." }));
            Assert.That(page.QuerySelectorAll("#sign-in-form textarea"), Is.Empty);
            Assert.That(page.QuerySelector("#notice"), Is.Not.Null);
        }
    }

    [Test]
    public async Task A_late_form_that_may_hold_a_password_or_holds_no_text_or_is_no_form_is_not_given_back()
    {
        var written = ("Text", "Adgangskode: tolv blå cykler");
        Assert.That((await office.PostAsync("/da/office/test-password", null, written)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var address = $"/da/office/case/{Guid.NewGuid()}/gate";
        Assert.That((await office.PostAsync(address, null, ("Conflict", "none"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(
            (await office.PostAsync(address, null, (new string('x', 65), "to ord"))).StatusCode,
            Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task A_made_up_cookie_opens_nothing(string value)
    {
        var answer = await office.GetAsync("/da/office/test-reader", $"{OfficeCookie.Name}={value}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [TestCase("administrator 1", "/da/office/inbox")]
    [TestCase("handler 1", "/da/office/inbox")]
    public async Task The_office_s_own_address_leads_to_where_the_work_is(string who, string to)
    {
        var answer = await office.GetAsync("/da/office", await office.CookieOfAsync(office.Founded[who]));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo(to));
    }

    [TestCase("da", "7 dage før fristen", "2 dage efter fristen", "Kl. 07.30 og 13.00", "730 dage, omkring 2 år")]
    [TestCase("en", "7 days before the deadline", "2 days after the deadline", "At 07:30 and 13:00", "730 days, about 2 years")]
    public async Task What_the_worker_does_and_when_stands_in_words_for_everybody_of_the_scheme(
        string language, string first, string fifth, string hours, string kept)
    {
        var cookie = await office.CookieOfAsync(office.Founded["handler 1"]);
        var inbox = await (await office.GetAsync($"/{language}/office/inbox", cookie)).PageAsync();
        var page = await (await office.GetAsync(inbox.QuerySelector(".to-clocks")!.GetAttribute("href")!, cookie)).PageAsync();
        var clocks = office.Founded.Scheme.Deadlines;
        var steps = page.QuerySelectorAll("#ladder tbody tr").ToList();
        Assert.That(steps.Select(row => (row.GetAttribute("data-days"), row.GetAttribute("data-to"))),
            Is.EqualTo(clocks.Ladder.Steps.Select(step => ($"{step.DaysFromDue}", $"{step.To}"))));
        Assert.That((steps[0].Children[0].TextContent, steps[4].Children[0].TextContent), Is.EqualTo((first, fifth)));
        Assert.That(steps[^1].TextContent, Does.Contain(office.Founded.Scheme.Executive!.Title.In(language)), "and never which case");
        Assert.That(page.QuerySelectorAll("#clocks tbody tr").Select(row => row.GetAttribute("data-clock")).Append("Retention").Distinct(),
            Is.EquivalentTo(Enum.GetNames<DeadlineKind>()), "no clock is left out");
        Assert.That(page.QuerySelector("#mail-hours")!.TextContent, Is.EqualTo(hours));
        Assert.That(page.QuerySelector("#cover-administrators")!.TextContent,
            Is.Not.Empty.And.Not.EqualTo(page.QuerySelector("#cover-handlers")!.TextContent), "the covers differ in this scheme");
        Assert.That(page.QuerySelector("#kept [data-outcome=Acted]")!.Children[1].TextContent, Is.EqualTo(kept));
    }

    [Test]
    public async Task Signing_out_ends_the_session_in_the_database_too()
    {
        var cookie = await office.CookieOfAsync(office.Founded["handler 3"]);
        var left = await office.PostAsync("/da/office/sign-out", cookie);
        Assert.That(
            (left.StatusCode, left.Headers.Location?.ToString()),
            Is.EqualTo((HttpStatusCode.SeeOther, "/da/office/sign-in?notice=out")));
        Assert.That((await office.GetAsync("/da/office/test-reader", cookie)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task Another_site_can_sign_nobody_out()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/da/office/sign-out");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.That((await office.Web.Client.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public void Every_page_of_the_office_says_whom_it_is_for()
    {
        var closed = ((Microsoft.AspNetCore.Routing.EndpointDataSource)office.Web.Services
            .GetService(typeof(Microsoft.AspNetCore.Routing.EndpointDataSource))!).Endpoints
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(page => page.RoutePattern.RawText!.Contains("/office", StringComparison.Ordinal)
                && page.Metadata.GetMetadata<OfficeRule>() is null)
            .Select(page => page.RoutePattern.RawText!.Split("/office/").Last()).Distinct().Order();
        Assert.That(closed, Is.EqualTo(
            new[] { "invitation/{token}", "invitation/{token}/join", "recovery", "sign-in", "sign-out", "test-nobody" }));
    }
}
