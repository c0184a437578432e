using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>Own dates at referral, as an administrator sets them and a unit reads them.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OwnDatesPagesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_date_is_shown_on_the_check_page_in_the_clocks_and_in_the_history_and_its_faults_at_its_own_field()
    {
        var sent = await room.InScopeAsync();
        (string, string)[] fields = [("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2"))];
        foreach (var (typed, field) in new[]
        {
            (Date("AcceptBy", "41", "3", "2026"), "#AcceptBy"), (Date("AcceptBy", "1", "3", "2026"), "#AcceptBy"),
            (Date("StatementBy", "1", "1", "2027"), "#StatementBy"), (Date("AcceptBy", "16", "3", "2026"), "#DatesReason"),
        })
        {
            var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, .. typed]);
            Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo(field));
            Assert.That(refused.QuerySelector($"[name={typed[0].Item1}]")!.GetAttribute("value"), Is.EqualTo(typed[0].Item2), "as typed");
        }

        (string, string)[] late = [.. fields, .. Date("AcceptBy", "16", "3", "2026"), ("DatesReason", "Afsnittet flytter.")];
        using (var check = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "refer"), late))
        {
            Assert.That((await check.PageAsync()).QuerySelector("#consequences")!.TextContent,
                Does.Contain("16. marts 2026. Den dato har du selv sat").And.Contain("Afsnittet flytter."));
        }

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"), late);
        await room.PassAsync(sent, "handler 1");
        var history = await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines [data-deadline=Acceptance]")!.TextContent,
            Does.Contain("fastsat af administratoren ved overdragelsen").And.Contain("16. marts 2026"));
        Assert.That(history.QuerySelector("#history [data-kind=OwnDates]")!.TextContent, Does.Contain("Afsnittet flytter."));
    }

    [Test]
    public async Task Where_an_assessment_brings_the_statement_forward_the_administrator_is_told_and_the_history_says_so()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"),
        [
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")),
            .. Date("StatementBy", "30", "4", "2026"), ("DatesReason", "Afsnittet flytter."),
        ]);
        await room.PassAsync(sent, "handler 1");
        Assert.That(await MovedAsync(sent), Is.Null);
        var referral = await room.ReferralOfAsync(sent, "handler 1");
        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Grave"), ("Text", "Vold mod en patient."));
        var told = await MovedAsync(sent);
        Assert.That(told, Does.Contain("i stedet for 30. april 2026, som administratoren satte").And.Contain("Meget alvorlig"));
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#history [data-kind=OwnDates] .since")!.TextContent, Is.EqualTo(told));
        Assert.That(history.Body!.TextContent, Does.Not.Contain("Vold mod en patient"), "why is the unit's alone");

        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Ordinary"), ("Text", "Det viste sig at være et uheld."));
        Assert.That(await MovedAsync(sent), Is.Null, "the day that was set counts again");
    }

    private async Task<string?> MovedAsync(Sent sent) =>
        (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("[id^=moved-]")?.TextContent.Trim();

    private static (string, string)[] Date(string name, string day, string month, string year) =>
        [(name + "Day", day), (name + "Month", month), (name + "Year", year)];
}
