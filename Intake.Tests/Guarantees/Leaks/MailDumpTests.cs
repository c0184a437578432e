using System.Globalization;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>A thief with a dump of the main database, job tables and all, and without the file secret.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MailDumpTests
{
    /// <summary>Where people stand openly: accounts, and the certificates that vouch for them.</summary>
    private static readonly string[] OfPeople =
        ["intake.staff_member", "intake.staff_unit", "intake.certificate", "intake.invitation", "intake.staff_session", "intake.scheme"];

    private WorkerBench bench = null!;
    private Guid caseId;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        await bench.MakeJobTablesAsync();
        var scene = new CaseScene(bench.Founded);
        var sent = await scene.InScopeAsync(); // names handler 3
        await scene.ReferAsync(sent);
        caseId = sent.ReportId;
        bench.Time.Advance(TimeSpan.FromDays(120));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromHours(1));
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(41), Promise(49)]
    public async Task Waiting_and_failed_mails_in_a_dump_name_nobody_and_those_of_one_person_cannot_be_told_from_those_of_two()
    {
        foreach (var part in new[] { "handler 1", "handler 2", "administrator 1", "administrator 2" })
            await bench.AddMailsAsync(2, bench.Founded[part].Id, bench.Time.GetUtcNow().AddHours(5));
        await bench.SqlAsync("update intake.mail set state = 3, failure = 1 where id = (select id from intake.mail limit 1)");
        var dump = await TablesAsync();
        var mails = dump["intake.mail"];
        Assert.That(mails, Has.Count.GreaterThanOrEqualTo(8).And.All.Contains("\\\\x01"), "sealed recipients are in it");

        foreach (var person in bench.Founded.People)
        {
            foreach (var (table, rows) in dump.Where(table => !OfPeople.Contains(table.Key)))
            {
                Assert.That(
                    rows.Where(row => FormsOf(person).Any(form => row.Contains(form, StringComparison.OrdinalIgnoreCase))),
                        Is.Empty, table);
            }
        }

        var all = dump.SelectMany(table => table.Value).SelectMany(row => row.Split('\t')).CountBy(value => value).ToDictionary();
        foreach (var value in mails.SelectMany(row => row.Split('\t')).Where(IsIdentifying)) Assert.That(all[value], Is.EqualTo(1), value);
        await GuessAsync();
    }

    [Test, Promise(41), Promise(49)]
    public async Task What_is_sent_leaves_a_number_and_nobody_is_told_the_same_again()
    {
        bench.Time.Advance(TimeSpan.FromHours(23));
        await Task.WhenAll(bench.RunAsync<SendMails>(), bench.RunAsync<SendMails>());
        var told = bench.Sink.Mails().SelectMany(mail => mail.To).ToList();
        Assert.That(told, Is.Unique.And.SupersetOf(new[] { bench.Founded["handler 1"].Email, bench.Founded["administrator 1"].Email }));
        Assert.That(told, Has.None.EqualTo(bench.Founded["handler 3"].Email), "the person who is named holds nothing");
        var dump = await TablesAsync();
        Assert.That(dump["intake.mail"], Is.Empty);
        Assert.That(
            dump["intake.mail_count"].Sum(row => int.Parse(row.Split('\t')[1], CultureInfo.InvariantCulture)), Is.EqualTo(told.Count));
        Assert.That(dump["intake.escalation"], Is.Not.Empty, "the thief sees that a step was taken, and nobody's name with it");

        var cause = new NoticeCause("once", bench.Time.GetUtcNow());
        for (var i = 0; i < 2; i++)
        {
            await using var worker = bench.Founded.Databases.AsWorker();
            var made = await bench.Service<NoticeBook>().AddAsync(
                worker, MailKind.Reminder, bench.Founded["other handler 1"].Id, cause, "portal.example.dk", null, default);
            Assert.That(made, Is.EqualTo(i == 0), "sent or not, a cause makes one mail");
            await bench.RunAsync<SendMails>();
        }

        var other = bench.Founded["other handler 1"].Email;
        Assert.That(bench.Sink.Mails().SelectMany(mail => mail.To).Count(to => to == other), Is.EqualTo(1));
    }

    /// <summary>With the file secret it is all there; under every key that a dump holds, nothing opens and no cause fits.</summary>
    private async Task GuessAsync()
    {
        await using var db = bench.AsOwner();
        var mails = await db.Mails.AsNoTracking().ToListAsync();
        var causes = (await db.MailCauses.Select(row => row.Cause).ToListAsync()).Select(Convert.ToHexString).ToHashSet();
        using (var real = FileSecret.Read(bench.Founded.FileSecretPath))
        {
            var people = mails.Select(mail => RecipientSeal.Open(real, mail.Sealed, mail.Recipient)).ToHashSet();
            Assert.That(people, Does.Contain(bench.Founded["handler 1"].Id).And.No.Contain(bench.Founded["handler 3"].Id));
        }

        byte[][] keys =
        [
            new byte[32], await db.Installations.Select(row => row.CheckValue).SingleAsync(),
            .. await db.Grants.Select(row => row.Holder).ToListAsync(), caseId.ToByteArray().Concat(caseId.ToByteArray()).ToArray(),
        ];
        foreach (var key in keys)
        {
            using var guess = FileSecret.Of(key);
            Assert.That(mails.Select(new NoticeBook(guess).RecipientOf), Is.All.Null);
            foreach (var (person, mail) in from person in bench.Founded.People from mail in mails select (person, mail))
            {
                var cause = new NoticeBook(guess).HashOf(person.Id, NoticeCause.SomethingOpen(mail.HourAt));
                Assert.That(causes, Does.Not.Contain(Convert.ToHexString(cause)));
            }
        }
    }

    /// <summary>Ids, sealed values and Message-IDs: what could be the same for two rows of one person.</summary>
    private static bool IsIdentifying(string value) => value.Length >= 32;

    private static IEnumerable<string> FormsOf(TestPerson person) =>
    [
        person.Email, person.Certificate.FullName, person.Id.ToString(), person.Id.ToString("N"),
            Convert.ToHexString(person.Id.ToByteArray()),
        Convert.ToBase64String(person.Id.ToByteArray(bigEndian: true)), Convert.ToBase64String(person.Id.ToByteArray()),
    ];

    private async Task<Dictionary<string, List<string>>> TablesAsync()
    {
        var tables = new Dictionary<string, List<string>>();
        List<string>? rows = null;
        foreach (var line in (await bench.Founded.Databases.Server.DumpAsync(bench.Founded.Databases.Name)).Split('\n'))
        {
            if (line.StartsWith("COPY ", StringComparison.Ordinal)) tables[line.Split(' ')[1]] = rows = [];
            else if (line == "\\.") rows = null;
            else rows?.Add(line);
        }

        return tables;
    }
}
