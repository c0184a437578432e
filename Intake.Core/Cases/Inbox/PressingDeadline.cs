using Intake.Core.Deadlines;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>A deadline that has passed or is near.</summary>
/// <param name="Kind">What is due.</param>
/// <param name="IsOverdue">Whether its last day has passed.</param>
/// <param name="IsMine">Whether it is this person's move.</param>
public sealed record PressingDeadline(DeadlineKind Kind, bool IsOverdue, bool IsMine)
{
    /// <summary>A deadline presses when its last working day is at most so many days ahead.</summary>
    public const int SoonDays = 7;

    /// <summary>Those of the open deadlines that press. Inbox and case page ask here. Pure.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="seen">The referrals that the person sees.</param>
    /// <param name="open">Open deadlines, the earliest first.</param>
    /// <param name="today">Today.</param>
    internal static IReadOnlyList<PressingDeadline> Of(
        Certificate person, IReadOnlyList<InboxReferral> seen, IEnumerable<OwedDeadline> open, DateOnly today) =>
        [.. open.Where(one => one.Due.ActBy <= today.AddDays(SoonDays))
            .Select(one => new PressingDeadline(one.Due.Kind, one.Due.IsOverdue(today), one.IsFor(person, seen)))];
}

/// <summary>An open deadline, and the referrals whose units have to act; none where the administrators do.</summary>
internal sealed record OwedDeadline(Deadline Due, IReadOnlyList<MovingReferral> Moves)
{
    /// <summary>Whether it is this person's move.</summary>
    public bool IsFor(Certificate person, IReadOnlyList<InboxReferral> seen) => Moves.Count == 0
        ? person.IsAdministrator
        : Moves.Any(of => seen.Any(referral => referral.Id == of.Id && referral.Mine));
}
