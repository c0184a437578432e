using Intake.Core.Accountability;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Commands;

/// <summary>
/// Mails of three days as a mail server got them, held against each other by the command with no setting at all, and against the
/// installation.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class VerifyMailsTests
{
    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly Workspace workspace = new();
    private WorkerBench bench = null!;
    private string[] mails = [];

    [OneTimeSetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        for (var day = 0; day < 3; day++)
        {
            if (day == 0) await Sending.SendAsync(bench.Founded, "Det skete igen.");
            bench.Time.Advance(TimeSpan.FromDays(1));
            await bench.RunAsync<SealDailyRoot>();
        }

        bench.Time.Advance(TimeSpan.FromHours(4));
        await bench.RunAsync<SendMails>();
        var to = bench.Founded["administrator 1"].Email;
        mails = [.. bench.Sink.Mails().Where(mail => mail.To.Contains(to)).OrderBy(mail => DayIn(mail.Body)).Select(mail => mail.Body)];
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await bench.DisposeAsync();
        workspace.Dispose();
    }

    [Test]
    public async Task Mails_alone_show_one_unbroken_history_saved_as_text_quoted_or_as_a_mail()
    {
        var quoted = string.Join('\n', mails[1].ReplaceLineEndings("\n").Split('\n').Select(line => "> " + line));
        var raw = bench.Sink.RawMails().First(mail => mail.Contains("base64", StringComparison.OrdinalIgnoreCase));
        var run = await RunAsync(mails[0], quoted, mails[2], raw);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Done), run.Output + run.Errors);
        Assert.That(run.Output, Does.Contain("from 2026-03-03 to 2026-03-05"));
        Assert.That((await CommandRun.OfAsync(NoSettings, "verify", "mails")).Code, Is.EqualTo(ExitCode.Misused));
        Assert.That((await RunAsync("Kære alle")).Code, Is.EqualTo(ExitCode.Broken));
    }

    [Test]
    public async Task A_missing_day_a_changed_line_another_key_and_a_second_history_are_told()
    {
        Assert.That((await RunAsync(mails[0], mails[2])).Output, Is.EqualTo("2026-03-04\tDayMissing\n"));
        var forged = mails[1].Replace("2026-03-04=0", "2026-03-04=1", StringComparison.Ordinal);
        forged = forged == mails[1] ? System.Text.RegularExpressions.Regex.Replace(mails[1], "(2026-03-04=)[1-9a-f]", "${1}0") : forged;
        Assert.That((await RunAsync(mails[0], forged, mails[2])).Output,
            Does.Contain("2026-03-04\tNotSigned").And.Contain("2026-03-05\tDoesNotFollow"));

        // A person who has the file secret can sign another history: the mail that was sent before tells of it.
        using var secret = FileSecret.Read(bench.Founded.FileSecretPath);
        var other = DailyRootSeal.Make(secret, new DateOnly(2026, 3, 4), [], DailyRootSeal.Beginning);
        var second = MailedRoot.Write(RootMailSeal.Make(secret, other), DailyRootSeal.PublicKey(secret));
        Assert.That((await RunAsync([.. mails, second])).Output, Does.Contain("2026-03-04\tTwoHistories"));
        using var stranger = FileSecret.Of(new byte[32]);
        var foreign = MailedRoot.Write(RootMailSeal.Make(stranger, other), DailyRootSeal.PublicKey(stranger));
        Assert.That((await RunAsync(mails[0], foreign)).Output, Does.Contain("2026-03-04\tOtherKey"));
    }

    [Test]
    public async Task The_installation_is_held_against_saved_mails()
    {
        var files = mails.Select(Save).ToArray();
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, ["verify", "roots", .. files]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Done), run.Output + run.Errors);
        using var secret = FileSecret.Read(bench.Founded.FileSecretPath);
        var other = DailyRootSeal.Make(secret, new DateOnly(2026, 3, 4), [], DailyRootSeal.Beginning);
        var again = Save(MailedRoot.Write(RootMailSeal.Make(secret, other), DailyRootSeal.PublicKey(secret)));
        var differs = await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots", again);
        Assert.That(differs.Output, Does.Contain("NotTheMailedRoot"));
    }

    [Test, Promise(41)]
    public async Task A_mail_of_a_day_on_which_nothing_happened_cannot_be_told_from_one_of_a_day_with_a_report()
    {
        await using var db = bench.AsOwner();
        var quiet = await db.DailyRoots.AsNoTracking().SingleAsync(root => root.Day == new DateOnly(2026, 3, 5));
        Assert.That(quiet.LeafCount, Is.EqualTo(1), "its salt alone");
        Assert.That(mails.Select(mail => mail.Length), Is.All.EqualTo(mails[0].Length));

        // What somebody who reads the mails can work out for a day without rows is not what the mail says.
        var guess = DailyRootSeal.Make(FileSecret.Of(new byte[32]), quiet.Day, [], quiet.Previous).RecordHash();
        Assert.That(mails[2], Does.Not.Contain(Convert.ToHexStringLower(guess)).And.Not.Contain("leaves"));
    }

    private static DateOnly? DayIn(string body) => MailedRoot.ReadAll(body) is [{ } first, ..] ? first.Seal.Day : null;

    private Task<CommandRun> RunAsync(params string[] texts) =>
        CommandRun.OfAsync(NoSettings, ["verify", "mails", .. texts.Select(Save)]);

    private string Save(string text)
    {
        var path = workspace.PathOf(Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, text);
        return path;
    }
}
