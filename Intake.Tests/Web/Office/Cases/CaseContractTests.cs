using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>Compares docs/page-contract-cases.md with the case pages, in both directions.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class CaseContractTests
{
    [Test]
    public async Task The_page_contract_and_the_case_pages_say_the_same()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var pages = await PagesAsync(room);
        var rows = Rows();
        Assert.That(rows, Has.Count.GreaterThan(20));
        Assert.Multiple(() =>
        {
            foreach (var row in rows)
            {
                Assert.That(
                    pages.Where(page => page.Address == row.Address)
                        .Select(page => Missing(page.Page, row)).DefaultIfEmpty("no such page").Min(),
                    Is.Empty,
                    $"{row.Address} {row.Id}");
            }

            var forms = pages.SelectMany(page => page.Page.QuerySelectorAll("main form")
                .Select(form => (page.Address, Id: "#" + form.Id))).Distinct();
            Assert.That(forms.Except(rows.Select(row => (row.Address, row.Id))), Is.Empty, "forms that the contract does not list");
        });
    }

    private static async Task<List<(string Address, IDocument Page)>> PagesAsync(CaseRoom room)
    {
        var fresh = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
        var opened = await room.OpenedAsync("En anden historie.");
        var (named, proposed) = (await room.NamedAsync(), await room.NamedAsync());
        var inScope = await room.InScopeAsync("En tredje historie.");
        var sent = await room.InScopeAsync("En fjerde historie.");
        var waiting = await room.ReferAsync(inScope);
        var offered = await room.InScopeAsync("En femte historie.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(offered, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        var unopened = await room.ReferralOfAsync(offered, "administrator 1");
        var keys = room.Office.Founded["other handler 3"].Id;
        await using (var db = room.Office.Founded.Databases.AsOwner())
            await db.Database.ExecuteSqlAsync($"UPDATE intake.staff_member SET state = 2 WHERE id = {keys}");
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "dates"), room.Talk(30));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        await (await OpenMailbox.OfAsync(room.Office, sent)).DoneAsync("talk", ("Way", "phone"));
        await room.DoneAsync("handler 1", waiting + "/orientation", ("Text", "Flere har fortalt det samme."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "links"), ("Other", $"{offered.ReportId}"), ("Ground", "SamePerson"));
        await room.DoneAsync("handler 1", waiting + "/plan/task", ("Text", "Ring."), ("Owner", "Karen"), ("State", "Open"),
            ("TaskOnDay", "10"), ("TaskOnMonth", "3"), ("TaskOnYear", "2026"));
        await room.DoneAsync(
            "handler 1", CaseRoom.Case(inScope, "units"), ("Referral", waiting.Split('/')[^1]), ("Text", "Må vi tale med HR?"));
        await room.DoneAsync("handler 1", CaseRoom.Case(inScope, "feedback"), ("Text", "Vi har talt med dem."), ("Then", "draft"));
        var twice = await room.InScopeAsync("Det skete på kontoret den 3. marts, og Bent Holm var til stede.");
        await room.OpenedAsync("Bent Holm råbte ad os på kontoret den 3. marts, mens alle så på.");
        const string Case = "/office/case/{id}";
        const string Referral = Case + "/referral/{referral}";
        (string Address, string Who, string Path)[] visits =
        [
            ("/office/inbox", "administrator 1", "/da/office/inbox"), (Case, "administrator 1", CaseRoom.Case(fresh)),
            (Case, "administrator 1", CaseRoom.Case(sent)), (Case, "handler 1", CaseRoom.Case(inScope)),
            (Case + "/conversation", "administrator 1", CaseRoom.Case(sent, "conversation")),
            (Case + "/files", "administrator 1", CaseRoom.Case(sent, "files")),
            (Case + "/files/add", "handler 1", CaseRoom.Case(sent, "files/add")),
            (Case + "/work", "administrator 1", CaseRoom.Case(sent, "work")),
            (Case + "/statements", "administrator 1", CaseRoom.Case(sent, "statements")),
            (Case + "/history", "administrator 1", CaseRoom.Case(sent, "history")),
            (Case + "/print", "administrator 1", CaseRoom.Case(sent, "print")),
            (Case + "/recuse", "administrator 1", CaseRoom.Case(fresh, "recuse")),
            ("/office/recused", "administrator 1", "/da/office/recused"),
            (Case + "/screening", "administrator 1", CaseRoom.Case(opened, "screening")),
            (Case + "/links", "administrator 1", CaseRoom.Case(sent, "links")),
            (Case + "/links", "administrator 1", CaseRoom.Case(twice, "links")),
            (Case + "/refer", "administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}")),
            (Case + "/refer/marked", "administrator 1", CaseRoom.Case(sent, $"refer/marked?unit={room.Hospital}")),
            (Case + "/cover", "administrator 1", CaseRoom.Case(sent, "cover")),
            (Case + "/named", "administrator 1", CaseRoom.Case(named, "named")),
            (Case + "/named/{proposal}", "administrator 1", await ProposedAsync(room, proposed)),
            (Case + "/access", "administrator 1", CaseRoom.Case(inScope, "access")),
            (Case + "/access/{person}", "administrator 1", CaseRoom.Case(inScope, $"access/{room.Id("handler 1")}")),
            (Case + "/gate-names", "administrator 1", CaseRoom.Case(inScope, "gate-names")),
            (Case + "/talk", "administrator 1", CaseRoom.Case(sent, "talk")), ("/office/told", "administrator 1", "/da/office/told"),
            (Case + "/dates", "handler 1", CaseRoom.Case(sent, "dates")),
            (Case + "/hold", "administrator 1", CaseRoom.Case(sent, "hold")),
            (Case + "/label", "administrator 1", CaseRoom.Case(sent, "label")),
            (Referral, "handler 1", waiting), (Referral, "administrator 1", waiting),
            (Referral + "/assess", "handler 1", waiting + "/assess"), (Referral + "/plan", "handler 1", waiting + "/plan"),
            (Referral + "/plan/task", "handler 1", waiting + "/plan/task"),
            (Referral + "/plan/interview", "handler 1", waiting + "/plan/interview"),
            (Referral + "/plan/hearing", "handler 1", waiting + "/plan/hearing"),
            (Referral + "/plan/checks", "handler 1", waiting + "/plan/checks"),
            (Referral + "/act", "handler 1", waiting + "/act"), (Referral + "/act/action", "handler 1", waiting + "/act/action"),
            (Referral + "/act/duty", "handler 1", waiting + "/act/duty?duty=Injury"),
            (Referral + "/crime", "handler 1", waiting + "/crime"), (Referral + "/press", "handler 1", waiting + "/press"),
            (Referral + "/window", "handler 1", waiting + "/window"),
            (Referral + "/aftercare", "administrator 1", waiting + "/aftercare"),
            (Referral + "/aftercare", "handler 1", waiting + "/aftercare?line=Cooperation"),
            (Referral + "/hand-over", "handler 1", waiting + "/hand-over"),
            (Referral + "/in-charge", "handler 1", waiting + "/in-charge"),
            (Case + "/units", "handler 1", CaseRoom.Case(sent, "units")), (Referral + "/decline", "handler 1", waiting + "/decline"),
            (Referral + "/take-back", "administrator 1", unopened + "/take-back"), ("/office/declined", "handler 1", "/da/office/declined"),
            (Referral + "/statement/write", "handler 1", waiting + "/statement/write"),
            (Referral + "/statement", "administrator 1", referral + "/statement"),
            (Referral + "/orientation", "administrator 1", waiting + "/orientation"),
            (Case + "/export", "administrator 1", CaseRoom.Case(sent, "export")),
        ];
        var pages = new List<(string, IDocument)>();
        foreach (var (address, who, path) in visits) pages.Add((address, await room.PageAsync(who, path)));
        await room.DoneAsync("handler 1", waiting + "/window/date",
            ("Text", "På mødet."), ("UntilDay", "10"), ("UntilMonth", "3"), ("UntilYear", "2026"));
        await room.DoneAsync("handler 1", waiting + "/crime/mark", ("Text", "Der er slået."));
        await room.DoneAsync("handler 1", waiting + "/press", ("Risk", "no"));
        foreach (var page in new[] { "crime", "window", "plan" })
            pages.Add(($"{Referral}/{page}", await room.PageAsync("handler 1", $"{waiting}/{page}")));
        pages.Add((Case, await room.PageAsync("administrator 1", CaseRoom.Case(inScope))));
        foreach (var (form, text) in new[] { ("question", "Hvor?"), ("feedback", "Karen Bjerre ser på det.") })
        {
            using var check = await room.PostAsync("administrator 1", CaseRoom.Case(sent, form), ("Text", text));
            pages.Add(($"{Case}/{form}", await check.PageAsync()));
        }

        await room.PassAsync(sent, "administrator 2");
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        pages.Add((Case + "/close", await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("Acted"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "hold"), ("Text", "Retssag."));
        pages.Add((Case + "/hold", await room.PageAsync("administrator 2", CaseRoom.Case(sent, "hold"))));
        pages.Add((Case + "/look-after", await room.PageAsync("administrator 1", CaseRoom.Case(sent, "look-after"))));
        pages.Add((Case + "/reopen", await room.PageAsync("administrator 1", CaseRoom.Case(sent, "reopen"))));
        pages.AddRange(await SecondReadAsync(room, inScope));
        return pages;
    }

    /// <summary>What a handler wrote waits for the other, who then leaves the case.</summary>
    private static async Task<List<(string Address, IDocument Page)>> SecondReadAsync(CaseRoom room, Sent sent)
    {
        const string Case = "/office/case/{id}";
        await room.Office.Founded.WantSecondReaderAsync();
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Karen Bjerre ser på det."), ("Reason", "Aftalt."));
        var conversation = await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"));
        var address = conversation.QuerySelector("#proposals a")!.GetAttribute("href")!;
        var pages = new List<(string, IDocument)>
        {
            (Case + "/conversation", conversation), (Case + "/proposed/{proposal}", await room.PageAsync("handler 2", address)),
        };
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        pages.Add((Case + "/proposed/{proposal}", await room.PageAsync("handler 1", address)));
        using var alone = await room.PostAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Karen Bjerre ser på det."));
        pages.Add((Case + "/feedback", await alone.PageAsync()));
        return pages;
    }

    /// <summary>Where a handler's proposal waits for an administrator's answer.</summary>
    private static async Task<string> ProposedAsync(CaseRoom room, Sent sent)
    {
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "named"), ("Person", room.Id("handler 1")), ("Reason", "En patient."));
        return (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "named")))
            .QuerySelector("#apart-proposals a")!.GetAttribute("href")!;
    }

    /// <summary>What the page lacks of a row; empty when it has everything.</summary>
    private static string Missing(IDocument page, Row row)
    {
        if (page.QuerySelector(row.Id) is not { } element) return "the element";
        foreach (var (name, values) in row.Fields)
        {
            if (element.QuerySelector($"[name={name}]") is null) return $"the field {name}";
            if (values.FirstOrDefault(value =>
                element.QuerySelector($"[name={name}][value={value}], [name={name}] [value={value}]") is null) is { } value)
            {
                return $"{name} = {value}";
            }
        }

        return "";
    }

    private static List<Row> Rows()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "page-contract-cases.md"));
        return [.. text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|'))
            .Select(cells => new Row(Code().Match(cells[1]).Groups[1].Value, Code().Match(cells[2]).Groups[1].Value,
                [.. cells[3].Split(';').Select(field => Code().Matches(field).Select(match => match.Groups[1].Value).ToList())
                    .Where(words => words.Count > 0).Select(words => (words[0], words[1..]))]))];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    private sealed record Row(string Address, string Id, IReadOnlyList<(string Name, List<string> Values)> Fields);
}
