using Intake.Core.Cases;
using Intake.Core.Cases.Links;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Links;

/// <summary>Hints come from the person's own open cases alone, and leave nothing behind.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SimilarCasesTests
{
    private const string Told = "Bent Holm råbte ad os den 1. marts.", Again = "Det var Bent Holm igen, den 1. marts.";

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Open()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await Sending.SendAsync(founded, Told);
        await scene.PassAsync(sent, "administrator 1");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_case_is_hinted_at_while_it_is_open_and_hers_and_not_linked_already()
    {
        var alike = await Sending.SendAsync(founded, Again);
        await Sending.SendAsync(founded, "Noget helt andet.");
        Assert.That(await OfAsync("administrator 1"), Is.Empty, "she has not passed its gate");
        await scene.PassAsync(alike, "administrator 1");
        var hint = (await scene.ActAsync<SimilarCases, IReadOnlyList<SimilarCase>>(
            "administrator 1", (d, s) => d.OfAsync(sent.ReportId, s, default))).Single();
        Assert.That((hint.Case.ReportId, hint.Alike.Names.Single()), Is.EqualTo((alike.ReportId, "Bent Holm")));
        Assert.That(await OfAsync("administrator 2"), Is.Empty, "the case itself is not open to her");
        Assert.That(await OfAsync("handler 1"), Is.Empty);

        await scene.DoAsync<LinkDesk>("administrator 1",
            (d, s) => d.LinkAsync(sent.ReportId, alike.ReportId, s, LinkGround.SamePerson, null, default));
        Assert.That(await OfAsync("administrator 1"), Is.Empty);
    }

    [Test]
    public async Task A_handler_of_one_case_gets_no_hint_of_the_other_also_when_they_hold_it()
    {
        var both = new List<Sent>();
        foreach (var text in new[] { Told, Again })
        {
            both.Add(await scene.InScopeAsync(text));
            await scene.ReferAsync(both[^1]);
        }

        sent = both[0];
        Assert.That(await OfAsync("administrator 1"), Does.Contain(both[1].ReportId));
        Assert.That(await OfAsync("handler 1"), Is.Empty, "hints are the administrators'");
    }

    [Test]
    public async Task Looking_writes_nothing_and_reaches_no_further_than_its_bounds()
    {
        for (var i = 0; i < SimilarCases.MostShown + 2; i++)
            await scene.PassAsync(await Sending.SendAsync(founded, Again), "administrator 1");
        var before = await RowsAsync();
        Assert.That(await OfAsync("administrator 1"), Has.Count.EqualTo(SimilarCases.MostShown));
        Assert.That(await RowsAsync(), Is.EqualTo(before));
        Assert.That(SimilarCases.MostOpened, Is.LessThanOrEqualTo(SimilarCases.MostLookedAt));
    }

    private async Task<List<Guid>> OfAsync(string part) =>
        [.. (await scene.ActAsync<SimilarCases, IReadOnlyList<SimilarCase>>(part, (d, s) => d.OfAsync(sent.ReportId, s, default)))
            .Select(one => one.Case.ReportId)];

    private async Task<(int, int, int, int)> RowsAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return (await db.Entries.CountAsync(), await db.Audit.CountAsync(), await db.StateRecords.CountAsync(),
            await db.Epochs.CountAsync());
    }
}
