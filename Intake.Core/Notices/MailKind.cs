namespace Intake.Core.Notices;

/// <summary>What a mail is about. None holds a case's content.</summary>
public enum MailKind
{
    Reminder = 1,
    Escalation,
    DailyRoot,
    Orientation,
    Invitation,

    /// <summary>That something in the scheme is late, to a person who may not see what: it names no case and asks for no sign-in.</summary>
    Overdue,
}
