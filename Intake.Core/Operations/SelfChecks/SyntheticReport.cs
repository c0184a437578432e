using System.Security.Cryptography;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Core.Submission;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Core.Operations.SelfChecks;

/// <summary>One synthetic report's way from the form to its end, each step as a request of its own.</summary>
internal sealed class SyntheticReport(IServiceProvider world, Scheme scheme, SyntheticHolder holder, CheckCourse course)
{
    /// <summary>The same words each time, with a random number so that a check reads its own.</summary>
    public static StagedContent Content() => new()
    {
        Report = new ReportContent
        {
            Description = $"A trial of the installation {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}",
            Follow = true, Language = "da",
        },
    };

    public async Task RunAsync(CancellationToken cancel)
    {
        var content = Content();
        await InAsync(async services =>
        {
            var db = services.GetRequiredService<IntakeDb>();
            holder.AddTo(db);
            await db.SaveChangesAsync(cancel);
        });
        using var key = await SendAsync(content, cancel);
        course.Step = SelfCheckStep.Mailbox;
        using var mailbox = Right.Not(await OpenAsync(key, cancel));
        var id = mailbox.Report.ReportId;
        Right.If(await ReadAsync(id, mailbox, cancel) == content.Report.Description);
        course.Step = SelfCheckStep.Holder;
        Right.If(await ReadAsync(id, holder.Unlocked, cancel) == content.Report.Description);
        course.Step = SelfCheckStep.Withdraw;
        await InAsync(async services => Right.If(
            await services.GetRequiredService<WithdrawalDesk>().WithdrawAsync(mailbox, cancel) == WithdrawalAnswer.Withdrawn));
        course.Step = SelfCheckStep.Gone;
        using var again = await OpenAsync(key, cancel);
        Right.If(again is null && await ReadAsync(id, holder.Unlocked, cancel) is null);
        await InAsync(async services => Right.If(
            !await services.GetRequiredService<VaultDb>().Secrets.AnyAsync(secret => secret.ReportId == id, cancel)));
    }

    /// <summary>From the empty form to the receipt, with the ticket carried through the page's hidden field.</summary>
    private async Task<ReceiptKey> SendAsync(StagedContent content, CancellationToken cancel)
    {
        course.Step = SelfCheckStep.Stage;
        var field = await InAsync(async services =>
        {
            var desk = services.GetRequiredService<StagingDesk>();
            using var empty = desk.NewTicket();
            using var staged = Right.Not(await desk.StageAsync(scheme, empty, content, cancel));
            return desk.Seal(scheme, staged);
        });
        return await InAsync(async services =>
        {
            var desk = services.GetRequiredService<StagingDesk>();
            using var ticket = Right.Not(desk.Open(scheme, field));
            var staged = Right.Not(await desk.LoadAsync(scheme, ticket, cancel));
            Right.If(staged.SaysTheSameAs(content));
            course.Step = SelfCheckStep.Receive;
            var answer = await services.GetRequiredService<ReportDesk>().ReceiveAsync(scheme, ticket, staged, cancel);
            return Right.Not((answer as ReceiveResult.Received)?.Key);
        });
    }

    private Task<UnlockedMailbox?> OpenAsync(ReceiptKey key, CancellationToken cancel) => InAsync(async services =>
        (await services.GetRequiredService<ReceiptKeyLookup>().OpenAsync(key, cancel))?.Mailbox);

    /// <summary>The report's text as a principal reads it; null where the report is gone.</summary>
    private Task<string?> ReadAsync(Guid reportId, UnlockedPrincipal self, CancellationToken cancel) => InAsync(async services =>
    {
        var access = services.GetRequiredService<ReportAccess>();
        using var report = await access.OpenAsync(reportId, self, cancel);
        if (report is null) return null;
        var entries = services.GetRequiredService<EntryLog>();
        var dialogue = await access.OpenDialogueAsync(report, cancel);
        var gate = self is UnlockedStaff ? await entries.ReadAsync(report, report.Open(CompartmentKind.GateCard), cancel) : [];
        Right.If(self is UnlockedMailbox || gate.Any(entry => entry.As<NamedContent>() is not null));
        return (await entries.ReadAsync(report, dialogue, cancel)).Select(entry => entry.As<ReportContent>()).FirstOrDefault()?.Description;
    });

    private async Task<T> InAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = world.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    private async Task InAsync(Func<IServiceProvider, Task> work)
    {
        await using var scope = world.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }
}
