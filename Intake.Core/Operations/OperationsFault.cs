namespace Intake.Core.Operations;

/// <summary>What can be wrong with the running of the installation, the gravest first.</summary>
public enum OperationsFaultKind
{
    /// <summary>The job tables cannot be read, so nothing is known of the worker.</summary>
    Unknown,

    /// <summary>No worker has reported lately: nothing is done at all.</summary>
    NoWorker,

    /// <summary>The worker does nothing because its clock can't be trusted.</summary>
    WrongClock,

    /// <summary>A self-check failed, or none has gone well lately: reports may not come in.</summary>
    SelfCheck,

    /// <summary>A job's last run failed.</summary>
    JobFailed,

    /// <summary>A job should have run by now.</summary>
    JobLate,

    /// <summary>A job has no next run.</summary>
    JobOff,

    /// <summary>Runs wait that no worker takes up.</summary>
    RunsWait,

    /// <summary>Mails wait that no server takes.</summary>
    MailsWait,

    /// <summary>Mails are not tried any more.</summary>
    MailsGivenUp,
}

/// <summary>Something that is wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Jobs">The jobs that it is about, by name; empty for what is about none.</param>
/// <param name="Count">How many jobs, runs or mails; 0 where nothing is counted.</param>
public sealed record OperationsFault(OperationsFaultKind Kind, IReadOnlyList<string> Jobs, int Count);
