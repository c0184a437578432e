using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Candidate = Intake.Core.Cases.Referrals.Candidate;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>People whom a text means and who were certified later, are called otherwise now, or are named by staff.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LaterNamesTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [TestCase("bodal"), TestCase("hanne på 4b"), TestCase("hb")]
    public async Task Who_may_be_on_the_reporter_s_list_and_is_certified_later_is_asked_about_with_the_list_shown(string names)
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await using (var scope = founded.Services.CreateAsyncScope())
        {
            using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(sent.Key, default);
            Assert.That(await scope.ServiceProvider.GetRequiredService<NamingDesk>().NameAsync(mailbox!, [], names, default),
                Is.EqualTo(MailboxResult.Stored));
        }

        await scene.PassAsync(sent, "administrator 1");
        using var later = new TestPerson(
            "later", "Hanne Bodal", "bodal@hospital.example", CertifiedRoles.CaseHandler, founded.Hospital, founded.Scheme.Id);
        await using (var db = founded.Databases.AsWeb())
        {
            later.AddTo(db, founded["administrator 1"], founded["administrator 2"]);
            await db.SaveChangesAsync();
        }

        var judged = (await CandidatesAsync(sent)).Single(one => one.PersonId == later.Id).Judged.Judgement;
        Assert.That((judged.Asks, judged.Where.Single().Text.Kind), Is.EqualTo((true, EntryKind.Exclusion)));
        var shown = await scene.ActAsync<GrantCheck, IReadOnlyList<Guid>?>("administrator 1", async (check, staff) =>
            [.. (await check.TextsAsync(sent.ReportId, staff, default))!.Select(entry => entry.Id)]);
        Assert.That(shown, Does.Contain(judged.Where.Single().Text.EntryId), "the list stands on the page that asks");
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("administrator 1", (d, s) => d.ReferAsync(
            sent.ReportId, s, founded.Hospital.Id, [later.Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default)),
            Is.EqualTo(CaseResult.NearUnanswered));
    }

    [Test]
    public async Task Somebody_named_in_full_stays_shut_out_under_another_name()
    {
        var sent = await scene.InScopeAsync("Det var Karen Bjerre der gjorde det.");
        await using (var db = founded.Databases.AsWeb())
        {
            founded["handler 1"].CertifyUnder(
                "Karen Winther", db, CopenhagenClock.Today(founded.Time), founded["administrator 1"], founded["administrator 2"]);
            await db.SaveChangesAsync();
        }

        var renamed = (await CandidatesAsync(sent)).Single(one => one.PersonId == founded["handler 1"].Id);
        Assert.That((renamed.FullName, renamed.Barred), Is.EqualTo(("Karen Winther", true)));
    }

    [Test]
    public async Task A_name_in_an_address_asks_where_the_account_is_called_otherwise()
    {
        using var joined = new TestPerson("joined", "LarsThygesen Hansen", "lars.thygesen@hospital.example",
            CertifiedRoles.CaseHandler, founded.Hospital, founded.Scheme.Id);
        await using (var db = founded.Databases.AsWeb())
        {
            joined.AddTo(db, founded["administrator 1"], founded["administrator 2"]);
            await db.SaveChangesAsync();
        }

        var sent = await scene.InScopeAsync("Det var Lars Thygesen der gjorde det.");
        Assert.That((await CandidatesAsync(sent)).Single(one => one.PersonId == joined.Id).Judged.Judgement.Asks, Is.True);
    }

    [Test]
    public async Task Whom_a_question_of_staff_names_is_asked_about_since_a_yes_to_it_names_them_too()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await scene.DoAsync<MessageDesk>("administrator 1",
            (d, s) => d.AskAsync(sent.ReportId, s, ["Er det Karen Bjerre, du mener?"], new(true, "Hun er nævnt."), default));
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Ja, det er hende.", null, null, default));
        Assert.That((await CandidatesAsync(sent)).Where(one => one.Judged.Judgement.Asks).Select(one => one.FullName),
            Is.EqualTo(new[] { "Karen Bjerre" }));
    }

    [Test]
    public async Task Whom_a_note_names_that_goes_along_with_a_referral_is_asked_about()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        await scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], "Tal ikke med Mikkel Østergaard.", GrantAnswers.Confirmed, default));
        Assert.That((await CandidatesAsync(sent)).Where(one => one.Judged.Judgement.Asks).Select(one => one.FullName),
            Is.EqualTo(new[] { "Mikkel Østergaard" }));
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(Sent sent) =>
        (await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default)))!;
}
