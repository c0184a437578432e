namespace Intake.Core.Sealing;

/// <summary>
/// What an entry is, who writes it and where: the table of FORMAT.md §11. The number is part of its key, so it never changes.
/// What the product makes of each kind stands in its room's own table.
/// </summary>
public enum EntryKind
{
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] Report = 1,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.GateCard)] Named = 2,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] FollowChoice = 3,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] Answer = 4,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Question = 5,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Feedback = 6,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.Dialogue)] Screening = 7,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.Dialogue)] Referral = 8,
    [EntryRule(EntryAuthors.Anyone, CompartmentKind.Dialogue)] Exclusion = 9,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Note = 10,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.StatementFile)] Statement = 11,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.StatementFile)] StatementReturn = 12,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.StatementFile)] StatementAcceptance = 13,
    [EntryRule(EntryAuthors.Anyone, CompartmentKind.Dialogue, CompartmentKind.WorkFile, CompartmentKind.StatementFile)] Attachment = 14,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Acknowledgement = 15,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Step = 16,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Assessment = 17,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Closing = 18,
    [EntryRule(EntryAuthors.Anyone, CompartmentKind.WorkFile, CompartmentKind.StatementFile)] Orientation = 19,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] ContactRequest = 20,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] ContactProposal = 21,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] ContactReply = 22,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Minutes = 23,
    [EntryRule(EntryAuthors.Mailbox, CompartmentKind.Dialogue)] MinutesAnswer = 24,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Clearance = 25,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Decision = 26,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Action = 27,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Duty = 28,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] PlanTask = 29,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Checklist = 30,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Interview = 31,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.WorkFile)] Hearing = 32,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] CheckIn = 40,
    [EntryRule(EntryAuthors.Staff, CompartmentKind.Dialogue)] Reopening = 41,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.StatementFile)] ToUnit = 50,
    [EntryRule(EntryAuthors.CaseHandler, CompartmentKind.StatementFile)] ToAdministrator = 51,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.Dialogue)] Doubt = 52,
    [EntryRule(EntryAuthors.Administrator, CompartmentKind.Dialogue)] Link = 53,
}
