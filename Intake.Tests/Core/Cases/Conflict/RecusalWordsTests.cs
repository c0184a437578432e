using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Referrals;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Conflict;

/// <summary>What a person says who steps back, and whom it binds.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RecusalWordsTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync("Det skete i går.");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(20)]
    public async Task The_reason_is_read_by_those_who_stay_and_not_by_the_one_who_left()
    {
        await scene.ReferAsync(sent);
        Assert.That(await RecuseAsync("handler 1", new(true) { Why = new string('x', CaseText.Longest + 1) }),
            Is.EqualTo(CaseResult.TextTooLong));
        Assert.That(await RecuseAsync("handler 1", new(true) { Why = "Vi er i familie." }), Is.EqualTo(CaseResult.Done));
        foreach (var part in new[] { "administrator 1", "administrator 2", "handler 2" })
            Assert.That(await ReasonsAsync(part), Is.EqualTo(new[] { "Vi er i familie." }), part);
        foreach (var part in new[] { "handler 1", "handler 3", "other handler 1" })
            Assert.That(await scene.ReadAsync(sent, part), Is.Null, part);
        Assert.That(await HasSteppedBackAsync("handler 1", sent.ReportId), Is.True);
        Assert.That(await HasSteppedBackAsync("handler 2", sent.ReportId), Is.False);
        Assert.That(await HasSteppedBackAsync("handler 1", Guid.NewGuid()), Is.False);
    }

    [Test]
    public async Task A_colleague_whom_it_names_loses_the_case_at_once_and_is_offered_it_no_more()
    {
        var referral = await scene.ReferAsync(sent);
        var name = founded["handler 2"].Certificate.FullName;
        Assert.That(await RecuseAsync("handler 1", new(true) { Names = name }), Is.EqualTo(CaseResult.Done));
        Assert.That(await scene.ReadAsync(sent, "handler 2"), Is.Null);
        Assert.That((await scene.ActAsync<InboxDesk, InboxView>("handler 2",
            (d, s) => d.ListAsync(s, new InboxQuery(InboxShow.All), default))).Total, Is.Zero);
        var candidates = (await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default)))!;
        Assert.That(candidates.Where(one => one.Barred).Select(one => one.FullName),
            Is.EquivalentTo(new[] { founded["handler 1"].Certificate.FullName, name }));

        Assert.That((await JudgedAsync("handler 1"), await JudgedAsync("handler 2"), await JudgedAsync("handler 3")),
            Is.EqualTo(((true, false), (false, true), (false, false))), "each for the reason there is: neither is named by the reporter");

        // Nobody is left in the unit: the case is the administrators' again, and nobody has lost it.
        var view = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That(view.Referrals.Single(one => one.Id == referral).HasNobody, Is.True);
        Assert.That(CaseTurn.Of(view, founded["administrator 1"].Certificate, view.ReceivedOn).Action, Is.EqualTo(NextAction.Referral));
        await scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.OtherHospital.Id,
            [founded["other handler 1"].Id, founded["other handler 2"].Id], null, GrantAnswers.Confirmed, default));
    }

    [Test]
    public async Task Nobody_names_so_many_that_no_administrator_is_left()
    {
        await scene.ReferAsync(sent);
        var all = string.Join('\n', new[] { "administrator 1", "administrator 2" }.Select(part => founded[part].Certificate.FullName));
        Assert.That(await RecuseAsync("handler 1", new(true) { Names = all }), Is.EqualTo(CaseResult.LastAdministrator));
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Not.Null, "nothing is stored");
        Assert.That(await ReasonsAsync("administrator 1"), Is.Empty);
        Assert.That(await RecuseAsync("administrator 1", new(true) { Names = founded["administrator 2"].Certificate.FullName }),
            Is.EqualTo(CaseResult.Done), "the deputy takes the case");
        Assert.That(await scene.ReadAsync(sent, "administrator 2"), Is.Null);
        await scene.PassAsync(sent, "deputy");
        Assert.That((await scene.ReadAsync(sent, "deputy"))!.Thread.Count(entry => entry.Kind == EntryKind.Exclusion), Is.EqualTo(3));
    }

    [Test]
    public async Task A_leader_is_known_by_the_address_in_the_scheme_file_also_without_a_certificate()
    {
        var report = await scene.InScopeAsync("Kirsten Dahl er leder, og hun råber ad os.");
        Assert.That(await MeansAsync(report, "kirsten.dahl@regionh.example"), Is.True);
        Assert.That(await MeansAsync(report, "kirsten.holm@regionh.example"), Is.False);
        var written = await scene.InScopeAsync("Skriv ikke til kd@regionh.example.");
        Assert.That(await MeansAsync(written, "kd@regionh.example"), Is.True);
    }

    private Task<(bool SteppedBack, bool KeptOut)> JudgedAsync(string part) => scene.ActAsync<ReportAccess, (bool, bool)>("administrator 1",
        async (access, self) =>
        {
            using var report = (await access.OpenAsync(sent.ReportId, self, default))!;
            await access.OpenDialogueAsync(report, default);
            var judgement = report.Rule!.Of(founded[part].Certificate);
            return (judgement.SteppedBack, judgement.KeptOutByStaff);
        });

    private Task<bool> MeansAsync(Sent of, string address) => scene.ActAsync<ReportAccess, bool>("administrator 1", async (access, self) =>
    {
        using var report = (await access.OpenAsync(of.ReportId, self, default))!;
        await access.OpenDialogueAsync(report, default);
        return report.Rule!.Means(address);
    });

    private Task<CaseResult> RecuseAsync(string part, Recusal recusal) => scene.ActAsync<GateDesk, CaseResult>(part,
        (d, s) => d.RecuseAsync(sent.ReportId, s, recusal, default));

    private Task<bool> HasSteppedBackAsync(string part, Guid reportId) => scene.ActAsync<GateDesk, bool>(part,
        (d, s) => d.HasSteppedBackAsync(reportId, s, default));

    private async Task<IEnumerable<string>> ReasonsAsync(string part) => (await scene.ReadAsync(sent, part))!.Thread
        .Select(entry => entry.Kind == EntryKind.Exclusion ? entry.As<ExclusionContent>()?.Why : null).OfType<string>();
}
