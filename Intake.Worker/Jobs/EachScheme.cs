using Intake.Core.Schemes;
using Intake.Core.Storage;

namespace Intake.Worker.Jobs;

/// <summary>What a job does for every scheme: one that fails stops none of the others, and the run fails at its end.</summary>
internal static class EachScheme
{
    /// <summary>Does it for each, in a context without leftovers of the one before.</summary>
    /// <exception cref="AggregateException">It failed for some; all have had their turn.</exception>
    public static async Task RunAsync(
        IntakeDb db, SchemeCatalogue schemes, Func<Scheme, CancellationToken, Task> act, CancellationToken cancel)
    {
        var failures = new List<Exception>();
        foreach (var id in await schemes.IdsAsync(cancel))
        {
            try
            {
                await act(await schemes.GetAsync(id, cancel), cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                failures.Add(failure);
            }

            db.ChangeTracker.Clear();
        }

        if (failures.Count > 0) throw new AggregateException("Some schemes were left for the next run.", failures);
    }
}
