using System.Text;
using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Mails to offices without an account: the one that hears of serious cases, and the executive contact.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OfficeMailTests
{
    private WorkerBench bench = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task SetUp() => scene = new CaseScene((bench = await WorkerBench.CreateAsync()).Founded);

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(41)]
    public async Task The_office_hears_once_of_a_case_and_nothing_of_it_unless_somebody_says_why_again()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        Assert.That(await NotifyAsync("other handler 1", "Flere har fortalt det."), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await NotifyAsync("handler 1", " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await NotifyAsync("handler 1", "Flere har fortalt det."), Is.EqualTo(CaseResult.Done));
        Assert.That(await NotifyAsync("administrator 1", "Og nu flere."), Is.EqualTo(CaseResult.NotifiedBefore));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails(), Is.Empty, "it waits for the mail hour");

        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.RunAsync<SendMails>();
        var mail = bench.Sink.Mails().Single();
        var words = OrientationText.Of(bench.Founded.Scheme);
        Assert.That((mail.To.Single(), mail.Subject), Is.EqualTo((bench.Founded.Scheme.Orientation!.Mail, words.Subject)));
        Assert.That(mail.Body.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo(words.Body.ReplaceLineEndings("\n")), "as the page showed it");
        Assert.That(mail.Body, Does.Not.Match(@"\d").And.Not.Contain(CaseReference.Of(sent.ReportId)).And.Not.Contain("http")
            .And.Not.Contain(bench.Founded.Hospital.Title.Da).And.Not.Contain("fortalt"));

        Assert.That(await NotifyAsync("administrator 1", "Nu er det hele afdelingen.", again: true), Is.EqualTo(CaseResult.Done));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        Assert.That(bench.Sink.Mails().Select(one => one.Body).Distinct().Count(), Is.EqualTo(1), "word for word the same");
        Assert.That(bench.Sink.Mails(), Has.Count.EqualTo(2));

        Task<CaseResult> NotifyAsync(string who, string why, bool again = false) => scene.ActAsync<OrientationDesk, CaseResult>(
            who, (desk, self) => desk.OrientAsync(sent.ReportId, referral, self, why, again, default));
    }

    [Test]
    public async Task Both_offices_are_written_to_in_the_language_that_the_scheme_sets()
    {
        var file = Encoding.UTF8.GetString(FoundedScheme.RegionFile())
            .Replace("\"language\": \"da\"", "\"language\": \"en\"", StringComparison.Ordinal);
        await using var db = bench.AsOwner();
        Assert.That((await new SchemeLoader(db, bench.Time).LoadAsync(Encoding.UTF8.GetBytes(file), default)).Faults, Is.Empty);
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await scene.DoAsync<OrientationDesk>(
            "handler 1", (desk, self) => desk.OrientAsync(sent.ReportId, referral, self, "Flere har fortalt det.", false, default));
        await bench.AddDeadlineAsync(DeadlineKind.Screening, new(2026, 1, 5), new(2026, 1, 12));
        await bench.RunAsync<SweepDeadlines>();
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SendMails>();
        var mails = bench.Sink.Mails().ToLookup(mail => mail.To.Single());
        Assert.That(mails[bench.Founded.Scheme.Orientation!.Mail].Single().Body, Does.Contain("is hereby notified"));
        Assert.That(mails[bench.Founded.Scheme.Executive!.Mail].Single().Body, Does.Contain("has waited too long"));
    }
}
