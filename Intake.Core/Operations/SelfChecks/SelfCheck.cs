using System.Security.Cryptography;
using Intake.Core.Schemes;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Core.Submission;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Core.Operations.SelfChecks;

/// <summary>
/// Sends a synthetic report through each scheme's real desks and tables, reads it as its reporter and as its holder, and takes
/// it back, in a transaction that is never committed: nobody ever sees it, and nothing is left of it. Then stores a form and
/// takes it away, for good. One for the web process, whose rights it needs. docs/decisions/the-self-check-commits-no-report.md.
/// </summary>
public sealed class SelfCheck(IntakeCoreOptions places, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(50);

    /// <summary>Checks once. Throws nothing but a cancellation that was asked for.</summary>
    public async Task<SelfCheckFinding> RunAsync(CancellationToken cancel)
    {
        var course = new CheckCourse();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await using var real = World(_ => { });
            await using var scope = real.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
            Right.If(!await scope.ServiceProvider.GetRequiredService<RingKeys>().IsStrangeAsync(db, limit.Token));
            var schemes = await scope.ServiceProvider.GetRequiredService<SchemeCatalogue>().AllAsync(limit.Token);
            foreach (var scheme in schemes) await ReportAsync(scheme, course, limit.Token);
            if (schemes.Count > 0) await FormAsync(schemes[RandomNumberGenerator.GetInt32(schemes.Count)], real, course, limit.Token);
            return SelfCheckFinding.Good;
        }
        catch (WrongAnswerException)
        {
            return new(course.Step, null);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested)
        {
            return new(course.Step, failed);
        }
    }

    private async Task ReportAsync(Scheme scheme, CheckCourse course, CancellationToken cancel)
    {
        course.Step = SelfCheckStep.Begin;
        await using var main = await HeldDatabase.OpenAsync(places.Database, cancel);
        await using var vault = await HeldDatabase.OpenAsync(places.Vault, cancel);
        using var holder = new SyntheticHolder(scheme, time);
        await using var world = World(services => services
            .AddSingleton(main.Options<IntakeDb>(IntakeDb.Schema)).AddSingleton(vault.Options<VaultDb>(VaultDb.Schema))
            .AddSingleton(SchemeRootFile.InMemory(holder.Root)));
        await new SyntheticReport(world, scheme, holder, course).RunAsync(cancel);
        await main.CheckAsync(cancel);
        await vault.CheckAsync(cancel);
    }

    /// <summary>As a person who begins a form: rows in both databases, durable, opened by another reading, and taken away.</summary>
    private static async Task FormAsync(Scheme scheme, ServiceProvider real, CheckCourse course, CancellationToken cancel)
    {
        course.Step = SelfCheckStep.Commit;
        var content = SyntheticReport.Content();
        await using var writing = real.CreateAsyncScope();
        var desk = writing.ServiceProvider.GetRequiredService<StagingDesk>();
        using var empty = desk.NewTicket();
        using var ticket = Right.Not(await desk.StageAsync(scheme, empty, content, cancel));
        try
        {
            await using var reading = real.CreateAsyncScope();
            var read = await reading.ServiceProvider.GetRequiredService<StagingDesk>().LoadAsync(scheme, ticket, cancel);
            Right.If(read?.SaysTheSameAs(content) == true);
        }
        finally
        {
            // Where even this fails, the sweep takes it next day as any form that was left.
            Right.If(await desk.TakeAwayAsync(ticket, CancellationToken.None));
        }
    }

    private ServiceProvider World(Action<IServiceCollection> change)
    {
        var services = new ServiceCollection().AddSingleton(time).AddIntakeCore(places);
        change(services);
        return services.BuildServiceProvider();
    }
}

/// <summary>How far a check has come.</summary>
internal sealed class CheckCourse
{
    public SelfCheckStep Step { get; set; } = SelfCheckStep.Begin;
}

/// <summary>An answer was not what it must be. Where, the course says.</summary>
internal sealed class WrongAnswerException() : Exception("An answer was not what it must be.");

/// <summary>What an answer must be.</summary>
internal static class Right
{
    public static void If(bool isSo)
    {
        if (!isSo) throw new WrongAnswerException();
    }

    public static T Not<T>(T? missing)
        where T : class => missing ?? throw new WrongAnswerException();
}
