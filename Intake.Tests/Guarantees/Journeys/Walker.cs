using Intake.Tests.Support;
using Microsoft.Playwright;

namespace Intake.Tests.Guarantees.Journeys;

/// <summary>One person in one browser without scripts, doing what people do on the portal's pages.</summary>
internal sealed class Walker : IAsyncDisposable
{
    private readonly RunningPortal portal;
    private readonly IBrowserContext context;

    private Walker(RunningPortal portal, IBrowserContext context, IPage page) =>
        (this.portal, this.context, Page) = (portal, context, page);

    public IPage Page { get; }

    /// <summary>Hosts other than the portal that the browser contacted: must stay empty (promise 27).</summary>
    public List<string> Strangers { get; } = [];

    public static async Task<Walker> StartAsync(RunningPortal portal, int width = 1280)
    {
        var context = await Browser.NewContextAsync(javaScript: false, width: width);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        var walker = new Walker(portal, context, page);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != portal.Address.Authority) walker.Strangers.Add(request.Url);
        };
        return walker;
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(portal.Address, path).AbsoluteUri);

    public Task FillAsync(string form, string field, string text) => Page.FillAsync($"{form} [name={field}]", text);

    public Task CheckAsync(string form, string field, string value) => Page.CheckAsync($"{form} [name={field}][value='{value}']");

    /// <summary>Presses the submit button of a form that sends it and saves no draft, or the one with a value.</summary>
    public Task SubmitAsync(string form, string? value = null)
        => Page.ClickAsync(value is null ? $"{form} button[type=submit]:not([name=Then]) >> nth=-1" : $"{form} button[value='{value}']");

    /// <summary>Submits a form, and then its check page.</summary>
    public async Task SubmitCheckedAsync(string form)
    {
        await SubmitAsync(form);
        await SubmitAsync(form, "send");
    }

    public Task<string> TextAsync(string selector) => Page.InnerTextAsync(selector);

    public Task<IReadOnlyList<string>> ThreadAsync() => Page.Locator("#thread article").AllInnerTextsAsync();

    public async Task SignInAsync(string beginning)
    {
        var person = portal.Person(beginning);
        await GoAsync("/da/office/sign-in");
        await FillAsync("#sign-in-form", "Email", person.Email);
        await FillAsync("#sign-in-form", "Password", person.Password);
        await FillAsync("#sign-in-form", "Code", RunningPortal.CodeOf(person));
        await SubmitAsync("#sign-in-form");
        await Page.WaitForURLAsync("**/da/office/inbox*");
    }

    /// <summary>Opens the newest of the person's cases from the inbox, answering the gate with "no conflict".</summary>
    /// <param name="tab">The tab to go on to.</param>
    public async Task OpenCaseAsync(string? tab = null)
    {
        await GoAsync("/da/office/inbox");
        await Page.ClickAsync("#inbox tbody tr:first-child td:first-child a, #inbox tbody tr:first-child th a");
        if (await Page.Locator("#gate-form").CountAsync() > 0)
        {
            await CheckAsync("#gate-form", "Conflict", "none");
            await SubmitAsync("#gate-form");
        }

        if (tab is not null) await Page.ClickAsync($"#case-tabs a[href$='/{tab}']");
    }

    /// <summary>Reports what happened, checks the answers and sends. Returns the receipt key.</summary>
    public async Task<string> ReportAsync(string description, string unit, string place, string involved, string? file)
    {
        await GoAsync("/da/region-hovedstaden/report");
        var opened = TimeProvider.System.GetTimestamp();
        await FillAsync("#report-form", "Description", description);
        await CheckAsync("#report-form", "Follow", "yes");
        await Page.SelectOptionAsync("#report-form [name=Unit]", unit);
        await FillAsync("#report-form", "Place", place);
        await FillAsync("#report-form", "Involved", involved);
        if (file is not null)
        {
            await Page.SetInputFilesAsync("#report-form [name=Files]", new Microsoft.Playwright.FilePayload
            {
                Name = file, MimeType = "image/png", Buffer = await Page.ScreenshotAsync(),
            });
        }

        var left = TimeSpan.FromSeconds(4) - TimeProvider.System.GetElapsedTime(opened);
        if (left > TimeSpan.Zero) await Task.Delay(left);
        await Page.ClickAsync("#report-form > .button-primary");
        await Page.WaitForSelectorAsync("#send-form");
        await SubmitAsync("#send-form");
        return (await TextAsync("#receipt-key")).Trim();
    }

    /// <summary>Opens the mailbox with a receipt key, typed in small letters and with spaces for hyphens.</summary>
    public async Task OpenMailboxAsync(string key)
    {
        await GoAsync("/da/mailbox");
        await FillAsync("#mailbox-key-form", "Key", key.ToLowerInvariant().Replace('-', ' '));
        await SubmitAsync("#mailbox-key-form");
        await Page.WaitForSelectorAsync("#mailbox-status");
    }

    public Task<string> ScreenshotAsync(string name) => Browser.ScreenshotAsync(Page, "journey/" + name);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
