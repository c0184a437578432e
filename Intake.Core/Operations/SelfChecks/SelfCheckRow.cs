namespace Intake.Core.Operations.SelfChecks;

/// <summary>How the self-checks of one running web process went. Nothing of any report.</summary>
public sealed class SelfCheckRow
{
    /// <summary>Random, a new one at each start of a process.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it checked last.</summary>
    public required DateTimeOffset TriedAt { get; set; }

    /// <summary>When all went well last; null while it has not.</summary>
    public DateTimeOffset? GoodAt { get; set; }

    /// <summary>Where the last one failed; null when it went well.</summary>
    public SelfCheckStep? Failed { get; set; }
}
