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
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage.Mappings;
using Intake.Core.Submission;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// Everything but the vault, in the schema <c>intake</c>. What web and worker may do with each table is in
/// <c>Migrations/Grants.sql</c>; the database refuses the rest with <see cref="PostgresErrorCodes.InsufficientPrivilege"/>.
/// </summary>
public sealed class IntakeDb(DbContextOptions<IntakeDb> options) : DbContext(options)
{
    /// <summary>Schema of all tables, the migrations' own included.</summary>
    public const string Schema = "intake";

    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<SchemeRow> Schemes => Set<SchemeRow>();
    public DbSet<UnitRow> Units => Set<UnitRow>();
    public DbSet<StaffMember> Staff => Set<StaffMember>();
    public DbSet<StaffUnit> StaffUnits => Set<StaffUnit>();
    public DbSet<PendingKeys> PendingKeys => Set<PendingKeys>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<CertificateRow> Certificates => Set<CertificateRow>();
    public DbSet<CertificateSignature> CertificateSignatures => Set<CertificateSignature>();
    public DbSet<RevocationRow> Revocations => Set<RevocationRow>();
    public DbSet<RevocationSignature> RevocationSignatures => Set<RevocationSignature>();
    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();
    public DbSet<RingKey> RingKeys => Set<RingKey>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<Compartment> Compartments => Set<Compartment>();
    public DbSet<Epoch> Epochs => Set<Epoch>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<GatePass> GatePasses => Set<GatePass>();
    public DbSet<CaseChange> CaseChanges => Set<CaseChange>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<AttachmentChunk> AttachmentChunks => Set<AttachmentChunk>();
    public DbSet<Staging> Stagings => Set<Staging>();
    public DbSet<Draft> Drafts => Set<Draft>();
    public DbSet<TicketUse> TicketUses => Set<TicketUse>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<WorkDraft> WorkDrafts => Set<WorkDraft>();
    public DbSet<DeadlineRow> Deadlines => Set<DeadlineRow>();
    public DbSet<EscalationRow> Escalations => Set<EscalationRow>();
    public DbSet<OutboxMail> Mails => Set<OutboxMail>();
    public DbSet<MailCause> MailCauses => Set<MailCause>();
    public DbSet<MailCount> MailCounts => Set<MailCount>();
    public DbSet<MailGone> MailsGone => Set<MailGone>();
    public DbSet<SelfCheckRow> SelfChecks => Set<SelfCheckRow>();
    public DbSet<DailyRoot> DailyRoots => Set<DailyRoot>();
    public DbSet<RootLeaf> RootLeaves => Set<RootLeaf>();
    public DbSet<AccessAttestation> AccessAttestations => Set<AccessAttestation>();
    public DbSet<RootCountersignature> RootCountersignatures => Set<RootCountersignature>();
    public DbSet<AuditDay> AuditDays => Set<AuditDay>();
    public DbSet<StateRecord> StateRecords => Set<StateRecord>();
    public DbSet<Removal> Removals => Set<Removal>();
    public DbSet<AccountabilityReport> AccountabilityReports => Set<AccountabilityReport>();
    public DbSet<FollowTally> FollowTallies => Set<FollowTally>();
    public DbSet<Deletion> Deletions => Set<Deletion>();
    public DbSet<Destruction> Destructions => Set<Destruction>();
    public DbSet<RemovalLeaf> RemovalLeaves => Set<RemovalLeaf>();

    /// <summary>Options on the process's pool for a connection string.</summary>
    public static DbContextOptions<IntakeDb> Options(string connectionString) =>
        new DbContextOptionsBuilder<IntakeDb>()
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, Schema))
            .AddInterceptors(new PooledConnections(DataSources.For(connectionString)), new PatientCommands())
            .EnableSensitiveDataLogging(false)
            .Options;

    /// <summary>Options on a data source of the caller.</summary>
    public static DbContextOptions<IntakeDb> Options(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<IntakeDb>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable(MigrationHistory.Table, Schema))
            .EnableSensitiveDataLogging(false)
            .Options;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(IntakeDb).Assembly, type => type != typeof(VaultSecretMapping));
        Conventions.Apply(modelBuilder);
    }
}
