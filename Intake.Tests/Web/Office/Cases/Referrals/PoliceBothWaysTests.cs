using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>The police on the page of duties and on that of dates: whichever is answered first, the two say the same.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PoliceBothWaysTests
{
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task What_was_reported_before_its_day_was_said_starts_no_clock_and_nothing_is_reported_before_it_happened()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        var duty = referral + "/act/duty?duty=Police";
        await room.DoneAsync(Handler, duty, [("Answer", "Yes"), .. Day("DutyOn", "3")]);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "2")]);
        var history = await room.PageAsync(Handler, CaseRoom.Case(sent, "history"));
        var clock = history.QuerySelector("#deadlines [data-deadline=PoliceReport]")!;
        Assert.That(clock.TextContent, Does.Contain("Overholdt 3. marts 2026"));

        var refused = await room.RefusedAsync(Handler, duty, [("Answer", "Yes"), .. Day("DutyOn", "1")]);
        Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#DutyOn"));
        Assert.That(refused.QuerySelector("#DutyOn-error")!.TextContent, Does.Contain("før det skete"));
    }

    [Test]
    public async Task Who_decided_against_it_first_has_no_clock_and_a_day_after_the_report_is_refused()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        var duty = referral + "/act/duty?duty=Police";
        await room.DoneAsync(Handler, duty, ("Answer", "No"), ("Note", "Den ramte ønsker det ikke."));
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "2")]);
        Assert.That((await room.PageAsync(Handler, CaseRoom.Case(sent, "history"))).QuerySelector("[data-deadline=PoliceReport]"), Is.Null);
        await room.DoneAsync(Handler, duty, [("Answer", "Yes"), .. Day("DutyOn", "2"), ("Note", "")]);
        var refused = await room.RefusedAsync(
            Handler, CaseRoom.Case(sent, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "3"), ("Text", "Det var dagen efter.")]);
        Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Day"));
    }

    [Test]
    public async Task What_is_met_on_the_page_of_dates_answers_the_units_duty_and_an_administrator_answers_for_no_unit()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "2")]);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates/met"), ("Kind", "PoliceReport"), ("Text", ""));
        var row = (await room.PageAsync("handler 2", referral + "/act")).QuerySelector("#duties tr[data-duty=Police]")!;
        Assert.That((row.GetAttribute("data-answer"), row.TextContent.Contains("3. marts 2026", StringComparison.Ordinal)),
            Is.EqualTo(("Yes", true)));

        var other = await room.InScopeAsync();
        var theirs = await room.ReferAsync(other);
        await room.DoneAsync("administrator 1", CaseRoom.Case(other, "dates"), [("Kind", "PoliceReport"), .. Day("Day", "2")]);
        await room.DoneAsync("administrator 1", CaseRoom.Case(other, "dates/met"), ("Kind", "PoliceReport"), ("Text", ""));
        Assert.That((await room.PageAsync(Handler, theirs + "/act")).QuerySelector("#duties tr[data-duty=Police]")!
            .GetAttribute("data-answer"), Is.Null.Or.Empty);
    }

    private static (string, string)[] Day(string name, string day) =>
        [(name + "Day", day), (name + "Month", "3"), (name + "Year", "2026")];
}
