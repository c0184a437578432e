using System.Net;
using Intake.Core.Cases.Conflict;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Conflict;

/// <summary>Stepping back from a case, over plain HTTP.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RecusePagesTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task From_a_second_window_a_person_is_told_that_they_have_stepped_back_and_others_still_find_nothing()
    {
        var second = await room.PageAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"), ("Why", "Vi er i familie."));
        using (var again = await room.PostAsync("handler 2", CaseRoom.Case(sent, "recuse"), second.Fill("#recuse-form")))
        {
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
            Assert.That((await again.PageAsync()).QuerySelector("main")!.TextContent, Does.Contain("allerede trådt ud af sagen"));
        }

        using (var page = await room.GetAsync("handler 2", CaseRoom.Case(sent, "recuse")))
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        foreach (var (who, path) in new[]
        {
            ("handler 3", CaseRoom.Case(sent, "recuse")), ("other handler 1", CaseRoom.Case(sent, "recuse")),
            ("handler 2", $"/da/office/case/{Guid.NewGuid()}/recuse"), ("handler 2", CaseRoom.Case(sent)),
        })
        {
            using var answer = await room.GetAsync(who, path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {path}");
        }

        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"))).Body!.TextContent,
            Does.Contain("Har trådt ud af sagen.").And.Contain("Vi er i familie."));
    }

    [Test]
    public async Task What_was_typed_comes_back_and_no_other_site_puts_anybody_out()
    {
        var refused = await room.RefusedAsync("handler 1", CaseRoom.Case(sent, "recuse"),
            ("Why", "Vi er i familie."), ("Names", new string('x', Recusal.LongestNames + 1)));
        Assert.That(refused.QuerySelector("#Why")!.TextContent, Is.EqualTo("Vi er i familie."));
        using var request = new HttpRequestMessage(HttpMethod.Post, CaseRoom.Case(sent, "recuse"))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("NotNamed", "yes")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Cookie", await room.CookieAsync("handler 1"));
        using var crossed = await room.Office.Web.Client.SendAsync(request);
        Assert.That(crossed.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.Recused), Is.Zero);
    }
}
