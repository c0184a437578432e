using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Statements;

/// <summary>A statement begins with what the path records, and is held against it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StatementFromPathTests
{
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_form_begins_with_what_the_path_records_and_says_where_it_came_from()
    {
        var (sent, referral) = await ReferredAsync();
        var empty = await room.PageAsync(Handler, referral + "/statement/write");
        Assert.That(empty.QuerySelector("#from-path"), Is.Null, "nothing is recorded yet");
        await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Serious"), ("Format", "WithHr"), ("Text", "Gentaget."));
        await room.DoneAsync(
            Handler, referral + "/plan/interview", ("With", "Sygeplejerske Olsen"), ("Companion", "yes"), ("State", "Held"));
        await HeardAsync(referral, "Affected", ("Heard", "yes"));
        await HeardAsync(referral, "Accused", ("Heard", "no"), ("Why", "Er ikke ansat mere."));
        await room.DoneAsync(Handler, referral + "/act/action", ("Kind", "Sanction"), ("Owner", "HR"), ("State", "Done"));
        await room.DoneAsync(Handler, referral + "/act/action",
            ("Kind", "Culture"), ("What", "Dialog om tonen."), ("Owner", "Karen"), ("State", "Planned"));
        await room.DoneAsync(Handler, referral + "/act/action",
            ("Kind", "Other"), ("What", "Blev droppet."), ("Owner", "Karen"), ("State", "Dropped"));
        await room.DoneAsync(Handler, referral + "/act/duty?duty=Vtc", ("Answer", "Yes"), ("Reference", "V-12"),
            ("DutyOnDay", "2"), ("DutyOnMonth", "3"), ("DutyOnYear", "2026"));
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));

        var page = await room.PageAsync(Handler, referral + "/statement/write");
        Assert.Multiple(() =>
        {
            Assert.That(TextOf(page, "Examined"), Does.Contain("Alvorlig").And.Contain("HR").And.Not.Contain("Gentaget"));
            Assert.That(TextOf(page, "How"), Does.Contain("holdt: 1").And.Not.Contain("Olsen"), "nobody who was heard is named");
            Assert.That(TextOf(page, "BothPartiesWhy"), Does.Contain("Er ikke ansat mere."));
            Assert.That(TextOf(page, "Actions"), Does.Contain("Dialog om tonen.").And.Contain("VTC").And.Contain("V-12")
                .And.Contain("Ansættelsesretlig reaktion").And.Not.Contain("droppet"));
            Assert.That(TextOf(page, "FeedbackGiven"), Does.Contain("3. marts 2026"));
            Assert.That(TextOf(page, "Conclusion"), Is.Empty);
            Assert.That(page.QuerySelectorAll("#statement-form [checked]").Select(box => box.GetAttribute("value")),
                Is.EqualTo(new[] { "no" }), "what it was about is the handler’s to say");
            Assert.That(page.QuerySelectorAll(".field-source").Select(source => source.GetAttribute("data-field")),
                Is.EquivalentTo(new[] { "Examined", "How", "BothPartiesHeard", "BothPartiesWhy", "Actions", "FeedbackGiven" }));
            Assert.That(page.QuerySelector(".field-source[data-field=Actions] a")!.GetAttribute("href"), Does.EndWith("/act"));
        });
        await room.DoneAsync(Handler, referral + "/statement/write", ("Examined", "Mit eget."), ("Then", "draft"));
        page = await room.PageAsync(Handler, referral + "/statement/write");
        Assert.That((TextOf(page, "Examined"), TextOf(page, "Actions"), page.QuerySelector("#from-path") is null),
            Is.EqualTo(("Mit eget.", "", true)), "what was saved goes first");
    }

    [Test]
    public async Task Where_the_plan_says_nothing_of_a_party_the_check_page_and_the_reviewer_are_told()
    {
        var (_, referral) = await ReferredAsync();
        await HeardAsync(referral, "Affected", ("Heard", "yes"));
        using var first = await room.PostAsync(Handler, referral + "/statement/write", CaseRoom.Statement());
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK), "nothing is sent before it was seen");
        var check = await first.PageAsync();
        Assert.That(check.QuerySelector("#check-warning")!.TextContent,
            Does.Contain("Den, det handler om").And.Not.Contain("gået ud over"));
        Assert.That(check.QuerySelectorAll("#outgoing dd").Select(text => text.TextContent),
            Does.Contain("Ja").And.Contain("Begge dele"), "also whether both were heard, and the track");
        Assert.That((await room.PageAsync("administrator 1", referral + "/statement")).QuerySelector("#no-statement"), Is.Not.Null);
        await room.DoneAsync(Handler, referral + "/statement/write", CaseRoom.Statement());
        var review = await room.PageAsync("administrator 1", referral + "/statement");
        Assert.That(review.QuerySelector(".unheard")!.GetAttribute("data-unheard"), Is.EqualTo("Accused"));
        Assert.That(review.QuerySelector(".statement")!.GetAttribute("data-signature"), Is.EqualTo("holds"));
    }

    [Test]
    public async Task A_statement_that_says_both_were_heard_is_held_against_a_plan_that_says_one_could_not_be()
    {
        var (_, referral) = await ReferredAsync();
        await HeardAsync(referral, "Affected", ("Heard", "yes"));
        await HeardAsync(referral, "Accused", ("Heard", "no"), ("Why", "Er ikke ansat mere."));
        using var says = await room.PostAsync(Handler, referral + "/statement/write", CaseRoom.Statement());
        Assert.That((await says.PageAsync()).QuerySelector("#check-warning"), Is.Not.Null);
        (string Name, string Value)[] honest =
        [
            .. CaseRoom.Statement().Where(field => field.Name != "BothPartiesHeard"), ("BothPartiesHeard", "no"),
            ("BothPartiesWhy", "Den ene er ikke ansat mere."),
        ];
        using var sent = await room.PostAsync(Handler, referral + "/statement/write", honest);
        Assert.That((await sent.PageAsync()).QuerySelector("#check-warning"), Is.Null, "the plan bears it out");
        await room.DoneAsync(Handler, referral + "/statement/write", honest);
        Assert.That((await room.PageAsync("administrator 1", referral + "/statement")).QuerySelector(".unheard"), Is.Null);
    }

    private static string TextOf(IDocument page, string field) => page.QuerySelector($"#statement-form [name={field}]")!.TextContent.Trim();

    private Task<IDocument> HeardAsync(string referral, string party, params (string, string)[] fields) =>
        room.DoneAsync(Handler, referral + "/plan/hearing", [("Party", party), .. fields]);

    private async Task<(Sent Sent, string Referral)> ReferredAsync()
    {
        var sent = await room.InScopeAsync();
        return (sent, await room.ReferAsync(sent));
    }
}
