using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Core.Deadlines;
using Intake.Tests.Guarantees.Leaks;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Journeys;

/// <summary>A whole case on the running product, each person in their own browser, then a search in all that a thief could take.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class StoryTests
{
    private const string Told =
        "Overlægen lægger hånden på min lænd ved stuegang, selv om jeg trækker mig. Det er sket fire gange siden påske.";
    private const string Place = "Kirurgisk sengeafsnit, vagtstuen";
    private const string Question = "Var der andre til stede den aften i vagtstuen, som vi må tale med?";
    private const string Answer = "Ja, den anden sygeplejerske så det og sagde fra.";
    private const string Note = "Aftalt med lokal HR: samtaler i næste uge, bisidder tilbudt.";
    private const string Feedback = "Vi har undersøgt det, du skrev, og vi har handlet på det.";
    private const string Conclusion = "Forløbet er bekræftet af to samstemmende forklaringer.";
    private const string Remark = "Skriv, hvordan begge parter blev hørt.";
    private const string FirstFile = "sms fra overlaegen.png";
    private const string SecondFile = "vagtplan uge 14.txt";
    private const string FileText = "Vagtplan: aften, natten efter fri, kanarie-ab12cd34.";
    private const string Outside = "Kantinen har fået nye priser, og det synes jeg er forkert.";
    private const string OutsideWords = "Tak, fordi du skrev. Det hører til hos din leder eller din tillidsrepræsentant.";

    private RunningPortal portal = null!;
    private string key = "";
    private string caseAddress = "";
    private readonly List<string> strangers = [];

    [OneTimeSetUp]
    public async Task Start() => portal = await RunningPortal.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await portal.DisposeAsync();

    [Test, Promise(1), Promise(2), Promise(15), Promise(27)]
    public async Task The_whole_story_runs_without_scripts_and_leaves_nothing_to_a_thief()
    {
        await A_nurse_reports_without_scripts_and_gets_a_receipt_key();
        await The_administrator_screens_it_and_refers_it_to_two_of_three_handlers();
        await The_handler_asks_and_the_third_handler_finds_nothing();
        await The_nurse_returns_with_the_key_and_answers_with_another_file();
        await The_other_handler_notes_gives_feedback_and_sends_a_signed_statement();
        await A_report_outside_the_purpose_finds_fitting_local_help_in_its_mailbox();
        await The_worker_reminds_of_a_deadline_that_nears_and_escalates_one_that_passed_at_the_fixed_hour_only();
        await Nothing_that_was_written_is_found_in_the_dumps_the_data_folder_the_logs_or_the_mails();
    }

    private async Task A_nurse_reports_without_scripts_and_gets_a_receipt_key()
    {
        await using var nurse = await Walker.StartAsync(portal);
        key = await nurse.ReportAsync(Told, "bispebjerg-og-frederiksberg-hospital", Place,
            "Overlæge ved afdelingen. Mikkel Østergaard fra HR er hans ven.", FirstFile);
        Assert.That(key, Does.Match("^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$"));
        await nurse.OpenMailboxAsync(key);
        Assert.That(await nurse.ThreadAsync(), Has.Some.Contains(Told));
        strangers.AddRange(nurse.Strangers);
    }

    private async Task The_administrator_screens_it_and_refers_it_to_two_of_three_handlers()
    {
        await using var anne = await Walker.StartAsync(portal);
        await anne.SignInAsync("anne.holm");
        await anne.ScreenshotAsync("inbox");
        await anne.OpenCaseAsync();
        caseAddress = new Uri(anne.Page.Url).AbsolutePath;
        Assert.That(await anne.TextAsync("main"), Does.Contain(Told));
        await anne.ScreenshotAsync("case-administrator");

        await anne.GoAsync(caseAddress + "/screening");
        await anne.CheckAsync("#screening-form", "Scope", "inside");
        await anne.Page.SelectOptionAsync("#screening-form [name=Category]", "sexual-harassment");
        await anne.SubmitCheckedAsync("#screening-form");
        await anne.GoAsync(caseAddress + "/refer?unit=bispebjerg-og-frederiksberg-hospital");
        await anne.ScreenshotAsync("refer");
        Assert.That(await anne.Page.Locator("#referral-form label:has-text('Mikkel Østergaard')").CountAsync(), Is.EqualTo(1));
        Assert.That(await anne.Page.GetByLabel("Mikkel Østergaard").IsDisabledAsync(), Is.True, "the third is named in the report");
        await anne.Page.GetByLabel("Karen Bjerre").CheckAsync();
        foreach (var label in new[] { "Lars Thygesen", "ingen af dem, jeg vælger" }) await anne.Page.GetByLabel(label).CheckAsync();
        await anne.SubmitCheckedAsync("#referral-form");
    }

    private async Task The_handler_asks_and_the_third_handler_finds_nothing()
    {
        await using var karen = await Walker.StartAsync(portal);
        await karen.SignInAsync("karen.bjerre");
        await karen.OpenCaseAsync("conversation");
        Assert.That(await karen.TextAsync("main"), Does.Contain(Told));
        await karen.FillAsync("#question-form", "Text", Question);
        await karen.SubmitCheckedAsync("#question-form");
        await karen.ScreenshotAsync("case-handler");

        await using var mikkel = await Walker.StartAsync(portal);
        await mikkel.SignInAsync("mikkel.oestergaard");
        Assert.That(await mikkel.Page.Locator("#inbox tbody tr a").CountAsync(), Is.Zero);
        var answer = await mikkel.Page.GotoAsync(new Uri(portal.Address, caseAddress).AbsoluteUri);
        Assert.That(answer!.Status, Is.EqualTo(404));
    }

    private async Task The_nurse_returns_with_the_key_and_answers_with_another_file()
    {
        await using var nurse = await Walker.StartAsync(portal, width: 390);
        await nurse.OpenMailboxAsync(key);
        Assert.That(await nurse.ThreadAsync(), Has.Some.Contains(Question));
        await nurse.ScreenshotAsync("mailbox-question");
        await nurse.FillAsync("#reply-form", "Text", Answer);
        await nurse.Page.SetInputFilesAsync("#reply-form [name=Files]", new Microsoft.Playwright.FilePayload
        {
            Name = SecondFile, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(FileText),
        });
        await nurse.SubmitAsync("#send");
        Assert.That(await nurse.ThreadAsync(), Has.Some.Contains(Answer));
        strangers.AddRange(nurse.Strangers);
    }

    private async Task The_other_handler_notes_gives_feedback_and_sends_a_signed_statement()
    {
        await using var lars = await Walker.StartAsync(portal);
        await lars.SignInAsync("lars.thygesen");
        await lars.OpenCaseAsync("conversation");
        Assert.That(await lars.ThreadAsync(), Has.Some.Contains(Answer));
        await lars.FillAsync("#feedback-form", "Text", Feedback);
        await lars.SubmitCheckedAsync("#feedback-form");

        var referral = await ReferralAsync(lars);
        await lars.GoAsync(referral);
        await lars.FillAsync("#note-form", "Text", Note);
        await lars.SubmitAsync("#note-form");
        Assert.That(await lars.TextAsync("main"), Does.Contain(Note));
        await WriteStatementAsync(lars, referral, "Parterne er talt med.");

        await using var mette = await Walker.StartAsync(portal);
        await mette.SignInAsync("mette.lind");
        await mette.OpenCaseAsync();
        await mette.GoAsync(referral);
        Assert.That(await mette.TextAsync("body"), Does.Not.Contain(Note), "personnel notes are the unit's alone");
        await mette.GoAsync(referral + "/statement");
        Assert.That(await mette.TextAsync("main"), Does.Contain(Conclusion));
        await mette.CheckAsync("#statement-review-form", "Decision", "return");
        await mette.FillAsync("#statement-review-form", "Text", Remark);
        await mette.SubmitCheckedAsync("#statement-review-form");

        await lars.GoAsync(referral + "/statement/write");
        Assert.That(await lars.TextAsync("main"), Does.Contain(Remark));
        await WriteStatementAsync(lars, referral, "Begge parter er hørt hver for sig, med bisidder.");

        await mette.GoAsync(referral + "/statement");
        await mette.CheckAsync("#statement-review-form", "Decision", "accept");
        await mette.SubmitCheckedAsync("#statement-review-form");
        await mette.ScreenshotAsync("statement");
        await ExportAsync(mette);
    }

    private async Task A_report_outside_the_purpose_finds_fitting_local_help_in_its_mailbox()
    {
        await using var someone = await Walker.StartAsync(portal);
        var other = await someone.ReportAsync(Outside, "unknown", Place, "", null);
        await using var jens = await Walker.StartAsync(portal);
        await jens.SignInAsync("jens.krogh");
        await jens.Page.ClickAsync("#inbox tbody tr:has([data-state=Received]) a, #inbox tbody tr:first-child a");
        await jens.CheckAsync("#gate-form", "Conflict", "none");
        await jens.SubmitAsync("#gate-form");
        Assert.That(await jens.TextAsync("main"), Does.Contain(Outside));
        await jens.GoAsync(new Uri(jens.Page.Url).AbsolutePath + "/screening");
        await jens.CheckAsync("#screening-form", "Scope", "outside");
        await jens.Page.SelectOptionAsync("#screening-form [name=Ground]", new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await jens.Page.CheckAsync("#screening-form [name=Help] >> nth=0");
        await jens.FillAsync("#screening-form", "Text", OutsideWords);
        await jens.SubmitCheckedAsync("#screening-form");

        await someone.OpenMailboxAsync(other);
        Assert.That(await someone.TextAsync("#thread"), Does.Contain(OutsideWords));
        await someone.ScreenshotAsync("mailbox-outside");
    }

    private async Task The_worker_reminds_of_a_deadline_that_nears_and_escalates_one_that_passed_at_the_fixed_hour_only()
    {
        await using (var someone = await Walker.StartAsync(portal))
            await someone.ReportAsync("En tredje henvendelse om tonen.", "unknown", Place, "", null);
        const string Today = "(now() at time zone 'Europe/Copenhagen')::date";
        const string Move = $"update intake.deadline set starts_on = {Today} - 20, due_on = {Today}";
        await portal.SqlAsync(Move + " - 6 where met_on is null and kind = 2");
        await portal.SqlAsync(Move + " + 1 where met_on is null and kind = 1");
        var (hour, time) = (await MailHourAsync(), TimeProvider.System);
        var go = DanishCalendar.IsWorkingDay(CopenhagenClock.Today(time)); // Else no mail leaves.
        var quick = new Dictionary<string, string>
            { ["Intake__Schedule__sweep-deadlines"] = "0/4 * * * * ?", ["Intake__Schedule__send-mails"] = "2/4 * * * * ?" };
        using var worker = portal.StartWorker(quick);
        try
        {
            for (var waited = 0; waited < 600 && ((go && Mails().Length < 2) || time.GetUtcNow() < hour.AddSeconds(8)); waited++)
            {
                if (time.GetUtcNow() < hour) Assert.That(Mails(), Is.Empty, "no mail before the hour");
                await Task.Delay(1000);
            }
        }
        finally
        {
            worker.Kill();
        }
        var mails = Mails();
        Assert.That(mails, go ? Is.Not.Empty : Is.Empty);
        Assert.That(mails.Select(MessageId), Is.Unique);
        foreach (var mail in mails) Assert.That(mail, Does.Not.Contain(Told).And.Not.Contain("/case/").And.Not.Contain(key));
        var steps = await portal.SqlAsync("select count(*) from intake.escalation");
        Assert.That(int.Parse(steps, CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(go ? 2 : 0));
    }

    private async Task Nothing_that_was_written_is_found_in_the_dumps_the_data_folder_the_logs_or_the_mails()
    {
        string[] canaries = [Told, Place, Question, Answer, Note, Feedback, Conclusion, Remark, Outside, OutsideWords,
            FirstFile, SecondFile, FileText, key, key.Replace("-", "")];
        await portal.MarkAsync("set og fundet");
        var places = CanaryScan.Files(portal.Folder).Append((Place: "dump of intake", Bytes: await portal.DumpAsync()))
            .Append((Place: "dump of the vault", Bytes: await portal.DumpAsync("intake_vault"))).ToList();
        Assert.That(places.Select(p => p.Place), Has.Some.Contains("/pg_wal/").And.Some.Contains("/logs/"));
        Assert.That(places.Any(p => p.Place.Contains("/mail/", StringComparison.Ordinal)), Is.EqualTo(Mails().Length > 0));
        Assert.That(CanaryScan.Find(["set og fundet"], places),
            Has.Some.Contains("/pg_wal/").And.Some.Contains("dump of intake"), "the search sees what is there");
        Assert.That(CanaryScan.Find(canaries, places), Is.Empty);
        Assert.That(strangers, Is.Empty, "no request to any other host");
    }

    private static async Task<string> ReferralAsync(Walker handler)
    {
        var href = await handler.Page.Locator("a[href*='/referral/']").First.GetAttributeAsync("href");
        return Referral().Match(href!).Value;
    }

    private static async Task WriteStatementAsync(Walker handler, string referral, string how)
    {
        await handler.GoAsync(referral + "/statement/write");
        foreach (var (field, text) in new[]
        {
            ("Examined", "Det, der er beskrevet i henvendelsen."), ("How", how), ("Conclusion", Conclusion),
            ("Actions", "Samtale med klare forventninger; kulturdialog i afsnittet."), ("FeedbackGiven", "Givet i postkassen."),
            ("Learning", "Stuegang planlægges, så ingen går alene."),
        })
        {
            await handler.FillAsync("#statement-form", field, text);
        }

        await handler.CheckAsync("#statement-form", "BothPartiesHeard", "yes");
        await handler.FillAsync("#statement-form", "BothPartiesWhy", how);
        await handler.CheckAsync("#statement-form", "Track", "both");
        await handler.SubmitCheckedAsync("#statement-form");
        await handler.Page.WaitForURLAsync("**/referral/**");
    }

    private async Task ExportAsync(Walker administrator)
    {
        await administrator.GoAsync(caseAddress + "/export");
        await administrator.ScreenshotAsync("export");
        await administrator.Page.CheckAsync("#export-form [value=json]");
        var download = await administrator.Page.RunAndWaitForDownloadAsync(() => administrator.SubmitAsync("#export-form"));
        var path = Path.Combine(Path.GetDirectoryName(portal.Folder)!, Path.GetFileName(portal.Folder) + "-export.json");
        try
        {
            await download.SaveAsAsync(path);
            var verified = await portal.CommandAsync("verify", "statement", path, "--root", Path.Combine(portal.Folder, "scheme-root"));
            Assert.That(verified.ExitCode, Is.Zero, verified.Output + verified.Errors);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Loads the scheme with one mail hour, in five minutes: a busy machine takes some to start a worker and sweep.</summary>
    private async Task<DateTimeOffset> MailHourAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var hour = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(5);
        var local = TimeZoneInfo.ConvertTime(hour, TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"));
        var file = System.Text.Encoding.UTF8.GetString(FoundedScheme.RegionFile());
        var changed = MailHours().Replace(file, $"\"mailHours\": [\"{local:HH\\:mm}\"]");
        Assert.That(changed, Is.Not.EqualTo(file));
        var path = Path.Combine(portal.Folder, "scheme.json");
        await File.WriteAllTextAsync(path, changed);
        (await portal.CommandAsync("scheme", "load", path)).Required();
        return hour;
    }

    private string[] Mails() =>
        [.. Directory.EnumerateFiles(portal.MailFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Where(m => MessageId(m).Length > 0)];

    private static string MessageId(string mail) =>
        Regex.Match(mail, "^Message-ID:(.*)$", RegexOptions.IgnoreCase | RegexOptions.Multiline).Groups[1].Value.Trim();

    [GeneratedRegex("/da/office/case/[^/]+/referral/[0-9a-f-]{36}")]
    private static partial Regex Referral();

    [GeneratedRegex("\"mailHours\"\\s*:\\s*\\[[^\\]]*\\]")]
    private static partial Regex MailHours();
}
