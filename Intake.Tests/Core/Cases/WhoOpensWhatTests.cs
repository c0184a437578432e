using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Inbox;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>
/// The matrix of roles and parts of a report, three times: on the stored grants, with the keys themselves, and at the
/// desks.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WhoOpensWhatTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private Guid here;
    private Guid there;

    [OneTimeSetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync();
        here = await scene.ReferAsync(sent);
        there = await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await scene.DoAsync<GateDesk>("other handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        // The next write makes the epochs that the recusal requires.
        await scene.DoAsync<CaseDesk>("other handler 1", (d, s) => d.NoteAsync(sent.ReportId, there, s, "Vi er i gang.", default));
        await scene.AskAsync(sent, "administrator 1", "Noget nyt?");
    }

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [TestCase("administrator 1", "gate dialogue statement-here statement-there"), Promise(21)]
    [TestCase("administrator 2", "gate dialogue statement-here statement-there")]
    [TestCase("deputy", "")]
    [TestCase("handler 1", "gate dialogue work-here statement-here")]
    [TestCase("handler 2", "gate dialogue work-here statement-here")]
    [TestCase("handler 3", "", Description = "named in the report")]
    [TestCase("other handler 1", "gate dialogue work-there statement-there")]
    [TestCase("other handler 2", "", Description = "recused")]
    [TestCase("other handler 3", "", Description = "not chosen")]
    public async Task Grants_keys_and_desks_agree_on_who_opens_what(string part, string parts)
    {
        var expected = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(await OnGrantsAsync(part), Is.EquivalentTo(expected), "grants");
        Assert.That(await scene.ActAsync<ReportAccess, List<string>>(part, WithKeysAsync), Is.EquivalentTo(expected), "keys");

        var view = await scene.ReadAsync(sent, part);
        var gate = await scene.ActAsync<GateDesk, GateView?>(part, (d, s) => d.ReadAsync(sent.ReportId, s, default));
        List<string> seen = [];
        if (gate is not null) seen.Add("gate");
        if (view is not null) seen.Add("dialogue");
        seen.AddRange(from r in view?.Referrals ?? [] where r.WorkFile is not null select "work-" + Place(r.Id));
        seen.AddRange(from r in view?.Referrals ?? [] where r.StatementFile is not null select "statement-" + Place(r.Id));
        Assert.That(seen, Is.EquivalentTo(expected), "desks");
        var inbox = await scene.ActAsync<InboxDesk, InboxView>(part, (d, s) => d.ListAsync(s, new InboxQuery(), default));
        Assert.That(inbox.Total, Is.EqualTo(expected.Length > 0 ? 1 : 0), "inbox");
    }

    private async Task<List<string>> WithKeysAsync(ReportAccess access, UnlockedStaff self)
    {
        using var report = await access.OpenAsync(sent.ReportId, self, default);
        var opened = new List<string>();
        if (report!.TryOpen(CompartmentKind.GateCard, null, out _)) opened.Add("gate");
        try
        {
            await access.OpenDialogueAsync(report, default);
            opened.Add("dialogue");
        }
        catch (SealedException)
        {
            return opened;
        }

        foreach (var row in report.Compartments.Where(c => c.ReferralId is not null))
            if (report.TryOpen(row.Kind, row.ReferralId, out _)) opened.Add(Name(row));
        return opened;
    }

    private async Task<List<string>> OnGrantsAsync(string part)
    {
        var holder = founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded[part].Id);
        await using var db = founded.Databases.AsOwner();
        var held = await db.Grants.Where(g => g.Holder == holder).Select(g => g.CompartmentId).Distinct().ToListAsync();
        var rows = await db.Compartments.Where(c => held.Contains(c.Id)).ToListAsync();
        return [.. rows.Select(Name)];
    }

    private string Name(Compartment row) => row.Kind switch
    {
        CompartmentKind.GateCard => "gate",
        CompartmentKind.Dialogue => "dialogue",
        CompartmentKind.WorkFile => "work-" + Place(row.ReferralId!.Value),
        _ => "statement-" + Place(row.ReferralId!.Value),
    };

    private string Place(Guid referral) => referral == here ? "here" : referral == there ? "there" : "nowhere";
}
