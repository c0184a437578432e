namespace Intake.Core.Sealing;

/// <summary>Who may grant what to whom: the table of FORMAT.md §9. Pure; asked when a grant is made and again when it is opened.</summary>
public static class GrantRights
{
    /// <summary>Whether the granter had the right.</summary>
    /// <param name="granter">Who grants.</param>
    /// <param name="kind">The compartment's kind.</param>
    /// <param name="epoch">The epoch granted, from 1.</param>
    /// <param name="purpose">Why.</param>
    /// <param name="holder">To whom.</param>
    /// <param name="heldBefore">Whether the holder has a grant, in order itself, of an earlier epoch (the wrap, for the mailbox).</param>
    public static bool Allow(Party granter, CompartmentKind kind, int epoch, GrantPurpose purpose, Party holder, bool heldBefore)
        => EntryRights.MayWriteIn(kind, holder) && purpose switch
        {
            GrantPurpose.Receipt => granter.IsMailbox && epoch == 1 && IsOpenToReporter(kind) && holder.IsAdministrator,
            GrantPurpose.Administration => granter.IsAdministrator && kind != CompartmentKind.WorkFile && holder.IsAdministrator,
            GrantPurpose.Referral => granter.IsAdministrator && holder.IsCaseHandler && (kind != CompartmentKind.WorkFile || epoch == 1),
            GrantPurpose.HandOver => granter.IsCaseHandler && holder.IsCaseHandler && ShareUnit(granter, holder),
            GrantPurpose.Rekey => epoch > 1 && heldBefore && EntryRights.MayWriteIn(kind, granter),
            _ => false,
        };

    private static bool IsOpenToReporter(CompartmentKind kind) => kind is CompartmentKind.GateCard or CompartmentKind.Dialogue;

    private static bool ShareUnit(Party a, Party b) => a.Certificate!.Units.Intersect(b.Certificate!.Units).Any();
}
