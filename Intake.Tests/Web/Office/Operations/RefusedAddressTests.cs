using AngleSharp.Dom;
using Intake.Core.Notices;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>A real mail server refuses an address for good: who sees it, what is tried again, and when it is over.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RefusedAddressTests
{
    private OperationsRoom room = null!;

    private TestPerson Karen => room.Bench.Founded["handler 1"];

    private TestPerson Anne => room.Bench.Founded["administrator 1"];

    [SetUp]
    public async Task Open() => room = await OperationsRoom.OpenAsync();

    [TearDown]
    public async Task Close() => await room.DisposeAsync();

    [Test]
    public async Task A_refused_address_is_shown_to_operator_and_administrator_until_a_mail_gets_through()
    {
        room.Bench.Sink.Behave($"rcpt {Karen.Email} 550 5.1.1 no such user here");
        await RoundAsync(Karen, Anne);
        foreach (var page in new[] { await room.PageAsync(), await PeopleAsync() })
        {
            Assert.That(Listed(page), Is.EqualTo(new[] { $"Karen Bjerre, {Karen.Email}" }));
            Assert.That(
                page.QuerySelector("#refused-addresses")!.TextContent, Does.Contain("Er adressen forkert").Or.Contain("Er den forkert"));
            Assert.That(page.DocumentElement.TextContent, Does.Not.Contain("no such user"), "the server's words may quote anything");
        }

        Assert.That(room.Bench.Log.ToString(), Does.Not.Contain(Karen.Email));
        room.Bench.Time.Advance(TimeSpan.FromDays(2));
        await room.Bench.RunAsync<MakeRingKeys>();
        await room.Bench.RunAsync<SendMails>();
        Assert.That(await room.Rows.MailsOfAsync(Karen.Id, MailState.Failed), Is.EqualTo(1), "it is not tried for ever");

        room.Bench.Sink.BehaveWell();
        await RoundAsync(Karen);
        Assert.That(await room.Rows.MailsOfAsync(Karen.Id, MailState.Waiting), Is.Zero);
        var after = await room.PageAsync();
        Assert.That(Listed(after), Is.Empty, "a mail got through");
        Assert.That(after.QuerySelector("#given-up [data-reason]")!.GetAttribute("data-reason"), Is.EqualTo("RefusedBefore"));
        Assert.That(Listed(await PeopleAsync()), Is.Empty);
    }

    [Test]
    public async Task A_server_that_says_later_and_an_account_that_is_closed_are_no_refused_address()
    {
        await room.Rows.PutMailsAsync(1, Anne.Id, MailState.Failed, room.Now.AddDays(-1), attempts: OutboxMail.MostAttempts);
        await room.Rows.PutMailsAsync(1, Karen.Id, MailState.Failed, room.Now.AddDays(-1), attempts: 1);
        Assert.That(Listed(await room.PageAsync()), Is.EqualTo(new[] { $"Karen Bjerre, {Karen.Email}" }));
        await room.Rows.SqlAsync($"UPDATE intake.staff_member SET state = 4 WHERE id = '{Karen.Id}'");
        Assert.That(Listed(await room.PageAsync()), Is.Empty);
    }

    private async Task RoundAsync(params TestPerson[] people)
    {
        foreach (var person in people) await room.Rows.PutMailsAsync(1, person.Id, MailState.Waiting, room.Now.AddMinutes(-1));
        await room.Bench.RunAsync<SendMails>();
    }

    private async Task<IDocument> PeopleAsync()
    {
        using var answer = await room.Office.GetAsync("/da/office/people", await room.Office.CookieOfAsync(Anne));
        return await answer.PageAsync();
    }

    private static IEnumerable<string> Listed(IDocument page) =>
        page.QuerySelectorAll("#refused-addresses li").Select(line => line.TextContent);
}
