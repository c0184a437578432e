namespace Intake.Core.Sealing;

/// <summary>Who may write which entry where: the table of FORMAT.md §11. Pure; asked when an entry is sealed and again when it is opened.</summary>
public static class EntryRights
{
    /// <summary>Whether the party may write in, and so hold, a compartment of this kind.</summary>
    public static bool MayWriteIn(CompartmentKind kind, Party party) => kind switch
    {
        CompartmentKind.GateCard or CompartmentKind.Dialogue => true,
        CompartmentKind.WorkFile => party.IsCaseHandler,
        CompartmentKind.StatementFile => party.IsCaseHandler || party.IsAdministrator,
        _ => false,
    };

    /// <summary>Whether the party may author an entry of this kind in a compartment of this kind.</summary>
    public static bool Allow(EntryKind entry, CompartmentKind kind, Party author)
        => MayWriteIn(kind, author) && entry switch
        {
            EntryKind.Named => kind == CompartmentKind.GateCard && author.IsMailbox,
            EntryKind.Report or EntryKind.FollowChoice or EntryKind.Answer
                or EntryKind.ContactRequest or EntryKind.ContactReply or EntryKind.MinutesAnswer => kind == CompartmentKind.Dialogue && author.IsMailbox,
            EntryKind.Question or EntryKind.Feedback or EntryKind.Acknowledgement or EntryKind.Closing
                or EntryKind.ContactProposal or EntryKind.Minutes
                => kind == CompartmentKind.Dialogue && !author.IsMailbox,
            EntryKind.Screening or EntryKind.Referral => kind == CompartmentKind.Dialogue && author.IsAdministrator,
            EntryKind.Exclusion => kind == CompartmentKind.Dialogue,
            EntryKind.Note or EntryKind.Step or EntryKind.Assessment => kind == CompartmentKind.WorkFile && author.IsCaseHandler,
            EntryKind.Statement => kind == CompartmentKind.StatementFile && author.IsCaseHandler,
            EntryKind.StatementReturn or EntryKind.StatementAcceptance => kind == CompartmentKind.StatementFile && author.IsAdministrator,
            EntryKind.Attachment => kind != CompartmentKind.GateCard,
            EntryKind.Orientation => kind is CompartmentKind.WorkFile or CompartmentKind.StatementFile,
            _ => false,
        };
}
