using System.Net;
using AngleSharp.Dom;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Statements;

/// <summary>What an administrator decides of a unit's statement is shown first, and done once.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StatementReviewTests
{
    private const string Administrator = "administrator 1", Remark = "Skriv, hvem der blev hørt.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_return_says_who_reads_the_remark_and_by_when_comes_back_whole_and_is_done_once()
    {
        var sent = await room.InScopeAsync();
        var address = await room.WithStatementAsync(sent) + "/statement";
        var page = await room.PageAsync(Administrator, address);
        var check = await CheckAsync(address, page, ("Decision", "return"), ("Text", Remark));
        Assert.That(check.QuerySelector("#outgoing .typed")!.TextContent, Is.EqualTo(Remark));
        var least = StatementDesk.LeastAfterReturn(CopenhagenClock.Today(room.Office.Founded.Time));
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen")
            .And.Contain("Indberetteren kan ikke").And.Contain("ny redegørelse senest").And.Contain("kan ikke trækkes tilbage"));
        Assert.That(await StateAsync(address), Is.EqualTo("StatementSent"), "nothing has happened yet");

        using var change = await room.PostAsync(Administrator, address, check.Fill("#statement-review-form", ("Step", "change")));
        var again = await change.PageAsync();
        Assert.That(again.QuerySelector("#Text")!.TextContent.Trim(), Is.EqualTo(Remark));
        Assert.That(again.QuerySelector("input[name=Decision][value=return][checked]"), Is.Not.Null);
        foreach (var who in new[] { "handler 1", "administrator 2", "other handler 1" })
        {
            using var refused = await room.PostAsync(
                who, address, ("Decision", "return"), ("Text", "Nej."), ("Step", "send"));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        Assert.That(await StateAsync(address), Is.EqualTo("StatementSent"));
        var fields = check.Fill("#statement-review-form", ("Step", "send"));
        using var done = await room.PostAsync(Administrator, address, fields);
        using var twice = await room.PostAsync(Administrator, address, fields);
        Assert.That(new[] { done.Told(), twice.Told() }, Is.All.EqualTo(done.Told()).And.All.StartsWith("303"));
        var unit = await room.PageAsync("handler 1", address);
        Assert.That(unit.QuerySelectorAll("#reviews article"), Has.Length.EqualTo(1));
        Assert.That(unit.QuerySelector("#reviews")!.TextContent, Does.Contain(Remark));
        await using var db = room.Office.Founded.Databases.AsOwner();
        var due = await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.Statement)
            .Select(row => row.DueOn).SingleAsync();
        Assert.That(due, Is.GreaterThanOrEqualTo(least));
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Contain($"{due.Day}. ").And.Contain($" {due.Year}"));
    }

    [Test]
    public async Task An_acceptance_is_shown_first_and_takes_no_version_that_nobody_saw()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        var address = referral + "/statement";
        var page = await room.PageAsync(Administrator, address);
        var check = await CheckAsync(address, page, ("Decision", "accept"), ("Text", ""));
        Assert.That(check.QuerySelector("#outgoing"), Is.Null, "there is no remark");
        Assert.That(check.QuerySelector("#consequences")!.TextContent,
            Does.Contain("kan afsluttes").And.Contain("Karen Bjerre").And.Not.Contain("bemærkningen"));
        Assert.That(await StateAsync(address), Is.EqualTo("StatementSent"));

        await room.PassAsync(sent, "administrator 2");
        await room.DoneAsync("administrator 2", address, ("Decision", "return"), ("Text", Remark));
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement("Begge er hørt, og intet er fundet."));
        var late = await room.RefusedAsync(Administrator, address, check.Fill("#statement-review-form", ("Step", "send")));
        Assert.That(late.QuerySelector("#meanwhile")!.TextContent, Does.Contain(Remark));
        Assert.That(late.QuerySelector(".statement")!.TextContent, Does.Contain("intet er fundet"));
        Assert.That(await StateAsync(address), Is.EqualTo("StatementSent"));

        var (before, seen) = (await AcceptedAsync(), await CheckAsync(address, late, ("Decision", "accept"), ("Text", "")));
        var fields = seen.Fill("#statement-review-form", ("Step", "send"));
        using var done = await room.PostAsync(Administrator, address, fields);
        using var twice = await room.PostAsync(Administrator, address, fields);
        Assert.That(new[] { done.Told(), twice.Told() }, Is.All.EqualTo(done.Told()).And.All.StartsWith("303"));
        Assert.That(await StateAsync(address), Is.EqualTo("StatementAccepted"));
        Assert.That(await AcceptedAsync(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task An_acceptance_names_the_other_unit_that_the_case_still_waits_for()
    {
        var sent = await room.InScopeAsync();
        var address = await room.WithStatementAsync(sent) + "/statement";
        var other = room.Office.Founded.OtherHospital;
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "refer"), ("Unit", other.Name),
            ("Handlers", room.Id("other handler 1")), ("Handlers", room.Id("other handler 2")), ("Note", ""));
        var check = await CheckAsync(
            address, await room.PageAsync(Administrator, address), ("Decision", "accept"), ("Text", "Tak."));
        Assert.That(check.QuerySelector("#consequences")!.TextContent,
            Does.Contain("ikke behandlet endnu").And.Contain(other.Title.Da).And.Not.Contain("kan afsluttes"));
    }

    [Test]
    public async Task What_was_struck_out_for_the_unit_is_found_in_the_remark_and_goes_only_with_a_reason()
    {
        var sent = await room.InScopeAsync("Jeg er sygeplejerske. Birthe Aagaard så det.");
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "refer/marked"), ("Unit", room.Hospital),
            ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")),
            ("CopyDescription", "Jeg er sygeplejerske. [...] så det."), ("Note", ""));
        await room.PassAsync(sent, "handler 1");
        var referral = await room.ReferralOfAsync(sent, "handler 1");
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement());
        var address = referral + "/statement";
        var page = await room.PageAsync(Administrator, address);
        var check = await CheckAsync(address, page, ("Decision", "return"), ("Text", "Hør også Birthe Aagaard."));
        Assert.That(check.QuerySelector("#findings [data-finding=Struck] strong")!.TextContent, Does.EndWith("Birthe Aagaard"));
        var bare = await room.RefusedAsync(
            Administrator, address, check.Fill("#statement-review-form", ("Step", "send"), ("Reason", " ")));
        Assert.That(bare.QuerySelector("#error-summary a[href='#Reason']"), Is.Not.Null);
        Assert.That(await StateAsync(address), Is.EqualTo("StatementSent"));
        await room.DoneAsync(
            Administrator, address, bare.Fill("#statement-review-form", ("Step", "send"), ("Reason", "Hun beder om det.")));
        Assert.That((await room.PageAsync(Administrator, address)).QuerySelector("#reviews")!.TextContent,
            Does.Contain("Birthe Aagaard").And.Contain("Hun beder om det."));
    }

    private async Task<int> AcceptedAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Audit.CountAsync(row => row.Action == AuditAction.StatementAccepted);
    }

    private async Task<string?> StateAsync(string address) =>
        (await room.PageAsync(Administrator, address)).QuerySelector("#statement-state")!.GetAttribute("data-state");

    private async Task<IDocument> CheckAsync(string address, IDocument page, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(Administrator, address, page.Fill("#statement-review-form", fields));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        return await answer.PageAsync();
    }
}
