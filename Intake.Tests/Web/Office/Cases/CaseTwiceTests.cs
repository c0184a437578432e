using AngleSharp.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>
/// Every form of a case, posted twice at once to two web programs and a third time afterwards, as a double click over a slow
/// line does: it is stored once, and all three are answered alike.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CaseTwiceTests
{
    private CaseRoom room = null!;
    private OfficeHost other = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        room = await CaseRoom.OpenAsync();
        other = await OfficeHost.StartAsync(room.Office.Founded);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await other.Web.DisposeAsync();
        await room.Office.DisposeAsync();
    }

    [Test]
    public async Task A_referral_with_a_marked_copy_posted_twice_at_once_is_made_once()
    {
        var sent = await room.InScopeAsync();
        await OnceAsync(
            sent, "administrator 1", CaseRoom.Case(sent, $"refer/marked?unit={room.Office.Founded.OtherHospital.Name}"), "#marked-form",
            [("CopyDescription", "[...]"), ("Handlers", room.Id("other handler 1")), ("Handlers", room.Id("other handler 2")), ("Note", ""),
                ("NotNamed", "yes")], entries: 4);
    }

    [Test]
    public async Task From_gate_to_closing_every_form_posted_twice_at_once_is_stored_once_and_answered_alike()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
        var category = room.Office.Founded.Scheme.Categories[0].Name;
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent), "#gate-form", [("Conflict", "none")]);
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, "screening"), "#screening-form",
            [("Scope", "doubt"), ("Doubt", "Er det et krav?"), ("Needed", "Et svar."), ("Next", "Decide")]);
        await OnceAsync(
            sent, "administrator 1", CaseRoom.Case(sent, "screening"), "#screening-form", [("Scope", "inside"), ("Category", category)]);
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, "conversation"), "#question-form", [("Text", "Hvornår?")]);
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, "conversation"), "#feedback-form", [("Text", "Vi ser på det.")]);
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, "talk"), "#minutes-form", [("Text", "Vi talte sammen.")]);
        await OnceAsync(
            sent, "administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}"), "#referral-form",
            [("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")), ("Note", ""), ("NotNamed", "yes")]);
        await room.PassAsync(sent, "handler 1");
        await room.PassAsync(sent, "handler 2");
        var referral = await room.ReferralOfAsync(sent, "handler 2");

        await OnceAsync(sent, "handler 1", referral + "/in-charge", "#in-charge-form", [("Person", room.Id("handler 2"))]);
        await OnceAsync(sent, "handler 1", referral, "#note-form", [("Text", "Et notat.")]);
        await OnceAsync(sent, "handler 1", referral, "#step-form", [("Step", "Investigate"), ("Text", "")]);
        await OnceAsync(sent, "handler 1", referral + "/assess", "#assess-form", [("Severity", "Serious"), ("Text", "Gentaget.")]);
        await OnceAsync(sent, "handler 1", referral + "/act/action", "#action-form",
            [("Kind", "Talk"), ("Owner", "HR"), ("State", "Planned")]);
        await OnceAsync(sent, "handler 1", referral + "/act/duty?duty=Vtc", "#duty-form", [("Answer", "No")]);
        await OnceAsync(sent, "handler 1", referral + "/plan/task", "#task-form", [("Text", "Ring."), ("Owner", "HR"), ("State", "Open")]);
        await OnceAsync(sent, "handler 1", referral + "/plan/interview", "#interview-form", [("With", "En kollega"), ("State", "Planned")]);
        await OnceAsync(sent, "handler 1", referral + "/plan/hearing", "#hearing-form", [("Party", "Affected"), ("Heard", "yes")]);
        await OnceAsync(sent, "handler 1", referral + "/plan/checks", "#checks-form", [("Aware", "Listened")]);
        await OnceAsync(sent, "handler 1", referral + "/crime", "#mark-form", [("Text", "Der er slået.")]);
        await OnceAsync(sent, "handler 1", referral + "/crime", "#ask-form",
            [("Who", "Hr"), ("Contacted", "no"), ("Text", "De er selv en part.")]);
        await OnceAsync(sent, "handler 1", referral + "/crime", "#lift-form", [("Text", "Der er ikke slået.")]);
        await OnceAsync(sent, "handler 1", referral + "/press", "#press-form", [("Risk", "no")]);
        await OnceAsync(sent, "handler 1", referral + "/window", "#date-form",
            [("Text", "På afsnitsmødet."), ("UntilDay", "10"), ("UntilMonth", "3"), ("UntilYear", "2026")]);
        await OnceAsync(sent, "handler 1", referral + "/window", "#gather-form",
            [("Text", "Hvad folk har set."), ("By", "Karen"), ("Done", "no")]);
        await OnceAsync(sent, "handler 1", referral + "/aftercare?line=Witnesses", "#aftercare-form",
            [("Owner", "Karen"), ("State", "Open"), ("AfterOnDay", "10"), ("AfterOnMonth", "3"), ("AfterOnYear", "2026")]);
        await OnceAsync(sent, "handler 1", CaseRoom.Case(sent, "units"), "#unit-message-form", [("Text", "Vi begynder i morgen.")]);
        await OnceAsync(sent, "handler 1", referral + "/statement/write", "#statement-form", CaseRoom.Statement());
        await OnceAsync(
            sent, "administrator 1", referral + "/statement", "#statement-review-form", [("Decision", "return"), ("Text", "Hvem?")]);
        await OnceAsync(sent, "handler 1", referral + "/statement/write", "#statement-form", CaseRoom.Statement("Begge er hørt."));
        await OnceAsync(
            sent, "administrator 1", referral + "/statement", "#statement-review-form", [("Decision", "accept"), ("Text", "")]);
        await OnceAsync(sent, "handler 2", CaseRoom.Case(sent, "recuse"), "#recuse-form", []);
        await OnceAsync(
            sent, "administrator 1", CaseRoom.Case(sent, "close"), "#closing-form", CaseRoom.Closing(text: "Tak."));
        await OnceAsync(
            sent, "handler 1", CaseRoom.Case(sent, "look-after"), "#look-after-form", [("Text", "Hvordan går det nu?")]);
        await OnceAsync(sent, "handler 1", CaseRoom.Case(sent, "reopen"), "#reopen-form", [("Text", "Der er nyt.")]);
    }

    [Test]
    public async Task A_proposal_its_answer_and_the_end_of_an_access_posted_twice_at_once_are_kept_once()
    {
        var sent = await room.NamedAsync();
        await OnceAsync(sent, "handler 2", CaseRoom.Case(sent, "named"), "#named-form",
            [("Person", room.Id("handler 1")), ("Reason", "En patient.")]);
        var proposal = (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "named")))
            .QuerySelector("#apart-proposals a")!.GetAttribute("href")!;
        await OnceAsync(sent, "administrator 1", proposal, "#apart-answer-form", [("Agree", "yes"), ("Text", "Ja.")]);
        await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, $"access/{room.Id("handler 2")}"), "#end-access-form",
            [("Text", "I familie.")], entries: 2);
    }

    [Test]
    public async Task A_form_that_was_changed_or_fetched_again_is_another_form_and_one_that_was_refused_is_not_used_up()
    {
        var sent = await room.InScopeAsync();
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var before = await EntriesAsync(sent);
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "question"), page.Fill("#question-form", ("Text", "")));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), page.Fill("#question-form", ("Text", "Hvem?")));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), page.Fill("#question-form", ("Text", "Hvem så det?")));
        var fresh = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), fresh.Fill("#question-form", ("Text", "Hvem?")));
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before + 3));
    }

    [Test]
    public async Task A_link_and_its_end_posted_twice_at_once_are_kept_once_in_each_case()
    {
        var (sent, with) = (await room.OpenedAsync(), await room.OpenedAsync("Noget helt andet."));
        foreach (var (form, fields) in new (string, (string, string)[])[]
        {
            ("#link-form", [("Other", $"{with.ReportId}"), ("Ground", "SameEvent"), ("Note", "")]), ("#unlink-form", []),
        })
        {
            var before = await EntriesAsync(with);
            await OnceAsync(sent, "administrator 1", CaseRoom.Case(sent, "links"), form, form == "#link-form" ? fields
                : [("Link", (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "links")))
                    .QuerySelector("#unlink-form input[name=Link]")!.GetAttribute("value")!)]);
            Assert.That(await EntriesAsync(with), Is.EqualTo(before + 1), form);
        }
    }

    [Test]
    public async Task Of_two_administrators_who_propose_a_hold_at_once_the_second_is_asked_for_an_answer_and_keeps_the_text()
    {
        var sent = await room.InScopeAsync();
        await room.PassAsync(sent, "administrator 2");
        var address = CaseRoom.Case(sent, "hold");
        var (first, second) = (await room.PageAsync("administrator 1", address), await room.PageAsync("administrator 2", address));
        await room.DoneAsync("administrator 1", address, first.Fill("#hold-form", ("Text", "Retssag.")));
        var page = await room.RefusedAsync("administrator 2", address, second.Fill("#hold-form", ("Text", "Også en retssag.")));
        Assert.That(page.QuerySelector("#hold-answer-form textarea")!.TextContent.Trim(), Is.EqualTo("Også en retssag."));
        await room.DoneAsync("administrator 2", page.AddressOf("#hold-answer-form"),
            page.Fill("#hold-answer-form", ("Agree", "yes"), ("Text", "Også en retssag.")));
        Assert.That((await room.PageAsync("administrator 1", address)).QuerySelector("#hold-state[data-held=yes]"), Is.Not.Null);
    }

    [Test]
    public async Task An_oral_report_posted_twice_at_once_is_one_report_with_one_key_that_both_answers_show()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        var reports = await db.Reports.CountAsync();
        var page = await room.PageAsync("administrator 1", "/da/office/told");
        var fields = page.Fill(
            "#told-form", ("ToldBy", "phone"), ("Description", "Fortalt i telefonen."), ("Follow", "yes"), ("Language", "da"));
        var answers = await AtOnceAsync("administrator 1", "/da/office/told", fields);
        using var third = await other.PostAsync("/da/office/told", await room.CookieAsync("administrator 1"), fields);
        var keys = new List<string>();
        foreach (var answer in answers.Append(third))
        {
            var shown = await answer.PageAsync();
            keys.Add(shown.QuerySelector("#receipt-key")?.TextContent ?? $"{answer.StatusCode}");
        }

        Assert.That(keys.Distinct().Count(), Is.EqualTo(1), string.Join(", ", keys));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports + 1));
        using var door = await room.Office.PostAsync("/da/mailbox", null, ("Key", keys[0]));
        Assert.That(door.Told(), Is.EqualTo("303 /da/mailbox/open"));
        using var late = await room.PostAsync("administrator 1", "/da/office/told", fields);
        Assert.That(await late.Content.ReadAsStringAsync(), Does.Not.Contain(keys[0]), "the mailbox has been opened");
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports + 1));
    }

    /// <summary>
    /// Posts a page's form twice at once and once more: what it writes, mostly one entry, is added once, and each answer leads to the
    /// same page.
    /// </summary>
    private async Task OnceAsync(Sent sent, string who, string path, string form, (string Name, string Value)[] typed, int entries = 1)
    {
        var page = await room.PageAsync(who, path);
        // The unit stands in the form as what was chosen by GET; other boxes are left as they are.
        var fields = page.Fill(form, typed);
        var (address, before) = (page.AddressOf(form), await EntriesAsync(sent));
        fields = await room.CheckedAsync(who, address, fields) ?? fields;
        var answers = await AtOnceAsync(who, address, fields);
        using var third = await room.PostAsync(who, address, fields);
        var told = answers.Append(third).Select(answer => answer.Told()).ToList();
        Assert.That(told, Is.All.StartWith("303 ").And.All.EqualTo(told[0]), $"{form} by {who}");
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before + entries), $"{form} by {who}");
    }

    private async Task<HttpResponseMessage[]> AtOnceAsync(string who, string address, (string Name, string Value)[] fields)
    {
        var cookie = await room.CookieAsync(who);
        return await Task.WhenAll(new[] { room.Office, other }.Select(office => office.PostAsync(address, cookie, fields)));
    }

    private async Task<int> EntriesAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => db.Compartments
            .Any(compartment => compartment.Id == entry.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
