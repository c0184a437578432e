using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

/// <summary>
/// Somebody who can write in the database makes a cut, moves one or takes one away: nothing opens for it, and doubt stays.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ForgedCutTests
{
    private FoundedScheme founded = null!;
    private MarkedCopyScene scene = null!;
    private CaseScene cases = null!;
    private Sent sent = null!;
    private Guid referral;
    private Guid dialogue;

    [SetUp]
    public async Task Refer()
    {
        scene = new MarkedCopyScene(founded = await FoundedScheme.CreateAsync());
        cases = scene.Cases;
        sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        referral = await scene.ReferAsync(sent);
        await using var db = founded.Databases.AsOwner();
        dialogue = (await db.Compartments.SingleAsync(c => c.ReportId == sent.ReportId && c.Kind == CompartmentKind.Dialogue)).Id;
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [TestCase("kind = 5", Description = "another kind")]
    [TestCase("made_on = made_on + 1", Description = "another day")]
    [TestCase("epoch = 1", Description = "another epoch")]
    public async Task A_cut_entry_that_was_altered_leaves_what_is_before_it_unreadable_and_in_doubt(string change)
    {
        await RunAsync($"UPDATE intake.entry SET {change} WHERE compartment_id = '{dialogue}' AND kind = 58");
        await InDoubtAsync();
    }

    [Test]
    public async Task A_cut_entry_of_another_report_says_nothing_here()
    {
        var other = await cases.InScopeAsync(MarkedCopyScene.Story);
        await scene.ReferAsync(other, first: "handler 2", second: "handler 3");
        await RunAsync($"""
            UPDATE intake.entry mine SET salt = theirs.salt, sealed = theirs.sealed, hash = theirs.hash
            FROM intake.entry theirs JOIN intake.compartment c ON c.id = theirs.compartment_id
            WHERE c.report_id = '{other.ReportId}' AND theirs.kind = 58 AND mine.compartment_id = '{dialogue}' AND mine.kind = 58
            """);
        await InDoubtAsync();
    }

    [Test]
    public async Task A_cut_entry_that_was_taken_out_is_missed()
    {
        await RunAsync($"DELETE FROM intake.entry WHERE compartment_id = '{dialogue}' AND kind = 58");
        await InDoubtAsync();
    }

    [Test]
    public async Task The_row_before_the_cut_can_not_be_exchanged_unseen()
    {
        await RunAsync($"""
            UPDATE intake.entry SET salt = sha256(salt) WHERE compartment_id = '{dialogue}'
            AND position = (SELECT position - 1 FROM intake.entry WHERE compartment_id = '{dialogue}' AND kind = 58)
            """);
        await InDoubtAsync();
    }

    [Test]
    public async Task A_cut_made_where_there_is_none_opens_to_nobody_who_had_a_key_before_it()
    {
        // What stands there for the key before is exchanged for bytes of a mark's length, in a case that was never cut.
        var whole = await cases.InScopeAsync(MarkedCopyScene.Story);
        await cases.ReferAsync(whole, "handler 2", "handler 3");
        await cases.DoAsync<GateDesk>("handler 3", (d, s) => d.RecuseAsync(whole.ReportId, s, true, default));
        await cases.AskAsync(whole, "handler 2");
        await RunAsync($"""
            UPDATE intake.epoch e SET previous = substring(e.previous FROM 1 FOR 49) FROM intake.compartment c
            WHERE c.id = e.compartment_id AND c.report_id = '{whole.ReportId}' AND e.number > 1
            """);
        Assert.That(await cases.ReadAsync(whole, "administrator 1"), Is.Null);
        Assert.That(await cases.ReadAsync(whole, "handler 2"), Is.Null);
        Assert.That(await cases.AsReporterAsync(whole, (d, m) => d.ReadAsync(m, default)), Is.Null);
    }

    [Test]
    public async Task A_cut_whose_mark_is_gone_opens_to_nobody()
    {
        await RunAsync($"UPDATE intake.epoch SET previous = NULL WHERE compartment_id = '{dialogue}'");
        foreach (var part in new[] { "handler 1", "administrator 1" }) Assert.That(await cases.ReadAsync(sent, part), Is.Null, part);
    }

    [Test]
    public async Task A_handler_can_not_write_a_cut() => await Assert.ThatAsync(
        () => StaffWriting.WriteAsync(founded, sent.ReportId, "handler 1", EntryKind.Cut, new CutContent(referral, true)),
        Throws.TypeOf<SealedException>());

    [Test]
    public async Task A_second_cut_entry_in_one_epoch_restates_nothing()
    {
        await StaffWriting.WriteAsync(founded, sent.ReportId, "administrator 1", EntryKind.Cut,
            new CutContent(referral, true) { Free = [founded["handler 3"].Id], DialogueEpoch = 1, GateCardEpoch = 1 });
        var view = (await cases.ReadAsync(sent, "handler 1"))!;
        Assert.That(view.Thread[0].As<CutContent>()!.DialogueEpoch, Is.EqualTo(2), "the first is what it begins with");
        Assert.That(view.Report!.Description, Is.EqualTo(MarkedCopyScene.Copy));
    }

    private async Task InDoubtAsync()
    {
        var view = (await cases.ReadAsync(sent, "handler 1"))!;
        Assert.That(view.Thread.Any(e => e.Opened is null), Is.True, "shown as unreadable");
        Assert.That(view.Thread.Any(e => e.As<ReportContent>()?.Description == MarkedCopyScene.Story), Is.False);
        Assert.That(await scene.HandOverAsync(sent, referral, "handler 1", founded["handler 3"].Id),
            Is.EqualTo(CaseResult.ExclusionsInDoubt));
    }

    private async Task RunAsync(string sql)
    {
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Database.ExecuteSqlRawAsync(sql), Is.GreaterThan(0), sql);
    }
}
