using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Referrals;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Candidate = Intake.Core.Cases.Referrals.Candidate;

namespace Intake.Tests.Core.Cases;

[Parallelizable(ParallelScope.Self)]
public sealed class RecusalTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(20)]
    public async Task A_recused_handlers_old_keys_and_grants_open_nothing_sealed_since_and_the_others_open_everything()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Før.", default));
        var kept = await GrantsAsync(sent, "handler 1");

        await RecuseAsync(sent, "handler 1");
        await scene.DoAsync<CaseDesk>("handler 2", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Efter.", default));
        await scene.AskAsync(sent, "handler 2", "Og så?");
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Derpå.", null, null, default)),
            Is.EqualTo(MailboxResult.Stored));

        Assert.That(await OpenedAsync(sent, "handler 1", kept), Is.EqualTo((Before: 8, Since: 0)),
            "old grants, new dump: the last is his own exclusion");
        Assert.That(await GrantsAsync(sent, "handler 1"), Is.Empty);
        var view = (await scene.ReadAsync(sent, "handler 2"))!;
        Assert.That(CaseScene.Texts(view.Referrals[0].WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Før.", "Efter." }));
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True);
        Assert.That(CaseScene.Texts(view.Thread, EntryKind.Answer), Is.EqualTo(new[] { "Derpå." }));
        Assert.That((await scene.ReadAsync(sent, "administrator 2"))!.Thread.All(e => e.Opened is not null), Is.True);
    }

    [Test, Promise(20)]
    public async Task A_file_added_after_a_recusal_to_an_upload_begun_before_it_is_sealed_under_a_later_epoch()
    {
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        await using var scope = founded.Services.CreateAsyncScope();
        var (desk, replies) = (scope.ServiceProvider.GetRequiredService<MailboxDesk>(),
            scope.ServiceProvider.GetRequiredService<ReplyDesk>());
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var (begun, _) = await desk.BeginUploadAsync(mailbox!, default);
        await AddAsync(begun!, "foer.txt");
        await replies.SaveAsync(mailbox!, begun!, begun!.Files, default);
        await RecuseAsync(sent, "handler 1");

        var upload = (await replies.ResumeAsync(mailbox!, begun.StagingId, default))!;
        Assert.That(await desk.RenewUploadAsync(mailbox!, upload, default), Is.EqualTo(MailboxResult.Stored));
        await AddAsync(upload, "efter.txt");
        await using (var db = founded.Databases.AsOwner())
        {
            var epochs = await db.Attachments.Where(a => a.StagingId == upload.StagingId).ToDictionaryAsync(a => a.Id, a => a.Epoch);
            Assert.That(upload.Files.Select(file => epochs[file.AttachmentId] - begun.Epoch), Is.EqualTo(new[] { 0, 1 }),
                "the one before stays, the one after is out of reach");
        }

        Assert.That(await desk.AnswerAsync(mailbox!, "Med filer.", null, upload, default), Is.EqualTo(MailboxResult.Stored));
        foreach (var file in upload.Files)
        {
            using var found = await scope.ServiceProvider.GetRequiredService<FileDesk>()
                .FindAsync(sent.ReportId, mailbox!, CompartmentKind.Dialogue, null, file.AttachmentId, default);
            using var clear = new MemoryStream();
            await found!.CopyToAsync(clear, default);
            Assert.That(clear.ToArray(), Is.EqualTo("Hej\n"u8.ToArray()), file.Name);
        }

        Task<ReceivedFile> AddAsync(MailboxUpload to, string name)
            => replies.AddFileAsync(mailbox!, to, name, "text/plain", new MemoryStream("Hej\n"u8.ToArray()), 5_000, false, default);
    }

    [Test, Promise(21)]
    public async Task Who_recuses_before_the_gate_has_read_nothing_and_finds_nothing_afterwards()
    {
        var sent = await Sending.SendAsync(founded, "Kort.");
        await RecuseAsync(sent, "administrator 1");
        Assert.That(await scene.ActAsync<GateDesk, GateView?>("administrator 1", (d, s) => d.ReadAsync(sent.ReportId, s, default)),
            Is.Null);
        Assert.That(await scene.ActAsync<GateDesk, CaseResult>("administrator 1", (d, s) => d.PassAsync(sent.ReportId, s, default)),
            Is.EqualTo(CaseResult.NotFound));
        Assert.That(await scene.ActAsync<GateDesk, CaseResult>("administrator 1", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default)),
            Is.EqualTo(CaseResult.NotFound));
        Assert.That((await scene.ActAsync<InboxDesk, InboxView>("administrator 1",
            (d, s) => d.ListAsync(s, new InboxQuery(InboxShow.All), default))).Total, Is.Zero);
    }

    [Test]
    public async Task When_an_administrator_leaves_a_report_with_too_few_the_deputy_can_open_all_of_it()
    {
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        await RecuseAsync(sent, "administrator 1");
        await scene.PassAsync(sent, "deputy");
        var view = (await scene.ReadAsync(sent, "deputy"))!;
        Assert.That(view.Report!.Description, Is.EqualTo(CaseScene.Story));
        Assert.That(view.Referrals.Single().StatementFile, Is.Not.Null);
        await scene.AskAsync(sent, "deputy", "Hvornår?");
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Thread.All(e => e.Opened is not null), Is.True);
    }

    [Test]
    public async Task The_last_administrator_cannot_leave_a_case_to_nobody()
    {
        var sent = await Sending.SendAsync(founded, "Kort.");
        await RecuseAsync(sent, "administrator 1");
        await RecuseAsync(sent, "administrator 2");
        Assert.That(await scene.ActAsync<GateDesk, CaseResult>("deputy", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default)),
            Is.EqualTo(CaseResult.LastAdministrator));
        await scene.PassAsync(sent, "deputy");
        Assert.That((await scene.ReadAsync(sent, "deputy"))!.Report!.Description, Is.EqualTo("Kort."));
    }

    [Test]
    public async Task Who_has_left_is_neither_offered_nor_granted_a_case_though_his_certificate_still_holds()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await LeaveAsync("handler 3");
        await LeaveAsync("deputy");
        var candidates = await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default));
        Assert.That(candidates!.Select(c => c.FullName), Is.EqualTo(new[] { "Karen Bjerre", "Lars Thygesen" }));
        var referral = await scene.ReferAsync(sent);
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded["handler 3"].Id, GrantAnswers.Confirmed, default)),
            Is.EqualTo(CaseResult.HandlerUnknown));

        await LeaveAsync("handler 2");
        await RecuseAsync(sent, "administrator 1");
        await scene.AskAsync(sent, "administrator 2", "Hvor?");
        foreach (var part in new[] { "handler 3", "deputy" }) Assert.That(await GrantsAsync(sent, part), Is.Empty, part);
        Assert.That(await GrantsAsync(sent, "handler 2"), Has.All.Property("Epoch").EqualTo(1), "no key since");
    }

    [Test]
    public async Task A_case_with_too_few_administrators_takes_a_new_one_in_when_one_of_them_says_so_and_not_by_itself()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await LeaveAsync("deputy");
        await RecuseAsync(sent, "administrator 1");
        Assert.That(await scene.ReadAsync(sent, "deputy"), Is.Null);
        await LeaveAsync("deputy", StaffState.Active);
        await scene.AskAsync(sent, "administrator 2", "Hvor?");
        Assert.That(await GrantsAsync(sent, "deputy"), Is.Empty, "writing grants to nobody");
        var view = (await scene.ReadAsync(sent, "administrator 2"))!;
        Assert.That((view.Administrators, view.AdministratorsNeeded), Is.EqualTo((1, 2)));
        Task<CaseResult> CoverAsync(GrantAnswers answers) => scene.ActAsync<CoverDesk, CaseResult>("administrator 2",
            (d, s) => d.AddAsync(sent.ReportId, s, founded["deputy"].Id, answers, default));
        Assert.That(await CoverAsync(new GrantAnswers()), Is.EqualTo(CaseResult.NotNamedMissing));
        Assert.That(await GrantsAsync(sent, "deputy"), Is.Empty);
        Assert.That(await CoverAsync(GrantAnswers.Confirmed), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "deputy");
        Assert.That((await scene.ReadAsync(sent, "deputy"))!.Thread.All(e => e.Opened is not null), Is.True);
    }

    [Test]
    public async Task An_unreadable_entry_of_the_dialogue_is_told_of_when_a_holder_would_be_added()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await using (var db = founded.Databases.AsOwner())
        {
            var altered = await db.Entries.FirstAsync(e => e.Kind == EntryKind.Acknowledgement);
            await db.Entries.Where(e => e.Id == altered.Id).ExecuteUpdateAsync(row => row.SetProperty(e => e.Salt, new byte[32]));
        }

        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("administrator 1",
            (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
                [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default)),
            Is.EqualTo(CaseResult.ExclusionsInDoubt));
    }

    [Test]
    public async Task A_handler_left_alone_hands_over_to_a_colleague_but_not_to_one_who_is_named_or_of_another_unit()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<CaseDesk>("handler 2", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Fra før.", default));
        await RecuseAsync(sent, "handler 2");
        Task<CaseResult> HandAsync(string to) => scene.ActAsync<ReferralDesk, CaseResult>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded[to].Id, GrantAnswers.Confirmed, default));
        Assert.That(await HandAsync("handler 2"), Is.EqualTo(CaseResult.HandlerExcluded));
        Assert.That(await HandAsync("other handler 1"), Is.EqualTo(CaseResult.HandlerUnknown));
        Assert.That(await HandAsync("handler 3"), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 3");
        var view = (await scene.ReadAsync(sent, "handler 3"))!;
        Assert.That(CaseScene.Texts(view.Referrals.Single().WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Fra før." }));
        Assert.That(view.Referrals.Single().Handlers, Is.EqualTo(new[] { "Karen Bjerre", "Mikkel Østergaard" }));
    }

    [Test]
    public async Task A_referral_that_all_handlers_left_is_offered_anew_and_does_not_hold_the_case_up()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await scene.ReferAsync(sent);
        await RecuseAsync(sent, "handler 1");
        await RecuseAsync(sent, "handler 2");
        var inbox = await scene.ActAsync<InboxDesk, InboxView>("administrator 1", (d, s) => d.ListAsync(s, new InboxQuery(), default));
        Assert.That(inbox.Rows.Single().Waits, Is.EqualTo(NextAction.Referral));
        var candidates = await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default));
        Assert.That(candidates!.Where(c => c.Barred).Select(c => c.FullName), Is.EqualTo(new[] { "Karen Bjerre", "Lars Thygesen" }));
        var other = await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        Assert.That((await scene.ReadAsync(sent, "other handler 1"))!.Referrals.Single().Id, Is.EqualTo(other));
    }

    private async Task LeaveAsync(string part, StaffState state = StaffState.Left)
    {
        var id = founded[part].Id;
        await using var db = founded.Databases.AsOwner();
        await db.Staff.Where(s => s.Id == id).ExecuteUpdateAsync(row => row.SetProperty(s => s.State, state));
    }

    private Task RecuseAsync(Sent sent, string part) =>
        scene.DoAsync<GateDesk>(part, (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

    private Task<List<Grant>> GrantsAsync(Sent sent, string part) => KeptGrants.OfAsync(founded, sent, part);

    private Task<(int Before, int Since)> OpenedAsync(Sent sent, string part, List<Grant> kept) =>
        KeptGrants.OpenedAsync(founded, sent, part, kept);
}
