using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// A received report with all the rows that a database would hold of it, and its people: two administrators who may read
/// it from receipt, three handlers of the hospital, and one of the centre who may not read it.
/// </summary>
internal sealed class SealedCase : IDisposable
{
    public static readonly DateOnly Today = SealedScheme.Day0.AddDays(30);

    private readonly List<IDisposable> opened = [];

    public SealedCase()
    {
        Anna = Scheme.Founders[0];
        Bo = Scheme.Founders[1];
        CertificateOf = new()
        {
            [Anna] = Scheme.Certificates[0].Certificate,
            [Bo] = Scheme.Certificates[1].Certificate,
            [Carl] = Scheme.Handler(Carl, 1, by: Anna),
            [Dorte] = Scheme.Handler(Dorte, 1, by: Anna),
            [Erik] = Scheme.Handler(Erik, 1, by: Anna),
            [Finn] = Scheme.Store(Scheme.Write(Finn, 1, CertifiedRoles.CaseHandler, 1, Scheme.Centre), Anna),
        };
        Book = Scheme.Book();
        var receipt = (Encryption: EncryptionKeyPair.Generate(), Signing: SigningKeyPair.Generate());
        Report = new(Scheme.Id, Guid.NewGuid(), receipt.Encryption.Public, receipt.Signing.Public);
        Mailbox = Keep(new UnlockedMailbox(Report, SecretBytes.Random(32), receipt.Encryption, receipt.Signing));
        Vault = Keep(SecretBytes.Random(32));
        GateCard = new Room(this, CompartmentKind.GateCard);
        Dialogue = new Room(this, CompartmentKind.Dialogue);
        Wrap = MailboxWrap.Seal(Mailbox, GateCard.Open, Dialogue.Open, Excluded, Today);
        foreach (var administrator in new[] { Anna, Bo })
        {
            GateCard.Grant(Mailbox, administrator, GrantPurpose.Receipt);
            Dialogue.Grant(Mailbox, administrator, GrantPurpose.Receipt);
        }

        Dialogue.Write(Mailbox, EntryKind.Report, "It happened on a Tuesday.");
    }

    public SealedScheme Scheme { get; } = SealedScheme.ByTwo();
    public Person Anna { get; }
    public Person Bo { get; }
    public Person Carl { get; } = new("Carl Juhl");
    public Person Dorte { get; } = new("Dorte Krag");
    public Person Erik { get; } = new("Erik Lund");
    public Person Finn { get; } = new("Finn Møller");
    public Dictionary<Person, Certificate> CertificateOf { get; }
    public CertificateBook Book { get; set; }
    public ReportIdentity Report { get; }
    public UnlockedMailbox Mailbox { get; }
    public SecretBytes Vault { get; }
    public HashSet<Guid> Excluded { get; } = [];
    public byte[] Wrap { get; }
    public Room GateCard { get; }
    public Room Dialogue { get; }

    public UnlockedStaff Unlocked(Person person) => Keep(person.Unlock(CertificateOf[person]));

    public Party PartyOf(Person person) => new(CertificateOf[person]);

    /// <summary>A WorkFile or StatementFile made by Anna and granted to handlers.</summary>
    public Room Refer(CompartmentKind kind, params Person[] handlers)
    {
        var room = new Room(this, kind);
        foreach (var handler in handlers) room.Grant(Unlocked(Anna), handler, GrantPurpose.Referral);
        return room;
    }

    public T Keep<T>(T thing) where T : IDisposable
    {
        opened.Add(thing);
        return thing;
    }

    public void Dispose()
    {
        foreach (var thing in opened) thing.Dispose();
    }
}
