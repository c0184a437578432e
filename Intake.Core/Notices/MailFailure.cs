namespace Intake.Core.Notices;

/// <summary>Why a mail is not tried any more. Kinds only: a server's own words may quote anything.</summary>
public enum MailFailure
{
    /// <summary>The address is not one, or the server refuses it or the mail for good.</summary>
    Refused = 1,

    /// <summary>The server asked to come later until the attempts were used up.</summary>
    TriedOut,

    /// <summary>Refused once, and a later mail to the same person got through.</summary>
    RefusedBefore,

    /// <summary>The row does not say to whom: it was altered, or sealed under another file secret.</summary>
    Unreadable,
}
