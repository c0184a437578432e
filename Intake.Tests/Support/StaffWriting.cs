using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Tests.Support;

/// <summary>Writes into a report's dialogue as one of the cast, through the entry log: what a mailbox then shows.</summary>
public static class StaffWriting
{
    public static async Task WriteAsync<T>(FoundedScheme founded, Guid reportId, string part, EntryKind kind, T content)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var self = founded[part].Unlock();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
        var access = scope.ServiceProvider.GetRequiredService<ReportAccess>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        using var report = (await access.OpenToWriteAsync(reportId, self, default))!;
        var dialogue = await access.OpenDialogueAsync(report, default);
        await scope.ServiceProvider.GetRequiredService<EntryLog>()
            .AppendAsync(report, dialogue, kind, content, CopenhagenClock.Today(founded.Time), default);
        await transaction.CommitAsync();
    }

    public static Task WriteAsync(FoundedScheme founded, Guid reportId, string part, EntryKind kind, string text) =>
        WriteAsync(founded, reportId, part, kind, new TextContent(text));
}
