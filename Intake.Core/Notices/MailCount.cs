namespace Intake.Core.Notices;

/// <summary>How many mails were sent on a day: all that stays of them.</summary>
public sealed class MailCount
{
    public required DateOnly Day { get; init; }
    public required int Sent { get; set; }
}
