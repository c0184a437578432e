using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The view with which My day begins: the person's own, sealed to them, and never in the way of seeing all.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SavedViewTests
{
    private const string Inbox = "/da/office/inbox";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task My_day_begins_with_what_the_person_saved_until_they_take_it_away_and_for_nobody_else()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var page = await room.PageAsync("handler 1", $"{Inbox}?show=over&charge=nobody&sort=received&search=hemmeligt");
        await room.DoneAsync("handler 1", Inbox + "/view", page.Fill("#view-form", ("Then", "save")));
        var saved = await room.PageAsync("handler 1", Inbox);
        Assert.That(saved.QuerySelector("#saved-view"), Is.Not.Null);
        Assert.That(new[] { "show", "charge" }.Select(name => saved.QuerySelector($"[name={name}] [selected]")!.GetAttribute("value")),
            Is.EqualTo(new[] { "over", "nobody" }));
        Assert.That(saved.QuerySelector("#inbox-filter [name=sort]")!.GetAttribute("value"), Is.EqualTo("received"));
        Assert.That(saved.QuerySelector("[name=search]")!.GetAttribute("value") ?? "", Is.Empty, "what was searched for is not kept");
        Assert.That(saved.QuerySelectorAll("#inbox tbody tr"), Is.Empty);

        var all = await room.PageAsync("handler 1", saved.QuerySelector("#show-all")!.GetAttribute("href")!);
        Assert.That(all.QuerySelectorAll("#inbox tbody tr"), Has.Length.EqualTo(1));
        Assert.That(all.QuerySelector("#saved-view"), Is.Null);
        Assert.That((await room.PageAsync("handler 2", Inbox)).QuerySelector("#saved-view"), Is.Null, "each person their own");

        await using (var db = room.Office.Founded.Databases.AsOwner())
        {
            var (mine, theirs) = (room.Office.Founded["handler 1"].Id, room.Office.Founded["handler 2"].Id);
            var kept = (await db.Staff.Where(one => one.Id == mine).Select(one => one.SavedView).SingleAsync())!;
            Assert.That(kept, Has.Length.EqualTo(ViewSeal.SealedBytes), "its length says nothing");
            Assert.That(Encoding.Latin1.GetString(kept), Does.Not.Contain("nobody"));
            await db.Staff.Where(one => one.Id == theirs).ExecuteUpdateAsync(set => set.SetProperty(one => one.SavedView, kept));
            Assert.That((await room.PageAsync("handler 2", Inbox)).QuerySelector("#saved-view"), Is.Null, "copied elsewhere it is nothing");
        }

        var cleared = await room.DoneAsync("handler 1", Inbox + "/view", saved.Fill("#view-form", ("Then", "clear")));
        Assert.That(cleared.QuerySelector("#saved-view"), Is.Null);
        Assert.That(cleared.QuerySelectorAll("#inbox tbody tr"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_choice_is_passed_over_and_no_cookie_is_set()
    {
        using var answer = await room.PostAsync(
            "administrator 2", Inbox + "/view", ("show", "alt"), ("unit", "ingen"), ("sort", "waiting"));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
        var page = await room.PageAsync("administrator 2", Inbox);
        Assert.That(page.QuerySelector("[name=show] [selected]")!.GetAttribute("value"), Is.EqualTo("open"));
    }
}
