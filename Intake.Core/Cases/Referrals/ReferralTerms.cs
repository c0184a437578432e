namespace Intake.Core.Cases.Referrals;

/// <summary>What an administrator may say of a referral beside who gets it.</summary>
public sealed record ReferralTerms
{
    /// <summary>Which of the chosen handlers is in charge; null where the unit agrees on it.</summary>
    public Guid? InCharge { get; init; }

    /// <summary>The last day for the unit to take the case on; null for the scheme's.</summary>
    public DateOnly? AcceptBy { get; init; }

    /// <summary>The last day for the unit's statement; null for the scheme's.</summary>
    public DateOnly? StatementBy { get; init; }

    /// <summary>Why, where one of the two is later than the scheme's.</summary>
    public string? DatesReason { get; init; }

    /// <summary>Why what goes along with a marked copy says what was struck out of it; null or blank where it does not.</summary>
    public string? SentAsItStands { get; init; }
}
