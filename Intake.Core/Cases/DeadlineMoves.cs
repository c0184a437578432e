using Intake.Core.Deadlines;

namespace Intake.Core.Cases;

/// <summary>A referral, as far as it says whose move a deadline is.</summary>
/// <param name="Id">The referral.</param>
/// <param name="UnitId">Its unit.</param>
/// <param name="IsAccepted">Whether the unit has taken it on.</param>
/// <param name="IsLeft">Whether nobody holds its WorkFile any more.</param>
/// <param name="IsDone">Whether its statement is accepted.</param>
public sealed record MovingReferral(Guid Id, Guid UnitId, bool IsAccepted, bool IsLeft, bool IsDone)
{
    /// <summary>A referral as it stands now.</summary>
    /// <param name="row">The referral.</param>
    /// <param name="isLeft">Whether nobody holds its WorkFile any more.</param>
    public static MovingReferral Of(Referral row, bool isLeft)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Id, row.UnitId, row.AcceptedOn is not null, isLeft, CaseLifecycle.IsOver(row.State));
    }
}

/// <summary>
/// Whose move an open deadline is: inbox, case page, accountability report and mails all ask here. What the whole case owes is the
/// administrators' until a unit has accepted, and again when no unit has anything left to do, but for a talk that is agreed: that is
/// theirs who agreed it. Pure.
/// </summary>
public static class DeadlineMoves
{
    /// <summary>The referrals whose units have to act; none where the administrators do.</summary>
    /// <param name="kind">What is due.</param>
    /// <param name="owes">The referral that owes it; null where the case does.</param>
    /// <param name="ofAdministrators">Whether it was made the administrators' own.</param>
    /// <param name="referrals">All referrals of the case.</param>
    public static IReadOnlyList<MovingReferral> Of(
        DeadlineKind kind, Guid? owes, bool ofAdministrators, IEnumerable<MovingReferral> referrals) => kind switch
    {
        _ when ofAdministrators => [],
        DeadlineKind.Acknowledgement or DeadlineKind.Screening or DeadlineKind.Routing or DeadlineKind.CheckIn
            or DeadlineKind.Retention => [],
        // A unit's number was given: it does not become the administrators' when the unit has accounted for the rest.
        DeadlineKind.AgreedTalk => [.. referrals.Where(row => row is { IsAccepted: true, IsLeft: false })],
        _ when owes is { } id => [.. referrals.Where(row => row.Id == id && !row.IsLeft)],
        _ => [.. referrals.Where(row => row is { IsAccepted: true, IsLeft: false, IsDone: false })],
    };
}
