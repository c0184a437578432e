using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>An epoch that nobody has a key for, put behind the newest one with the web program's password.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ForgedEpochTests
{
    [Test]
    public async Task A_case_that_takes_nothing_any_more_says_so_to_its_reporter_and_is_still_read()
    {
        await using var founded = await FoundedScheme.CreateAsync();
        var scene = new CaseScene(founded);
        var sent = await scene.InScopeAsync();
        await using (var web = founded.Databases.AsWeb())
        {
            var dialogue = await web.Compartments
                .SingleAsync(room => room.ReportId == sent.ReportId && room.Kind == CompartmentKind.Dialogue);
            var newest = await web.Epochs.AsNoTracking().Where(one => one.CompartmentId == dialogue.Id)
                .OrderByDescending(one => one.Number).FirstAsync();
            web.Epochs.Add(new Epoch
            {
                CompartmentId = dialogue.Id, Number = newest.Number + 1, Commitment = SampleRows.Bytes(32),
                Previous = [1, .. SampleRows.Bytes(48)], Closed = false, MadeOn = newest.MadeOn,
            });
            await web.SaveChangesAsync();
        }

        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Hører I mig?", null, null, default)),
            Is.EqualTo(MailboxResult.Stuck));
        Assert.That((await scene.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default)))!.Entries.All(entry => entry.Opened is not null));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Thread.All(entry => entry.Opened is not null));
    }
}
