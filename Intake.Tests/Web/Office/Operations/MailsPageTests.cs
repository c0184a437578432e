using System.Net;
using Intake.Core.Notices;
using Intake.Core.Operations;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>Mails that wait and those given up on, "try again", and who may press it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MailsPageTests
{
    private OperationsRoom room = null!;

    private TestPerson Anne => room.Bench.Founded["administrator 1"];

    private TestPerson Karen => room.Bench.Founded["handler 1"];

    [OneTimeSetUp]
    public async Task Open() => room = await OperationsRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await room.DisposeAsync();

    [SetUp]
    public async Task Clear() => await room.Rows.ClearAsync();

    [Test]
    public async Task Without_mails_the_page_says_so()
    {
        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#mails-waiting")!.TextContent, Is.EqualTo("Ingen mails venter."));
        Assert.That(page.QuerySelector("#given-up-none"), Is.Not.Null);
        Assert.That(page.QuerySelector("#notice"), Is.Null);
    }

    [Test]
    public async Task Mails_that_are_due_are_counted_and_those_of_a_later_hour_are_not()
    {
        await room.Rows.PutMailsAsync(2, Anne.Id, MailState.Waiting, room.Now.AddMinutes(-30));
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Waiting, room.Now.AddHours(2));
        Assert.That(
            (await room.PageAsync()).QuerySelector("#mails-waiting")!.TextContent,
            Is.EqualTo("2 mails venter. Den ældste skulle være sendt 3. marts 2026 kl. 10.00."));
    }

    [Test]
    public async Task A_mail_that_is_tried_over_and_over_is_as_old_as_the_hour_it_was_meant_for()
    {
        await room.Rows.PutMailsAsync(1, Anne.Id, MailState.Waiting, room.Now.AddMinutes(11), attempts: 9, hour: room.Now.AddHours(-8));
        var page = await room.PageAsync();
        Assert.That(
            page.QuerySelector("#mails-waiting")!.TextContent,
            Is.EqualTo("1 mail venter. Den skulle være sendt 3. marts 2026 kl. 02.30."));
        Assert.That(page.QuerySelector("#state [data-fault=MailsWait]")!.TextContent, Is.EqualTo("En mail har ventet i over fire timer."));
    }

    [Test]
    public async Task Those_given_up_on_stand_one_line_a_person_and_who_has_left_does_not()
    {
        await room.Rows.PutMailsAsync(3, Karen.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        await room.Rows.PutMailsAsync(1, Anne.Id, MailState.Failed, room.Now.AddDays(-1), attempts: 1);
        var left = room.Bench.Founded["other handler 3"].Id;
        await room.Rows.PutMailsAsync(1, left, MailState.Failed, room.Now.AddDays(-1), attempts: 1);
        await room.Rows.SqlAsync($"UPDATE intake.staff_member SET state = 4 WHERE id = '{left}'");
        var page = await room.PageAsync();
        Assert.That(
            page.QuerySelectorAll("#given-up tbody tr")
                .Select(row => string.Join(" | ", row.QuerySelectorAll("td").Take(4).Select(cell => cell.TextContent.Trim()))),
            Is.EqualTo(new[]
            {
                $"Anne Holm | {Anne.Email} | 1 | Adressen eller mailen blev afvist.",
                $"Karen Bjerre | {Karen.Email} | 3 | Serveren svarede »senere« i tre dage.",
            }));
        Assert.That(
            page.QuerySelector("#state [data-fault=MailsGivenUp]")!.TextContent,
            Is.EqualTo("4 mails kunne ikke sendes og prøves ikke mere."));
    }

    [Test]
    public async Task A_row_that_no_longer_says_to_whom_is_counted_and_alarms()
    {
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Waiting, room.Now.AddMinutes(-1));
        await room.Rows.PutMailsAsync(1, Anne.Id, MailState.Waiting, room.Now.AddHours(1));
        await room.Rows.SqlAsync(
            "UPDATE intake.mail SET recipient = (SELECT recipient FROM intake.mail ORDER BY next_at DESC LIMIT 1)");
        await room.Bench.RunAsync<SendMails>();
        Assert.That(room.Bench.Sink.Mails().SelectMany(mail => mail.To), Has.None.EqualTo(Anne.Email), "a recipient is its own row's");
        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#unreadable-mails")!.TextContent, Does.StartWith("1 opgivne mails kan ikke sendes"));
        Assert.That(page.QuerySelector("#state [data-fault=MailsGivenUp]"), Is.Not.Null);
    }

    [Test]
    public async Task Try_again_wakes_that_persons_failed_mails_alone_and_the_worker_sends_them()
    {
        await room.Rows.PutMailsAsync(2, Karen.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Waiting, room.Now.AddHours(3));
        await room.Rows.PutMailsAsync(1, Anne.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);

        var form = (await room.PageAsync())
            .QuerySelectorAll("#given-up form").Single(form => form.TextContent.Contains("Karen Bjerre", StringComparison.Ordinal));
        Assert.That((form.GetAttribute("method"), form.GetAttribute("action")), Is.EqualTo(("post", OperationsRoom.PathOf(Karen.Id))));
        var page = await room.TryAgainAsync(Karen.Id);
        Assert.That(page.QuerySelector("#notice")!.TextContent, Is.EqualTo("2 mails sendes i næste runde."));
        Assert.That(page.QuerySelectorAll("#given-up tbody tr").Single().TextContent, Does.Contain("Anne Holm"));

        var before = room.Bench.Sink.Mails().Count;
        await room.Bench.RunAsync<SendMails>();
        Assert.That(room.Bench.Sink.Mails().Skip(before).SelectMany(mail => mail.To), Is.EqualTo(new[] { Karen.Email, Karen.Email }));
        Assert.That(
            (await room.Rows.MailsOfAsync(Karen.Id, MailState.Failed), await room.Rows.MailsOfAsync(Karen.Id, MailState.Waiting),
                await room.Rows.MailsOfAsync(Anne.Id, MailState.Failed)),
            Is.EqualTo((0, 1, 1)));
        Assert.That((await room.PageAsync()).QuerySelector("#mails-sent")!.TextContent, Does.StartWith("Sendt de seneste syv dage: 2."));
    }

    [Test]
    public async Task Mails_refused_for_a_schemes_offices_alarm_are_shown_by_what_they_are_and_each_office_is_tried_again_by_itself()
    {
        var scheme = room.Bench.Founded.Scheme;
        await room.Rows.PutMailsAsync(2, scheme.Id, MailState.Waiting, room.Now.AddMinutes(-2), kind: MailKind.Overdue);
        await room.Rows.PutMailsAsync(1, scheme.Id, MailState.Waiting, room.Now.AddMinutes(-1), kind: MailKind.Orientation);
        room.Bench.Sink.Behave(
            $"rcpt {scheme.Executive!.Mail} 550 5.1.1 no such user here", $"rcpt {scheme.Orientation!.Mail} 550 5.1.1 no such user here");
        await room.Bench.RunAsync<SendMails>();

        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#state [data-fault=MailsGivenUp]")!.TextContent,
            Is.EqualTo("3 mails kunne ikke sendes og prøves ikke mere."));
        Assert.That(page.QuerySelector("#given-up-none"), Is.Null);
        Assert.That(page.QuerySelectorAll("#given-up tbody tr")
            .Select(row => string.Join(" | ", row.QuerySelectorAll("td").Take(4).Select(cell => cell.TextContent.Trim()))), Is.EqualTo(new[]
            {
                $"{scheme.Title.Da}: øverste kontakt | {scheme.Executive.Mail} | 2 | Adressen eller mailen blev afvist.",
                $"{scheme.Title.Da}: kontoret, der orienteres om alvorlige sager | {scheme.Orientation.Mail} | 1 | "
                    + "Adressen eller mailen blev afvist.",
            }));
        var ready = room.Bench.BuildHost().Services.GetRequiredService<Readiness>();
        Assert.That((await ready.LookAsync(default)).MailsGivenUp, Is.EqualTo(3), "what a monitor hears");

        room.Bench.Sink.BehaveWell();
        var before = room.Bench.Sink.Mails().Count;
        var again = await room.PressAsync(page.QuerySelector("#given-up tbody tr:last-child form")!.GetAttribute("action")!);
        Assert.That(again.QuerySelector("#notice")!.TextContent, Is.EqualTo("1 mail sendes i næste runde."));
        await room.Bench.RunAsync<SendMails>();
        Assert.That(room.Bench.Sink.Mails().Skip(before).SelectMany(mail => mail.To), Is.EqualTo(new[] { scheme.Orientation.Mail }));
        Assert.That((await room.PageAsync()).QuerySelector("#given-up [data-reason]")!.GetAttribute("data-reason"), Is.EqualTo("Refused"),
            "what one office gets says nothing of the other");
    }

    [Test]
    public async Task A_second_press_and_a_press_for_nobody_find_nothing_left_to_try()
    {
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        Assert.That((await room.TryAgainAsync(Karen.Id)).QuerySelector("#notice")!.TextContent, Is.EqualTo("1 mail sendes i næste runde."));
        Assert.That(
            (await room.TryAgainAsync(Karen.Id)).QuerySelector("#notice")!.TextContent,
            Is.EqualTo("Der var ikke flere mails at prøve igen."));
        Assert.That(
            (await room.TryAgainAsync(Guid.NewGuid())).QuerySelector("#notice")!.TextContent,
            Is.EqualTo("Der var ikke flere mails at prøve igen."));
    }

    [Test]
    public async Task Nobody_but_an_operator_finds_the_page_or_can_press_its_button()
    {
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        foreach (var person in new[] { Anne, Karen, room.StatisticsReader })
        {
            var cookie = await room.Office.CookieOfAsync(person);
            Assert.That(
                (await room.Office.GetAsync(OperationsRoom.Address, cookie)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), person.Part);
            Assert.That(
                (await room.Office.PostAsync(OperationsRoom.PathOf(Karen.Id), cookie)).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound),
                person.Part);
        }

        foreach (var answer in new[]
        {
            await room.Office.GetAsync(OperationsRoom.Address), await room.Office.PostAsync(OperationsRoom.PathOf(Karen.Id), null),
        })
        {
            Assert.That(
                (answer.StatusCode, answer.Headers.Location?.ToString()),
                Is.EqualTo((HttpStatusCode.SeeOther, "/da/office/sign-in")));
        }

        Assert.That(await room.Rows.MailsOfAsync(Karen.Id, MailState.Failed), Is.EqualTo(1));
    }

    [Test]
    public async Task Operations_stands_in_an_operators_menu_alone()
    {
        Assert.That((await room.PageAsync()).QuerySelector(".office-menu a[aria-current=page]")?.TextContent, Is.EqualTo("Drift"));
        using var answer = await room.Office.GetAsync("/da/office/inbox", await room.Office.CookieOfAsync(Anne));
        Assert.That(
            (await answer.PageAsync()).QuerySelector(".office-menu")!.TextContent,
            Does.Contain("Min dag").And.Not.Contain("Drift"));
    }

    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    [TestCase("Origin", "https://evil.example")]
    public async Task Another_sites_post_with_the_operators_cookie_changes_nothing(string header, string value)
    {
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        using var request = new HttpRequestMessage(HttpMethod.Post, OperationsRoom.PathOf(Karen.Id));
        request.Headers.Add("Cookie", await room.Office.CookieOfAsync(room.Operator));
        request.Headers.Add(header, value);
        using var answer = await room.Office.Web.Client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await room.Rows.MailsOfAsync(Karen.Id, MailState.Failed), Is.EqualTo(1));
    }
}
