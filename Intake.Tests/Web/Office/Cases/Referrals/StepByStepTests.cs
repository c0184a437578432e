using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>What pages of the path say of themselves and of what comes next.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StepByStepTests
{
    private const string Handler = "handler 1";

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
    public async Task The_step_of_the_plan_follows_what_was_done_never_goes_back_by_itself_and_can_be_moved()
    {
        Assert.That(await StepAsync(), Is.EqualTo("Opmærksomhed"));
        await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Serious"), ("Text", "Gentaget."));
        Assert.That(await StepAsync(), Is.EqualTo("Inddragelse"));
        await room.DoneAsync("handler 2", referral + "/plan/hearing", [("Party", "Affected"), ("Heard", "yes"), .. Day("HeardOn", "3")]);
        Assert.That(await StepAsync(), Is.EqualTo("Undersøgelse"));
        await room.DoneAsync(Handler, referral + "/act/action", ("Kind", "Talk"), ("Owner", "Karen"), ("State", "Planned"));
        Assert.That(await StepAsync(), Is.EqualTo("Handling"));
        await room.DoneAsync(Handler, referral + "/plan/task", ("Text", "Ring."), ("Owner", "Karen"), ("State", "Open"));
        Assert.That(await StepAsync(), Is.EqualTo("Handling"), "one more task does not go back");
        await room.DoneAsync(Handler, referral + "/step", ("Step", "Investigate"), ("Text", "Der er kommet mere."));
        Assert.That(await StepAsync(), Is.EqualTo("Undersøgelse"));
    }

    [Test]
    public async Task A_hearing_and_a_duty_have_their_own_titles_and_lines()
    {
        var hearing = await room.PageAsync(Handler, referral + "/plan/hearing");
        Assert.That(Title(hearing), Is.EqualTo("Hør begge parter"));
        Assert.That(hearing.QuerySelector("#path-guide")!.TextContent,
            Does.Contain("Tilbyd en bisidder").And.Not.Contain("Skriv, hvem der gør"));
        Assert.That(Title(await room.PageAsync(Handler, referral + "/plan/task")), Is.EqualTo("Læg en plan"));
        var police = await room.PageAsync(Handler, referral + "/act/duty?duty=Police");
        Assert.That((Title(police), police.QuerySelector("#path-guide")), Is.EqualTo(("Meld til politiet", (IElement?)null)));
        Assert.That(Title(await room.PageAsync(Handler, referral + "/act/duty?duty=Injury")), Does.Contain("arbejdsulykke"));
        Assert.That((await room.PageAsync(Handler, referral + "/act/action")).QuerySelector("#path-guide"), Is.Not.Null);
    }

    [Test]
    public async Task A_saved_assessment_says_until_when_the_statement_is_due_now_and_what_comes_next()
    {
        var before = await room.PageAsync(Handler, referral + "/assess");
        Assert.That(before.QuerySelector("#assessed-next"), Is.Null);
        var saved = await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Grave"), ("Text", "Vold."));
        var due = (await room.PageAsync(Handler, CaseRoom.Case(sent)))
            .QuerySelector("#next-dates [data-deadline=Statement] span")!.TextContent;
        var next = saved.QuerySelector("#assessed-next")!;
        Assert.That(next.TextContent, Does.Contain($"Redegørelsen skal nu være sendt senest {due}."));
        Assert.That(next.QuerySelector("a[data-next]")!.TextContent, Is.EqualTo("Læg en plan"));
        await room.PageAsync(Handler, next.QuerySelector("a[data-next]")!.GetAttribute("href")!.Split('#')[0]);
    }

    [Test]
    public async Task A_day_that_does_not_exist_and_a_short_year_are_said_to_be_that_and_a_whole_hour_is_enough()
    {
        foreach (var (day, month, year, said) in new[]
        {
            ("31", "11", "2026", "Den dag findes ikke"), ("1", "12", "26", "årstallet med fire tal"),
            ("x", "12", "2026", "dag, måned og år"),
        })
        {
            var refused = await room.RefusedAsync(Handler, CaseRoom.Case(sent, "dates"),
                ("Kind", "AgreedTalk"), ("DayDay", day), ("DayMonth", month), ("DayYear", year));
            Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain(said));
        }

        var dated = await room.DoneAsync(
            Handler, CaseRoom.Case(sent, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "3"), ("Hour", "15")]);
        Assert.That(dated.QuerySelector("#set-dates [data-date=PoliceReport]")!.TextContent, Does.Contain("15.00"));
    }

    [Test]
    public async Task What_the_case_was_about_is_suggested_and_chosen_by_the_handler()
    {
        await room.DoneAsync(Handler, referral + "/act/action", ("Kind", "Talk"), ("Owner", "Karen"), ("State", "Planned"));
        var page = await room.PageAsync(Handler, referral + "/statement/write");
        Assert.That(page.QuerySelectorAll("[name=Track][checked]"), Is.Empty);
        Assert.That(page.QuerySelector("#statement-form")!.TextContent, Does.Contain("peger på: Det, en eller nogle personer har gjort"));
    }

    [Test]
    public async Task An_orientation_says_on_which_day_and_at_what_hour_its_mail_goes_out()
    {
        var page = await room.PageAsync(Handler, referral + "/orientation");
        Assert.That(page.QuerySelector("#orientation-lead")!.TextContent, Does.Match(@"sendes \w+dag \d+\. marts 2026 kl\. \d\d\.\d\d"));
        var sentOff = await room.DoneAsync(Handler, referral + "/orientation", ("Text", "Sagen er udbredt."));
        Assert.That(sentOff.QuerySelector("#orientation-goes")!.TextContent, Does.Match(@"\d+\. marts 2026 kl\. \d\d\.\d\d"));
    }

    private static string Title(IDocument page) => page.QuerySelector("h1")!.TextContent;

    private static (string, string)[] Day(string name, string day) => [(name + "Day", day), (name + "Month", "3"), (name + "Year", "2026")];

    private async Task<string> StepAsync() =>
        (await room.PageAsync("administrator 1", referral)).QuerySelector("#referral-summary div:last-child dd")!.TextContent;
}
