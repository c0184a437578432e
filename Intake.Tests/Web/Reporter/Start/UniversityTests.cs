using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Start;

/// <summary>Journeys at the university's scheme over HTTP: a student outside the purpose, and a report about several faculties.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class UniversityTests
{
    private OfficeHost office = null!;
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        office = await OfficeHost.StartAsync(
            await FoundedScheme.CreateAsync(scheme: "universitet"),
            more: new Dictionary<string, string?> { ["Intake:TicketMinimumAge"] = "0" });
        room = new CaseRoom(office);
    }

    [OneTimeTearDown]
    public async Task Stop() => await office.DisposeAsync();

    [Test]
    public async Task With_only_one_scheme_the_front_page_leads_straight_to_it()
    {
        using var front = await office.Web.Client.GetAsync("/en/");
        Assert.That((front.StatusCode, front.Headers.Location!.OriginalString), Is.EqualTo((HttpStatusCode.Redirect, "/en/universitet")));
    }

    [Test]
    public async Task A_student_sees_student_contacts_and_is_referred_to_the_student_counsellor_when_it_is_outside_the_purpose()
    {
        var start = await office.Web.Client.PageAsync("/da/universitet?who=student");
        Assert.That(
            start.QuerySelectorAll("#ways-near [data-help]").Select(entry => entry.GetAttribute("data-help")),
            Is.EqualTo(new[] { "student-counsellor", "supervisor", "study-board", "director-of-studies" }));

        var form = await office.Web.Client.PageAsync(start.GetElementById("to-form")!.GetAttribute("href")!);
        Assert.That(
            form.QuerySelectorAll("#OwnStatus option").Select(option => option.GetAttribute("value")).Skip(1),
            Is.EqualTo(new[] { "student", "employee", "temp", "former", "supplier", "patient", "other" }));
        Assert.That(
            form.QuerySelector("#OwnStatus option[value=employee]")!.TextContent,
            Is.EqualTo("Ansat eller ph.d.-studerende"),
            "the scheme's own word");
        Assert.That(form.QuerySelectorAll("#Category option").Select(option => option.GetAttribute("value")), Does.Not.Contain("bullying"));
        var key = await SendAsync(
            form, ("Description", "Min eksamen blev bedømt forkert."), ("Follow", "yes"), ("Unit", "humaniora"), ("OwnStatus", "student"));

        var address = await NewestCaseAsync();
        await room.DoneAsync("administrator 1", address + "/gate", ("Conflict", "none"));
        var suggested = await room.PageAsync("administrator 1", address + "/screening?ground=study-matter");
        await room.DoneAsync(
            "administrator 1", address + "/screening", ("Scope", "outside"), ("Ground", "study-matter"),
            ("Help", "student-counsellor"), ("Help", "study-board"), ("Text", suggested.QuerySelector("#Text")!.TextContent.Trim()));

        var mailbox = await MailboxAsync(key);
        var answer = mailbox.QuerySelector("#thread article[data-kind=Screening]")!;
        Assert.That(answer.TextContent, Does.Contain("En studievejleder kan tale det igennem med dig i fortrolighed"));
        Assert.That(
            answer.QuerySelectorAll("[data-help]").Select(entry => entry.GetAttribute("data-help")),
            Is.EqualTo(new[] { "student-counsellor", "study-board" }));
    }

    [Test]
    public async Task A_report_about_several_faculties_is_referred_to_two_and_the_mailbox_names_both()
    {
        var form = await office.Web.Client.PageAsync("/da/universitet/report");
        Assert.That(
            form.QuerySelectorAll("#Unit optgroup").Select(group => group.GetAttribute("label")),
            Does.Contain("Det Humanistiske Fakultet"));
        Assert.That(
            form.QuerySelector("#Unit optgroup option[value=historie-og-filosofi]")!.ParentElement!.GetAttribute("label"),
            Is.EqualTo("Det Humanistiske Fakultet"));
        var key = await SendAsync(
            form, ("Description", "Det sker på begge fakulteter."), ("Follow", "yes"), ("Unit", "several"), ("Category", "sexism"));

        var address = await NewestCaseAsync();
        await room.DoneAsync("administrator 1", address + "/gate", ("Conflict", "none"));
        await room.DoneAsync("administrator 1", address + "/screening", ("Scope", "inside"), ("Category", "sexism"), ("Note", ""));
        foreach (var (unit, handlers) in new[] { (office.Founded.Hospital, "handler"), (office.Founded.OtherHospital, "other handler") })
        {
            await room.DoneAsync(
                "administrator 1", address + "/refer", ("Unit", unit.Name), ("Handlers", room.Id(handlers + " 1")),
                ("Handlers", room.Id(handlers + " 2")), ("Note", "Se på jeres del."));
        }

        Assert.That(
            (await MailboxAsync(key))
                .QuerySelectorAll("#thread article[data-kind=Referral] p:not(.quiet)").Select(told => told.TextContent),
            Has.Some.Contains("Det Humanistiske Fakultet").And.Some.Contains("Det Samfundsvidenskabelige Fakultet"));
        foreach (var handler in new[] { "handler 1", "other handler 1" })
        {
            await room.DoneAsync(handler, address + "/gate", ("Conflict", "none"));
            Assert.That((await room.PageAsync(handler, address)).Body!.TextContent, Does.Contain("Det sker på begge fakulteter."), handler);
        }
    }

    private async Task<string> SendAsync(IDocument form, params (string Name, string Value)[] fields)
    {
        using var check = await office.Web.PostAsync("/da/universitet/report", ReporterSite.Form(ReporterSite.Ticket(form), fields));
        using var receipt = await office.Web.PostAsync(
            "/da/universitet/report/send", ("Ticket", ReporterSite.Ticket(await check.PageAsync())));
        return (await receipt.PageAsync()).GetElementById("receipt-key")!.TextContent;
    }

    /// <summary>The one case that nobody has opened yet, from the administrator's inbox.</summary>
    private async Task<string> NewestCaseAsync()
    {
        var inbox = await room.PageAsync("administrator 1", "/da/office/inbox");
        var waiting = new List<string>();
        foreach (var link in inbox.QuerySelectorAll("#inbox a.reference").Select(link => link.GetAttribute("href")!))
        {
            if ((await room.PageAsync("administrator 1", link)).GetElementById("gate-form") is not null) waiting.Add(link);
        }

        return waiting.Single();
    }

    private async Task<IDocument> MailboxAsync(string key)
    {
        using var door = await office.Web.PostAsync("/da/mailbox", ("Key", key));
        using var open = await office.GetAsync("/da/mailbox/open", ReporterSite.Cookie(door));
        return await open.PageAsync();
    }
}
