namespace Intake.Web.Office.SignIn;

/// <summary>Why somebody is at the sign-in page.</summary>
public enum SignInNotice
{
    None,

    /// <summary>The session is over; what was just sent was not taken.</summary>
    Ended,

    /// <summary>They signed out.</summary>
    Out,

    /// <summary>More people try at once than we take on; nothing was looked at.</summary>
    Busy,
}
