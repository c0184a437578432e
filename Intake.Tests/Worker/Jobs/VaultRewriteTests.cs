using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

[Parallelizable(ParallelScope.Self)]
public sealed class VaultRewriteTests
{
    [Test]
    public async Task What_a_killed_worker_left_in_the_vaults_file_is_gone_after_the_night()
    {
        await using var bench = await WorkerBench.CreateAsync();
        var report = (await Sending.SendAsync(bench.Founded, "Slettet.")).ReportId;
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        var gone = await vault.Secrets.AsNoTracking().SingleAsync(secret => secret.ReportId == report);
        await using (var worker = bench.Founded.Databases.VaultAsWorker())
            await worker.Secrets.Where(secret => secret.ReportId == report).ExecuteDeleteAsync();
        Assert.That(await VaultTests.FileHoldsAsync(bench.Founded.Databases, gone), Is.True, "killed between the deletion and the rewrite");

        await bench.RunAsync<NightlyRewrite>();

        Assert.That(await VaultTests.FileHoldsAsync(bench.Founded.Databases, gone), Is.False);
    }
}
