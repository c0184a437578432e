namespace Intake.Core.Notices;

/// <summary>Where a mail stands that is not sent yet; what is sent has no row any more. Failed is final: the operator retries.</summary>
public enum MailState
{
    Waiting = 1,
    Failed = 3,
}
