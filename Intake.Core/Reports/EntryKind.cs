namespace Intake.Core.Reports;

/// <summary>What an entry is. The numbers are bound into the sealing: never reuse or renumber one.</summary>
public enum EntryKind
{
    Report = 1,
    Named = 2,
    FollowChoice = 3,
    Answer = 4,
    Question = 5,
    Feedback = 6,
    Screening = 7,
    Referral = 8,
    Exclusion = 9,
    Note = 10,
    Statement = 11,
    StatementReturn = 12,
    StatementAcceptance = 13,
    Attachment = 14,
    Acknowledgement = 15,
    Step = 16,
    Assessment = 17,
    Closing = 18,
    Orientation = 19,
    TestMark = 20,
}
