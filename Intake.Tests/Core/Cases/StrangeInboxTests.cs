using Intake.Core.Cases.Inbox;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>Somebody with the web's password writes passes of the gate: a person's list is there, and of their own passes.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StrangeInboxTests
{
    [Test]
    public async Task A_pass_under_another_reports_pseudonym_closes_no_inbox_and_opens_no_case()
    {
        await using var founded = await FoundedScheme.CreateAsync();
        var scene = new CaseScene(founded);
        var (one, other) = (await Sending.SendAsync(founded, "Den ene."), await Sending.SendAsync(founded, "Den anden."));
        await scene.PassAsync(one, "administrator 1");
        var (person, pseudonyms) = (founded["administrator 1"].Id, founded.Services.GetRequiredService<HolderPseudonyms>());
        await using (var web = founded.Databases.AsWeb())
        {
            // The pseudonym stands in the grants of that case.
            var holder = pseudonyms.OfPerson(other.ReportId, person);
            Assert.That(await web.Grants.AnyAsync(grant => grant.Holder == holder));
            web.GatePasses.Add(new GatePass { Holder = holder, ReportId = one.ReportId, PassedOn = new(2026, 3, 3) });
            await web.SaveChangesAsync();
        }

        await scene.AsReporterAsync(one, async (desk, mailbox) =>
        {
            await desk.SetFollowAsync(mailbox, true, default);
            return true;
        });
        var inbox = await scene.ActAsync<InboxDesk, InboxView>("administrator 1",
            (desk, self) => desk.ListAsync(self, new InboxQuery(), default));
        Assert.That(inbox.Rows.Select(row => (row.ReportId, row.Passed)),
            Is.EquivalentTo(new[] { (one.ReportId, true), (other.ReportId, false) }));
    }
}
