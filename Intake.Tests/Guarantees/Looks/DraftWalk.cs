using Intake.Tests.Support;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>A report that is kept for later, and files that can't be cleaned.</summary>
internal sealed class DraftWalk(ReporterSite site, string language) : Walk("draft", language)
{
    private string Home => site.Home(Language);

    public async Task GoAsync()
    {
        var saved = await KeepAsync("saved", FillAsync(("Description", "Halvt"), ("Save", "draft")));
        var key = saved.GetElementById("receipt-key")!.TextContent;
        var opened = await KeepAsync("opened", site.Web.PostAsync($"/{Language}/mailbox", ("Key", key)));
        await KeepAsync("saved-again", site.Web.PostAsync(Home + "/report", ReporterSite.Form(
            ReporterSite.Ticket(opened), [("Description", "Næsten helt"), ("Follow", "yes"), ("Save", "draft")])));
        var again = await KeepAsync("opened-again", site.Web.PostAsync($"/{Language}/mailbox", ("Key", key)));
        var check = await KeepAsync("check", site.Web.PostAsync(
            Home + "/report", ReporterSite.Form(ReporterSite.Ticket(again), [("Description", "Helt"), ("Follow", "yes")])));
        await KeepAsync("sent", site.Web.PostAsync(Home + "/report/send", ("Ticket", ReporterSite.Ticket(check))));

        using var other = await FillAsync(("Description", "Slettes"), ("Save", "draft"));
        var unwanted = await site.Web.PostAsync(
            $"/{Language}/mailbox", ("Key", (await other.PageAsync()).GetElementById("receipt-key")!.TextContent));
        await KeepAsync(
            "deleted", site.Web.PostAsync(Home + "/report/draft/delete", ("Ticket", ReporterSite.Ticket(await unwanted.PageAsync()))));

        var undecided = await KeepAsync("file-undecided", site.Web.PostAsync(Home + "/report", ReporterSite.Form(
            await site.TicketAsync(Language),
            [("Description", "Med en fil"), ("Follow", "yes")], ("a.bin", [1]), ("brev.txt", "Hej"u8.ToArray()))));
        var file = undecided.QuerySelector("#files-form button[name=AsItIs]")!.GetAttribute("value")!;
        await KeepAsync("file-as-it-is", site.DecideAsync(undecided, "AsItIs", file, Language));
    }

    private async Task<HttpResponseMessage> FillAsync(params (string, string)[] fields) =>
        await site.Web.PostAsync(Home + "/report", ReporterSite.Form(await site.TicketAsync(Language), fields));
}
