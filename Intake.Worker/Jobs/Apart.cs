namespace Intake.Worker.Jobs;

/// <summary>What a job does for each of many: one that fails stops none of the others, and it fails at its end.</summary>
internal static class Apart
{
    /// <exception cref="AggregateException">It failed for some; all have had their turn.</exception>
    public static async Task DoAsync<T>(IEnumerable<T> items, Func<T, Task> act, CancellationToken cancel)
    {
        var failures = new List<Exception>();
        foreach (var item in items)
        {
            try
            {
                await act(item);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw new AggregateException("Some were left for the next run.", failures);
    }
}
