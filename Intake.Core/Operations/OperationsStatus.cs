using Intake.Core.Notices;
using Intake.Core.Schemes;

namespace Intake.Core.Operations;

/// <summary>What came of a job's last firing.</summary>
public enum JobOutcome
{
    /// <summary>It has not run yet, or so long ago that its run is forgotten.</summary>
    None,

    /// <summary>It waits for a worker.</summary>
    Waiting,

    /// <summary>A worker is doing it.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Done,

    /// <summary>It failed and is tried again soon.</summary>
    TriedAgain,

    /// <summary>It failed; the next firing is the next try.</summary>
    Failed,
}

/// <summary>A job of the worker's schedule.</summary>
/// <param name="Name">Its name in the schedule, such as <c>send-mails</c>.</param>
/// <param name="LastAt">When it fired last, or null.</param>
/// <param name="Outcome">What came of that.</param>
/// <param name="Outline">
/// Of its last failure in that firing, types and methods alone (<see cref="Logging.ExceptionOutline"/>); or null.
/// </param>
/// <param name="NextAt">When it fires next; null when it is turned off.</param>
public sealed record JobStatus(string Name, DateTimeOffset? LastAt, JobOutcome Outcome, string? Outline, DateTimeOffset? NextAt)
{
    /// <summary>Whether it did nothing because the worker's clock can't be trusted.</summary>
    public bool IsHeldByClock => Outline?.Contains("WrongClockException", StringComparison.Ordinal) == true;
}

/// <summary>Runs that wait for a worker.</summary>
/// <param name="Waiting">How many.</param>
/// <param name="Oldest">When the oldest of them was queued, or null.</param>
public sealed record QueueStatus(int Waiting, DateTimeOffset? Oldest);

/// <summary>A worker process that has reported lately.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="HeartbeatAt">When it reported last; a live one does every five seconds.</param>
public sealed record WorkerStatus(DateTimeOffset StartedAt, DateTimeOffset HeartbeatAt);

/// <summary>Mails that are not sent yet.</summary>
/// <param name="Waiting">How many are due and wait.</param>
/// <param name="Oldest">When the first try of the oldest of them was or is due, or null.</param>
/// <param name="GivenUp">Those that no server takes, one line a person.</param>
public sealed record MailStatus(int Waiting, DateTimeOffset? Oldest, IReadOnlyList<GivenUpMail> GivenUp)
{
    /// <summary>Whom no mail reaches, because the server refuses the address for good.</summary>
    public IReadOnlyList<RefusedAddress> Refused { get; init; } = [];

    /// <summary>Those to schemes' offices, which have no account.</summary>
    public IReadOnlyList<GivenUpOfficeMail> Offices { get; init; } = [];

    /// <summary>Mails given up whose rows do not say to whom they go.</summary>
    public int Unreadable { get; init; }

    /// <summary>How many more were given up, the oldest: it was not looked for whom they are.</summary>
    public int MoreGivenUp { get; init; }

    /// <summary>All that were given up.</summary>
    public int GivenUpCount => GivenUp.Sum(mails => mails.Count) + Offices.Sum(mails => mails.Count) + Unreadable + MoreGivenUp;

    /// <summary>How many were sent in the last seven days; nothing else is kept of them.</summary>
    public int SentLately { get; init; }
}

/// <summary>Mails to one person that were given up.</summary>
/// <param name="StaffId">The person.</param>
/// <param name="FullName">Their name.</param>
/// <param name="Email">The address that was refused or never answered.</param>
/// <param name="Count">How many mails.</param>
public sealed record GivenUpMail(Guid StaffId, string FullName, string Email, int Count)
{
    /// <summary>Why, each kind once.</summary>
    public IReadOnlyList<MailFailure> Reasons { get; init; } = [];
}

/// <summary>Mails to an office of a scheme that were given up.</summary>
/// <param name="SchemeId">The scheme.</param>
/// <param name="Scheme">Its title; its name in addresses where its file no longer reads.</param>
/// <param name="Office">Which office.</param>
/// <param name="Email">The address in the scheme's file; null where it names none.</param>
/// <param name="Count">How many mails.</param>
public sealed record GivenUpOfficeMail(Guid SchemeId, LocalText Scheme, SchemeOffice Office, string? Email, int Count)
{
    /// <summary>Why, each kind once.</summary>
    public IReadOnlyList<MailFailure> Reasons { get; init; } = [];
}

/// <summary>What the worker does, as far as its tables tell.</summary>
/// <param name="Jobs">The schedule's jobs.</param>
/// <param name="Queue">Runs that wait.</param>
/// <param name="Workers">The processes.</param>
public sealed record WorkStatus(IReadOnlyList<JobStatus> Jobs, QueueStatus Queue, IReadOnlyList<WorkerStatus> Workers);
