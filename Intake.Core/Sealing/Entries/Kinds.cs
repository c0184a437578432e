namespace Intake.Core.Sealing;

/// <summary>A part of a report with keys of its own. FORMAT.md §8.</summary>
public enum CompartmentKind { GateCard = 1, Dialogue = 2, WorkFile = 3, StatementFile = 4 }

/// <summary>What an entry is; the number is part of its key. FORMAT.md §11.</summary>
public enum EntryKind
{
    Report = 1, Named = 2, FollowChoice = 3, Answer = 4, Question = 5, Feedback = 6, Screening = 7, Referral = 8,
    Exclusion = 9, Note = 10, Statement = 11, StatementReturn = 12, StatementAcceptance = 13, Attachment = 14,
    Acknowledgement = 15, Step = 16, Assessment = 17, Closing = 18, Orientation = 19,
    ContactRequest = 20, ContactProposal = 21, ContactReply = 22, Minutes = 23, MinutesAnswer = 24,
}

/// <summary>Why a grant was made; bound into it. FORMAT.md §9.</summary>
public enum GrantPurpose { Receipt = 1, Administration = 2, Referral = 3, Rekey = 4, HandOver = 5 }

/// <summary>Who holds a grant or writes an entry. FORMAT.md §9.</summary>
public enum HolderKind { Mailbox = 1, Staff = 2 }

/// <summary>The roles a certificate can give. An operator has none of them, so no key of his ever gets a grant.</summary>
[Flags]
public enum CertifiedRoles { None = 0, Administrator = 1, CaseHandler = 2 }
