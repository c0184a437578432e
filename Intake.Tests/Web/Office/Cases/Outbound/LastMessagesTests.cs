using System.Net;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>The last words, the question after closing and the reason for opening a case again are looked through as all else is.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LastMessagesTests
{
    private const string Telling = "Dit CPR-nummer er 010190-1234. Du må ikke tale med nogen om det.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Each_is_shown_with_what_was_found_and_goes_only_with_a_reason()
    {
        var sent = await room.InScopeAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await GoesWithAReasonAsync(sent, "close", [.. CaseRoom.Closing().Where(field => field.Name != "Text")]);
        await GoesWithAReasonAsync(sent, "look-after");
        await GoesWithAReasonAsync(sent, "reopen");
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.Body!.TextContent.Split("010190-1234"), Has.Length.EqualTo(4), "each went once");
        Assert.That(mailbox.Body.TextContent, Does.Not.Contain("hun bad selv om det"), "the reasons are not shown");
    }

    private async Task GoesWithAReasonAsync(Sent sent, string page, params (string Name, string Value)[] fields)
    {
        var address = CaseRoom.Case(sent, page);
        using var first = await room.PostAsync("administrator 1", address, [.. fields, ("Text", Telling)]);
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK), page);
        var check = await first.PageAsync();
        Assert.That(check.QuerySelectorAll("#findings li").Select(one => one.GetAttribute("data-finding")),
            Is.SupersetOf(new[] { "CivilNumber", "Gag" }), page);
        using var bare = await room.PostAsync("administrator 1", address, check.Fill("form.check-form", ("Step", "send")));
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), page);
        var again = await bare.PageAsync();
        using var sends = await room.PostAsync("administrator 1", address,
            again.Fill("form.check-form", ("Step", "send"), ("Reason", "Det skal stå der, hun bad selv om det.")));
        Assert.That(sends.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), page);
    }
}
