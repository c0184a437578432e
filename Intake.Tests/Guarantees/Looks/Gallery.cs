using Intake.Tests.Support;
using Intake.Tests.Web.Office;
using Intake.Tests.Web.Office.Cases;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>
/// Every page in every state and language, fetched once over HTTP from the real program, and shown again at a path of
/// its own by a program without a database, with the same headers and style sheets: so a browser can look at the answer to
/// any request as often as it likes.
/// </summary>
public sealed class Gallery : IAsyncDisposable
{
    private readonly WebHost web;

    private Gallery(WebHost web, IReadOnlyList<Shown> shown) => (this.web, Shown) = (web, shown);

    public IReadOnlyList<Shown> Shown { get; }

    public Uri AddressOf(Shown page) => new(web.Address, page.Path);

    public bool IsOwn(Uri address) => address.Authority == web.Address.Authority;

    /// <summary>The program's pages, all of them.</summary>
    public static async Task<Gallery> OpenAsync()
    {
        await using var site = await ReporterSite.StartAsync();
        var room = new CaseRoom(OfficeHost.Over(site.Founded, site.Web));
        await using var full = await WaitingWalk.FullAsync(site.Founded);
        var cases = await CaseWalk.Cases.MakeAsync(room);
        var rights = await AccessWalk.Cases.MakeAsync(room);
        var copies = await CopyWalk.Cases.MakeAsync(room);
        var reviews = await ReviewWalk.Cases.MakeAsync(room);
        await using var messages = await SecondReaderWalk.Cases.MakeAsync();
        var boxes = await MailboxWalk.Boxes.MakeAsync(room);
        var walks = await Task.WhenAll(TextCatalogue.Languages.Select(CollectAsync));
        return await OfAsync([.. walks.SelectMany(seen => seen)]);

        async Task<IReadOnlyList<Shown>> CollectAsync(string language)
        {
            var reporter = new ReporterWalk(site, language);
            await reporter.GoAsync();
            var waiting = new WaitingWalk(site, full, language);
            await waiting.GoAsync();
            var drafts = new DraftWalk(site, language);
            await drafts.GoAsync();
            var handling = new CaseWalk(room, cases, language);
            await handling.GoAsync();
            var access = new AccessWalk(room, rights, language);
            await access.GoAsync();
            var copied = new CopyWalk(room, copies, language);
            await copied.GoAsync();
            var reviewed = new ReviewWalk(room, reviews, language);
            await reviewed.GoAsync();
            var read = new SecondReaderWalk(messages, language);
            await read.GoAsync();
            var mailbox = new MailboxWalk(room, boxes, language);
            await mailbox.GoAsync();
            await using var scheme = await NewScheme.CreateAsync();
            var people = new PeopleWalk(scheme, language);
            await people.GoAsync();
            var operations = new OperationsWalk(scheme, language);
            await operations.GoAsync();
            return
            [
                .. reporter.Seen, .. waiting.Seen, .. drafts.Seen, .. handling.Seen, .. access.Seen, .. copied.Seen,
                .. reviewed.Seen, .. read.Seen,
                .. mailbox.Seen, .. people.Seen, .. operations.Seen,
            ];
        }
    }

    /// <summary>Only these pages.</summary>
    public static async Task<Gallery> OfAsync(IReadOnlyList<Shown> shown)
    {
        var byPath = shown.ToDictionary(page => page.Path, page => page.Html);
        return new Gallery(
            await WebHost.StartAsync(app => app.MapGet(
                "/shown/{**rest}", (HttpContext http) => TypedResults.Content(byPath[http.Request.Path], "text/html; charset=utf-8"))),
            shown);
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();
}
