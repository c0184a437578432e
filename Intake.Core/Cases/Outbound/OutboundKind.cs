namespace Intake.Core.Cases.Outbound;

/// <summary>
/// What should not leave a case without a second thought. The identity of everybody in a case stays with those who handle it
/// (whistleblower act, §25); consequences for anyone's employment are confidential (000: "Du kan ikke forvente at få oplysninger
/// om konsekvenserne"); silence can be asked for and never ordered (001); who reports may stay unknown.
/// </summary>
public enum OutboundKind
{
    /// <summary>The name of somebody who handles cases: the unit is the sender.</summary>
    StaffName = 1,

    /// <summary>The name of somebody whom the case is about, or who saw it.</summary>
    PartyName,

    /// <summary>A Danish civil registration number.</summary>
    CivilNumber,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A mail address.</summary>
    Mail,

    /// <summary>A consequence for somebody's employment.</summary>
    Sanction,

    /// <summary>Words that may order the reader to keep silent.</summary>
    Gag,

    /// <summary>A question of who the reporter is.</summary>
    AsksWho,

    /// <summary>A place of a template that nobody filled in.</summary>
    Unfilled,

    /// <summary>What was struck out of the report for the unit that reads it.</summary>
    Struck,
}
