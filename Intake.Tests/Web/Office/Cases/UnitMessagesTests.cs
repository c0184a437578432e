using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Inbox;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What administrators and a unit write to each other, and a case that goes back, in the pages of all three sides.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class UnitMessagesTests
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
        await room.DoneAsync("handler 1", referral + "/assess", ("Severity", "Ordinary"), ("Text", "En enkelt gang."));
    }

    [Test]
    public async Task Each_side_is_told_of_the_others_message_until_they_have_read_it_and_the_reporter_reads_none()
    {
        await room.DoneAsync("administrator 1", Units, Here, ("Text", "Har I talt med afsnittet?"));
        Assert.That(await ReasonsAsync("administrator 1"), Is.Empty, "her own");
        Assert.That(await ReasonsAsync("handler 1"), Is.EqualTo(new[] { nameof(NextAction.Message) }));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#next-step a")!.GetAttribute("href"),
            Does.EndWith("/units"), "the case leads where My day does");
        var page = await room.PageAsync("handler 1", Units);
        Assert.That(page.QuerySelector(".unit-messages article[data-kind=ToUnit]")!.TextContent, Does.Contain("Har I talt med afsnittet?"));
        Assert.That(await ReasonsAsync("handler 1"), Is.Empty);
        Assert.That(await ReasonsAsync("handler 2"), Is.EqualTo(new[] { nameof(NextAction.Message) }), "read marks are each person's");

        await room.DoneAsync("handler 1", Units, Here, ("Text", "Ja, i går."));
        Assert.That(await ReasonsAsync("administrator 1"), Is.EqualTo(new[] { nameof(NextAction.Message) }));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"))).QuerySelector("#units")!.TextContent,
            Does.Contain("1 ny besked"));
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.Body!.TextContent, Does.Not.Contain("talt med afsnittet").And.Not.Contain("i går."));
    }

    [Test]
    public async Task A_question_that_was_read_and_not_answered_stays_open_with_its_day_on_either_side()
    {
        await room.DoneAsync("handler 1", Units, Here, ("Text", "Må vi tale med HR?"));
        await room.PageAsync("administrator 1", Units);
        Assert.That(await ReasonsAsync("administrator 1"), Is.Empty, "it is read");
        Assert.That((await RowAsync("administrator 1")).QuerySelector(".row-unanswered")!.TextContent,
            Does.StartWith("Besked uden svar siden"));
        Assert.That((await RowAsync("handler 1")).QuerySelector(".row-unanswered"), Is.Null, "the move is the administrator's");
        Assert.That(await UnansweredAsync("administrator 1"), Is.EqualTo(new[] { "me" }));
        Assert.That(await UnansweredAsync("handler 2"), Is.EqualTo(new[] { "others" }));

        await room.DoneAsync("administrator 1", Units, Here, ("Text", "Ja. Sig til, når I har."));
        await room.PageAsync("handler 2", Units);
        Assert.That((await RowAsync("administrator 1")).QuerySelector(".row-unanswered"), Is.Null);
        Assert.That((await RowAsync("handler 2")).QuerySelector(".row-unanswered"), Is.Not.Null);
        Assert.That((await RowAsync("handler 1")).QuerySelector(".row-unanswered"), Is.Null, "where it is still to be read, that is said");
        Assert.That(await UnansweredAsync("handler 1"), Is.EqualTo(new[] { "me" }));
        Assert.That(await UnansweredAsync("administrator 1"), Is.EqualTo(new[] { "others" }));

        await room.DoneAsync("handler 1", Units, Here, ("Text", "Det er gjort."));
        Assert.That(await UnansweredAsync("handler 1"), Is.EqualTo(new[] { "others" }));

        async Task<IEnumerable<string?>> UnansweredAsync(string who) => (await room.PageAsync(who, CaseRoom.Case(sent)))
            .QuerySelectorAll("#unanswered .unanswered").Select(line => line.GetAttribute("data-answers"));
    }

    [Test]
    public async Task A_message_that_is_not_taken_comes_back_in_its_own_form_and_none_goes_to_a_case_that_is_not_theirs()
    {
        var page = await room.RefusedAsync("administrator 1", Units, Here, ("Text", " "));
        Assert.That(page.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#Text"));
        foreach (var stranger in new[] { "administrator 2", "handler 3", "other handler 1" })
        {
            using var answer = await room.PostAsync(stranger, Units, Here, ("Text", "Hej."));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), stranger);
        }

        using var forged = await room.PostAsync(
            "handler 1", Units, ("Referral", Guid.NewGuid().ToString()), ("Text", "Hej."));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await room.PageAsync("handler 1", Units)).QuerySelectorAll(".unit-messages article"), Is.Empty);
    }

    [Test]
    public async Task What_a_unit_writes_to_the_administrators_is_looked_through_and_goes_with_a_reason()
    {
        (string, string)[] said = [Here, ("Text", "Sofie Dam, 010203-1234, er blevet bortvist.")];
        Assert.That(await FoundAsync(Units, said), Is.EqualTo(new[] { "StaffName", "CivilNumber", "Sanction" }));
        var refused = await room.RefusedAsync("handler 1", Units, [.. said, ("Step", "send"), ("Reason", " ")]);
        Assert.That(refused.QuerySelector("#Reason-error"), Is.Not.Null);
        Assert.That(refused.QuerySelector("#unit-message-form [name=Text]")!.GetAttribute("value"), Is.EqualTo(said[1].Item2));
        Assert.That((await room.PageAsync("administrator 1", Units)).QuerySelectorAll(".unit-messages article"), Is.Empty, "nothing went");
        await room.DoneAsync("handler 1", Units, [.. said, ("Step", "send"), ("Reason", "I skal kende den, det angår.")]);
        var read = await room.PageAsync("administrator 1", Units);
        Assert.That(read.QuerySelector(".unit-messages article[data-kind=ToAdministrator]")!.TextContent,
            Does.Contain("bortvist").And.Contain("I skal kende den, det angår."));
        using var down = await room.PostAsync("administrator 1", Units, said);
        var shown = await down.PageAsync();
        Assert.That(shown.QuerySelector("#findings"), Is.Null, "a unit is told whom to hear");
        Assert.That(shown.QuerySelector("#consequences")!.TextContent,
            Does.Contain("Karen Bjerre").And.Contain("kan ikke trækkes tilbage"));
        Assert.That((await room.PageAsync("handler 1", Units)).QuerySelector("article[data-kind=ToUnit]"), Is.Null, "nothing went");
        using var sends = await room.PostAsync("administrator 1", Units, shown.Fill("#unit-message-form", ("Step", "send")));
        Assert.That(sends.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));

        (string, string)[] reason = [("Text", "Ring til 20 30 40 50.")];
        Assert.That(await FoundAsync(referral + "/decline", reason), Is.EqualTo(new[] { "Phone" }));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#case-overview"), Is.Not.Null, "still theirs");
        await room.DoneAsync("handler 1", referral + "/decline", [.. reason, ("Step", "send"), ("Reason", "Afsnittets telefon.")]);
        Assert.That((await room.PageAsync("administrator 1", Units)).QuerySelector("article[data-kind=Declined]")!.TextContent,
            Does.Contain("20 30 40 50").And.Contain("Afsnittets telefon."));

        async Task<IEnumerable<string?>> FoundAsync(string path, (string, string)[] fields)
        {
            using var asked = await room.PostAsync("handler 1", path, fields);
            return (await asked.PageAsync()).QuerySelectorAll("#findings li").Select(one => one.GetAttribute("data-finding"));
        }
    }

    [Test]
    public async Task A_unit_gives_the_case_back_with_a_reason_after_it_was_told_what_happens()
    {
        var page = await room.PageAsync("handler 1", referral + "/decline");
        Assert.That(page.QuerySelector("#end-happens")!.TextContent, Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen"));
        await room.RefusedAsync("handler 1", referral + "/decline", ("Text", ""));
        var declined = await room.DoneAsync(
            "handler 1", referral + "/decline", page.Fill("#decline-form", ("Text", "Afsnittet hører under Rigshospitalet.")));
        Assert.That(declined.QuerySelector("#declined"), Is.Not.Null);
        using var again = await room.PostAsync(
            "handler 1", referral + "/decline", page.Fill("#decline-form", ("Text", "Afsnittet hører under Rigshospitalet.")));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "a double click is answered alike");
        foreach (var handler in new[] { "handler 1", "handler 2" })
            await room.PageAsync(handler, CaseRoom.Case(sent), HttpStatusCode.NotFound);

        Assert.That(await ReasonsAsync("administrator 1"), Is.EqualTo(new[] { nameof(NextAction.Referral), nameof(NextAction.Message) }));
        Assert.That((await room.PageAsync("administrator 1", Units)).Body!.TextContent,
            Does.Contain("Afsnittet hører under Rigshospitalet."));
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.Body!.TextContent, Does.Not.Contain("hører under Rigshospitalet"));
    }

    [Test]
    public async Task A_case_that_somebody_has_opened_is_not_taken_back_and_the_page_says_what_to_do()
    {
        var page = await room.PageAsync("administrator 1", referral + "/take-back");
        Assert.That(page.QuerySelector("#take-back-off")!.TextContent, Does.Contain("Skriv til enheden"));
        Assert.That(page.QuerySelector("#take-back-form"), Is.Null);
        await room.RefusedAsync("administrator 1", referral + "/take-back", ("Text", "Forkert hospital."));
        await room.PageAsync("handler 1", CaseRoom.Case(sent));
    }

    private string Units => CaseRoom.Case(sent, "units");

    private (string, string) Here => ("Referral", referral.Split('/')[^1]);

    private async Task<IElement> RowAsync(string who) => (await room.PageAsync(who, "/da/office/inbox?show=all"))
        .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));

    private async Task<IEnumerable<string?>> ReasonsAsync(string who) => (await RowAsync(who))
        .QuerySelectorAll("[data-reason]").Select(reason => reason.GetAttribute("data-reason")).ToList();
}
