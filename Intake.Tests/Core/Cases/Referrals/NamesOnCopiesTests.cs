using Intake.Core.Cases.Conflict;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

/// <summary>Names that an administrator added, for a unit that reads a marked copy.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NamesOnCopiesTests
{
    [Test]
    public async Task A_unit_with_a_marked_copy_meets_names_from_before_and_after_it_but_none_that_was_struck_out()
    {
        await using var founded = await FoundedScheme.CreateAsync();
        var (scene, cases) = (new MarkedCopyScene(founded), new CaseScene(founded));
        const string Story = "Jeg er den eneste portør på nathold sammen med Ane Lund. Overlægen råber ad os alle.";
        var sent = await cases.InScopeAsync(Story);
        foreach (var name in new[] { "Ane Lund", "Bo Falk" }) await AddAsync(name);
        await cases.PassAsync(sent, "administrator 2");
        await scene.ReferAsync(sent, "Jeg er […]. Overlægen råber ad os alle.");
        Assert.That(await NamesAsync("handler 1"), Is.EqualTo(new[] { "Bo Falk" }));
        Assert.That((await cases.ReadAsync(sent, "handler 1"))!.NamesAdded, Is.Empty, "not where they come from");
        Assert.That(await NamesAsync("administrator 2"), Is.EqualTo(new[] { "Ane Lund", "Bo Falk" }));

        await AddAsync("Carl Mark");
        Assert.That(await cases.ReadAsync(sent, "handler 1"), Is.Null, "asked again");
        Assert.That(await NamesAsync("handler 1"), Is.EqualTo(new[] { "Bo Falk", "Carl Mark" }));
        Assert.That(await scene.OpenedAsync(sent, "handler 1", CompartmentKind.GateCard), Has.Count.EqualTo(2), "by keys");
        await cases.PassAsync(sent, "handler 1");
        Assert.That((await cases.ReadAsync(sent, "handler 1"))!.NamesAdded, Has.Count.EqualTo(1));

        async Task<IEnumerable<string>> NamesAsync(string part) => (await cases.ActAsync<GateDesk, GateView?>(
            part, (desk, self) => desk.ReadAsync(sent.ReportId, self, default)))!.Added.Select(one => one.FullName);

        Task AddAsync(string name) => cases.DoAsync<GateNamesDesk>("administrator 1", async (desk, self) =>
        {
            var seen = (await desk.ReadAsync(sent.ReportId, self, name, default))!.Seen;
            return await desk.AddAsync(sent.ReportId, self, new GateName(name, null, "Det står i teksten."), seen, default);
        });
    }
}
