using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Tests.Support;

/// <summary>Sends reports through the real desks and reads them back as one of the cast.</summary>
public static class Sending
{
    public static StagedContent Staged(string description, bool follow = true)
        => new() { Report = new ReportContent { Description = description, Follow = follow, Language = "da" } };

    public static async Task<Sent> SendAsync(FoundedScheme founded, string description, bool follow = true, Scheme? to = null)
    {
        var scheme = to ?? founded.Scheme;
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        using var ticket = await staging.BeginAsync(scheme, staging.NewTicket(), default);
        await staging.SaveAsync(scheme, ticket, Staged(description, follow), default);
        var received = (ReceiveResult.Received)await scope.ServiceProvider.GetRequiredService<ReportDesk>()
            .ReceiveAsync(scheme, ticket, default);
        return new Sent(ticket.Staged!.ReportId, received.Key);
    }

    /// <summary>The report's description as this person's own keys open it; null when they don't.</summary>
    public static async Task<string?> DescriptionAsync(FoundedScheme founded, Guid reportId, string part)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var self = founded[part].Unlock();
        var access = scope.ServiceProvider.GetRequiredService<ReportAccess>();
        using var report = await access.OpenAsync(reportId, self, default);
        try
        {
            var dialogue = await access.OpenDialogueAsync(report!, default);
            var entries = await scope.ServiceProvider.GetRequiredService<EntryLog>().ReadAsync(report!, dialogue, default);
            return entries.First(e => e.Kind == EntryKind.Report).As<ReportContent>()?.Description;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}

/// <summary>A report as sent, with its key.</summary>
public sealed record Sent(Guid ReportId, ReceiptKey Key);
