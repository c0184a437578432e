namespace Intake.Core.Notices;

/// <summary>How many mails were sent on a day: all that stays of them.</summary>
public sealed class MailCount
{
    /// <summary>More are counted no further: that a mail has gone does not depend on how many have.</summary>
    public const int Most = 1_000_000;

    public required DateOnly Day { get; init; }
    public required int Sent { get; set; }
}
