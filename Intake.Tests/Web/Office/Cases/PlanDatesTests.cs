using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The dates of a unit's plan, beside the case and in My day: each for those whom it concerns.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PlanDatesTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;
    private string referral = "";

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [SetUp]
    public async Task Refer()
    {
        sent = await room.InScopeAsync();
        referral = await room.ReferAsync(sent);
    }

    [Test]
    public async Task A_task_is_shown_to_whom_it_names_to_all_where_it_names_none_of_them_and_to_nobody_outside_the_unit()
    {
        await TaskAsync("Ring til afsnitslederen.", "Karen Bjerre", 3);
        await TaskAsync("Find vagtplanerne frem.", "LT", 5);
        await TaskAsync("Bestil et lokale.", "Sekretariatet", 9);
        await TaskAsync("Er gjort.", "Karen", 1, "Done");

        Assert.That(await BesideAsync("handler 1"), Is.EqualTo(new[] { "Opgave: Ring til afsnitslederen.", "Opgave: Bestil et lokale." }));
        Assert.That(await BesideAsync("handler 2"), Is.EqualTo(new[] { "Opgave: Find vagtplanerne frem.", "Opgave: Bestil et lokale." }));
        Assert.That(await BesideAsync("administrator 1"), Is.Empty);
        Assert.That((await PlannedAsync("handler 1"))!.TextContent, Does.StartWith("Opgave: Ring til afsnitslederen., senest "));
        Assert.That((await PlannedAsync("handler 2"))!.TextContent, Does.Contain("Find vagtplanerne frem."));
        Assert.That(await PlannedAsync("administrator 1"), Is.Null);
    }

    [Test]
    public async Task The_next_three_stand_beside_the_case_and_one_that_has_passed_says_so_in_words_in_both_places()
    {
        await TaskAsync("Den fjerde.", "Karen", 40);
        await TaskAsync("Den tredje.", "Karen", 30);
        var past = CopenhagenClock.Today(room.Office.Founded.Time).AddDays(-2);
        await room.DoneAsync("handler 1", referral + "/plan/interview", ("With", "en kollega fra nattevagten"), ("State", "Planned"),
            ("InterviewOnDay", $"{past.Day}"), ("InterviewOnMonth", $"{past.Month}"), ("InterviewOnYear", $"{past.Year}"));
        await TaskAsync("Den anden.", "Karen", 20);

        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "files"));
        Assert.That(page.QuerySelectorAll("#plan-dates li").Select(one => one.FirstElementChild!.TextContent),
            Is.EqualTo(new[] { "Samtale med en kollega fra nattevagten", "Opgave: Den anden.", "Opgave: Den tredje." }));
        Assert.That(page.QuerySelectorAll("#plan-dates .badge-error").Select(badge => badge.TextContent),
            Is.EqualTo(new[] { "Overskredet" }));
        var planned = (await PlannedAsync("handler 1"))!;
        Assert.That((planned.GetAttribute("data-plan"), planned.NextElementSibling?.TextContent), Is.EqualTo(("Interview", "Overskredet")));
    }

    [Test]
    public async Task Before_the_conflict_question_is_answered_My_day_says_nothing_of_the_plan_and_showing_it_opens_no_report()
    {
        await TaskAsync("Ring til afsnitslederen.", "Sekretariatet", 3);
        await using var db = room.Office.Founded.Databases.AsOwner();
        var opened = await db.Audit.CountAsync(row => row.Action == AuditAction.ReportOpened);
        Assert.That(await PlannedAsync("handler 2"), Is.Not.Null);
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.ReportOpened), Is.EqualTo(opened));
        await db.GatePasses.Where(pass => pass.ReportId == sent.ReportId).ExecuteDeleteAsync();
        Assert.That(await PlannedAsync("handler 2"), Is.Null);
    }

    private async Task TaskAsync(string text, string owner, int days, string state = "Open")
    {
        var day = CopenhagenClock.Today(room.Office.Founded.Time).AddDays(days);
        await room.DoneAsync("handler 1", referral + "/plan/task", ("Text", text), ("Owner", owner), ("State", state),
            ("TaskOnDay", $"{day.Day}"), ("TaskOnMonth", $"{day.Month}"), ("TaskOnYear", $"{day.Year}"));
    }

    private async Task<IEnumerable<string>> BesideAsync(string who) => (await room.PageAsync(who, CaseRoom.Case(sent)))
        .QuerySelectorAll("#plan-dates li").Select(one => one.FirstElementChild!.TextContent).ToList();

    private async Task<IElement?> PlannedAsync(string who) => (await room.PageAsync(who, "/da/office/inbox?show=all"))
        .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal))
        .QuerySelector(".row-plan");
}
