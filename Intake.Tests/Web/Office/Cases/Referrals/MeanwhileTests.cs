using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>Two handlers have the same page open: nobody writes over what the other wrote without having seen it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MeanwhileTests
{
    private const string Karen = "handler 1", Lars = "handler 2";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task What_two_tick_in_a_checklist_is_ticked_and_what_one_unticks_is_not()
    {
        var referral = await room.ReferAsync(await room.InScopeAsync());
        await room.DoneAsync(Karen, referral + "/plan/checks", ("Aware", "Intervened"), ("Aware", "Listened"));
        var (karens, larss) = (
            await room.PageAsync(Karen, referral + "/plan/checks"), await room.PageAsync(Lars, referral + "/plan/checks"));
        await SentAsync(Lars, larss, "#checks-form", ("Aware", "Listened"), ("Involve", "HrAsked"), ("Act", "WithHr"));
        await SentAsync(Karen, karens, "#checks-form", ("Aware", "Intervened"), ("Aware", "Listened"), ("Act", "NextTalk"));
        var page = await room.PageAsync(Karen, referral + "/plan/checks");
        Assert.That(page.QuerySelectorAll("#checks-form input[checked]").Select(box => box.GetAttribute("value")),
            Is.EquivalentTo(new[] { "Listened", "HrAsked", "WithHr", "NextTalk" }));
    }

    [Test]
    public async Task A_task_that_a_colleague_changed_is_seen_before_it_is_changed_again()
    {
        var referral = await room.ReferAsync(await room.InScopeAsync());
        await room.DoneAsync(Karen, referral + "/plan/task", ("Text", "Hent vagtplanen."), ("Owner", "Karen"), ("State", "Open"));
        var change = (await room.PageAsync(Karen, referral + "/plan")).QuerySelector("#tasks tbody a")!.GetAttribute("href")!.Split('#')[0];
        var (karens, larss) = (await room.PageAsync(Karen, change), await room.PageAsync(Lars, change));
        await SentAsync(Lars, larss, "#task-form", ("Text", "Hent vagtplanen."), ("Owner", "Lars tager den"), ("State", "Open"));

        (string, string)[] karensTask = [("Text", "Hent vagtplanen for oktober."), ("Owner", "Karen"), ("State", "Open")];
        var again = await MetAsync(Karen, karens, "#task-form", karensTask);
        Assert.That(again.QuerySelector("#meanwhile")!.TextContent, Does.Contain("Lars tager den"));
        Assert.That(again.QuerySelector("#task-Text")!.TextContent.Trim(), Is.EqualTo(karensTask[0].Item2), "nothing typed is lost");
        Assert.That(Owners(await room.PageAsync(Lars, referral + "/plan")), Is.EqualTo(new[] { "Lars tager den" }));

        await SentAsync(Karen, again, "#task-form", karensTask);
        Assert.That(Owners(await room.PageAsync(Lars, referral + "/plan")), Is.EqualTo(new[] { "Karen" }), "once it was seen");
    }

    [Test]
    public async Task One_who_goes_on_from_their_own_change_or_adds_something_new_is_not_held_up()
    {
        var referral = await room.ReferAsync(await room.InScopeAsync());
        var task = await room.PageAsync(Karen, referral + "/plan/task");
        var hearing = await room.PageAsync(Karen, referral + "/plan/hearing");
        await room.DoneAsync(Lars, referral + "/plan/task", ("Text", "Lars' opgave."), ("Owner", "Lars"), ("State", "Open"));
        await SentAsync(Karen, task, "#task-form", ("Text", "Karens opgave."), ("Owner", "Karen"), ("State", "Open"));
        await SentAsync(Karen, hearing, "#hearing-form", ("Party", "Affected"), ("Heard", "yes"));
        await room.DoneAsync(Karen, referral + "/plan/hearing", ("Party", "Affected"), ("Heard", "no"), ("Why", "Sygemeldt."));
        Assert.That(Owners(await room.PageAsync(Lars, referral + "/plan")), Is.EquivalentTo(new[] { "Karen", "Lars" }));
    }

    [Test]
    public async Task An_assessment_of_a_colleague_is_seen_before_the_opposite_is_saved()
    {
        var referral = await room.ReferAsync(await room.InScopeAsync());
        var karens = await room.PageAsync(Karen, referral + "/assess");
        await room.DoneAsync(Lars, referral + "/assess", ("Severity", "Ordinary"), ("Text", "En gang, og det er ophørt."));
        var again = await MetAsync(Karen, karens, "#assess-form", ("Severity", "Serious"), ("Text", "Gentaget."));
        Assert.That(again.QuerySelector("#meanwhile")!.TextContent, Does.Contain("En gang, og det er ophørt."));
        Assert.That(again.QuerySelector("#Text")!.TextContent.Trim(), Is.EqualTo("Gentaget."));
    }

    [TestCase("question")]
    [TestCase("feedback")]
    public async Task Of_two_messages_to_the_reporter_the_second_goes_only_once_the_first_was_read(string form)
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var conversation = CaseRoom.Case(sent, "conversation");
        var (karens, larss) = (await room.PageAsync(Karen, conversation), await room.PageAsync(Lars, conversation));
        var larsChecks = await CheckedAsync(Lars, larss, form, "Vi er i gang med at tale med afsnittet.");
        await SentAsync(Karen, await CheckedAsync(Karen, karens, form, "Vi har talt med afsnittet."), ".check-form", ("Step", "send"));

        var again = await MetAsync(Lars, larsChecks, ".check-form", ("Step", "send"));
        Assert.That(again.QuerySelector("#meanwhile")!.TextContent, Does.Contain("Vi har talt med afsnittet."));
        Assert.That(again.QuerySelector($"#{form}-Text")!.TextContent.Trim(), Is.EqualTo("Vi er i gang med at tale med afsnittet."));
        var thread = await room.PageAsync(Karen, conversation);
        Assert.That(thread.QuerySelector("#thread")!.TextContent, Does.Not.Contain("Vi er i gang med"));

        var once = await CheckedAsync(Lars, again, form, "Som min kollega skrev, har vi talt med afsnittet.");
        await SentAsync(Lars, once, ".check-form", ("Step", "send"));
    }

    [Test]
    public async Task A_hearing_without_a_day_gets_none_and_a_talk_ahead_was_not_held()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        await room.DoneAsync(Karen, referral + "/plan/hearing", ("Party", "Affected"), ("Heard", "yes"));
        var page = await room.PageAsync(Karen, referral + "/plan");
        Assert.That(page.QuerySelector("#heard [data-party=Affected] dd")!.TextContent, Is.EqualTo("Hørt, dato ikke oplyst"));
        var statement = await room.PageAsync(Karen, referral + "/statement/write");
        Assert.That(statement.QuerySelector("#BothPartiesWhy")!.TextContent, Does.Contain("Hørt").And.Not.Contain("2026"));

        (string, string)[] ahead =
            [("With", "Den berørte"), ("InterviewOnDay", "9"), ("InterviewOnMonth", "3"), ("InterviewOnYear", "2026")];
        await room.RefusedAsync(Karen, referral + "/plan/interview", [.. ahead, ("State", "Held")]);
        await room.DoneAsync(Karen, referral + "/plan/interview", [.. ahead, ("State", "Planned")]);
    }

    [Test]
    public async Task A_statement_is_signed_only_after_its_check_page_which_says_what_of_the_plan_is_open()
    {
        var referral = await room.ReferAsync(await room.InScopeAsync());
        await room.DoneAsync(Karen, referral + "/plan/task", ("Text", "Hent vagtplanen."), ("Owner", "Karen"), ("State", "Open"));
        foreach (var party in new[] { "Affected", "Accused" })
            await room.DoneAsync(Karen, referral + "/plan/hearing", ("Party", party), ("Heard", "yes"));
        using var first = await room.PostAsync(Karen, referral + "/statement/write", CaseRoom.Statement());
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await first.PageAsync()).QuerySelector("#check-warning")!.TextContent, Does.Contain("opgaver: 1"));
        await room.DoneAsync(Karen, referral + "/statement/write", CaseRoom.Statement());

        var late = await room.RefusedAsync(Lars, referral + "/statement/write", [.. CaseRoom.Statement(), ("Step", "send")]);
        Assert.That(late.QuerySelector("#error-summary")!.TextContent, Does.Contain("en kollega har sendt den"));
    }

    [Test]
    public async Task My_day_names_the_next_step_that_the_case_names_where_nothing_presses()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        await room.DoneAsync(Karen, referral + "/assess", ("Severity", "Ordinary"), ("Text", "En gang."));
        var row = (await room.PageAsync(Karen, "/da/office/inbox")).QuerySelectorAll("#inbox tbody tr")
            .Single(one => one.QuerySelector("a.reference")!.GetAttribute("href") == CaseRoom.Case(sent));
        Assert.That(row.QuerySelector("[data-later=SendStatement]")!.TextContent,
            Does.StartWith("Næste skridt: Send redegørelsen, senest"));
    }

    private static IEnumerable<string> Owners(IDocument plan) =>
        plan.QuerySelectorAll("#tasks tbody tr td:nth-child(2)").Select(cell => cell.TextContent.Trim());

    /// <summary>The check page of a message.</summary>
    private async Task<IDocument> CheckedAsync(string who, IDocument page, string form, string text)
    {
        using var answer = await room.PostAsync(who, page.AddressOf($"#{form}-form"), page.Fill($"#{form}-form", ("Text", text)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }

    private async Task SentAsync(string who, IDocument page, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(who, page.AddressOf(form), page.Fill(form, fields));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther),
            (await answer.PageAsync()).QuerySelector("#error-summary")?.TextContent);
    }

    private async Task<IDocument> MetAsync(string who, IDocument page, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(who, page.AddressOf(form), page.Fill(form, fields));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        return await answer.PageAsync();
    }
}
