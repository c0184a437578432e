using Intake.Core.Cases.Conflict;
using Intake.Core.Certification;
using Intake.Core.Reports;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Certification;

[Parallelizable(ParallelScope.Self)]
public sealed class AccessReviewTests
{
    private static readonly DateOnly Day = new(2026, 3, 3);

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task SetUp() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task TearDown() => await founded.DisposeAsync();

    [Test]
    public async Task A_case_that_is_hidden_from_an_administrator_has_no_line_in_his_review()
    {
        var hidden = await scene.InScopeAsync("Det skete i går.");
        await scene.ReferAsync(hidden);
        var shown = await scene.InScopeAsync("Det skete i forgårs.");
        await scene.DoAsync<GateDesk>("administrator 2", (desk, self) => desk.RecuseAsync(hidden.ReportId, self, true, default));

        var (his, hers) = (await LinesAsync("administrator 2"), await LinesAsync("administrator 1"));
        Assert.That(his.Select(line => line.About).Distinct(), Is.EqualTo(new[] { CaseReference.Of(shown.ReportId) }));
        Assert.That(hers.Select(line => line.About),
            Does.Contain(CaseReference.Of(hidden.ReportId)).And.Contain(CaseReference.Of(shown.ReportId)));
        Assert.That(hers.Select(line => line.Action), Does.Contain(AuditAction.Referred).And.Contain(AuditAction.Recused));
        Assert.That(await LinesAsync("handler 1"), Is.Empty);
    }

    private async Task<IReadOnlyList<AccessLine>> LinesAsync(string part)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var cookie = await founded[part]
            .BeginSessionAsync(services.GetRequiredService<IntakeDb>(), services.GetRequiredService<RingKeys>(), founded.Time);
        using var by = await services.GetRequiredService<Sessions>().UnlockAsync(cookie, default);
        var page = await services.GetRequiredService<AccessReview>().ReadAsync(by!, Day, Day, null, 0, default);
        Assert.That(page.More, Is.False);
        return page.Lines;
    }
}
