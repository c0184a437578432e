namespace Intake.Core.Reports;

/// <summary>
/// How many sealed entries and staged texts this process has opened, so that tests can check that a page opens each
/// once. Only counts: no report, no person and no time. One for the process.
/// </summary>
public sealed class OpeningCount
{
    private long entries;
    private long staged;

    /// <summary>Entries decrypted, also those that turned out unreadable.</summary>
    public long Entries => Interlocked.Read(ref entries);

    /// <summary>Staged texts decrypted.</summary>
    public long Staged => Interlocked.Read(ref staged);

    internal void Entry() => Interlocked.Increment(ref entries);

    internal void StagedText() => Interlocked.Increment(ref staged);
}
