using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Candidate = Intake.Core.Cases.Referrals.Candidate;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>An administrator ends one person's access to one case, by keys.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EndAccessTests
{
    private const string Reason = "Hun er søster til den, sagen handler om.";

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private Guid referral;

    [SetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync("Det skete i går.");
        referral = await scene.ReferAsync(sent);
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(20)]
    public async Task Whose_access_was_ended_opens_nothing_written_since_with_old_keys_and_a_new_dump()
    {
        await NoteAsync("handler 1", "Før.");
        await scene.DoAsync<WorkDraftDesk>("handler 1", (d, s) => d.SaveAsync(
            sent.ReportId, referral, s, WorkForm.Note, new Dictionary<string, IReadOnlyList<string>> { ["Text"] = ["Kladde."] }, default));
        var kept = await GrantsAsync("handler 1");
        var end = await EndOfAsync("handler 1");
        Assert.That((end.HasOpened, end.HasDrafts, end.IsLast, end.LeavesOne), Is.EqualTo((true, true, false, true)));
        Assert.That(await EndAsync("handler 1", end), Is.EqualTo(CaseResult.Done));

        Assert.That(await GrantsAsync("handler 1"), Is.Empty);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That(await scene.ActAsync<GateDesk, GateView?>("handler 1", (d, s) => d.ReadAsync(sent.ReportId, s, default)), Is.Null);
        Assert.That((await scene.ActAsync<InboxDesk, InboxView>("handler 1",
            (d, s) => d.ListAsync(s, new InboxQuery(InboxShow.All), default))).Total, Is.Zero);
        await using (var db = founded.Databases.AsOwner())
        {
            Assert.That(await db.WorkDrafts.AnyAsync(), Is.False);
            Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.AccessEnded), Is.EqualTo(1));
            Assert.That(await db.Epochs.CountAsync(epoch => epoch.Closed), Is.EqualTo(4), "each compartment's");
        }

        await NoteAsync("handler 2", "Efter.");
        await scene.AskAsync(sent, "administrator 2", "Og så?");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Derpå.", null, null, default));
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", kept)).Since, Is.Zero, "nor why it was ended");
        var view = (await scene.ReadAsync(sent, "handler 2"))!;
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True);
        Assert.That(view.Thread.Single(e => e.Kind == EntryKind.Decision).As<DecisionContent>()!.Text, Is.EqualTo(Reason));
        Assert.That(view.Thread.Last(e => e.Kind == EntryKind.Exclusion).As<ExclusionContent>()!.FullName, Is.EqualTo("Karen Bjerre"));
        Assert.That(CaseScene.Texts(view.Referrals[0].WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Før.", "Efter." }));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Thread.All(e => e.Opened is not null), Is.True);
    }

    [TestCase(true), TestCase(false)]
    public async Task Old_grants_and_the_gate_pass_put_back_into_the_tables_open_nothing(bool writtenSince)
    {
        var kept = await GrantsAsync("handler 1");
        var holder = founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded["handler 1"].Id);
        GatePass pass;
        await using (var db = founded.Databases.AsOwner())
            pass = await db.GatePasses.AsNoTracking().SingleAsync(row => row.Holder == holder);
        Assert.That(await EndAsync("handler 1", await EndOfAsync("handler 1")), Is.EqualTo(CaseResult.Done));
        if (writtenSince) await NoteAsync("handler 2", "Efter.");
        await using (var db = founded.Databases.AsOwner())
        {
            db.Grants.AddRange(kept);
            db.GatePasses.Add(pass);
            await db.SaveChangesAsync();
            await db.Epochs.ExecuteUpdateAsync(row => row.SetProperty(epoch => epoch.Closed, false));
        }

        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That(await scene.ActAsync<CaseDesk, CaseResult>("handler 1",
            (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Jeg er her endnu.", default)), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("handler 1", (d, s) => d.HandOverAsync(
            sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.NotFound));

        await NoteAsync("handler 2", "Endnu en.");
        await scene.AskAsync(sent, "administrator 1", "Hvor?");
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", kept)).Since, Is.Zero,
            "the next writer leaves them out, though the rows say otherwise");
    }

    [Test]
    public async Task Only_an_administrator_ends_it_and_only_a_handlers_who_is_not_the_last_of_a_unit()
    {
        var end = await EndOfAsync("handler 1");
        Assert.That(await EndAsync("handler 1", end, by: "handler 2"), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await EndAsync("handler 1", end, by: "deputy"), Is.EqualTo(CaseResult.NotFound), "who has no key");
        foreach (var other in new[] { "administrator 2", "administrator 1", "handler 3", "other handler 1" })
        {
            Assert.That(await scene.ActAsync<EndAccessDesk, CaseResult>("administrator 1", (d, s) => d.EndAsync(
                sent.ReportId, s, founded[other].Id, end.Seen, Reason, default)), Is.EqualTo(CaseResult.NotFound), other);
        }

        Assert.That(await EndAsync("handler 1", end, reason: " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await EndAsync("handler 1", end), Is.EqualTo(CaseResult.Done));
        Assert.That(await EndAsync("handler 1", end), Is.EqualTo(CaseResult.NotFound));
        var last = await EndOfAsync("handler 2");
        Assert.That(last.IsLast, Is.True);
        Assert.That(await EndAsync("handler 2", last), Is.EqualTo(CaseResult.LastHandler));
        Assert.That(await scene.ReadAsync(sent, "handler 2"), Is.Not.Null);
        await HandOverAsync("handler 2", "handler 3");
        Assert.That(await EndAsync("handler 2", last), Is.EqualTo(CaseResult.ChangedSince), "the page was shown before");
        Assert.That(await EndAsync("handler 2", await EndOfAsync("handler 2")), Is.EqualTo(CaseResult.Done));
    }

    [Test]
    public async Task Who_lost_it_is_not_given_the_case_again_and_is_not_said_to_have_stepped_back()
    {
        await HandOverAsync("handler 1", "handler 3");
        Assert.That(await EndAsync("handler 1", await EndOfAsync("handler 1")), Is.EqualTo(CaseResult.Done));
        var again = (await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default)))!.Single(one => one.Barred);
        Assert.That((again.FullName, again.Judged.Judgement.AccessEnded, again.Judged.Judgement.SteppedBack),
            Is.EqualTo(("Karen Bjerre", true, false)));
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("handler 2", (d, s) => d.HandOverAsync(
            sent.ReportId, referral, s, founded["handler 1"].Id, GrantAnswers.Confirmed, default)), Is.EqualTo(CaseResult.HandlerExcluded));
    }

    [Test]
    public async Task What_they_said_of_others_before_still_counts_or_their_leaving_would_put_others_out()
    {
        await HandOverAsync("handler 1", "handler 3");
        await scene.PassAsync(sent, "handler 3");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Tak til Mikkel Østergaard.", null, null, default));
        Assert.That((await EndOfAsync("handler 1")).AlsoLose, Is.EqualTo(new[] { "Mikkel Østergaard" }), "nobody has said otherwise");
        await scene.ToldApartAsync(sent, "handler 3", "handler 1", "administrator 1");
        var end = await EndOfAsync("handler 1");
        Assert.That(end.AlsoLose, Is.Empty);
        Assert.That(await EndAsync("handler 1", end), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.ReadAsync(sent, "handler 3"), Is.Not.Null);
    }

    private async Task<AccessEnd> EndOfAsync(string part) => (await scene.ActAsync<EndAccessDesk, IReadOnlyList<AccessEnd>?>(
        "administrator 1", (d, s) => d.ReadAsync(sent.ReportId, s, default)))!.Single(one => one.PersonId == founded[part].Id);

    private Task<CaseResult> EndAsync(string part, AccessEnd seen, string by = "administrator 1", string reason = Reason) =>
        scene.ActAsync<EndAccessDesk, CaseResult>(by, (d, s) => d.EndAsync(
            sent.ReportId, s, founded[part].Id, seen.Seen, reason, default));

    private Task NoteAsync(string part, string text) =>
        scene.DoAsync<CaseDesk>(part, (d, s) => d.NoteAsync(sent.ReportId, referral, s, text, default));

    private Task HandOverAsync(string from, string to) => scene.DoAsync<ReferralDesk>(from, (d, s) => d.HandOverAsync(
        sent.ReportId, referral, s, founded[to].Id, GrantAnswers.Confirmed, default));

    private Task<List<Grant>> GrantsAsync(string part) => KeptGrants.OfAsync(founded, sent, part);
}
