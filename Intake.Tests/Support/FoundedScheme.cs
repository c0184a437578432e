using System.Text;
using Intake.Core;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Intake.Tests.Support;

/// <summary>
/// A deployed scheme, Region Hovedstaden's by default, in a migrated database, with founders in its root, two
/// administrators and a deputy, and three case handlers at each of two hospitals or faculties, all certified. Services
/// run under the web role, as in production.
/// </summary>
public sealed class FoundedScheme : IAsyncDisposable
{
    private readonly Workspace folder;
    private readonly List<TestPerson> people = [];

    private FoundedScheme(MigratedDatabases databases, Workspace folder, ServiceProvider services, Scheme scheme)
        => (Databases, this.folder, Services, Scheme) = (databases, folder, services, scheme);

    public MigratedDatabases Databases { get; }
    public ServiceProvider Services { get; }
    public Scheme Scheme { get; }
    public IReadOnlyList<TestPerson> People => people;
    public Unit Hospital => Places[0];
    public Unit OtherHospital => Places[1];
    public string FileSecretPath => folder.PathOf("file-secret");
    public string SchemeRootPath => folder.PathOf("scheme-root");
    public FakeTimeProvider Time { get; private init; } = null!;

    /// <summary>On the shared server, or on the caller's own (to stop it, or to have it durable).</summary>
    public static async Task<FoundedScheme> CreateAsync(
        DateTimeOffset? now = null, PostgresServer? server = null, string scheme = "region-hovedstaden")
    {
        var databases = await MigratedDatabases.CreateAsync(server);
        var folder = new Workspace();
        FileSecret.Create(folder.PathOf("file-secret"));
        var time = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 3, 3, 9, 30, 0, TimeSpan.Zero));
        var read = await LoadAsync(databases, time, scheme);

        var services = new ServiceCollection().AddSingleton<TimeProvider>(new RealWaits(time)).AddIntakeCore(new IntakeCoreOptions(
            databases.Server.WebConnectionString(databases.Name), databases.Server.WebConnectionString(databases.VaultName),
            folder.PathOf("file-secret"), folder.PathOf("scheme-root"))).BuildServiceProvider();
        var founded = new FoundedScheme(databases, folder, services, read) { Time = time };
        await databases.BindAsync(founded.FileSecretPath);
        await founded.FoundAsync();
        await using var scope = services.CreateAsyncScope();
        await services.GetRequiredService<RingKeys>().EnsureAsync(scope.ServiceProvider.GetRequiredService<IntakeDb>(), default);
        return founded;
    }

    /// <summary>The person at a place in the cast: "administrator 1", "deputy", "handler 1" to "handler 3", "other handler 1"…</summary>
    public TestPerson this[string part] => people.Single(p => p.Part == part);

    /// <summary>Region Hovedstaden's scheme file as it stands in deploy/schemes.</summary>
    public static byte[] RegionFile() => FileOf("region-hovedstaden");

    /// <summary>Loads another deployed scheme into the same databases; it has no staff.</summary>
    public Task<Scheme> AddAsync(string scheme) => LoadAsync(Databases, Time, scheme);

    /// <summary>Loads its own file again, as one that wants a second reader of messages to the reporter.</summary>
    public Task WantSecondReaderAsync() => ChangeAsync("\"limits\":", "\"secondReader\": true, \"limits\":");

    /// <summary>The same, as one that promises reporters to be asked before its first hospital gets a case.</summary>
    public Task PromiseToAskAsync() =>
        ChangeAsync($"\"name\": \"{Hospital.Name}\",", $"\"name\": \"{Hospital.Name}\", \"asksReporter\": true,");

    private async Task ChangeAsync(string what, string with)
    {
        var file = Encoding.UTF8.GetString(FileOf(Scheme.Name));
        if (!file.Contains(what, StringComparison.Ordinal)) throw new InvalidOperationException(what);
        await using var owner = Databases.AsOwner();
        var changed = Encoding.UTF8.GetBytes(file.Replace(what, with, StringComparison.Ordinal));
        var loaded = await new SchemeLoader(owner, Time).LoadAsync(changed, default);
        if (loaded.Scheme is null) throw new InvalidOperationException(string.Join('\n', loaded.Faults));
    }

    /// <summary>
    /// Founds another scheme with some of the cast, who keep their keys: the two administrators, its founders, come to it too, and the
    /// places in its list of readers are theirs.
    /// </summary>
    /// <returns>The scheme, and the cast's accounts there by their part.</returns>
    public async Task<(Scheme Scheme, IReadOnlyDictionary<string, TestPerson> People)> JoinAsync(
        string scheme, params (string Part, Func<Scheme, Unit> At)[] handlers)
    {
        var file = Encoding.UTF8.GetString(FileOf(scheme));
        var read = await LoadAsync(Databases, Time, scheme);
        foreach (var (reader, mine) in read.WhoReads.Readers.Where(one => one.Staff is not null).Zip(People.Take(2)))
            file = file.Replace(reader.Staff!, mine.Email, StringComparison.Ordinal);
        await using var owner = Databases.AsOwner();
        var loaded = (await new SchemeLoader(owner, Time).LoadAsync(Encoding.UTF8.GetBytes(file), default)).Scheme!;
        var joined = People.Take(2).Select(one => one.In(loaded.Id, CertifiedRoles.Administrator, null))
            .Concat(handlers.Select(one => this[one.Part].In(loaded.Id, CertifiedRoles.CaseHandler, one.At(loaded)))).ToList();
        await File.AppendAllLinesAsync(SchemeRootPath,
            joined.Take(2).Select(one => $"{loaded.Id:D} {Convert.ToHexStringLower(one.Certificate.SigningKeyId)}"));
        await using var db = Databases.AsWeb();
        foreach (var one in joined) one.AddTo(db, joined[0], joined[1]);
        await db.SaveChangesAsync();
        return (loaded, joined.ToDictionary(one => one.Part));
    }

    private IReadOnlyList<Unit> Places =>
        [.. Scheme.Units.OrderBy(unit => unit.Kind != UnitKind.Hospital).Where(unit => unit.Parent is null)];

    private static byte[] FileOf(string scheme) => File.ReadAllBytes(Repository.PathOf("deploy", "schemes", scheme + ".json"));

    private static async Task<Scheme> LoadAsync(MigratedDatabases databases, TimeProvider time, string scheme)
    {
        await using var owner = databases.AsOwner();
        var loaded = await new SchemeLoader(owner, time).LoadAsync(FileOf(scheme), default);
        return loaded.Scheme ?? throw new InvalidOperationException(string.Join('\n', loaded.Faults));
    }

    private async Task FoundAsync()
    {
        var readers = Scheme.WhoReads.Readers.Where(r => r.Staff is not null).ToList();
        var a1 = Person("administrator 1", "Anne Holm", readers[0].Staff!, CertifiedRoles.Administrator, null);
        var a2 = Person("administrator 2", "Jens Krogh", readers[1].Staff!, CertifiedRoles.Administrator, null);
        Person("deputy", "Vibeke Storm", Scheme.Administrator.Deputy.Staff, CertifiedRoles.Administrator, null);
        string[] names = ["Karen Bjerre", "Lars Thygesen", "Mikkel Østergaard", "Sofie Dam", "Peter Lund", "Åse Ravn"];
        for (var i = 0; i < 6; i++)
        {
            var part = i < 3 ? $"handler {i + 1}" : $"other handler {i - 2}";
            Person(part, names[i], $"handler{i + 1}@hospital.example", CertifiedRoles.CaseHandler, i < 3 ? Hospital : OtherHospital);
        }

        await File.WriteAllLinesAsync(
            SchemeRootPath, new[] { a1, a2 }.Select(p => $"{Scheme.Id:D} {Convert.ToHexStringLower(p.Certificate.SigningKeyId)}"));
        await using var db = Databases.AsWeb();
        foreach (var p in people) p.AddTo(db, a1, a2);
        await db.SaveChangesAsync();
    }

    private TestPerson Person(string part, string name, string email, CertifiedRoles roles, Unit? unit)
    {
        var person = new TestPerson(part, name, email, roles, unit, Scheme.Id);
        people.Add(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people) person.Dispose();
        await Services.DisposeAsync();
        await Databases.DisposeAsync();
        folder.Dispose();
    }
}
