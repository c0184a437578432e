namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 27: an action of the unit, or a change of one. Of a personnel sanction it holds that there is one, and never which.
/// </summary>
/// <param name="ActionId">The action: several entries of one are its history, and the newest counts.</param>
/// <param name="Kind">What kind of action.</param>
/// <param name="State">How far it has come.</param>
public sealed record ActionContent(Guid ActionId, string Kind, string State)
{
    /// <summary>What is done, in the handler's words.</summary>
    public string? What { get; init; }

    /// <summary>Who does it.</summary>
    public string? Owner { get; init; }

    /// <summary>When it is to be done, or was.</summary>
    public DateOnly? On { get; init; }

    /// <summary>When its effect is looked at.</summary>
    public DateOnly? CheckOn { get; init; }

    /// <summary>What that showed.</summary>
    public string? Effect { get; init; }
}

/// <summary>
/// Entry 28: whether the case was notified to a system or an authority outside. Nothing of the report stands in it, for it is
/// what others ask about.
/// </summary>
/// <param name="Duty">Which.</param>
/// <param name="Answer">Whether it was notified.</param>
public sealed record DutyContent(string Duty, string Answer)
{
    /// <summary>The day of the notification.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Its number over there.</summary>
    public string? Reference { get; init; }

    /// <summary>For an injury: the first incident.</summary>
    public DateOnly? FirstOn { get; init; }

    /// <summary>For an injury: the last incident so far.</summary>
    public DateOnly? LastOn { get; init; }

    /// <summary>For an injury: whether somebody was harmed.</summary>
    public bool? Harmed { get; init; }

    /// <summary>For the police: the dispensation's reason.</summary>
    public string? Note { get; init; }
}

/// <summary>Entry 29: a task of the plan, or a change of one.</summary>
public sealed record PlanTaskContent(Guid TaskId, string Text, string State)
{
    /// <summary>Who does it.</summary>
    public string? Owner { get; init; }

    /// <summary>When it is to be done.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>Entry 30: everything that is ticked in the checklists of the plan; the newest counts.</summary>
public sealed record ChecklistContent(IReadOnlyList<string> Done);

/// <summary>Entry 31: an interview, or a change of one. What was said is a note.</summary>
public sealed record InterviewContent(Guid InterviewId, string With, string State)
{
    /// <summary>Whether a companion was offered.</summary>
    public bool? CompanionOffered { get; init; }

    /// <summary>Who else of the unit is there.</summary>
    public string? Second { get; init; }

    /// <summary>Its day.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>Entry 32: whether a party was heard, and why not.</summary>
public sealed record HearingContent(string Party, bool Heard)
{
    /// <summary>The day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Why it is not possible.</summary>
    public string? Why { get; init; }
}

/// <summary>Entry 33: what a unit says of a suspicion that something punishable has happened.</summary>
/// <param name="Step">Whether it is marked, somebody was asked, or it is lifted.</param>
/// <param name="Text">The ground or reason; blank where a date is enough.</param>
public sealed record SuspicionContent(string Step, string Text)
{
    /// <summary>Who was asked, or will not be.</summary>
    public string? Who { get; init; }

    /// <summary>Whether they were.</summary>
    public bool? Contacted { get; init; }

    /// <summary>Whether they let the interviews begin; null where nothing is said of it.</summary>
    public string? Interviews { get; init; }

    /// <summary>The day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Its number over there.</summary>
    public string? Reference { get; init; }
}

/// <summary>Entry 34: whether the press may take the case up, and who is prepared for that, by role.</summary>
/// <param name="Risk">Whether it may.</param>
/// <param name="Note">Why; blank where there is none.</param>
/// <param name="Tell">Roles of those who are prepared.</param>
public sealed record PressRiskContent(bool Risk, string Note, IReadOnlyList<string> Tell);

/// <summary>Entry 35: a step of a window in which others can come forward. Its date is a decision of the case.</summary>
/// <param name="Step">Gathering what comes in, or telling what came of it.</param>
/// <param name="Text">What and how.</param>
/// <param name="Done">Whether that is done, or still meant to be.</param>
public sealed record WindowContent(string Step, string Text, bool Done)
{
    /// <summary>Who hears it.</summary>
    public string? Whom { get; init; }

    /// <summary>Who does it.</summary>
    public string? By { get; init; }

    /// <summary>The day.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>Entry 36: a line of the aftercare at a workplace, or a change of one.</summary>
public sealed record AftercareContent(string Line, string State)
{
    /// <summary>Who looks after it.</summary>
    public string? Owner { get; init; }

    /// <summary>When.</summary>
    public DateOnly? On { get; init; }

    /// <summary>What was seen or done.</summary>
    public string? Note { get; init; }
}
