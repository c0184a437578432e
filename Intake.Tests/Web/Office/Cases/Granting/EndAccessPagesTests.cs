using System.Net;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Granting;

/// <summary>The pages on which two people lift a bar by name, and an administrator ends one handler's access.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EndAccessPagesTests
{
    private const string Administrator = "administrator 1";
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_page_says_who_loses_the_case_and_who_is_left_and_the_person_finds_nothing_afterwards()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var referral = await room.ReferAsync(sent);
        Assert.That((await room.PageAsync(Handler, CaseRoom.Case(sent))).QuerySelector("#to-access"), Is.Null);
        var list = (await room.PageAsync(Administrator, CaseRoom.Case(sent))).QuerySelector("#to-access")!.GetAttribute("href")!;
        var people = await room.PageAsync(Administrator, list);
        Assert.That(people.QuerySelectorAll("#case-access li").Length, Is.EqualTo(2));
        var page = await room.PageAsync(Administrator, people.QuerySelector("#case-access a")!.GetAttribute("href")!);
        var happens = page.QuerySelector("#end-happens")!.TextContent;
        Assert.That(happens, Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen").And.Contain("ikke gøres ulæst"));
        Assert.That(page.QuerySelector("#end-happens [data-left=\"1\"]"), Is.Not.Null);

        var done = await room.DoneAsync(Administrator, page.AddressOf("#end-access-form"),
            page.Fill("#end-access-form", ("Text", "Hun er i familie med den, sagen handler om.")));
        Assert.That(done.QuerySelector("#people")!.TextContent, Does.Not.Contain("Karen Bjerre"));
        foreach (var path in new[] { CaseRoom.Case(sent), CaseRoom.Case(sent, "conversation"), referral, CaseRoom.Case(sent, "recuse") })
            Assert.That((await room.GetAsync(Handler, path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
        using var writing = await room.PostAsync(Handler, referral + "/note", ("Text", "Jeg er her endnu."));
        Assert.That(writing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        var thread = (await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"))).QuerySelector("#thread")!.TextContent;
        Assert.That(thread, Does.Contain("Karen Bjerre har ikke længere adgang").And.Contain("i familie med den"));

        var last = await room.PageAsync(Administrator, CaseRoom.Case(sent, $"access/{room.Id("handler 2")}"));
        Assert.That(last.QuerySelector("#end-last"), Is.Not.Null);
        var refused = await room.RefusedAsync(Administrator, last.AddressOf("#end-access-form"),
            last.Fill("#end-access-form", ("Text", "Også.")));
        Assert.That(refused.QuerySelector("#Text")!.TextContent, Is.EqualTo("Også."));
        Assert.That((await room.PageAsync("handler 2", referral)).QuerySelector("#referral-summary"), Is.Not.Null);
    }

    [Test]
    public async Task A_page_of_before_a_strange_id_and_a_post_from_another_site_change_nothing()
    {
        var (sent, other) = (await room.InScopeAsync("Det skete i går."), await room.InScopeAsync("Det skete i forgårs."));
        var referral = await room.ReferAsync(sent);
        var page = await room.PageAsync(Administrator, CaseRoom.Case(sent, $"access/{room.Id(Handler)}"));
        var fields = page.Fill("#end-access-form", ("Text", "I familie."));
        var address = page.AddressOf("#end-access-form");
        await room.DoneAsync("handler 2", referral + "/hand-over", ("Colleague", room.Id("handler 3")));
        var before = await RowsAsync();
        var refused = await room.RefusedAsync(Administrator, address, fields);
        Assert.That(refused.QuerySelector("#Text-error")!.TextContent, Does.Contain("ændret"));
        Assert.That(refused.QuerySelector("#end-happens")!.TextContent, Does.Contain("Mikkel Østergaard"), "as it is now");

        foreach (var path in new[]
        {
            CaseRoom.Case(sent, $"access/{room.Id("administrator 2")}"), CaseRoom.Case(sent, $"access/{room.Id(Administrator)}"),
            CaseRoom.Case(sent, $"access/{Guid.NewGuid()}"), CaseRoom.Case(other, $"access/{room.Id(Handler)}"),
            $"/da/office/case/{Guid.NewGuid()}/access/{room.Id(Handler)}",
        })
        {
            using var answer = await room.PostAsync(Administrator, path, fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(refused.Fill("#end-access-form", ("Text", "I familie."))
                .Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Cookie", await room.CookieAsync(Administrator));
        using var strange = await room.Office.Web.Client.SendAsync(request);
        Assert.That((int)strange.StatusCode, Is.GreaterThanOrEqualTo(400));
        Assert.That(await RowsAsync(), Is.EqualTo(before));

        async Task<(int, int, int)> RowsAsync()
        {
            await using var db = room.Office.Founded.Databases.AsOwner();
            return (await db.Grants.CountAsync(), await db.Entries.CountAsync(), await db.Epochs.CountAsync(epoch => epoch.Closed));
        }
    }

    [Test]
    public async Task One_proposes_that_it_is_somebody_else_and_an_administrator_who_has_read_it_agrees()
    {
        var (sent, other) = (await room.NamedAsync(), await room.NamedAsync());
        var named = await room.PageAsync("handler 2", CaseRoom.Case(sent, "named"));
        Assert.That(named.QuerySelector("#two-people"), Is.Not.Null);
        await room.RefusedAsync("handler 2", CaseRoom.Case(sent, "named"), ("Person", room.Id(Handler)), ("Reason", " "));
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "named"),
            named.Fill("#named-form", ("Person", room.Id(Handler)), ("Reason", "En patient hedder også Karen Bjerre.")));
        var overview = await room.PageAsync(Administrator, CaseRoom.Case(sent));
        Assert.That(overview.QuerySelector("#apart-waits")!.TextContent, Does.Contain("Karen Bjerre"));
        var list = await room.PageAsync(Administrator, CaseRoom.Case(sent, "named"));
        Assert.That(list.QuerySelector("#named-form"), Is.Null);
        var address = list.QuerySelector("#apart-proposals a")!.GetAttribute("href")!;
        foreach (var who in new[] { "handler 2", Handler })
            Assert.That((await room.GetAsync(who, address)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        Assert.That((await room.GetAsync("administrator 2", address)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "to the gate first");
        var elsewhere = address.Replace($"{sent.ReportId}", $"{other.ReportId}", StringComparison.Ordinal);
        Assert.That((await room.GetAsync(Administrator, elsewhere)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        var page = await room.PageAsync(Administrator, address);
        Assert.That(page.QuerySelector("#apart-reason")!.TextContent, Is.EqualTo("En patient hedder også Karen Bjerre."));
        Assert.That(page.QuerySelector("#apart-texts")!.TextContent, Does.Contain("Det var Karen Bjerre fra afsnittet"));
        var fields = page.Fill("#apart-answer-form", ("Agree", "yes"), ("Text", "Afsnittet siger det samme."));
        using (var strange = await room.PostAsync(Administrator, elsewhere, fields))
            Assert.That(strange.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await room.RefusedAsync(Administrator, address, ("Agree", "yes"), ("Shown", new string('0', 64)), ("Text", "Usete."));
        Assert.That((await room.PageAsync("handler 2", CaseRoom.Case(sent))).QuerySelector("#named-holders"), Is.Not.Null);
        await room.DoneAsync(Administrator, address, fields);
        Assert.That((await room.PageAsync("handler 2", CaseRoom.Case(sent))).QuerySelector("#named-holders"), Is.Null);
        Assert.That((await room.PageAsync(Administrator, CaseRoom.Case(other))).QuerySelector("#named-holders"), Is.Not.Null);
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Entries.CountAsync(entry => entry.Kind == EntryKind.ApartAnswer), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_is_the_only_administrator_who_could_agree_is_told_to_take_another_in_or_let_a_handler_propose()
    {
        var sent = await room.NamedAsync();
        await room.PassAsync(sent, "administrator 2");
        await room.DoneAsync("administrator 2", CaseRoom.Case(sent, "named"), ("Person", room.Id(Handler)), ("Reason", "En patient."));
        Assert.That((await room.PageAsync("administrator 2", CaseRoom.Case(sent, "named"))).QuerySelector("#no-second"), Is.Null);
        await using (var db = room.Office.Founded.Databases.AsOwner())
        {
            var left = room.Office.Founded[Administrator].Id;
            await db.Staff.Where(s => s.Id == left).ExecuteUpdateAsync(row => row.SetProperty(
                s => s.State, Intake.Core.Staff.Accounts.StaffState.Left));
        }

        try
        {
            var page = await room.PageAsync("administrator 2", CaseRoom.Case(sent, "named"));
            Assert.That(page.QuerySelector("#no-second a")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(sent, "cover")));
            var mine = await room.PageAsync("administrator 2", page.QuerySelector("#apart-proposals a")!.GetAttribute("href")!);
            Assert.That(mine.QuerySelector("[name=Agree]")!.GetAttribute("value"), Is.EqualTo("no"), "one's own is only taken back");
        }
        finally
        {
            await using var db = room.Office.Founded.Databases.AsOwner();
            var back = room.Office.Founded[Administrator].Id;
            await db.Staff.Where(s => s.Id == back).ExecuteUpdateAsync(row => row.SetProperty(
                s => s.State, Intake.Core.Staff.Accounts.StaffState.Active));
        }
    }
}
