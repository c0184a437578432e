using Intake.Core.Deadlines;

namespace Intake.Core.Reports;

/// <summary>The date of a talk that was agreed.</summary>
public static class AgreedTalks
{
    /// <summary>The deadline of the day that was proposed, theirs who proposed it; null where no day was, or it has passed. Pure.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="today">The day on which it is agreed.</param>
    public static Deadline? DateOf(Talk? talk, DateOnly today) => talk?.Proposal is not { On: { } on } proposal || on < today ? null
        : DeadlinePolicy.ByHand(DeadlineKind.AgreedTalk, today, on) with
        {
            OfAdministrators = proposal.Entry.Opened?.Author.Certificate is { IsAdministrator: true },
        };
}
