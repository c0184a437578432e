using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// A report as one principal holds it: its row, its vault secret, its compartments with their epochs, and the grants that
/// are this principal's. Compartments open one by one. Disposing zeroes what was opened, not the principal.
/// </summary>
public sealed class OpenReport : IDisposable
{
    private readonly List<OpenCompartment> opened = [];
    private readonly Dictionary<Guid, OpenCompartment> byId = [];
    private readonly Dictionary<Guid, ReferralContent> referrals = [];

    internal OpenReport(Report row, UnlockedPrincipal self, SecretBytes vault, CertificateBook book, IReadOnlyList<Certificate> mayHold,
        IReadOnlyList<Compartment> compartments, ILookup<Guid, Epoch> epochs, ILookup<Guid, Grant> own)
    {
        Row = row;
        Self = self;
        Vault = vault;
        Book = book;
        MayHold = mayHold;
        Compartments = compartments;
        Epochs = epochs;
        Own = own;
        Identity = IdentityOf(row);
    }

    public Report Row { get; }
    public UnlockedPrincipal Self { get; }
    public ReportIdentity Identity { get; }
    public CertificateBook Book { get; }
    /// <summary>The certificates that new grants may go to: current, and of persons who have not left.</summary>
    public IReadOnlyList<Certificate> MayHold { get; }

    public IReadOnlyList<Compartment> Compartments { get; }

    /// <summary>Who must not take part; read with the Dialogue. <see langword="null"/> until then.</summary>
    public ExclusionRule? Rule { get; internal set; }

    /// <summary>Who has it, as the Dialogue's signed entries say; read with the Dialogue. <see langword="null"/> until then.</summary>
    public Holdings? Holdings { get; internal set; }

    /// <summary>The ids of its exclusions, as they are sealed.</summary>
    public IReadOnlySet<Guid>? Excluded => Rule?.Ids;

    /// <summary>Whether an exclusion in the Dialogue could not be read: then no new holder may be added.</summary>
    public bool ExclusionsInDoubt { get; internal set; }

    /// <summary>Addresses and names of the scheme's people: readers who were ticked, and who is named, are known by them.</summary>
    internal KnownPeople People { get; init; } = new(new Dictionary<Guid, string>(), []);

    /// <summary>Whether the rule, once read, names this principal.</summary>
    internal bool IsSelfShutOut => Rule is { } rule && Self.Party.Certificate is { } certificate && rule.ShutsOut(certificate);

    /// <summary>
    /// Whether this principal has a compartment as far as what is signed goes; the mailbox always, and all until the Dialogue was read.
    /// </summary>
    internal bool SelfHas(CompartmentKind kind, Guid? referralId = null) =>
        Self.Party.Certificate is not { } certificate || Holdings?.Has(certificate, kind, referralId) != false;

    internal SecretBytes Vault { get; }
    /// <summary>What was read of its compartments so far; appending to one takes its reading out.</summary>
    internal Dictionary<Guid, IReadOnlyList<ReadEntry>> Readings { get; } = [];

    internal ILookup<Guid, Epoch> Epochs { get; }
    internal ILookup<Guid, Grant> Own { get; }

    /// <summary>The report's identity as the keys see it.</summary>
    /// <exception cref="SealedException">The stored mailbox keys are no keys.</exception>
    public static ReportIdentity IdentityOf(Report row)
        => new(row.SchemeId, row.Id, row.MailboxEncryptionKey, row.MailboxSigningKey);

    /// <summary>The row of a compartment, or null where the report has none such.</summary>
    public Compartment? Find(CompartmentKind kind, Guid? referralId = null)
        => Compartments.SingleOrDefault(c => c.Kind == kind && c.ReferralId == referralId);

    /// <summary>Opens a compartment with this principal's own keys; the result is this report's to dispose.</summary>
    /// <exception cref="SealedException">No such compartment, or no grant of it is this principal's and in order.</exception>
    public OpenCompartment Open(CompartmentKind kind, Guid? referralId = null)
    {
        var row = Find(kind, referralId) ?? throw SealedException.Refused();
        if (byId.TryGetValue(row.Id, out var known)) return known;

        // Personnel notes and statements open only through a Dialogue whose exclusions were read. FORMAT.md §11.
        if (kind is CompartmentKind.WorkFile or CompartmentKind.StatementFile && Excluded is null) throw SealedException.Refused();
        if (IsSelfShutOut || !SelfHas(kind, referralId)) throw SealedException.Refused();

        var made = kind is CompartmentKind.WorkFile or CompartmentKind.StatementFile ? MadeAs(kind, referralId) : null;
        var place = new CompartmentContext(Identity, kind, row.Id);
        var epochs = Epochs[row.Id].Select(e => new EpochSeal(e.Number, e.Commitment, e.Previous)).ToList();
        var grants = Own[row.Id].Select(g => new SealedGrant(g.Epoch, g.Purpose, g.MadeOn, g.Enc, g.Sealed));
        var open = Keep(Self switch
        {
            UnlockedStaff staff => CompartmentOpener.Open(place, epochs, grants, staff, Book),
            UnlockedMailbox mailbox => CompartmentOpener.Open(place, epochs, grants, mailbox, Book,
                MailboxWrap.Open(mailbox, Row.MailboxWrap, place)),
            _ => throw SealedException.Refused(),
        });
        if (made is not null && !(made.Id == row.Id && made.Commitment.AsSpan().SequenceEqual(open.FirstCommitment)))
        {
            byId.Remove(row.Id);
            throw SealedException.Refused();
        }

        return open;
    }

    /// <summary>Whether the principal can open it, without an exception for the usual no.</summary>
    public bool TryOpen(CompartmentKind kind, Guid? referralId, out OpenCompartment? compartment)
    {
        try
        {
            compartment = Open(kind, referralId);
            return true;
        }
        catch (SealedException)
        {
            compartment = null;
            return false;
        }
    }

    /// <summary>Keeps what a Referral entry of the Dialogue says of the compartments made for it; the first to say so counts.</summary>
    internal void Know(ReferralContent referral) => referrals.TryAdd(referral.ReferralId, referral);

    /// <summary>The unit that the signed Referral entry names. Null for a referral that the Dialogue does not mention.</summary>
    internal Guid? UnitOf(Guid referralId) => referrals.GetValueOrDefault(referralId)?.UnitId;

    private NewCompartment MadeAs(CompartmentKind kind, Guid? referralId)
    {
        var referral = referralId is { } id ? referrals.GetValueOrDefault(id) : null;
        return (kind == CompartmentKind.WorkFile ? referral?.WorkFile : referral?.StatementFile) ?? throw SealedException.Refused();
    }

    internal OpenCompartment Keep(OpenCompartment compartment)
    {
        opened.Add(compartment);
        byId[compartment.Context.Id] = compartment;
        return compartment;
    }

    public void Dispose()
    {
        foreach (var compartment in opened) compartment.Dispose();
        Vault.Dispose();
    }
}
