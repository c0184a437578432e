using Intake.Core.Accountability.Figures;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;

namespace Intake.Tests.Core.Accountability;

/// <summary>A row that the web's password put among the scheme's accountability reports stops none of them.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StrangeReportTests
{
    [Test]
    public async Task A_report_of_the_year_2999_that_nobody_made_stops_no_schedule()
    {
        await using var bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        var scheme = bench.Founded.Scheme.Id;
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            web.AccountabilityReports.Add(new AccountabilityReport
            {
                Id = Guid.NewGuid(), SchemeId = scheme, FromOn = new(2998, 12, 1), ToOn = new(2999, 1, 1), MadeOn = new(2026, 4, 1),
                Scheduled = true, Document = new byte[99], Signature = new byte[64],
            });
            await web.SaveChangesAsync();
            Assert.That(
                () => web.Database.ExecuteSqlRawAsync("INSERT INTO intake.accountability_report SELECT gen_random_uuid(), scheme_id, "
                    + "from_on, '20000-01-01', made_on, scheduled, document, signature FROM intake.accountability_report"),
                Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.CheckViolation),
                "nor one of a year that no program reads");
        }

        await bench.RunAsync<MakeAccountabilityReports>();
        await using var db = bench.AsOwner();
        Assert.That(await db.AccountabilityReports.AnyAsync(row => row.SchemeId == scheme && row.ToOn == new DateOnly(2026, 3, 31)));
    }

    [Test]
    public async Task A_row_of_the_period_that_is_due_keeps_the_real_report_from_nothing()
    {
        await using var bench = await WorkerBench.CreateAsync(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        var scheme = bench.Founded.Scheme.Id;
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            worker.AccountabilityReports.Add(new AccountabilityReport
            {
                Id = Guid.NewGuid(), SchemeId = scheme, FromOn = new(2026, 3, 1), ToOn = new(2026, 3, 31), MadeOn = new(2026, 4, 1),
                Scheduled = true, Document = new byte[99], Signature = new byte[64],
            });
            await worker.SaveChangesAsync();
        }

        await bench.RunAsync<MakeAccountabilityReports>();
        await bench.RunAsync<MakeAccountabilityReports>();
        await using var db = bench.AsOwner();
        Assert.That(await db.AccountabilityReports.CountAsync(row => row.SchemeId == scheme && row.ToOn == new DateOnly(2026, 3, 31)),
            Is.EqualTo(2), "the strange one, and the real one once");
    }
}
