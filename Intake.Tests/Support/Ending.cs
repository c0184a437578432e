using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Support;

/// <summary>Ends reports: as staff sign it, on the dates that a test needs, or as their reporters withdraw them.</summary>
public static class Ending
{
    /// <summary>Closed by an administrator and kept until a day, with what that makes of the columns signed.</summary>
    public static async Task CloseAsync(
        FoundedScheme founded, Guid reportId, DateOnly keepUntil, bool hold = false, DateOnly? closed = null)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        var states = scope.ServiceProvider.GetRequiredService<StateRecords>();
        var before = await states.LookAsync(reportId, default);
        await using var db = founded.Databases.AsOwner();
        await db.Reports.Where(row => row.Id == reportId).ExecuteUpdateAsync(row => row
            .SetProperty(report => report.State, ReportState.Closed).SetProperty(report => report.KeepUntil, keepUntil)
            .SetProperty(report => report.ClosedOn, closed ?? CopenhagenClock.Today(founded.Time))
            .SetProperty(report => report.LegalHold, hold));
        var report = await db.Reports.AsNoTracking().SingleAsync(row => row.Id == reportId);
        using var administrator = founded["administrator 1"].Unlock();
        await states.AddAsync(OpenReport.IdentityOf(report), administrator, before, CopenhagenClock.Today(founded.Time), default);
    }

    /// <summary>The deletion of every report that has an end is announced on a day, as the worker announces it.</summary>
    public static async Task AnnounceAsync(FoundedScheme founded, DateOnly day)
    {
        await using var db = founded.Databases.AsOwner();
        var announcements = founded.Services.GetRequiredService<Announcements>();
        foreach (var report in await db.Reports.Where(row => row.KeepUntil != null).Select(row => row.Id).ToListAsync())
            await announcements.AddAsync(db, report, day, default);
    }

    /// <summary>Withdrawn by its reporter at the desk.</summary>
    public static async Task WithdrawAsync(FoundedScheme founded, Sent sent)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var mailbox = await scope.ServiceProvider.GetRequiredService<MailboxDesk>().OpenAsync(sent.Key, default);
        var answer = await scope.ServiceProvider.GetRequiredService<WithdrawalDesk>().WithdrawAsync(mailbox!, default);
        Assert.That(answer, Is.EqualTo(WithdrawalAnswer.Withdrawn));
    }
}
