using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Work;
using Intake.Core.Mailboxes;
using Intake.Core.Operations;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Candidate = Intake.Core.Cases.Referrals.Candidate;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>The reporter's exclusions as a rule: for all whom it fits, then or later, in every text, at every grant.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WhoMustNotReadTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Who_is_ticked_while_awaiting_certification_gets_no_key_later_from_whoever_leaves_or_adds()
    {
        await StateAsync("administrator 2", StaffState.AwaitingCertificate);
        var sent = await SendAsync(Sending.Staged("Det skete i går.") with { NamedReaders = [BoxOf("administrator 2")] });
        await StateAsync("administrator 2", StaffState.Active);
        await scene.PassAsync(sent, "administrator 1");
        Assert.That(await CoverAsync(sent, "administrator 2"), Is.EqualTo(CaseResult.HandlerExcluded));
        await StateAsync("deputy", StaffState.Left);
        await scene.FeedbackAsync(sent, "administrator 1");
        Assert.That(await RecuseAsync(sent, "administrator 1"), Is.EqualTo(CaseResult.LastAdministrator), "never to the person named");
        Assert.That(await GrantsAsync(sent, "administrator 2"), Is.Empty);
    }

    [Test]
    public async Task Another_account_that_takes_over_a_ticked_reader_s_address_is_shut_out_too()
    {
        var sent = await SendAsync(Sending.Staged("Det skete i går.") with { NamedReaders = [BoxOf("administrator 2")] });
        await scene.PassAsync(sent, "administrator 1");
        var address = founded["administrator 2"].Email;
        await AddressAsync("administrator 2", "andet@advokat.example");
        await AddressAsync("deputy", address);
        Assert.That(await scene.ActAsync<GateDesk, CaseResult>("deputy", (d, s) => d.PassAsync(sent.ReportId, s, default)),
            Is.EqualTo(CaseResult.NotFound), "a key that the deputy has from before opens nothing");
        await AddressAsync("deputy", "tredje@advokat.example");
        await AddressAsync("handler 1", address);
        Assert.That((await CandidatesAsync(sent)).Where(c => c.Barred).Select(c => c.FullName), Is.EqualTo(new[] { "Karen Bjerre" }));
    }

    [Test]
    public async Task A_name_in_an_answer_a_correction_a_wish_to_talk_or_a_file_s_name_bars_like_one_in_the_report()
    {
        foreach (var write in new Func<Sent, Task>[]
        {
            sent => scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Karen Bjerre så det også.", null, null, default)),
            sent => TalkAsync(sent, (d, m) => d.RequestAsync(m, TalkHistory.Phone, "Ikke når Karen Bjerre er der", null, default)),
            CorrectAsync,
        })
        {
            var sent = await scene.InScopeAsync("Det skete i går.");
            Assert.That((await CandidatesAsync(sent)).Count(c => c.Barred), Is.Zero);
            await write(sent);
            Assert.That((await CandidatesAsync(sent)).Where(c => c.Barred).Select(c => c.FullName), Is.EqualTo(new[] { "Karen Bjerre" }));
            Assert.That(await ReferAsync(sent, GrantAnswers.Confirmed), Is.EqualTo(CaseResult.HandlerExcluded));
        }
    }

    [Test]
    public async Task A_handler_s_note_asks_about_a_colleague()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<CaseDesk>("handler 1",
            (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Talt med Mikkel Østergaard.", default));
        Assert.That(await HandOverAsync(GrantAnswers.Confirmed), Is.EqualTo(CaseResult.NearUnanswered));
        var told = GrantAnswers.Confirmed with { NotThis = [founded["handler 3"].Id] };
        Assert.That(await HandOverAsync(told), Is.EqualTo(CaseResult.NearReasonMissing));
        Assert.That(await HandOverAsync(told with { Reason = "Han gav os vagtplanen." }), Is.EqualTo(CaseResult.Done));

        Task<CaseResult> HandOverAsync(GrantAnswers answers) => scene.ActAsync<ReferralDesk, CaseResult>("handler 1",
            (d, s) => d.HandOverAsync(sent.ReportId, referral, s, founded["handler 3"].Id, answers, default));
    }

    [Test]
    public async Task A_name_that_is_near_is_put_before_who_grants_and_the_reason_is_sealed_for_the_texts_so_far()
    {
        var sent = await scene.InScopeAsync("Det sagde overlæge Bjerre.");
        var near = (await CandidatesAsync(sent)).Single(c => c.Judged.Judgement.Asks);
        Assert.That((near.FullName, near.Judged.Judgement.Where.Single().Excerpt),
            Is.EqualTo(("Karen Bjerre", "Det sagde overlæge Bjerre")));
        Assert.That(await ReferAsync(sent, GrantAnswers.Confirmed), Is.EqualTo(CaseResult.NearUnanswered));
        var told = new GrantAnswers { IsChecked = true, NotThis = [near.PersonId], Reason = "Hun er ikke overlæge." };
        Assert.That(await ReferAsync(sent, told), Is.EqualTo(CaseResult.NotNamedMissing));
        Assert.That(await ReferAsync(sent, told with { NotNamed = true }), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 1");
        var thread = (await scene.ReadAsync(sent, "handler 1"))!.Thread;
        var sealedReason = thread.Single(e => e.Kind == EntryKind.Clearance).As<ClearanceContent>()!;
        Assert.That((sealedReason.Persons.Single(), sealedReason.Reason), Is.EqualTo((near.PersonId, "Hun er ikke overlæge.")));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.ToldApart), Is.EqualTo(1));
    }

    [Test]
    public async Task The_tick_of_who_handles_cases_where_it_happened_asks_until_it_is_answered_for_each_person()
    {
        var staged = Sending.Staged("Det skete i går.");
        var here = staged.Report with { Unit = founded.Hospital.Name };
        var sent = await SendAsync(staged with { NamedReaders = ["local-handlers"], Report = here });
        await scene.PassAsync(sent, "administrator 1");
        await scene.DoAsync<ScreeningDesk>("administrator 1", (d, s) => d.DecideAsync(sent.ReportId, s,
            new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name), OutboundAnswer.Checked, default));
        Assert.That((await CandidatesAsync(sent)).All(c => c.Judged.Warnings.Single().Box == "local-handlers"), Is.True);
        Assert.That(await ReferAsync(sent, GrantAnswers.Confirmed), Is.EqualTo(CaseResult.WarningUnanswered));
        var answer = GrantAnswers.Confirmed with { Warned = WarnedAnswer.Unknown };
        Assert.That(await ReferAsync(sent, answer), Is.EqualTo(CaseResult.WarnedChosen));
        answer = answer with { Warned = WarnedAnswer.NotThem };
        Assert.That(await ReferAsync(sent, answer), Is.EqualTo(CaseResult.WarningReasonMissing));
        Assert.That(await ReferAsync(sent, answer with { WarnedReason = "De er ansat siden." }), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 1");
        Assert.That((await CandidatesAsync(sent)).Where(c => c.Judged.Warnings.Count > 0).Select(c => c.FullName),
            Is.EqualTo(new[] { "Mikkel Østergaard" }), "answered for those two alone");
    }

    [TestCase("Karen Bjerre\nBo Ukendt"), TestCase("karen fra afsnittet"), TestCase("fru bjerre"), TestCase("handler1@hospital.example")]
    [TestCase("Sygeplejersken Bjerre"), TestCase("KAREN PÅ 4B"), TestCase("kb"), TestCase("Karen Sygeplejerske")]
    public async Task A_reporter_names_further_people_who_lose_what_is_sealed_from_then_on_and_with_an_old_backup_too(string names)
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await scene.ReferAsync(sent);
        Assert.That(await NameAsync(sent, [], names), Is.EqualTo(MailboxResult.Stored));
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That(await GrantsAsync(sent, "handler 1"), Is.Empty);
        foreach (var part in new[] { "administrator 1", "handler 2" }) await scene.PassAsync(sent, part);
        var view = (await scene.ReadAsync(sent, "handler 2"))!;
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True, "the others read on");
        var naming = view.Thread.Where(e => e.Kind == EntryKind.Exclusion).ToList();
        await using var db = founded.Databases.AsOwner();
        var ids = naming.ConvertAll(e => e.Id);
        var epochs = await db.Entries.Where(e => ids.Contains(e.Id)).Select(e => e.Epoch).Distinct().ToListAsync();
        Assert.That(epochs, Is.EqualTo(new[] { 2 }), "that somebody is named is sealed under keys that person never had");
        await scene.AskAsync(sent, "handler 2");
        var gate = await scene.ActAsync<GateDesk, GateView?>("administrator 1", (d, s) => d.ReadAsync(sent.ReportId, s, default));
        Assert.That(gate!.Persons.Select(p => p.FullName), Does.Contain("Karen Bjerre"));
    }

    [Test]
    public async Task A_reporter_who_names_all_who_are_left_is_told_that_nobody_would_be_and_nothing_is_stored()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var boxes = new[] { BoxOf("administrator 1"), BoxOf("administrator 2") };
        Assert.That(await NameAsync(sent, boxes, null), Is.EqualTo(MailboxResult.NobodyLeft));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Thread.Count(e => e.Kind == EntryKind.Exclusion), Is.Zero);
        Assert.That(await NameAsync(sent, boxes[..1], null), Is.EqualTo(MailboxResult.Stored));
        Assert.That(await scene.ReadAsync(sent, "administrator 1"), Is.Null);
        await scene.PassAsync(sent, "administrator 2");
        Assert.That((await scene.ReadAsync(sent, "administrator 2"))!.Administrators, Is.EqualTo(1), "which the case page says");
        await using var scope = founded.Services.CreateAsyncScope();
        var single = scope.ServiceProvider.GetRequiredService<SingleHolders>();
        Assert.That(await single.CountAsync(default), Is.EqualTo(1), "and the operator's");
    }

    [Test]
    public async Task Who_steps_back_gives_the_case_to_nobody_without_saying_that_they_are_not_named()
    {
        var sent = await Sending.SendAsync(founded, "Kort.");
        Assert.That(await scene.ActAsync<GateDesk, CaseResult>("administrator 1",
            (d, s) => d.RecuseAsync(sent.ReportId, s, false, default)),
            Is.EqualTo(CaseResult.NotNamedMissing));
        Assert.That(await GrantsAsync(sent, "deputy"), Is.Empty);
        Assert.That(await RecuseAsync(sent, "administrator 1"), Is.EqualTo(CaseResult.Done));
        Assert.That(await GrantsAsync(sent, "deputy"), Is.Not.Empty);
    }

    [Test]
    public async Task No_clear_column_says_who_was_named()
    {
        var sent = await SendAsync(Sending.Staged("Det var Karen Bjerre.") with { NamedReaders = [BoxOf("administrator 2")] });
        Assert.That(await NameAsync(sent, ["local-handlers"], "Lars Thygesen"), Is.EqualTo(MailboxResult.Stored));
        var named = new[] { "handler 1", "handler 2", "administrator 2" }.Select(part => founded[part].Id).ToList();
        await using var db = founded.Databases.AsOwner();
        var report = System.Text.Json.JsonSerializer.Serialize(new
        {
            Entries = await db.Entries.Select(e => new { e.Id, e.CompartmentId, e.Kind, e.Sealed, e.Hash }).ToListAsync(),
            G = await db.Grants.ToListAsync(), R = await db.Reports.ToListAsync(), A = await db.Audit.ToListAsync(),
        });
        Assert.That(named.Where(id => report.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    private async Task<Sent> SendAsync(StagedContent content)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        using var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        await staging.SaveAsync(founded.Scheme, ticket, content, default);
        var received = (ReceiveResult.Received)await scope.ServiceProvider.GetRequiredService<ReportDesk>()
            .ReceiveAsync(founded.Scheme, ticket, default);
        return new Sent(ticket.Staged!.ReportId, received.Key);
    }

    private string BoxOf(string part) => founded.Scheme.WhoReads.Readers.Single(reader => reader.Staff == founded[part].Email).Name;

    private Task StateAsync(string part, StaffState state) =>
        SetAsync(part, staff => staff.ExecuteUpdateAsync(row => row.SetProperty(s => s.State, state)));

    private Task AddressAsync(string part, string address) =>
        SetAsync(part, staff => staff.ExecuteUpdateAsync(row => row.SetProperty(s => s.Email, address)));

    private async Task SetAsync(string part, Func<IQueryable<StaffMember>, Task<int>> set)
    {
        var id = founded[part].Id;
        await using var db = founded.Databases.AsOwner();
        await set(db.Staff.Where(s => s.Id == id));
    }

    private async Task CorrectAsync(Sent sent)
    {
        await scene.DoAsync<CaseTalkDesk>("administrator 1",
            (d, s) => d.WriteMinutesAsync(sent.ReportId, s, null, "En kollega så det.", OutboundAnswer.Checked, default));
        var minutes = (await scene.ReadAsync(sent, "administrator 1"))!.Thread.Single(e => e.Kind == EntryKind.Minutes).Id;
        await TalkAsync(sent, (d, m) => d.AnswerMinutesAsync(m, minutes, false, "Karen Bjerre så det.", default));
    }

    private async Task TalkAsync(Sent sent, Func<TalkDesk, UnlockedMailbox, Task<MailboxResult>> act)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(sent.Key, default);
        Assert.That(await act(scope.ServiceProvider.GetRequiredService<TalkDesk>(), mailbox!), Is.EqualTo(MailboxResult.Stored));
    }

    private async Task<MailboxResult> NameAsync(Sent sent, IReadOnlyList<string> boxes, string? names)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(sent.Key, default);
        return await scope.ServiceProvider.GetRequiredService<NamingDesk>().NameAsync(mailbox!, boxes, names, default);
    }

    private Task<CaseResult> RecuseAsync(Sent sent, string part) =>
        scene.ActAsync<GateDesk, CaseResult>(part, (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

    private Task<CaseResult> CoverAsync(Sent sent, string part) => scene.ActAsync<CoverDesk, CaseResult>("administrator 1",
        (d, s) => d.AddAsync(sent.ReportId, s, founded[part].Id, GrantAnswers.Confirmed, default));

    private Task<CaseResult> ReferAsync(Sent sent, GrantAnswers answers) => scene.ActAsync<ReferralDesk, CaseResult>("administrator 1",
        (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], null, answers, default));

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(Sent sent) =>
        (await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default)))!;

    private async Task<List<Grant>> GrantsAsync(Sent sent, string part)
    {
        var holder = founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded[part].Id);
        await using var db = founded.Databases.AsOwner();
        return await db.Grants.AsNoTracking().Where(g => g.Holder == holder).ToListAsync();
    }
}
