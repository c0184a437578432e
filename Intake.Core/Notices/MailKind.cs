namespace Intake.Core.Notices;

/// <summary>What a mail is about. None holds a case's content.</summary>
public enum MailKind
{
    Reminder = 1,
    Escalation,
    DailyRoot,
    Orientation,
    Invitation,
}
