namespace Intake.Core.Sealing;

/// <summary>Every label of FORMAT.md that stands in front of a frame, so that nothing made for one purpose passes for another.</summary>
internal static class Labels
{
    public const string Certificate = "intake/1/certificate";
    public const string Certified = "intake/1/certified";
    public const string Key = "intake/1/key";
    public const string Fingerprint = "intake/1/fingerprint";
    public const string Revocation = "intake/1/revocation";
    public const string Revoked = "intake/1/revoked";
    public const string Totp = "intake/1/totp";
    public const string TotpProposal = "intake/1/totp-proposal";
    public const string Staff = "intake/1/staff";
    public const string StaffVerifier = "intake/1/staff/verifier";
    public const string StaffKeys = "intake/1/staff/keys";
    public const string Report = "intake/1/report";
    public const string Compartment = "intake/1/compartment";
    public const string Commitment = "intake/1/commitment";
    public const string Previous = "intake/1/previous";
    public const string Grant = "intake/1/grant";
    public const string Granted = "intake/1/granted";
    public const string Exclusions = "intake/1/exclusions";
    public const string MailboxKey = "intake/1/mailbox-key";
    public const string Mailbox = "intake/1/mailbox";
    public const string HolderKey = "intake/1/holder-key";
    public const string Holder = "intake/1/holder";
    public const string Entry = "intake/1/entry";
    public const string EntryKey = "intake/1/entry-key";
    public const string Authored = "intake/1/authored";
    public const string EntryHash = "intake/1/entry-hash";
    public const string File = "intake/1/file";
    public const string Ring = "intake/1/ring";
    public const string SessionId = "intake/1/session-id";
    public const string StaffSession = "intake/1/staff-session";
    public const string MailboxSession = "intake/1/mailbox-session";
    public const string Ticket = "intake/1/ticket";
    public const string TicketUse = "intake/1/ticket-use";
    public const string FormUse = "intake/1/form-use";
    public const string TicketReceipt = "intake/1/ticket-receipt";
    public const string DraftReceipt = "intake/1/draft-receipt";
    public const string OralTicket = "intake/1/oral-ticket";
    public const string OnceRecovery = "intake/1/once-recovery";
    public const string OnceInvitation = "intake/1/once-invitation";
    public const string Repeat = "intake/1/repeat";
    public const string Turn = "intake/1/turn";
    public const string TicketStaging = "intake/1/ticket-staging";
    public const string Staging = "intake/1/staging";
    public const string Reply = "intake/1/reply";
    public const string Draft = "intake/1/draft";
    public const string DraftUse = "intake/1/draft-use";
    public const string Audit = "intake/1/audit";
    public const string AuditHash = "intake/1/audit-hash";
    public const string Leaf = "intake/1/leaf";
    public const string LeafCertificate = "intake/1/leaf-certificate";
    public const string Root = "intake/1/root";
    public const string Statement = "intake/1/statement";
    public const string Export = "intake/1/export";
}
