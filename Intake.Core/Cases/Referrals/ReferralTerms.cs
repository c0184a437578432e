namespace Intake.Core.Cases.Referrals;

/// <summary>What an administrator may say of a referral beside who gets it.</summary>
public sealed record ReferralTerms
{
    /// <summary>Which of the chosen handlers is in charge; null where the unit agrees on it.</summary>
    public Guid? InCharge { get; init; }
}
