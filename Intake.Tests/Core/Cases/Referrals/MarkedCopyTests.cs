using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Work;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

/// <summary>A case that is referred with passages struck out: who opens what of it, at the desks and with the keys themselves.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MarkedCopyTests
{
    private FoundedScheme founded = null!;
    private MarkedCopyScene scene = null!;
    private CaseScene cases = null!;

    [SetUp]
    public async Task Found()
    {
        scene = new MarkedCopyScene(founded = await FoundedScheme.CreateAsync());
        cases = scene.Cases;
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_handler_opens_nothing_of_the_original_with_their_keys_and_every_row_in_hand()
    {
        var sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        await cases.AskAsync(sent, "administrator 1", "Hvornår var det?");
        await AnswerAsync(sent, "Den 3. marts, jeg var alene på vagt.");
        var file = await AddFileAsync(sent);
        var referral = await scene.ReferAsync(sent);
        await cases.AskAsync(sent, "handler 1", "Hvem så det?");
        await AnswerAsync(sent, "Ingen.");

        foreach (var (kind, begins) in new[]
            { (CompartmentKind.Dialogue, EntryKind.Cut), (CompartmentKind.GateCard, EntryKind.MarkedCard) })
        {
            var cut = await scene.CutAsync(sent, begins);
            var opened = await scene.OpenedAsync(sent, "handler 1", kind);
            Assert.That(opened, Is.EqualTo(Enumerable.Range(cut, opened.Count)), $"{kind}: from the cut on");
            var all = await scene.OpenedAsync(sent, "administrator 2", kind);
            Assert.That(all, Is.EqualTo(Enumerable.Range(1, cut - 1 + opened.Count)), $"{kind}: administrators from the start");
        }

        Assert.That(await FindAsync("handler 1"), Is.False, "nor a file");
        Assert.That(await FindAsync("administrator 2"), Is.True);
        var view = (await cases.ReadAsync(sent, "handler 1"))!;
        Assert.That(view.Thread.Select(e => e.Kind),
            Is.EqualTo(new[] { EntryKind.Cut, EntryKind.Referral, EntryKind.Question, EntryKind.Answer }));
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True, "nothing is unreadable, and nothing is missing");
        Assert.That((view.Report!.Description, view.MarkedCopy is not null, view.Follows), Is.EqualTo((MarkedCopyScene.Copy, true, true)));
        Assert.That(view.Referrals.Single(r => r.Id == referral).MarkedCopy, Is.Not.Null);
        Assert.That(await Sending.DescriptionAsync(founded, sent.ReportId, "administrator 2"), Is.EqualTo(MarkedCopyScene.Story));

        Task<bool> FindAsync(string part) => cases.ActAsync<CaseFiles, bool>(part, async (desk, self) =>
        {
            using var found = await desk.FindAsync(sent.ReportId, self, CompartmentKind.Dialogue, null, file, default);
            return found is not null;
        });
    }

    [Test]
    public async Task The_reporter_and_the_administrators_lose_nothing_whatever_comes_after_it()
    {
        var sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        await cases.AskAsync(sent, "administrator 1", "Hvornår?");
        await scene.ReferAsync(sent);
        await scene.ReferAsync(sent, "Jeg er den eneste […]", "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await cases.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        await cases.AskAsync(sent, "handler 1", "Og hvad så?");
        await AnswerAsync(sent, "Ikke mere.");
        Assert.That(await cases.ActAsync<CoverDesk, CaseResult>("administrator 2", (d, s)
            => d.AddAsync(sent.ReportId, s, founded["deputy"].Id, GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.Done));
        await cases.PassAsync(sent, "deputy");
        await cases.DoAsync<GateDesk>("administrator 1", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        await cases.AskAsync(sent, "deputy", "Sidste.");

        foreach (var part in new[] { "administrator 2", "deputy" })
        {
            var view = (await cases.ReadAsync(sent, part))!;
            Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True, part);
            Assert.That((view.Report!.Description, view.MarkedCopy), Is.EqualTo((MarkedCopyScene.Story, (ReadEntry?)null)), part);
            Assert.That(CaseScene.Texts(view.Thread, EntryKind.Question), Is.EqualTo(new[] { "Hvornår?", "Og hvad så?", "Sidste." }), part);
            Assert.That(view.Referrals.Select(r => r.MarkedCopy is not null), Is.EqualTo(new[] { true, true }), part);
            Assert.That((await GateAsync(sent, part)).IsCopy, Is.False, part);
        }

        var mailbox = await cases.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default));
        Assert.That(mailbox!.Entries.All(e => e.Opened is { FollowsGap: false }), Is.True);
        Assert.That(mailbox.Entries[0].As<ReportContent>()!.Description, Is.EqualTo(MarkedCopyScene.Story));
        Assert.That(CaseScene.Texts(mailbox.Entries, EntryKind.Question), Is.EqualTo(new[] { "Hvornår?", "Og hvad så?", "Sidste." }));
    }

    [Test]
    public async Task Units_that_have_the_case_as_it_was_written_read_all_of_it_and_two_with_copies_each_their_own()
    {
        var sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        await scene.ReferAsync(sent);
        await scene.ReferAsync(sent, "[…] Overlægen råber ad os alle.", "other handler 1", "other handler 2", founded.OtherHospital.Id);
        Assert.That((await cases.ReadAsync(sent, "handler 1"))!.Report!.Description, Is.EqualTo(MarkedCopyScene.Copy));
        var other = (await cases.ReadAsync(sent, "other handler 1"))!;
        Assert.That(other.Report!.Description, Is.EqualTo("[…] Overlægen råber ad os alle."));
        Assert.That(other.Referrals.Count(r => r.MarkedCopy is not null), Is.EqualTo(1));
        Assert.That(other.Thread.Count(e => e.Kind == EntryKind.Cut), Is.EqualTo(1), "not the earlier one");

        // The first unit has it from its own cut on, and a third as it was written.
        var third = founded.Scheme.Units.First(u => u.Id != founded.Hospital.Id && u.Id != founded.OtherHospital.Id && u.Parent is null);
        using var whole = await AddHandlerAsync("Rikke Falk", third);
        using var second = await AddHandlerAsync("Noah Wind", third);
        await cases.DoAsync<ReferralDesk>("administrator 2", (d, s) => d.ReferAsync(
            sent.ReportId, s, third.Id, [whole.Id, second.Id], null, GrantAnswers.Confirmed, default));
        await cases.AskAsync(sent, "handler 1", "Hvornår?");
        Assert.That(await DescriptionAsync(sent, whole), Is.EqualTo(MarkedCopyScene.Story));
    }

    [Test]
    public async Task A_unit_that_had_the_case_before_reads_on()
    {
        var sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        await cases.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await scene.ReferAsync(sent);
        await cases.AskAsync(sent, "handler 1", "Hvem?");
        var view = (await cases.ReadAsync(sent, "other handler 1"))!;
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True);
        Assert.That((view.Report!.Description, view.MarkedCopy), Is.EqualTo((MarkedCopyScene.Story, (ReadEntry?)null)));
        Assert.That(view.Referrals.Any(r => r.MarkedCopy is not null), Is.False, "what was struck out for another unit is not told");
    }

    [Test]
    public async Task The_gate_shows_what_is_left_and_keeps_naming_nobody_whose_name_was_struck_out()
    {
        var sent = await cases.InScopeAsync(CaseScene.Story);
        Assert.That(await scene.TryReferAsync(sent, "Jeg er sygeplejerske. Overlægen kommer med uønskede tilnærmelser, og […] ved det."),
            Is.EqualTo(CaseResult.Done));
        var card = await GateAsync(sent, "handler 1");
        Assert.That((card.IsCopy, card.Readable, card.Persons.Count), Is.EqualTo((true, true, 0)));
        Assert.That((await GateAsync(sent, "administrator 2")).Persons.Select(p => p.FullName), Is.EqualTo(new[] { "Mikkel Østergaard" }));
        await cases.PassAsync(sent, "handler 1");
        Assert.That((await cases.ReadAsync(sent, "handler 1"))!.ShutOut, Is.EqualTo(1), "and is kept out all the same");
    }

    [Test]
    public async Task What_is_wrong_with_a_copy_is_said_and_changes_nothing()
    {
        var sent = await cases.InScopeAsync(CaseScene.Story);
        var before = await RowsAsync();
        Assert.That(await scene.TryReferAsync(sent, CaseScene.Story), Is.EqualTo(CaseResult.NothingStruck));
        Assert.That(await scene.TryReferAsync(sent, "Jeg er læge. […]"), Is.EqualTo(CaseResult.NotOnlyStruck));
        Assert.That(await scene.TryReferAsync(sent, "[…]", second: "handler 3"), Is.EqualTo(CaseResult.HandlerExcluded),
            "named in the original");
        Assert.That(await scene.TryReferAsync(sent, "[…]", answers: GrantAnswers.Confirmed with { IsChecked = false }),
            Is.EqualTo(CaseResult.ToBeChecked));
        Assert.That(await cases.ActAsync<ReferralDesk, CaseResult>("handler 1", (desk, self) => desk.ReferMarkedAsync(sent.ReportId, self,
            founded.Hospital.Id, [founded["handler 1"].Id, founded["handler 2"].Id], null,
            new CopyDraft(new Dictionary<string, string>()), GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await RowsAsync(), Is.EqualTo(before));

        await cases.ReferAsync(sent);
        Assert.That(await scene.TryReferAsync(sent, "[…]"), Is.EqualTo(CaseResult.AlreadyReferred));
        const CertifiedRoles twoRoles = CertifiedRoles.CaseHandler | CertifiedRoles.Administrator;
        using var both = await AddHandlerAsync("Rikke Falk", founded.OtherHospital, twoRoles);
        Assert.That(await cases.ActAsync<ReferralDesk, CaseResult>("administrator 1", (desk, self) => desk.ReferMarkedAsync(
            sent.ReportId, self, founded.OtherHospital.Id, [founded["other handler 1"].Id, both.Id], null,
            new CopyDraft(new Dictionary<string, string>()), GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.HasOriginal));

        async Task<(int, int, int)> RowsAsync()
        {
            await using var db = founded.Databases.AsOwner();
            return (await db.Epochs.CountAsync(), await db.Grants.CountAsync(), await db.Entries.CountAsync());
        }
    }

    [Test]
    public async Task A_handler_hands_a_copy_over_to_those_alone_against_whom_nothing_in_the_original_spoke()
    {
        var sent = await cases.InScopeAsync("Jeg er portør. Mikkel fra afsnittet råber ad os.");
        var referral = await scene.ReferAsync(sent, "Jeg er portør. […] råber ad os.");
        Assert.That(await scene.HandOverAsync(sent, referral, "handler 1", founded["handler 3"].Id), Is.EqualTo(CaseResult.OriginalNotRead),
            "a name like his is struck out");
        using var later = await AddHandlerAsync("Rikke Falk", founded.Hospital);
        Assert.That(await scene.HandOverAsync(sent, referral, "handler 1", later.Id), Is.EqualTo(CaseResult.OriginalNotRead),
            "certified since: nobody who read the original has looked");
        var shown = await cases.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("handler 1",
            (d, s) => d.ColleaguesAsync(sent.ReportId, referral, s, default));
        Assert.That(shown!.Select(one => one.IsForAdministrators), Is.EqualTo(new[] { true, true }));

        var free = await cases.InScopeAsync(MarkedCopyScene.Story);
        var other = await scene.ReferAsync(free);
        Assert.That(await scene.HandOverAsync(free, other, "handler 1", founded["handler 3"].Id), Is.EqualTo(CaseResult.Done));
        await cases.PassAsync(free, "handler 3");
        Assert.That((await cases.ReadAsync(free, "handler 3"))!.Report!.Description, Is.EqualTo(MarkedCopyScene.Copy));
        Assert.That((await scene.OpenedAsync(free, "handler 3", CompartmentKind.Dialogue))[0],
            Is.EqualTo(await scene.CutAsync(free, EntryKind.Cut)), "no more than was handed on");
    }

    [Test]
    public async Task One_who_has_the_original_from_elsewhere_hands_on_the_copy_alone()
    {
        var sent = await cases.InScopeAsync(MarkedCopyScene.Story);
        var referral = await scene.ReferAsync(sent);
        await using (var db = founded.Databases.AsWeb())
        {
            founded["handler 1"].CertifyAgain(db, DateOnly.FromDateTime(founded.Time.GetUtcNow().Date), founded["administrator 1"],
                founded["administrator 2"], founded.Hospital, founded.OtherHospital);
            await db.SaveChangesAsync();
        }

        await cases.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.OtherHospital.Id,
            [founded["handler 1"].Id, founded["other handler 1"].Id], null, GrantAnswers.Confirmed, default,
            new() { IsWholeMeant = true }));
        await cases.PassAsync(sent, "handler 1");
        Assert.That((await cases.ReadAsync(sent, "handler 1"))!.Report!.Description, Is.EqualTo(MarkedCopyScene.Story));
        Assert.That(await scene.HandOverAsync(sent, referral, "handler 1", founded["handler 3"].Id), Is.EqualTo(CaseResult.Done));
        Assert.That((await scene.OpenedAsync(sent, "handler 3", CompartmentKind.Dialogue))[0],
            Is.EqualTo(await scene.CutAsync(sent, EntryKind.Cut)));
    }

    [Test]
    public async Task Whoever_the_reporter_keeps_out_before_or_after_stays_out_of_the_copy()
    {
        var sent = await cases.InScopeAsync(CaseScene.Story);
        var referral = await scene.ReferAsync(sent, "[…]");
        Assert.That(await scene.HandOverAsync(sent, referral, "handler 1", founded["handler 3"].Id),
            Is.EqualTo(CaseResult.HandlerExcluded));
        await cases.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        await cases.AskAsync(sent, "handler 1", "Hvem?");
        Assert.That(await cases.ReadAsync(sent, "handler 2"), Is.Null);
        Assert.That(await scene.OpenedAsync(sent, "handler 2", CompartmentKind.Dialogue), Is.Empty, "no row of theirs is left");
        await AnswerAsync(sent, "Ingen.");
        Assert.That((await cases.ReadAsync(sent, "administrator 2"))!.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True,
            "the same exclusions to all: nobody finds the keys stale for the copy's sake");
        await using var db = founded.Databases.AsOwner();
        var dialogue = await db.Compartments.SingleAsync(c => c.ReportId == sent.ReportId && c.Kind == CompartmentKind.Dialogue);
        var made = await db.Epochs.CountAsync(e => e.CompartmentId == dialogue.Id);
        await cases.AskAsync(sent, "handler 1", "Og hvornår?");
        await cases.AskAsync(sent, "administrator 1", "Og hvor?");
        Assert.That(await db.Epochs.CountAsync(e => e.CompartmentId == dialogue.Id), Is.EqualTo(made));
    }

    private async Task<GateView> GateAsync(Sent sent, string part) =>
        (await cases.ActAsync<GateDesk, GateView?>(part, (d, s) => d.ReadAsync(sent.ReportId, s, default)))!;

    private Task AnswerAsync(Sent sent, string text) => Assert.ThatAsync(
        () => cases.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, text, null, null, default)), Is.EqualTo(MailboxResult.Stored));

    private async Task<Guid> AddFileAsync(Sent sent)
    {
        Assert.That(await cases.AddFileAsync(sent, "administrator 2", "vagtplan.txt", [1, 2, 3]),
            Is.EqualTo((CaseResult.Done, (StoredFileFault?)null)));
        return (await cases.ReadAsync(sent, "administrator 1"))!.Thread.Last(e => e.Kind == EntryKind.Attachment)
            .As<AttachmentContent>()!.AttachmentId;
    }

    private async Task<TestPerson> AddHandlerAsync(string name, Unit unit, CertifiedRoles roles = CertifiedRoles.CaseHandler)
    {
        var person = new TestPerson(name, name, $"{Guid.NewGuid():N}@hospital.example", roles, unit, founded.Scheme.Id);
        await using var db = founded.Databases.AsWeb();
        person.AddTo(db, founded["administrator 1"], founded["administrator 2"]);
        await db.SaveChangesAsync();
        return person;
    }

    private async Task<string?> DescriptionAsync(Sent sent, TestPerson person)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var self = person.Unlock();
        var access = scope.ServiceProvider.GetRequiredService<ReportAccess>();
        using var report = await access.OpenAsync(sent.ReportId, self, default);
        var dialogue = await access.OpenDialogueAsync(report!, default);
        return (await scope.ServiceProvider.GetRequiredService<EntryLog>().ReadAsync(report!, dialogue, default))
            .FirstOrDefault(e => e.Kind == EntryKind.Report)?.As<ReportContent>()?.Description;
    }
}
