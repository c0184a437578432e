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

    [Test]
    public async Task Before_it_takes_effect_a_page_says_who_loses_the_case_and_which_names_mean_nobody()
    {
        var (lars, email) = (room.Office.Founded["handler 2"].Certificate.FullName, room.Office.Founded["handler 2"].Email);
        var outside = room.Office.Founded["other handler 1"].Certificate.FullName;
        const string Wrong = "Karin Bjerre";
        Assert.That(room.Office.Founded["handler 1"].Certificate.FullName, Is.EqualTo("Karen Bjerre"));
        using var answer = await room.PostAsync("handler 1", CaseRoom.Case(sent, "recuse"),
            ("Why", "Vi er i familie."), ("Names", $"{lars} og Ukendt Person\n{outside}\n{Wrong}"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var check = await answer.PageAsync();
        Assert.That(check.QuerySelectorAll("#recuse-happens [data-loses=yes]").Select(line => line.TextContent),
            Is.EqualTo(new[] { $"{lars} ({email}) mister sagen nu." }));
        Assert.That(
            check.QuerySelector("#recuse-happens")!.TextContent, Does.Contain(outside), "not whether another unit's handler has it");
        Assert.That(check.QuerySelector("#recuse-happens [data-loses=no]"), Is.Null);
        Assert.That(check.QuerySelectorAll("#recuse-unknown li").Select(line => line.TextContent),
            Is.EqualTo(new[] { "“Ukendt Person”", $"“{Wrong}”" }), "the one who steps back is not offered");
        Assert.That(check.QuerySelector("#recuse-happens")!.TextContent, Does.Contain("ingen sagsbehandler"), "nobody of the unit is left");
        Assert.That(check.QuerySelector("#recuse-why")!.TextContent, Is.EqualTo("Vi er i familie."));
        foreach (var who in new[] { "handler 1", "handler 2" })
        {
            var still = await room.PageAsync(who, CaseRoom.Case(sent));
            Assert.That(still.QuerySelector("#case-overview"), Is.Not.Null, "nothing has happened");
        }

        using var changing = await room.PostAsync(
            "handler 1", CaseRoom.Case(sent, "recuse"), check.Fill("#recuse-form", ("Step", "change")));
        var changed = await changing.PageAsync();
        Assert.That(changed.QuerySelector("#Names")!.TextContent, Does.Contain("Ukendt Person").And.Contain(Wrong));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "recuse"), changed.Fill("#recuse-form", ("Names", lars)));
        var barred = await room.PageAsync("handler 2", CaseRoom.Case(sent), HttpStatusCode.NotFound);
        Assert.That(barred.QuerySelector("main")!.TextContent, Does.Contain("eller du er nævnt eller meldt inhabil"));
    }

    [Test]
    public async Task A_name_that_is_like_a_colleague_s_is_pointed_out_and_nobody_loses_the_case_by_it()
    {
        using var answer = await room.PostAsync("handler 2", CaseRoom.Case(sent, "recuse"), ("Names", "Karin Bjerre"));
        var check = await answer.PageAsync();
        Assert.That(check.QuerySelector("#recuse-unknown li")!.TextContent, Is.EqualTo("“Karin Bjerre”. Det ligner: Karen Bjerre."));
        Assert.That(check.QuerySelector("#recuse-happens [data-loses=nobody]"), Is.Not.Null);
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"), ("Names", "Karin Bjerre"));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#case-overview"), Is.Not.Null);
    }

    [Test]
    public async Task Nobody_is_put_out_by_a_page_that_is_no_longer_true_or_that_was_never_shown()
    {
        var names = $"{room.Office.Founded["handler 1"].Certificate.FullName}";
        using var answer = await room.PostAsync("handler 2", CaseRoom.Case(sent, "recuse"), ("Names", names));
        var check = await answer.PageAsync();
        await room.RefusedAsync("handler 2", CaseRoom.Case(sent, "recuse"), ("Names", names), ("Step", "send"));
        using var outsider = await room.PostAsync("handler 3", CaseRoom.Case(sent, "recuse"), ("Names", names));
        Assert.That(outsider.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "recuse"));
        var again = await room.RefusedAsync("handler 2", CaseRoom.Case(sent, "recuse"), check.Fill("#recuse-form", ("Step", "send")));
        Assert.That(again.QuerySelector("#recuse-happens [data-loses=no]"), Is.Not.Null, "handler 1 has left");
        Assert.That((await room.PageAsync("handler 2", CaseRoom.Case(sent))).QuerySelector("#case-overview"), Is.Not.Null);
    }

    [Test]
    public async Task Before_the_gate_nobody_learns_from_it_who_has_the_case()
    {
        var fresh = await room.InScopeAsync("Det skete i går.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(fresh, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        var shown = new List<string>();
        foreach (var named in new[] { "handler 2", "handler 3" })
        {
            var name = room.Office.Founded[named].Certificate.FullName;
            using var answer = await room.PostAsync("handler 1", CaseRoom.Case(fresh, "recuse"), ("Names", name));
            var page = await answer.PageAsync();
            shown.Add(page.QuerySelector("#recuse-happens")!.InnerHtml.Replace(name, "NN", StringComparison.Ordinal)
                .Replace(room.Office.Founded[named].Email, "nn", StringComparison.Ordinal)
                + page.QuerySelector("[name=Left]")!.GetAttribute("value"));
        }

        Assert.That(shown[0], Does.Contain("data-loses=\"unsaid\"").And.EqualTo(shown[1]));
    }
}
