using Intake.Core.Deadlines;

namespace Intake.Core.Cases;

/// <summary>The open deadline of a case that passed first, of those that a person sees.</summary>
/// <param name="Deadline">What is late.</param>
/// <param name="Units">Whose move it is; none where it is the administrators'.</param>
/// <param name="IsMine">Whether it is this person's move.</param>
/// <param name="Others">How many more have passed.</param>
public sealed record OverdueDeadline(Deadline Deadline, IReadOnlyList<Guid> Units, bool IsMine, int Others)
{
    /// <summary>Finds it; null where nothing is late. That a case is due to be deleted makes nothing late.</summary>
    internal static OverdueDeadline? Of(
        OpenCase open, IEnumerable<CaseDeadline> own, IReadOnlyList<ReferralView> seen, IReadOnlyList<MovingReferral> all)
    {
        var late = own.Select(one => (One: one, Owes: (Guid?)null))
            .Concat(seen.SelectMany(referral => referral.Deadlines.Select(one => (One: one, Owes: (Guid?)referral.Id))))
            .Where(row => row.One.IsOpen && row.One.Deadline.Kind != DeadlineKind.Retention && row.One.Deadline.IsOverdue(open.Today))
            .OrderBy(row => row.One.Deadline.Due).ToList();
        if (late.Count == 0) return null;
        var (first, owes) = late[0];
        var moves = DeadlineMoves.Of(first.Deadline.Kind, owes, first.Deadline.OfAdministrators, all);
        return new(first.Deadline, [.. moves.Select(of => of.UnitId).Distinct()],
            moves.Count == 0 ? open.ByAdministrator : moves.Any(of => seen.Any(row => row.Id == of.Id && row.WorkFile is not null)),
            late.Count - 1);
    }
}
