using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Waiting;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>Compares docs/page-contract.md with the pages, in both languages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class PageContractTests
{
    [TestCase("da"), TestCase("en")]
    public async Task Every_id_of_the_contract_is_there_and_every_form_has_exactly_its_fields(string language)
    {
        await using var site = await ReporterSite.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Intake:Waiting:Patience"] = "00:00:00.01",
            ["Intake:Waiting:Rates:Open:PerSecond"] = "0.001",
            ["Intake:Waiting:Rates:Open:Burst"] = "2",
            ["Intake:Waiting:Rates:Open:SchemeBurst"] = "2",
        });
        var pages = await PagesAsync(site, language);
        var contract = Contract();
        Assert.That(contract.Keys, Is.EquivalentTo(pages.Keys), "sections of the document and pages of this test");
        Assert.Multiple(() =>
        {
            foreach (var (section, rows) in contract)
            {
                foreach (var (id, fields) in rows)
                {
                    var found = pages[section].GetElementById(id);
                    Assert.That(found, Is.Not.Null, $"{section}: #{id}");
                    if (found?.LocalName == "form")
                    {
                        var names = found.QuerySelectorAll("[name]").Select(field => field.GetAttribute("name")!)
                            .Where(name => name is not (FormShape.Once or FormShape.Seen)).Distinct();
                        Assert.That(names, Is.EquivalentTo(fields), $"{section}: #{id}");
                    }
                }
            }
        });
    }

    private static async Task<Dictionary<string, IDocument>> PagesAsync(ReporterSite site, string language)
    {
        var home = site.Home(language);
        var ticket = await site.TicketAsync(language);
        using var wrong = await site.Web.PostAsync(home + "/report", ReporterSite.Form(ticket, [("Follow", "no")], ("a.txt", [1])));
        using var check = await site.Web.PostAsync(
            home + "/report",
            ReporterSite.Form(
                ticket, [("Description", "Mail mig på a@b.dk om Karen Bjerre"), ("Follow", "yes")], ("a.txt", "Hej"u8.ToArray())));
        using var undecided = await site.Web.PostAsync(
            home + "/report",
            ReporterSite.Form(await site.TicketAsync(language), [("Description", "Kort"), ("Follow", "yes")], ("a.bin", [1])));
        var checkPage = await check.PageAsync();
        using var draft = await site.Web.PostAsync(
            home + "/report", ReporterSite.Form(await site.TicketAsync(language), [("Description", "Halvt"), ("Save", "draft")]));
        var draftPage = await draft.PageAsync();
        using var continued = await site.Web.PostAsync(
            $"/{language}/mailbox", ("Key", draftPage.GetElementById("receipt-key")!.TextContent));
        using var receipt = await site.SendAsync(checkPage, language);
        var receiptPage = await receipt.PageAsync();
        var cookie = await site.OpenMailboxAsync(receiptPage.GetElementById("receipt-key")!.TextContent);
        using var open = await site.GetAsync($"/{language}/mailbox/open", cookie);
        using var withdraw = await site.GetAsync($"/{language}/mailbox/withdraw", cookie);
        return new()
        {
            ["Start"] = await site.Web.Client.PageAsync(home),
            ["Form"] = await site.Web.Client.PageAsync(home + "/report"),
            ["Form with errors"] = await wrong.PageAsync(),
            ["Check"] = checkPage,
            ["Check with a file to decide on"] = await undecided.PageAsync(),
            ["Draft"] = draftPage,
            ["Form of a draft"] = await continued.PageAsync(),
            ["Receipt"] = receiptPage,
            ["Waiting"] = await WaitingAsync(site, language),
            ["Mailbox door"] = await site.Web.Client.PageAsync($"/{language}/mailbox"),
            ["Mailbox"] = await open.PageAsync(),
            ["Withdraw"] = await withdraw.PageAsync(),
        };
    }

    /// <summary>The page that asks for the mailbox's key, when its bucket is empty.</summary>
    private static async Task<IDocument> WaitingAsync(ReporterSite site, string language)
    {
        var room = site.Web.Services.GetRequiredService<WaitingRoom>();
        while ((await room.EnterAsync(CostlyAct.Open, Guid.Empty, "", default)).MayGo) continue;
        using var key = ReceiptKey.New();
        using var waiting = await site.Web.PostAsync($"/{language}/mailbox", ("Key", key.ToPageText()));
        return await waiting.PageAsync();
    }

    private static Dictionary<string, List<(string Id, List<string> Fields)>> Contract()
    {
        var sections = new Dictionary<string, List<(string, List<string>)>>();
        foreach (var line in File.ReadLines(Repository.PathOf("docs", "page-contract.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add(line[3..].Split(':')[0], []);
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                var fields = Field().Matches(row.Groups[2].Value).Select(field => field.Groups[1].Value).ToList();
                sections.Last().Value.Add((row.Groups[1].Value, fields));
            }
        }

        return sections;
    }

    [GeneratedRegex(@"^\| `#([^`]+)` \|[^|]*\|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Field();
}
