namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 20: the reporter asks for a talk. The speakers know each other by the code word, never by a name.
/// </summary>
/// <param name="Way"><c>phone</c> or <c>meeting</c>.</param>
/// <param name="CodeWord">Two words; both sides see them.</param>
/// <param name="Preferred">When and how the reporter would like it, in their own words.</param>
/// <param name="Number">A telephone number, when the reporter chose to give one.</param>
public sealed record ContactRequestContent(string Way, string CodeWord, string? Preferred, string? Number);

/// <summary>Entry 21: staff proposes time and place, or a number to call, for the talk asked for in an entry.</summary>
public sealed record ContactProposalContent(Guid Request, string Text)
{
    /// <summary>The day, which is agreed once the reporter accepts; null where several are offered in words.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The hour of that day, in Copenhagen. It stands here and in no row.</summary>
    public TimeOnly? Hour { get; init; }
}

/// <summary>Entry 22: the reporter's answer: <c>accepted</c>, <c>other</c> or <c>dropped</c>, and words where there are some.</summary>
public sealed record ContactReplyContent(Guid Request, string Choice, string? Text);

/// <summary>Entry 23: minutes of a talk, for the reporter to check.</summary>
/// <param name="Text">What was said.</param>
/// <param name="HeldOn">The day of the talk.</param>
public sealed record MinutesContent(string Text, DateOnly? HeldOn);

/// <summary>Entry 24: the reporter approves minutes, or says how they should read. What was written stays as it is.</summary>
/// <param name="Minutes">The entry: minutes, or a report that was taken down.</param>
/// <param name="Approved">Whether they are right.</param>
/// <param name="Correction">The whole text as the reporter would have it; null when approved.</param>
public sealed record MinutesAnswerContent(Guid Minutes, bool Approved, string? Correction);
