using Intake.Tests.Support;
using Intake.Web.Site.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>What a reporter sees when others come first: the portal's pages from a web process with no room left.</summary>
internal sealed class WaitingWalk(ReporterSite site, WebHost full, string language) : Walk("waiting", language)
{
    private string Home => site.Home(Language);

    /// <summary>A web process on the site's databases whose buckets are empty and stay so.</summary>
    public static async Task<WebHost> FullAsync(FoundedScheme founded)
    {
        var settings = new Dictionary<string, string?> { ["Intake:Waiting:Patience"] = "00:00:00.02" };
        foreach (var act in Enum.GetNames<CostlyAct>())
        {
            foreach (var of in new[] { "", "Scheme" })
            {
                settings[$"Intake:Waiting:Rates:{act}:{of}PerSecond"] = "0.0001";
                settings[$"Intake:Waiting:Rates:{act}:{of}Burst"] = "1";
            }
        }

        var full = await ReporterSite.StartWebAsync(founded, settings: settings);
        var room = full.Services.GetRequiredService<WaitingRoom>();
        foreach (var act in Enum.GetValues<CostlyAct>())
            await room.EnterAsync(act, act == CostlyAct.Open ? Guid.Empty : founded.Scheme.Id, "", default);
        return full;
    }

    public async Task GoAsync()
    {
        (string, string)[] fields = [("Description", "Der er trængsel.\n\nOg to linjer."), ("Follow", "yes"), ("Place", "3. sal")];
        using var form = ReporterSite.Form(await site.TicketAsync(Language), fields, ("a.txt", [.. "Et notat.\n"u8]));
        await KeepAsync("form", full.PostAsync(Home + "/report", form));
        using var kept = ReporterSite.Form(await site.TicketAsync(Language), fields, ("a.txt", [.. "Et notat.\n"u8]));
        using var check = await site.Web.PostAsync(Home + "/report", kept);
        await KeepAsync("send", full.PostAsync(Home + "/report/send", ("Ticket", ReporterSite.Ticket(await check.PageAsync()))));
        await KeepAsync("key", full.PostAsync($"/{Language}/mailbox", ("Key", await site.ReportAsync("Åbnes i kø"))));
    }
}
