using Intake.Core.Accountability;
using Intake.Core.Accountability.Figures;
using Intake.Core.Cases;
using Intake.Core.Cases.Assessing;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Dates;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Links;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Cases.Work;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Certification;
using Intake.Core.Cleaning;
using Intake.Core.Mailboxes;
using Intake.Core.Notices;
using Intake.Core.Operations;
using Intake.Core.Operations.SelfChecks;
using Intake.Core.Printing;
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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Intake.Core;

/// <summary>Where the core finds its two databases and its two files.</summary>
/// <param name="Database">Connection string of the main database.</param>
/// <param name="Vault">Connection string of the vault's database; in production another server's.</param>
/// <param name="FileSecretPath">The file secret: one line of 64 hex digits, readable by the process's user alone.</param>
/// <param name="SchemeRootPath">The founders' file.</param>
public sealed record IntakeCoreOptions(string Database, string Vault, string FileSecretPath, string SchemeRootPath)
{
    /// <summary>The sender of mails, when invitations go by mail; null shows links to the person who invites.</summary>
    public string? MailFrom { get; init; }
}

/// <summary>Puts the core's parts together, for web and worker alike.</summary>
public static class IntakeCore
{
    /// <summary>Registers databases, secrets and desks. Desks live as long as a request or a job's run.</summary>
    public static IServiceCollection AddIntakeCore(this IServiceCollection services, IntakeCoreOptions places)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Made once: options built again for each request cost more than its queries.
        services.AddSingleton(_ => IntakeDb.Options(places.Database)).AddSingleton(_ => VaultDb.Options(places.Vault));
        services.AddScoped<IntakeDb>().AddScoped<VaultDb>().AddScoped<VaultFile>();
        services.AddSingleton(_ => SecretOf(places.FileSecretPath));
        services.AddSingleton<HolderPseudonyms>();
        services.AddSingleton(provider => new SelfCheck(places, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SharedMoments(DataSources.For(places.Database), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReceiptRepeats>().AddScoped<FormUse>().AddScoped<FormOwner>();
        services.AddSingleton<OpeningCount>();
        services.AddSingleton(new SchemeRootFile(places.SchemeRootPath));
        services.AddSingleton<CertificateBooks>();
        services.AddSingleton<RingKeys>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<NoticeBook>();
        if (InvitationMailDomain.Of(places.MailFrom) is { } domain)
            services.AddSingleton(domain).AddScoped<IInvitationPost, InvitationMails>();
        services.AddSingleton<DailyRoots>().AddSingleton<AccountabilityReports>();
        services.AddSingleton<Removals>().AddSingleton<Announcements>().AddSingleton<Destructions>().AddSingleton<RootCheck>()
            .AddSingleton<SecretCheck>();
        services.AddSingleton(new KeyDerivationLimiter(Environment.ProcessorCount));
        services.TryAddSingleton(new CleanerSettings());
        services.AddSingleton<FileCleaner>().AddSingleton<PdfPrinter>();
        services.TryAddSingleton(new UploadSpaceSettings());
        services.AddSingleton<UploadSpace>();
        services.AddSingleton(new UploadLimiter(places: 24, patience: TimeSpan.FromSeconds(5)));
        return services.AddScoped<SchemeCatalogue>().AddScoped<SchemeLoader>().AddScoped<StepsByPlace>()
            .AddScoped<ReportAccess>().AddScoped<EntryReading>().AddScoped<EntryLog>().AddScoped<CompartmentKeys>()
            .AddScoped<AttachmentStore>().AddScoped<CleaningBudget>().AddScoped<CleanedUploads>()
            .AddScoped<StaffDesk>().AddScoped<EnrolmentDesk>().AddScoped<JoinDesk>()
            .AddScoped<SignInDesk>().AddScoped<Sessions>().AddScoped<PasswordDesk>()
            .AddScoped<MailChoiceDesk>().AddScoped<ILeaveMails, WaitingMails>().AddScoped<LeaveDesk>()
            .AddScoped<CertificationDesk>().AddScoped<OffboardingDesk>().AddScoped<FoundingCeremony>()
            .AddScoped<OpenRevocations>().AddScoped<StaffRegister>().AddScoped<AccessReview>().AddScoped<AttestationDesk>()
            .AddScoped<SchemeErrands>()
            .AddScoped<StagingDesk>().AddScoped<LeftForms>().AddScoped<DraftDesk>().AddScoped<ReceiptKeyLookup>().AddScoped<ReportDesk>()
            .AddScoped<MailboxDesk>().AddScoped<EndedSessions>().AddScoped<ReplyDesk>().AddScoped<TalkDesk>().AddScoped<NamingDesk>()
            .AddScoped<WithdrawalDesk>().AddScoped<FileDesk>()
            .AddScoped<StateRecords>().AddScoped<CaseAccess>().AddScoped<SeenWhenShown>()
            .AddScoped<WorkDraftRows>().AddScoped<CaseDraftRows>().AddScoped<WorkDraftDesk>().AddScoped<CaseDraftDesk>()
            .AddScoped<WorkDesk>().AddScoped<AssessDesk>()
            .AddScoped<CaseHolders>().AddScoped<ChargeBook>().AddScoped<ChargeDesk>().AddScoped<AdministratorCover>()
            .AddScoped<GrantCheck>().AddScoped<CoverDesk>().AddScoped<ApartDesk>().AddScoped<EndAccessDesk>()
            .AddScoped<GateNamesDesk>().AddScoped<RecusalCheck>().AddScoped<GateDesk>().AddScoped<PlanBook>().AddScoped<SavedViews>()
            .AddScoped<RowDetails>().AddScoped<AfterClosing>().AddScoped<InboxRows>().AddSingleton<InboxMemory>().AddScoped<InboxDesk>()
            .AddScoped<FollowTallies>().AddScoped<ScreeningDesk>().AddScoped<MarkedCopies>()
            .AddScoped<ReferralPeople>().AddScoped<ReferralDesk>()
            .AddScoped<CaseMarks>().AddScoped<CaseDesk>()
            .AddScoped<CaseLinks>().AddScoped<LinkDesk>().AddScoped<SimilarCases>()
            .AddScoped<OutboundGuard>().AddScoped<MessageProposals>().AddScoped<MessageSending>()
            .AddScoped<MessageDesk>().AddScoped<SecondReaderDesk>()
            .AddScoped<ClosingDesk>().AddScoped<AfterClosingDesk>()
            .AddScoped<HoldDesk>().AddScoped<HoldProposals>().AddScoped<OrientationDesk>()
            .AddScoped<RestoredReports>().AddScoped<RetentionDesk>().AddScoped<DateDesk>().AddScoped<WindowDesk>()
            .AddScoped<CaseFiles>().AddScoped<CaseUploads>().AddScoped<CaseTalkDesk>().AddScoped<OralReportDesk>()
            .AddScoped<StatementDesk>().AddScoped<ExportDesk>().AddScoped<WholeCaseDesk>()
            .AddScoped<UnitMessageDesk>().AddScoped<ReturnDesk>()
            .AddScoped<OperationsDesk>().AddScoped<GivenUpMails>()
            .AddScoped<SingleHolders>()
            .AddScoped<SelfCheckBook>().AddScoped<CountersignDesk>().AddScoped<AccountabilityDesk>().AddScoped<InstallationCheck>()
            .AddScoped<RefusedAddresses>();
    }

    private static FileSecret SecretOf(string path)
    {
        try
        {
            return FileSecret.Read(path);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UnusableSettingException($"Intake:FileSecret: {unusable.Message}");
        }
    }
}
