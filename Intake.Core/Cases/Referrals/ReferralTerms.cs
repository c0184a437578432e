namespace Intake.Core.Cases.Referrals;

/// <summary>What an administrator may say of a referral beside who gets it.</summary>
public sealed record ReferralTerms
{
    /// <summary>That a unit which had a copy with passages struck out shall now read the case as it was written.</summary>
    public bool IsWholeMeant { get; init; }

    /// <summary>How it stands with the promise to ask the reporter first; null where it was not said.</summary>
    public ReporterAsked? Asked { get; init; }

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

/// <summary>How it stands with a promise to ask the reporter before a unit gets a case.</summary>
public enum ReporterAsked
{
    /// <summary>The reporter was asked in the mailbox, and said yes.</summary>
    SaidYes = 1,

    /// <summary>What the unit gets does not show who the reporter is.</summary>
    ShowsNobody,
}
