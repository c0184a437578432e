namespace Intake.Core.Notices;

/// <summary>Failed is final: the operator sees it and retries.</summary>
public enum MailState
{
    Waiting = 1,
    Sent,
    Failed,
}
