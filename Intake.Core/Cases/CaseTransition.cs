using Intake.Core.Deadlines;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>
/// A step that a report or a referral can take: who may take it, and which deadlines it starts and ends. A step that leaves
/// the state as it is stands here too, since the state decides whether it can be taken. All of them: <see cref="CaseLifecycle"/>.
/// </summary>
/// <param name="Name">What has happened to the report or the referral, in a few words.</param>
/// <param name="Who">Who may take it.</param>
public abstract record CaseTransition(string Name, CaseRoles Who)
{
    /// <summary>What must hold apart from the state, in words; the desk that takes the step sees to it. Null when nothing must.</summary>
    public string? Needs { get; init; }

    /// <summary>Deadlines that begin with it.</summary>
    public IReadOnlyList<DeadlineKind> Starts { get; init; } = [];

    /// <summary>Deadlines that are open, and are counted again from dates that it sets.</summary>
    public IReadOnlyList<DeadlineKind> Recounts { get; init; } = [];

    /// <summary>Deadlines that were met, and are due again.</summary>
    public IReadOnlyList<DeadlineKind> Reopens { get; init; } = [];

    /// <summary>Deadlines that begin with it, in the place of one of the kind that there may have been before.</summary>
    public IReadOnlyList<DeadlineKind> Restarts { get; init; } = [];

    /// <summary>Those of the deadlines above that do not begin where they could not be met in time.</summary>
    public IReadOnlyList<DeadlineKind> MayLeaveOut { get; init; } = [];

    /// <summary>Deadlines that it meets.</summary>
    public IReadOnlyList<DeadlineKind> Ends { get; init; } = [];

    /// <summary>Deadlines of the report that a referral's step meets.</summary>
    public IReadOnlyList<DeadlineKind> MeetsOfReport { get; init; } = [];

    /// <summary>
    /// Why every other open deadline of the report, or of the referral where it is a referral's step, is over without having
    /// been met; null where the step leaves them.
    /// </summary>
    public DeadlineEnd? EndsAll { get; init; }

    /// <summary>Whether a member of staff with this certificate may take it, as far as roles go.</summary>
    public bool IsFor(Certificate person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return (person.IsAdministrator && Who.HasFlag(CaseRoles.Administrator)) || (person.IsCaseHandler && Who.HasFlag(CaseRoles.Handler));
    }
}
