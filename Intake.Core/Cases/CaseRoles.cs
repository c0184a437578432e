namespace Intake.Core.Cases;

/// <summary>Who may take a step in a case; several where any one of them may.</summary>
[Flags]
public enum CaseRoles
{
    /// <summary>The person who reported, through the mailbox or the form.</summary>
    Reporter = 1,

    /// <summary>An administrator of the scheme who has passed the report's gate.</summary>
    Administrator = 2,

    /// <summary>A case handler who was chosen for a referral and has passed the report's gate.</summary>
    Handler = 4,
}
