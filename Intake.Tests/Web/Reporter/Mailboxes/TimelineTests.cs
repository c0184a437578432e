using AngleSharp.Dom;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>The case's progress in the mailbox: steps, legal dates kept or missed, what comes next, and help outside the purpose.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TimelineTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_steps_follow_the_case_from_receipt_to_closing_and_name_no_person()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, "En historie");
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var received = await mailbox.PageAsync();
        Assert.That(
            Steps(received),
            Is.EqualTo("Received Done, Acknowledged Coming, Screened Coming, HandedOn Coming, ToldBack Coming, Closed Coming"));
        Assert.That(received.QuerySelector("[data-step=Acknowledged]")!.TextContent, Does.Contain("senest 10. marts 2026"));
        Assert.That(received.QuerySelector("#next")!.TextContent, Does.Contain("senest 10. marts 2026"));
        Assert.That(received.QuerySelector("#nothing-new")!.TextContent, Does.Contain("ikke skrevet til dig endnu"));
        Assert.That(received.QuerySelector("#withdraw"), Is.Not.Null);

        await room.PassAsync(sent, "administrator 1");
        var opened = await mailbox.PageAsync();
        Assert.That(Steps(opened), Does.StartWith("Received Done, Acknowledged Done, Screened Now,"));
        Assert.That(opened.QuerySelector("#mailbox-status")!.TextContent, Is.EqualTo("Bliver læst"));
        Assert.That(opened.QuerySelector("#withdraw"), Is.Null);

        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        Assert.That(Steps(await mailbox.PageAsync()), Does.Contain("Screened Done, HandedOn Now,"));
        var referral = await room.WithStatementAsync(sent);
        var referred = await mailbox.PageAsync();
        Assert.That(Steps(referred), Does.Contain("HandedOn Done, LookedInto Now, ToldBack Coming"));
        Assert.That(
            referred.QuerySelector(".status")!.TextContent,
            Does.Not.Contain(room.Office.Founded.Hospital.Title.Da),
            "the status tells of no unit");

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("Acted", "Tak."));
        var closed = await mailbox.PageAsync();
        Assert.That(Steps(closed), Does.EndWith("ToldBack Done, Closed Done"));
        Assert.That(closed.QuerySelector("#next")!.TextContent, Does.Contain("læse med her til og med"));
        Assert.That(closed.QuerySelectorAll("#questions, #talk, #minutes, #reply-form"), Is.Empty);
        foreach (var person in room.Office.Founded.People)
        {
            Assert.That(
                closed.DocumentElement.TextContent,
                Does.Not.Contain(person.Certificate.FullName),
                "no member of staff is named to the reporter");
        }
    }

    [Test]
    public async Task A_legal_date_that_was_not_kept_is_told_honestly_with_what_one_can_do()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, "En historie", follow: false);
        var late = new DateTimeOffset(2026, 3, 12, 9, 0, 0, TimeSpan.Zero) - room.Office.Founded.Time.GetUtcNow();
        await room.Office.MoveAsync(late);
        try
        {
            var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
            var page = await mailbox.PageAsync();
            Assert.That(Steps(page), Does.Contain("Acknowledged Late"));
            Assert.That(page.QuerySelector("#late")!.TextContent, Does.Contain("senest 10. marts 2026").And.Contain("Datatilsynet"));
            Assert.That(page.QuerySelector("#late [data-help=external-channel]"), Is.Not.Null);
            await new CaseRoom(room.Office).PassAsync(sent, "administrator 1");
            var told = await mailbox.PageAsync();
            Assert.That(told.QuerySelector("#late"), Is.Null);
            Assert.That(
                told.QuerySelector("[data-step=Acknowledged]")!.TextContent,
                Does.Contain("gjort 12. marts 2026, senere end den 10. marts 2026"));
        }
        finally
        {
            await room.Office.MoveAsync(-late);
        }
    }

    [Test]
    public async Task Outside_the_purpose_the_answer_is_kind_and_the_help_fits_who_the_reporter_is()
    {
        var scheme = room.Office.Founded.Scheme;
        var sent = await WithStatusAsync("student");
        await room.PassAsync(sent, "administrator 1");
        var ground = scheme.Scope.Grounds[0];
        var screening = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "screening"));
        Assert.That(
            screening.QuerySelector("#screening-form")!.TextContent,
            Does.Contain("Passer til det, indberetteren skrev om sig selv"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"),
            [("Scope", "outside"), ("Ground", ground.Name), ("Text", ground.Text.Da), .. ground.Help.Select(name => ("Help", name))]);

        var page = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(Steps(page), Is.EqualTo("Received Done, Acknowledged Done, Answered Done"));
        Assert.That(page.QuerySelector(".status")!.TextContent, Does.Contain("Tak, fordi du skrev"));
        Assert.That(page.QuerySelectorAll("#thread [data-help]").Select(help => help.GetAttribute("data-help")), Is.EqualTo(ground.Help));
        var others = page.QuerySelectorAll("#other-help [data-help]")
            .Select(help => scheme.Help.Entry(help.GetAttribute("data-help")!)!).ToList();
        Assert.That(others, Is.Not.Empty);
        Assert.That(
            others.Where(entry => !entry.Persons.Contains(PersonKind.Student) && !entry.Persons.Contains(PersonKind.Trainee)),
            Is.Empty);
        Assert.That(others.Select(entry => entry.Name).Intersect(ground.Help), Is.Empty);
    }

    private async Task<Sent> WithStatusAsync(string status)
    {
        await using var scope = room.Office.Founded.Services.CreateAsyncScope();
        var scheme = room.Office.Founded.Scheme;
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        using var ticket = await staging.BeginAsync(scheme, staging.NewTicket(), default);
        await staging.SaveAsync(scheme, ticket, new StagedContent
        {
            Report = new ReportContent { Description = "Om min praktik", Follow = true, Language = "da", OwnStatus = status },
        }, default);
        var received = (ReceiveResult.Received)await scope.ServiceProvider.GetRequiredService<ReportDesk>()
            .ReceiveAsync(scheme, ticket, default);
        return new Sent(ticket.Staged!.ReportId, received.Key);
    }

    private static string Steps(IDocument page) =>
        string.Join(", ", page.QuerySelectorAll("#mailbox-timeline li")
            .Select(step => $"{step.GetAttribute("data-step")} {step.GetAttribute("data-state")}"));
}
