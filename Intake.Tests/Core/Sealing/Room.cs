using System.Text;
using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>A compartment's rows, with the open compartment of the person who last wrote in it.</summary>
internal sealed class Room
{
    private readonly SealedCase report;

    public Room(SealedCase report, CompartmentKind kind)
    {
        this.report = report;
        Context = new(report.Report, kind, Guid.NewGuid());
        Open = report.Keep(OpenCompartment.Create(Context));
        Epochs.Add(Open.NewestSeal());
    }

    public CompartmentContext Context { get; }
    public OpenCompartment Open { get; }
    public List<EpochSeal> Epochs { get; } = [];
    public List<(Guid Person, SealedGrant Grant)> Grants { get; } = [];
    public List<SealedEntry> Entries { get; } = [];

    public EntryHead? Head => Entries is [] ? null : Entries[^1].HeadIn(Context);

    public SealedGrant Grant(UnlockedPrincipal granter, Person holder, GrantPurpose purpose, bool heldBefore = false, DateOnly? on = null)
        => Add(holder.Id,
            SealedGrant.Make(Open, granter, report.PartyOf(holder), purpose, on ?? SealedCase.Today, heldBefore, report.Excluded));

    public SealedGrant GrantMailbox(UnlockedPrincipal granter)
        => Add(report.Report.ReportId, SealedGrant.Make(Open, granter, report.Report.Mailbox, GrantPurpose.Rekey, SealedCase.Today,
            heldBefore: true, report.Excluded));

    public SealedGrant Add(Guid person, SealedGrant grant)
    {
        Grants.Add((person, grant));
        return grant;
    }

    /// <summary>Makes the next epoch and grants it to those who stay.</summary>
    public void Rekey(UnlockedPrincipal maker, params Person[] stay) => Begin(Open.NextEpoch(), maker, stay);

    /// <summary>The same with an epoch that leads to none before it.</summary>
    public void Cut(UnlockedPrincipal maker, params Person[] stay) => Begin(Open.Cut(), maker, stay);

    private void Begin(EpochSeal epoch, UnlockedPrincipal maker, Person[] stay)
    {
        Epochs.Add(epoch);
        foreach (var person in stay) Grant(maker, person, GrantPurpose.Rekey, heldBefore: true);
        if (Context.Kind is CompartmentKind.GateCard or CompartmentKind.Dialogue) GrantMailbox(maker);
    }

    public SealedEntry Write(UnlockedPrincipal author, EntryKind kind, string text)
    {
        var entry = SealedEntry.Seal(Open, report.Vault, author, kind, Head, SealedCase.Today, Encoding.UTF8.GetBytes(text));
        Entries.Add(entry);
        return entry;
    }

    public OpenCompartment OpenAs(Person person) => report.Keep(CompartmentOpener.Open(
        Context, Epochs, Grants.Where(g => g.Person == person.Id).Select(g => g.Grant), report.Unlocked(person), report.Book));

    public OpenCompartment OpenAsMailbox() => report.Keep(CompartmentOpener.Open(
        Context, Epochs, Grants.Where(g => g.Person == report.Report.ReportId).Select(g => g.Grant), report.Mailbox, report.Book,
        MailboxWrap.Open(report.Mailbox, report.Wrap, Context)));

    public OpenedEntry Read(OpenCompartment open, int position)
        => Entries[position - 1].Open(open, report.Vault, report.Book, position == 1 ? null : Entries[position - 2].HeadIn(Context));

    public string TextOf(OpenCompartment open, int position) => Encoding.UTF8.GetString(Read(open, position).Content);
}
