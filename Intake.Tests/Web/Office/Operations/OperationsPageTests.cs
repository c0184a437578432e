using AngleSharp.Dom;
using Intake.Worker.Scheduling;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>What the page says about jobs, runs and workers, in each of their states.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OperationsPageTests
{
    private OperationsRoom room = null!;

    [OneTimeSetUp]
    public async Task Open() => room = await OperationsRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await room.DisposeAsync();

    [SetUp]
    public async Task Clear() => await room.Rows.ClearAsync();

    [TestCase("da", "Alt kører. Opgjort 3. marts 2026 kl. 10.30.")]
    [TestCase("en", "All is running. As of 3 March 2026 at 10:30.")]
    public async Task When_all_is_well_the_page_says_so_in_green_and_when_it_was_looked_at(string language, string words)
    {
        foreach (var job in Schedule.Jobs) await room.Rows.PutJobAsync(job.Name);
        await room.Rows.PutWorkerAsync(TimeSpan.FromSeconds(4));
        var state = (await room.PageAsync($"/{language}/office/operations")).QuerySelector("#state")!;
        Assert.That((state.ClassList.Contains("alert-success"), state.TextContent.Trim()), Is.EqualTo((true, words)));
    }

    [TestCase("Succeeded", "Gik godt", "Went well")]
    [TestCase("Processing", "Kører nu", "Running now")]
    [TestCase("Enqueued", "Venter", "Waits")]
    [TestCase("Scheduled", "Mislykkedes, prøves igen", "Failed, is tried again")]
    [TestCase("Failed", "Mislykkedes", "Failed")]
    [TestCase("Deleted", "Mislykkedes", "Failed")]
    [TestCase(null, "Har ikke kørt endnu", "Has not run yet")]
    public async Task Each_state_of_a_job_is_said_in_words(string? state, string danish, string english)
    {
        await room.Rows.PutJobAsync("send-mails", state);
        foreach (var (language, words) in new[] { ("da", danish), ("en", english) })
        {
            var row = Row(await room.PageAsync($"/{language}/office/operations"), "send-mails");
            Assert.That(row.QuerySelector(".badge")?.TextContent, Is.EqualTo(words));
        }
    }

    [Test]
    public async Task A_row_says_what_the_job_is_for_and_when_it_ran_and_runs()
    {
        await room.Rows.PutJobAsync("destroy-reports", nextAt: new DateTimeOffset(2026, 3, 4, 1, 0, 0, TimeSpan.Zero));
        Assert.That(Cells(await room.PageAsync(), "destroy-reports"), Is.EqualTo(new[]
        {
            "Sletning af sagerSletter sager, der skal slettes, og deres nøgler. Loven kræver, at det sker til tiden. destroy-reports",
            "3. marts 2026 kl. 10.29", "Gik godt", "4. marts 2026 kl. 02.00",
        }));
    }

    [Test]
    public async Task A_job_that_never_ran_one_that_is_turned_off_and_one_that_is_overdue_are_said_to_be_so()
    {
        await room.Rows.PutJobAsync("send-mails", state: null);
        await room.Rows.PutJobAsync("sweep-expired", off: true);
        await room.Rows.PutJobAsync("sweep-deadlines", nextAt: room.Now.AddMinutes(-30));
        await room.Rows.PutWorkerAsync(TimeSpan.Zero);
        var page = await room.PageAsync();
        Assert.That(Cells(page, "send-mails")[1], Is.EqualTo("Aldrig"));
        Assert.That(Cells(page, "sweep-expired")[3], Is.EqualTo("Slået fra"));
        Assert.That(Cells(page, "sweep-deadlines")[3], Does.StartWith("3. marts 2026 kl. 10.00").And.EndsWith("Forsinket"));
        Assert.That(Faults(page), Is.EqualTo(new[] { "Et job skulle have kørt: Frister.", "Et job er slået fra: Oprydning." }));
    }

    [Test]
    public async Task A_failures_outline_can_be_unfolded_and_is_only_text()
    {
        await room.Rows.PutJobAsync("nightly-rewrite", "Scheduled", "Npgsql.PostgresException(57014) at Intake.Worker.Jobs.<RunAsync>d__1");
        var details = Row(await room.PageAsync(), "nightly-rewrite").QuerySelector("details")!;
        Assert.That((details.HasAttribute("open"), details.QuerySelector("summary")?.TextContent), Is.EqualTo((false, "Hvad gik galt?")));
        Assert.That(
            details.QuerySelector("code")?.TextContent,
            Is.EqualTo("Npgsql.PostgresException(57014) at Intake.Worker.Jobs.<RunAsync>d__1"));
    }

    [Test]
    public async Task A_run_so_long_ago_that_it_is_forgotten_is_not_said_never_to_have_been()
    {
        await room.Rows.PutJobAsync("destroy-reports");
        await room.Rows.SqlAsync("DELETE FROM hangfire.job");
        Assert.That(
            Cells(await room.PageAsync(), "destroy-reports")[1..3],
            Is.EqualTo(new[] { "3. marts 2026 kl. 10.29", "Huskes ikke længere" }));
    }

    [Test]
    public async Task A_job_that_could_not_be_queued_has_failed()
    {
        await room.Rows.PutJobAsync("seal-daily-root", notQueued: true);
        Assert.That(Row(await room.PageAsync(), "seal-daily-root").GetAttribute("data-outcome"), Is.EqualTo("Failed"));
    }

    [Test]
    public async Task Every_job_of_the_schedule_has_words_and_stands_in_its_order_and_an_unknown_one_stands_last_under_its_name()
    {
        await room.Rows.PutJobAsync("a-newer-workers-job");
        foreach (var job in Schedule.Jobs.Reverse()) await room.Rows.PutJobAsync(job.Name);
        var page = await room.PageAsync();
        Assert.That(
            page.QuerySelectorAll("#jobs tbody tr").Select(row => row.GetAttribute("data-job")),
            Is.EqualTo(Schedule.Jobs.Select(job => job.Name).Append("a-newer-workers-job")));
        foreach (var job in Schedule.Jobs)
        {
            Assert.That(Row(page, job.Name).QuerySelector("strong")!.TextContent, Is.Not.EqualTo(job.Name));
            Assert.That(Row(page, job.Name).QuerySelector(".cell-note")!.TextContent, Is.Not.Empty, job.Name);
        }

        Assert.That(Cells(page, "a-newer-workers-job")[0], Is.EqualTo("a-newer-workers-job"), "its name once, not as words and as a name");
    }

    [Test]
    public async Task What_is_wrong_is_told_with_the_gravest_first()
    {
        await room.Rows.PutJobAsync("send-mails", "Scheduled", "System.TimeoutException");
        await room.Rows.PutJobAsync("sweep-expired", "Failed", "System.TimeoutException");
        await room.Rows.PutRunsAsync(2, room.Now.AddMinutes(-20));
        await room.Rows.PutWorkerAsync(TimeSpan.FromSeconds(61));
        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#state")!.ClassList, Does.Contain("alert-error"));
        Assert.That(Faults(page), Is.EqualTo(new[]
        {
            "Intet baggrundsprogram har meldt sig det seneste minut, så ingen job kører, og ingen mails sendes.",
            "2 job mislykkedes: Mails til medarbejdere, Oprydning.",
        }));
        await room.Rows.PutWorkerAsync(TimeSpan.FromSeconds(3));
        page = await room.PageAsync();
        Assert.That(Faults(page)[1], Is.EqualTo("2 kørsler venter, den ældste i over fem minutter."));
        Assert.That(page.QuerySelector("#queue")!.TextContent, Is.EqualTo("2 kørsler venter, den ældste siden 3. marts 2026 kl. 10.10."));
    }

    [Test]
    public async Task Workers_are_told_by_how_long_they_run_and_when_they_reported()
    {
        await room.Rows.PutWorkerAsync(TimeSpan.FromSeconds(3), TimeSpan.FromHours(3));
        await room.Rows.PutWorkerAsync(TimeSpan.FromSeconds(45), TimeSpan.FromHours(2));
        await room.Rows.PutWorkerAsync(TimeSpan.FromMinutes(7), TimeSpan.FromHours(1));
        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#workers-alive")!.TextContent, Is.EqualTo("2 baggrundsprogrammer er i gang."));
        Assert.That(
            page.QuerySelectorAll("#workers tbody tr")
                .Select(row => string.Join(" | ", row.QuerySelectorAll("td").Select(cell => cell.TextContent))),
            Is.EqualTo(new[]
            {
                "I gang | 3. marts 2026 kl. 07.30 | for få sekunder siden",
                "I gang | 3. marts 2026 kl. 08.30 | for 45 sekunder siden",
                "Svarer ikke | 3. marts 2026 kl. 09.30 | for 7 minutter siden",
            }));
    }

    [Test]
    public async Task Before_the_first_worker_the_page_says_that_nothing_is_there_yet()
    {
        var page = await room.PageAsync();
        Assert.That(page.QuerySelector("#jobs-none"), Is.Not.Null);
        Assert.That(page.QuerySelector("#workers-alive")!.TextContent, Is.EqualTo("Intet baggrundsprogram er i gang."));
        Assert.That(
            (page.QuerySelector("#jobs"), page.QuerySelector("#workers"), page.QuerySelector("#given-up")),
            Is.EqualTo((default(IElement), default(IElement), default(IElement))));
    }

    private static IElement Row(IDocument page, string job) => page.QuerySelector($"#jobs tr[data-job={job}]")!;

    private static List<string> Cells(IDocument page, string job) =>
        [.. Row(page, job).QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];

    private static IReadOnlyList<string> Faults(IDocument page) =>
        [.. page.QuerySelectorAll("#state [data-fault]").Select(line => line.TextContent)];
}
