using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The history of a case in which everything happened on one day.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HistoryOrderTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Within_a_day_a_unit_takes_the_case_on_after_its_own_referral_and_answers_before_the_reporter_hears_of_it()
    {
        var sent = await room.InScopeAsync();
        var first = await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", first + "/decline", ("Text", "Det hører til på det andet hospital."));
        var other = room.Office.Founded.OtherHospital;
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", other.Name),
            ("Handlers", room.Id("other handler 1")), ("Handlers", room.Id("other handler 2")), ("Note", ""));
        await room.PassAsync(sent, "other handler 1");
        var second = await room.ReferralOfAsync(sent, "other handler 1");
        await room.DoneAsync("other handler 1", second + "/statement/write", CaseRoom.Statement());
        await room.DoneAsync("administrator 1", second + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());

        var history = (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"))).QuerySelectorAll("#history > li")
            .Select(one => one.GetAttribute("data-kind") is { Length: > 0 } kind ? kind
                : one.TextContent.Contains("tog imod", StringComparison.Ordinal) ? "tog imod" : "frist").ToList();
        string[] told =
        [
            "Referral", "tog imod", "Declined", "Referral", "tog imod", "Statement", "StatementAcceptance", "Feedback", "frist",
            "Closing",
        ];
        var order = history.Where(told.Contains).ToList();
        Assert.That(order.Where((one, at) => at == 0 || order[at - 1] != one), Is.EqualTo(told), string.Join(' ', history));
    }
}
