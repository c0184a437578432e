using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;

namespace Intake.Worker.Jobs;

/// <summary>Session keys: this hour's and the next hour's are made, expired ones go, and with them what they sealed.</summary>
internal sealed class MakeRingKeys(IntakeDb db, RingKeys ringKeys) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await ringKeys.EnsureAsync(db, cancel);
        await ringKeys.SweepAsync(db, cancel);
    }
}
