using System.Security.Cryptography;
using Intake.Core.Accountability;
using Intake.Core.Accountability.Figures;
using Intake.Core.Cases;
using Intake.Core.Cases.Screening;
using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Reports;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Core.Submission;

namespace Intake.Tests.Core.Storage;

/// <summary>One row of every kind, linked by their keys; bytes are random, since storage never reads them.</summary>
internal sealed class SampleRows
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly DateTimeOffset Instant = new(2024, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly List<object> all = [];

    private SampleRows(bool underAStaging)
    {
        Scheme = Add(new SchemeRow
        {
            Id = Guid.NewGuid(), Name = "s" + Guid.NewGuid().ToString("N"), Document = Bytes(9), DocumentHash = Bytes(32), LoadedOn = Day
        });
        Unit = Add(new UnitRow { Id = Guid.NewGuid(), SchemeId = Scheme.Id, Name = "hospital", Kind = UnitKind.Hospital });
        Person = Add(new StaffMember
        {
            Id = Guid.NewGuid(), SchemeId = Scheme.Id, Email = Guid.NewGuid().ToString("N") + "@example.org", FullName = "A. Person",
            Roles = StaffRoles.Administrator | StaffRoles.CaseHandler, State = StaffState.Active, CreatedOn = Day,
            PasswordVerifier = Bytes(32), SealedKeys = Bytes(99), SealedTotp = Bytes(60),
        });
        Add(new StaffUnit { StaffId = Person.Id, UnitId = Unit.Id });
        Add(new PendingKeys
        {
            StaffId = Person.Id, EncryptionKey = Bytes(65), SigningKey = Bytes(65), PasswordSalt = Bytes(16), PasswordVerifier = Bytes(32),
            SealedKeys = Bytes(99), RecoverySalt = Bytes(16), RecoveryVerifier = Bytes(32), SealedRecoveryKeys = Bytes(99),
            SealedTotp = Bytes(60), UsedCode = Bytes(32),
        });
        Add(new Invitation { Id = Guid.NewGuid(), StaffId = Person.Id, TokenHash = Bytes(32), ExpiresOn = Day });
        var certificate = Add(
            new CertificateRow { Id = Bytes(32), SchemeId = Scheme.Id, PersonId = Person.Id, Serial = 1, Body = Bytes(200), MadeOn = Day });
        Add(new CertificateSignature { CertificateId = certificate.Id, Signer = Bytes(32), Signature = Bytes(64), MadeOn = Day });
        var revocation = Add(
            new RevocationRow { Id = Bytes(32), SchemeId = Scheme.Id, CertificateId = certificate.Id, Body = Bytes(80), MadeOn = Day });
        Add(new RevocationSignature { RevocationId = revocation.Id, Signer = Bytes(32), Signature = Bytes(64), MadeOn = Day });
        Add(new StaffSession { Id = Bytes(32), StaffId = Person.Id, Sealed = Bytes(90), RingHour = 1, ExpiresAt = Instant });
        Add(new RingKey { Hour = RandomNumberGenerator.GetInt32(1_000_000_000), Wrapped = Bytes(60), ExpiresAt = Instant });
        Audit = Add(new AuditRow
        {
            Id = Guid.NewGuid(), At = Instant, Action = AuditAction.ReportOpened, SchemeId = Scheme.Id, Sealed = Bytes(80), Hash = Bytes(32)
        });

        Report = Add(new Report
        {
            Id = Guid.NewGuid(), SchemeId = Scheme.Id, ReceivedOn = Day, State = ReportState.Referred, LookupHash = Bytes(32),
            MailboxEncryptionKey = Bytes(65), MailboxSigningKey = Bytes(65), MailboxWrap = Bytes(60), KeepUntil = Day,
        });
        var referral = Add(new Referral
        {
            Id = Guid.NewGuid(), ReportId = Report.Id, UnitId = Unit.Id, State = ReferralState.Offered, Step = HandlingStep.Aware,
            ReferredOn = Day
        });
        var room = Add(
            new Compartment { Id = Guid.NewGuid(), ReportId = Report.Id, ReferralId = referral.Id, Kind = CompartmentKind.WorkFile });
        Add(new Compartment { Id = Guid.NewGuid(), ReportId = Report.Id, Kind = CompartmentKind.Dialogue });
        Add(new Epoch { CompartmentId = room.Id, Number = 1, Commitment = Bytes(32), MadeOn = Day });
        Add(new Grant
        {
            Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = 1, Holder = Bytes(32), Purpose = GrantPurpose.Referral, Enc = Bytes(65),
            Sealed = Bytes(200), MadeOn = Day
        });
        Entry = Add(new Entry
        {
            Id = Guid.NewGuid(), CompartmentId = room.Id, Position = 1, Epoch = 1, Kind = EntryKind.Note, Salt = Bytes(32),
            Sealed = Bytes(4200), Hash = Bytes(32), MadeOn = Day
        });
        Add(new WorkDraft
        {
            Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = 1, Holder = Bytes(32), Form = WorkForm.Note, Sealed = Bytes(4200),
        });
        var staging = Add(new Staging { Id = Guid.NewGuid(), SchemeId = Scheme.Id, Sealed = Bytes(4200), MadeOn = Day, ExpiresOn = Day });
        Add(new Draft { StagingId = staging.Id, ReportId = Guid.NewGuid(), LookupHash = Bytes(32), Sealed = Bytes(269) });
        var attachment = Add(new Attachment
        {
            Id = Guid.NewGuid(), ReportId = underAStaging ? null : Report.Id, StagingId = underAStaging ? staging.Id : null,
            CompartmentId = room.Id, Epoch = 1, Salt = Bytes(32), SizeClass = 65536, MadeOn = Day,
        });
        Add(new AttachmentChunk { AttachmentId = attachment.Id, Number = 0, Bytes = Bytes(65536) });
        Add(new GatePass { Holder = Bytes(32), ReportId = Report.Id, PassedOn = Day });
        Add(new CaseChange { Id = Guid.NewGuid(), ReportId = Report.Id });
        Add(new TicketUse { Hash = Bytes(32), ExpiresOn = Day });
        var deadline = Add(new DeadlineRow
        {
            Id = Guid.NewGuid(), ReportId = Report.Id, ReferralId = referral.Id, Kind = DeadlineKind.Acceptance, StartsOn = Day, DueOn = Day
        });
        Add(new EscalationRow { DeadlineId = deadline.Id, Step = 1, DoneOn = Day });
        Add(new OutboxMail
        {
            Id = Guid.NewGuid(), Recipient = Bytes(65), Kind = MailKind.Reminder,
            MessageId = Guid.NewGuid().ToString("N"), State = MailState.Waiting, NextAt = Instant, HourAt = Instant
        });
        Add(new MailCause { Cause = Bytes(32), Day = Day });
        Add(new SelfCheckRow { Id = Guid.NewGuid(), TriedAt = Instant, GoodAt = Instant, Failed = SelfCheckStep.Holder });
        Add(new MailGone { Id = Guid.NewGuid(), Day = Day });
        Add(new MailCount { Day = Day.AddDays(RandomNumberGenerator.GetInt32(100000)), Sent = 3 });
        Add(new DailyRoot
        {
            Day = Day.AddDays(RandomNumberGenerator.GetInt32(100000)), Root = Bytes(32), Previous = Bytes(32), LeafCount = 1,
            Signature = Bytes(64)
        });
        Add(new RootLeaf { Hash = Bytes(32), Day = Day, Seal = Bytes(32) });
        Add(new AuditDay { Day = Day.AddDays(RandomNumberGenerator.GetInt32(100000)), Count = 1, Head = Bytes(32), Salt = Bytes(32) });
        Add(new RootCountersignature
        {
            Day = Day, SchemeId = Scheme.Id, CertificateId = certificate.Id, Signature = Bytes(64), MadeOn = Day,
        });
        Add(new AccessAttestation
        {
            Id = Guid.NewGuid(), SchemeId = Scheme.Id, Quarter = Day, CertificateId = certificate.Id, List = Bytes(32),
            Signature = Bytes(64), MadeOn = Day,
        });
        Add(new AccountabilityReport
        {
            Id = Guid.NewGuid(), SchemeId = Scheme.Id, FromOn = Day, ToOn = Day, MadeOn = Day, Scheduled = true, Document = Bytes(900),
            Signature = Bytes(64),
        });
        Add(new FollowTally { SchemeId = Scheme.Id, Month = new(Day.Year, Day.Month, 1), Sealed = Bytes(65) });
        Add(new StateRecord { ReportId = Report.Id, Number = 1, MadeOn = Day, Sealed = Bytes(300), Hash = Bytes(32) });
        var removal = Add(new Removal
        {
            Id = Guid.NewGuid(), Number = RandomNumberGenerator.GetInt32(100000), Day = Day, ReportId = Guid.NewGuid(),
            Reason = RemovalReason.Retention, Until = Day, LeafCount = 1, Tree = Bytes(32), Previous = Bytes(32), Signature = Bytes(64),
            Hash = Bytes(32),
        });
        Add(new Deletion { ReportId = Report.Id, AnnouncedOn = Day, Seal = Bytes(32) });
        Add(new Destruction
        {
            Id = Guid.NewGuid(), SchemeId = Report.SchemeId, MadeOn = Day, Body = "{}", Signature = Bytes(64), Holders = Bytes(32),
        });
        Add(new RemovalLeaf { RemovalId = removal.Id, EntryHash = Bytes(32) });
    }

    public SchemeRow Scheme { get; }
    public UnitRow Unit { get; }
    public StaffMember Person { get; }
    public AuditRow Audit { get; }
    public Report Report { get; }
    public Entry Entry { get; }

    /// <summary>Adds a row to every table. The attachment belongs to the report, or to the staging row when asked.</summary>
    public static async Task<SampleRows> InsertAsync(IntakeDb db, bool underAStaging = false)
    {
        var rows = new SampleRows(underAStaging);
        db.AddRange(rows.all);
        await db.SaveChangesAsync();
        return rows;
    }

    public static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);

    private T Add<T>(T row)
        where T : class
    {
        all.Add(row);
        return row;
    }
}
