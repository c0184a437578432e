using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Intake.Worker.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Tests.Worker;

/// <summary>
/// A founded scheme, a mail server and the worker's own services under the worker's role, with a clock that the test
/// moves. Jobs are run by hand here; processes are real ones, on the system's clock.
/// </summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    public const string Site = "https://portal.example.dk";

    private readonly List<IHost> hosts = [];

    private WorkerBench(FoundedScheme founded, SmtpSink sink) => (Founded, Sink) = (founded, sink);

    public FoundedScheme Founded { get; }
    public SmtpSink Sink { get; private set; }

    /// <summary>Settings below Intake:Mail that differ from the usual ones.</summary>
    public Dictionary<string, string?> Mail { get; } = [];

    /// <summary>More patient than the worker's own, for a machine that other tests keep busy.</summary>
    public SmtpLimits MailLimits { get; set; } = new() { Reply = TimeSpan.FromSeconds(40), Mail = TimeSpan.FromSeconds(50) };

    public FakeTimeProvider Time => Founded.Time;
    public StringWriter Log { get; } = new();

    /// <summary>Tuesday 3 March 2026, half past ten in Copenhagen, unless set otherwise: the next mail hour is 13:00.</summary>
    public static async Task<WorkerBench> CreateAsync(DateTimeOffset? now = null, PostgresServer? server = null) =>
        new(await FoundedScheme.CreateAsync(now, server), await SmtpSink.StartAsync());

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(
            Mail.Select(one => KeyValuePair.Create("Intake:Mail:" + one.Key, one.Value)).Concat(Usual()).DistinctBy(one => one.Key));

    private Dictionary<string, string?> Usual() => new()
    {
        ["ConnectionStrings:Intake"] = Founded.Databases.Server.WorkerConnectionString(Founded.Databases.Name),
        ["ConnectionStrings:Vault"] = Founded.Databases.Server.WorkerConnectionString(Founded.Databases.VaultName),
        ["ConnectionStrings:Owner"] = Founded.Databases.Server.OwnerConnectionString(Founded.Databases.Name),
        ["ConnectionStrings:VaultOwner"] = Founded.Databases.Server.OwnerConnectionString(Founded.Databases.VaultName),
        ["Intake:FileSecret"] = Founded.FileSecretPath,
        ["Intake:SchemeRoot"] = Founded.SchemeRootPath,
        ["Intake:PublicOrigins:0"] = Site,
        ["Intake:Mail:Host"] = "127.0.0.1",
        ["Intake:Mail:Port"] = Sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Intake:Mail:Tls"] = "None",
        ["Intake:Mail:From"] = "whistleblower@portal.example.dk",
    };

    /// <summary>Uses another mail server from now on; the previous one ends.</summary>
    public async Task UseAsync(SmtpSink sink)
    {
        await Sink.DisposeAsync();
        Sink = sink;
    }

    /// <summary>Runs a job once, in a separate worker.</summary>
    public async Task RunAsync<TJob>(CancellationToken cancel = default)
        where TJob : IRecurringJob
    {
        await using var scope = BuildHost().Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(cancel);
    }

    /// <summary>One of the worker's services, for one call.</summary>
    public T Service<T>()
        where T : notnull => Founded.Services.GetRequiredService<T>();

    /// <summary>
    /// A report with one deadline, on a referral to a unit when one is named, held by every administrator and all of
    /// the unit's handlers; rows only, nothing opens.
    /// </summary>
    public async Task<DeadlineRow> AddDeadlineAsync(DeadlineKind kind, DateOnly starts, DateOnly due, Guid? unit = null)
    {
        await using var db = Founded.Databases.AsOwner();
        var report = NewReport(starts);
        db.Reports.Add(report);
        var administrators = Founded.People.Where(person => person.Certificate.IsAdministrator).ToList();
        var handlers = Founded.People.Where(person => unit is { } of && person.Certificate.Units.Contains(of)).ToList();
        Referral? referral = null;
        if (unit is { } id)
        {
            db.Referrals.Add(referral = new Referral
            {
                Id = Guid.NewGuid(), ReportId = report.Id, UnitId = id, State = ReferralState.Accepted, Step = HandlingStep.Aware,
                ReferredOn = starts,
            });
        }

        AddHeld(db, report, CompartmentKind.GateCard, null, [.. administrators, .. handlers]);
        if (referral is not null) AddHeld(db, report, CompartmentKind.WorkFile, referral.Id, handlers);
        var deadline = new DeadlineRow
        {
            Id = Guid.NewGuid(), ReportId = report.Id, ReferralId = referral?.Id, Kind = kind, StartsOn = starts, DueOn = due
        };
        db.Deadlines.Add(deadline);
        // As for a real one, so that the nightly deletion misses no secret.
        await using var vault = Founded.Databases.VaultAsOwner();
        vault.Secrets.Add(new VaultSecret { ReportId = report.Id, Secret = SampleRows.Bytes(32), MadeOn = starts });
        await vault.SaveChangesAsync();
        await db.SaveChangesAsync();
        return deadline;
    }

    private void AddHeld(IntakeDb db, Report report, CompartmentKind kind, Guid? referral, IReadOnlyList<TestPerson> holders)
    {
        var room = new Compartment { Id = Guid.NewGuid(), ReportId = report.Id, ReferralId = referral, Kind = kind };
        db.AddRange(room, new Epoch { CompartmentId = room.Id, Number = 1, Commitment = SampleRows.Bytes(32), MadeOn = report.ReceivedOn });
        db.AddRange(holders.Select(person => new Grant
        {
            Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = 1, Holder = Service<HolderPseudonyms>().OfPerson(report.Id, person.Id),
            Purpose = GrantPurpose.Referral, Enc = SampleRows.Bytes(65), Sealed = SampleRows.Bytes(99), MadeOn = report.ReceivedOn,
        }));
    }

    public Report NewReport(DateOnly received) => new()
    {
        Id = Guid.NewGuid(), SchemeId = Founded.Scheme.Id, ReceivedOn = received, State = ReportState.Received,
        LookupHash = SampleRows.Bytes(32),
        MailboxEncryptionKey = SampleRows.Bytes(65), MailboxSigningKey = SampleRows.Bytes(65), MailboxWrap = SampleRows.Bytes(60),
    };

    /// <summary>Waiting mails of as many causes to one person, due at an instant.</summary>
    public async Task AddMailsAsync(int count, Guid recipient, DateTimeOffset at)
    {
        await using var db = Founded.Databases.AsWorker();
        for (var i = 0; i < count; i++)
        {
            await Service<NoticeBook>().AddAsync(
                db, MailKind.Reminder, recipient, new NoticeCause(Guid.NewGuid().ToString("N"), at), "portal.example.dk", null, default);
        }
    }

    public IntakeDb AsOwner() => Founded.Databases.AsOwner();

    /// <summary>The worker program as an installation runs it, sending mails every few seconds, with the test's own settings.</summary>
    public WorkerProcess StartProcess(IReadOnlyDictionary<string, string?>? more = null) =>
        WorkerProcess.Start(new Dictionary<string, string?>(
            (more ?? new Dictionary<string, string?>()).Concat(Settings).DistinctBy(one => one.Key)));

    /// <summary>The worker's host in this process, so that it can run the test's own jobs. The bench disposes it.</summary>
    public IHost BuildHost(IReadOnlyDictionary<string, string?>? more = null, TimeProvider? time = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(Settings.Concat(more ?? new Dictionary<string, string?>())).Build();
        var host = WorkerHost.Build(
            new CommandContext(settings, TextWriter.Synchronized(Log), TextWriter.Null, time ?? new RealWaits(Time)));
        ((SmtpTransport)host.Services.GetRequiredService<IMailTransport>()).Limits = MailLimits;
        lock (hosts) hosts.Add(host);
        return host;
    }

    /// <summary>Adds the job tables, as <c>migrate</c> makes them.</summary>
    public async Task MakeJobTablesAsync()
    {
        var migrated = await CommandRun.OfAsync(Settings, "migrate");
        if (migrated.Code is not ExitCode.Done) throw new InvalidOperationException(migrated.Errors);
    }

    /// <summary>What psql answers about this bench's database, as superuser, without the last line break.</summary>
    public async Task<string> SqlAsync(string sql) => (await Founded.Databases.Server.Psql(Founded.Databases.Name, sql)).TrimEnd('\n');

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) host.Dispose();
        await Sink.DisposeAsync();
        await Founded.DisposeAsync();
    }
}
