using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>A new certificate for the same keys closes nothing, and its holder receives the next epochs. FORMAT.md §9.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CertifiedAgainTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_handler_certified_for_one_more_unit_goes_on_with_the_case_and_gets_the_next_epoch()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Før.", default));
        await CertifyAgainAsync("handler 1", founded.Hospital, founded.OtherHospital);
        await CertifyAgainAsync("administrator 2");
        Assert.That(CaseScene.Texts((await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().WorkFile, EntryKind.Note),
            Is.EqualTo(new[] { "Før." }));

        await scene.DoAsync<CaseDesk>("handler 2", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Imens.", default));
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        await scene.AskAsync(sent, "administrator 2", "Og så?");
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Efter.", default));
        var view = (await scene.ReadAsync(sent, "handler 1"))!;
        Assert.That(CaseScene.Texts(view.Referrals.Single().WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Før.", "Imens.", "Efter." }));
        Assert.That(view.Thread.All(e => e.Opened is { FollowsGap: false }), Is.True);
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Thread.All(e => e.Opened is not null), Is.True);
    }

    private async Task CertifyAgainAsync(string part, params Unit[] units)
    {
        await using var db = founded.Databases.AsWeb();
        founded[part].CertifyAgain(db, new DateOnly(2026, 3, 3), founded["administrator 1"], founded["administrator 2"], units);
        await db.SaveChangesAsync();
    }
}
