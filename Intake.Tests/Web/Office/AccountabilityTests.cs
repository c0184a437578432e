using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using Intake.Core.Accountability.Figures;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>A winter's cases, the worker's reports of it, and what administrators see and take out of them.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AccountabilityTests
{
    private WorkerBench bench = null!;
    private OfficeHost office = null!;
    private Played played = null!;
    private string anne = "";
    private Guid march;

    [OneTimeSetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 1, 12, 9, 30, 0, TimeSpan.Zero));
        office = await OfficeHost.StartAsync(bench.Founded);
        played = await new AccountabilityScene(bench.Founded).PlayAsync();
        bench.Time.AdjustTime(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        await bench.RunAsync<MakeRingKeys>();
        // Two workers at once, and one again.
        await Task.WhenAll(bench.RunAsync<MakeAccountabilityReports>(), bench.RunAsync<MakeAccountabilityReports>());
        await bench.RunAsync<MakeAccountabilityReports>();
        anne = await office.CookieOfAsync(bench.Founded["administrator 1"]);
        await using var db = bench.AsOwner();
        march = await db.AccountabilityReports.Where(report => report.Scheduled).Select(report => report.Id).SingleAsync();
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await office.Web.DisposeAsync();
        await bench.DisposeAsync();
    }

    [Test]
    public async Task A_month_gets_one_report_and_each_administrator_one_mail_at_the_mail_hour()
    {
        await using var db = bench.AsOwner();
        var kept = await db.AccountabilityReports.SingleAsync(report => report.Id == march);
        Assert.That((kept.FromOn, kept.ToOn, kept.MadeOn),
            Is.EqualTo((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 1))));
        var mails = await db.Mails.Where(mail => mail.Kind == MailKind.Reminder).Select(mail => mail.HourAt).ToListAsync();
        Assert.That(mails, Is.EqualTo(Enumerable.Repeat(new DateTimeOffset(2026, 4, 1, 5, 30, 0, TimeSpan.Zero), 3)),
            "two administrators and the deputy, half past seven in Copenhagen");
    }

    [Test]
    public async Task Every_figure_is_what_the_audit_tells_for_each_hospital_and_the_whole_in_both_periods()
    {
        var document = await DocumentAsync(march);
        var table = new FigureTable(document);
        var lines = await LinesAsync();
        foreach (var unit in new Guid?[] { null, bench.Founded.Hospital.Id, bench.Founded.OtherHospital.Id })
        {
            var row = table.Rows.Single(row => row.Unit?.Id == unit);
            foreach (var (key, count) in new AuditRecount(lines, played, document.From, document.To).Counts(unit))
                Assert.That(table.Value(row, Column(key)).Count, Is.EqualTo(count), $"{key} of {row.Unit?.Da}");
            foreach (var (key, count) in new AuditRecount(lines, played, document.BeforeFrom, document.BeforeTo).Counts(unit))
                Assert.That(table.Before(row, Column(key))!.Count, Is.EqualTo(count), $"{key} of {row.Unit?.Da} before");
        }

        Assert.That(table.Value(table.Rows[0], Column("Received")).Count, Is.EqualTo(5), "as the scene was played");
        Assert.That(table.Value(table.Rows[0], Column("Oriented")).Count, Is.EqualTo(1));
        Assert.That(table.Value(table.Rows[0], Column("Recused")).Count, Is.EqualTo(2));
        Assert.That(table.Value(table.Rows[0], Column("AwaitsReferral")).Count, Is.EqualTo(1), "both handlers have left");
    }

    [Test]
    public async Task Cases_without_follow_are_counted_by_month_and_neither_rows_nor_files_say_whose()
    {
        var document = await DocumentAsync(march);
        var (screened, unfollowed) = new AuditRecount(await LinesAsync(), played, document.From, document.To).Follow();
        Assert.That((screened, unfollowed), Is.EqualTo((5, 1)), "as the scene was played");
        var page = await PageAsync($"/da/office/accountability/{march}");
        Assert.That(
            page.QuerySelectorAll("#follow tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent))),
            Is.EqualTo(new[] { $"marts 2026|{screened}|{unfollowed}" }));
        using var answer = await office.GetAsync($"/da/office/accountability/{march}/csv", anne);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Match("Følges ikke, marts 2026[^;]*;\"?\\*"));
        await using var db = bench.AsOwner();
        var rows = await db.FollowTallies.AsNoTracking().ToListAsync();
        Assert.That(rows.Select(row => row.Month.Month), Is.EquivalentTo(new[] { 1, 2, 3 }));
        Assert.That(rows.Select(row => row.Sealed.Length), Is.All.EqualTo(65));
        await using var worker = bench.Founded.Databases.AsWorker();
        await Assert.ThatAsync(() => worker.FollowTallies.CountAsync(), Throws.Exception, "the worker reads none");
    }

    [Test]
    public async Task Median_and_ninetieth_percentile_are_those_of_the_audits_days()
    {
        var document = await DocumentAsync(march);
        var table = new FigureTable(document);
        var recount = new AuditRecount(await LinesAsync(), played, document.From, document.To);
        foreach (var (key, days) in new[] { ("DaysToOpening", recount.DaysToOpening()), ("DaysToAcceptance", recount.DaysToAcceptance()) })
        {
            var value = table.Value(table.Rows[0], Column(key));
            Assert.That((value.Count, value.Median, value.Ninetieth), Is.EqualTo((days.Count,
                (int?)days[(int)Math.Ceiling(days.Count * .5) - 1], (int?)days[(int)Math.Ceiling(days.Count * .9) - 1])), key);
        }
    }

    [TestCase("da", "sager venter på")]
    [TestCase("en", "cases wait for")]
    public async Task Each_figure_leads_to_as_many_lines_as_it_says_and_late_cases_say_whose_move_it_is(string language, string most)
    {
        var page = await PageAsync($"/{language}/office/accountability/{march}");
        Assert.That(page.QuerySelector("#lead")!.TextContent, Does.Contain(most));
        Assert.That(page.QuerySelector("#genuine"), Is.Not.Null);
        var late = page.QuerySelectorAll("#late tbody tr");
        Assert.That(late.Select(row => row.Children[4].TextContent), Has.Some.EqualTo("Administrator")
            .And.Some.EqualTo(bench.Founded.Hospital.Title.In(language)));
        var figures = page.QuerySelectorAll("td a[data-count]");
        Assert.That(figures, Has.Length.GreaterThan(30));
        foreach (var figure in figures.Where((_, index) => language == "da" || index % 9 == 0))
        {
            var cases = await PageAsync(figure.GetAttribute("href")!);
            var count = int.Parse(figure.GetAttribute("data-count")!, CultureInfo.InvariantCulture);
            Assert.That(cases.QuerySelectorAll("#cases tbody tr"), Has.Length.EqualTo(count), figure.GetAttribute("href"));
        }
    }

    [TestCase("da")]
    [TestCase("en")]
    public async Task The_PDF_is_tagged_and_has_the_schemes_name_and_no_small_count_of_a_unit(string language)
    {
        using var answer = await office.GetAsync($"/{language}/office/accountability/{march}/pdf", anne);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{answer.Headers.Location}");
        using var folder = new Workspace();
        var file = folder.PathOf("report.pdf");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        var title = bench.Founded.Scheme.Title.In(language);
        var info = (await ProcessRun.RunAsync("/usr/bin/pdfinfo", [file])).Required().Output;
        Assert.That(info, Does.Match(@"Tagged:\s+yes").And.Contain(title));
        var text = (await ProcessRun.RunAsync("/usr/bin/pdftotext", ["-layout", file, "-"])).Required().Output;
        Assert.That(text, Does.Contain(title).And.Contain("*").And.Contain(bench.Founded.Hospital.Title.In(language)[..8]));
        var tags = (await ProcessRun.RunAsync("/usr/bin/pdfinfo", ["-struct", file])).Required().Output;
        Assert.That(tags, Does.Contain("H1").And.Contain("TH"));
    }

    [Test]
    public async Task The_CSV_opens_in_a_Danish_spreadsheet_and_hides_the_small_counts_of_units()
    {
        using var answer = await office.GetAsync($"/da/office/accountability/{march}/csv", anne);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var units = bench.Founded.Scheme.Units.Select(unit => unit.Title.Da).ToHashSet();
        Assert.That(bytes.AsSpan().StartsWith(Encoding.UTF8.GetPreamble()), Is.True);
        var rows = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim('"').Split("\";\"")).ToList();
        Assert.That(rows.Skip(1).Select(row => string.Join(' ', row[9..])),
            Is.All.EqualTo($"{bench.Founded.Scheme.Title.Da} 2026-03-01 2026-03-31"));
        Assert.That(rows.SelectMany(row => row).Where(cell => cell.Contains(" / ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(rows.Where(row => row[5].Length > 0).Skip(1)
            .Select(row => (row[1], row[3], Days: int.Parse(row[7], CultureInfo.InvariantCulture) > 0)),
            Is.Not.Empty.And.All.EqualTo(("", "", true)), "days and move have columns of their own");
        Assert.That(
            rows.Where(row => row[0] == "Hvad kom, og hvor gik det hen").Select(row => row[1]).Where(units.Contains).Distinct().Count(),
            Is.LessThan(units.Count), "as on the page, units without figures have no row");
        var small = rows.Where(row => row[5].Length == 0 && units.Contains(row[1]) && (row[3] is "1" or "2" || row[4] is "1" or "2"));
        Assert.That(small.Select(row => string.Join(';', row)), Is.Empty);
        Assert.That(rows.Where(row => row[1] == bench.Founded.OtherHospital.Title.Da).Select(row => row[3]),
            Has.Some.EqualTo("*").And.None.EqualTo("1").And.None.EqualTo("2"));
        Assert.That(rows.Single(row => row[1] == "Hele ordningen" && row[2] == "Modtaget")[3], Is.EqualTo("5"));

        using var book = await office.GetAsync($"/da/office/accountability/{march}/xlsx", anne);
        using var archive = new System.IO.Compression.ZipArchive(await book.Content.ReadAsStreamAsync());
        Assert.That(archive.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)), Is.EqualTo(10));
    }

    [Test]
    public async Task A_report_that_the_installation_has_not_signed_shows_no_figure()
    {
        using var made = await AskAsync("Year");
        var address = made.Headers.Location!.OriginalString;
        var asked = Guid.Parse(address[^36..]);
        var genuine = await PageAsync(address);
        var name = bench.Founded["administrator 1"].Certificate.FullName;
        Assert.That(genuine.QuerySelector("#genuine"), Is.Not.Null);
        Assert.That(genuine.QuerySelector("#occasion")!.TextContent, Is.EqualTo($"Anledning: Bestilt af {name}."));
        await using var db = bench.AsOwner();
        var kept = await db.AccountabilityReports.SingleAsync(report => report.Id == asked);
        Assert.That(Encoding.UTF8.GetString(kept.Document), Does.Not.Contain(name), "sealed");
        var unnamed = await bench.Founded.Services.GetRequiredService<AccountabilityReports>().MakeAsync(
            db, bench.Founded.Scheme, ReportPeriod.YearTo(new(2026, 3, 31)), scheduled: false, default); // as before names were kept
        Assert.That((await PageAsync($"/da/office/accountability/{unnamed.Id}")).QuerySelector("#occasion")!.TextContent,
            Is.EqualTo("Anledning: På en administrators ønske."));
        Assert.That((await PageAsync("/da/office/accountability")).QuerySelectorAll("#reports tbody tr")
            .Select(row => (row.QuerySelector("a")!.GetAttribute("href")!, row.Children[2].FirstChild!.TextContent)), Is.SupersetOf(new[]
        {
            (address, $"Bestilt af {name}"), ($"/da/office/accountability/{march}", "Efter planen"),
            ($"/da/office/accountability/{unnamed.Id}", "På en administrators ønske"),
        }));
        await db.Database.ExecuteSqlRawAsync("""
            UPDATE intake.accountability_report SET document = set_byte(document, 60, get_byte(document, 60) # 1) WHERE NOT scheduled
            """);
        var page = await PageAsync(address);
        Assert.That(page.QuerySelector("#not-genuine"), Is.Not.Null);
        Assert.That(page.QuerySelectorAll("table"), Is.Empty);
        using var csv = await office.GetAsync(address + "/csv", anne);
        Assert.That(csv.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Without_weasyprint_the_page_says_so_and_the_other_files_are_there()
    {
        await using var web = await OfficeHost.StartAsync(
            await FoundedScheme.CreateAsync(), more: new Dictionary<string, string?> { ["Intake:Cleaner:Bubblewrap"] = "/nowhere/bwrap" });
        var cookie = await web.CookieOfAsync(web.Founded["administrator 1"]);
        using var made = await web.PostAsync("/da/office/accountability", cookie, ("Period", "Running"), await TokenAsync(web, cookie));
        var address = made.Headers.Location!.OriginalString;
        using var answer = await web.GetAsync(address, cookie);
        var page = await answer.PageAsync();
        Assert.That(page.QuerySelector("#pdf-missing")!.TextContent, Does.Contain("weasyprint"));
        using var pdf = await web.GetAsync(address + "/pdf", cookie);
        Assert.That(pdf.Headers.Location!.OriginalString, Does.EndWith("?notice=no-pdf"));
        using var csv = await web.GetAsync(address + "/csv", cookie);
        Assert.That(csv.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_administrator_without_a_key_to_a_case_finds_its_number_nowhere_in_page_lists_and_files()
    {
        var without = await office.CookieOfAsync(bench.Founded["deputy"]);
        var references = played.Received.Keys.Select(CaseReference.Of).ToList();
        foreach (var page in new[] { "", "/csv", "/cases?figure=Open", "/cases?figure=Received" })
        {
            Assert.That(references.Where((await TextAsync(anne)).Contains), Is.Not.Empty, page);
            var seen = await TextAsync(without);
            Assert.That(references.Where(seen.Contains), Is.Empty, page);

            async Task<string> TextAsync(string cookie)
            {
                using var answer = await office.GetAsync($"/da/office/accountability/{march}{page}", cookie);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), page);
                return await answer.Content.ReadAsStringAsync();
            }
        }
    }

    [Test]
    public async Task A_case_handler_finds_no_such_pages()
    {
        var handler = await office.CookieOfAsync(bench.Founded["handler 1"]);
        foreach (var page in new[] { "", $"/{march}", $"/{march}/csv", $"/{march}/cases?figure=Open" })
        {
            using var answer = await office.GetAsync("/da/office/accountability" + page, handler);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), page);
        }
    }

    private static FigureColumn Column(string key) => FigureColumn.All.Single(column => column.Key == key);

    private static async Task<(string, string)> TokenAsync(OfficeHost web, string cookie)
    {
        using var answer = await web.GetAsync("/da/office/accountability", cookie);
        var once = (await answer.PageAsync()).QuerySelector("#accountability-form input[type=hidden]")!;
        return (once.GetAttribute("name")!, once.GetAttribute("value")!);
    }

    private async Task<HttpResponseMessage> AskAsync(string period) =>
        await office.PostAsync("/da/office/accountability", anne, ("Period", period), await TokenAsync(office, anne));

    private async Task<IDocument> PageAsync(string address)
    {
        using var answer = await office.GetAsync(address, anne);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        return await answer.PageAsync();
    }

    private async Task<AccountabilityDocument> DocumentAsync(Guid id)
    {
        await using var db = bench.AsOwner();
        var kept = await db.AccountabilityReports.SingleAsync(row => row.Id == id);
        Assert.That(Encoding.UTF8.GetString(kept.Document), Does.Not.Contain("Recused"), "a dump does not tell who stepped back");
        return AccountabilityDocument.Read(bench.Founded.Services.GetRequiredService<AccountabilityReports>().Open(kept)!);
    }

    private async Task<IReadOnlyList<AuditLine>> LinesAsync()
    {
        await using var db = bench.AsOwner();
        return await bench.Service<AuditTrail>().ReadAllAsync(
            db, bench.Founded.Scheme.Id, new DateOnly(2026, 1, 1), new DateOnly(2026, 4, 1), default);
    }
}
