namespace Intake.Worker.Jobs;

/// <summary>
/// Something the worker does by the clock. A run does whatever is due by then and nothing twice, so that missed, repeated
/// and interrupted runs do no harm; no job holds a key that opens content.
/// </summary>
internal interface IRecurringJob
{
    Task RunAsync(CancellationToken cancel);
}
