using System.Text;
using System.Text.RegularExpressions;
using Intake.Core;
using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>A person who enrolled the usual way, with everything that person would know.</summary>
internal sealed record Enrolled(Guid Id, string Email, string Password, byte[] TotpSecret, string RecoveryCode, string Fingerprint);

/// <summary>
/// An empty scheme with one unit in a migrated database; the desks run under the web role. People are added only through
/// the desks.
/// </summary>
internal sealed class StaffScene : IAsyncDisposable
{
    private readonly Workspace folder = new();
    private readonly ServiceProvider services;

    private StaffScene(MigratedDatabases databases)
    {
        Databases = databases;
        FileSecret.Create(folder.PathOf("file-secret"));
        var web = databases.Server.WebConnectionString(databases.Name);
        services = new ServiceCollection().AddSingleton<TimeProvider>(new RealWaits(Time))
            .AddIntakeCore(new IntakeCoreOptions(web, web, folder.PathOf("file-secret"), RootPath)).BuildServiceProvider();
    }

    public MigratedDatabases Databases { get; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 3, 9, 5, 0, TimeSpan.Zero));
    public Guid SchemeId { get; } = Guid.NewGuid();
    public Guid UnitId { get; } = Guid.NewGuid();
    public string RootPath => folder.PathOf("scheme-root");
    public KeyDerivationLimiter Gate => services.GetRequiredService<KeyDerivationLimiter>();
    public CertificateBooks Books => services.GetRequiredService<CertificateBooks>();
    public HolderPseudonyms Pseudonyms => services.GetRequiredService<HolderPseudonyms>();

    public static async Task<StaffScene> CreateAsync()
    {
        var scene = new StaffScene(await MigratedDatabases.CreateAsync());
        await using var owner = scene.Databases.AsOwner();
        owner.Schemes.Add(new SchemeRow
        {
            Id = scene.SchemeId, Name = "scheme", Document = [1], DocumentHash = new byte[32], LoadedOn = new DateOnly(2026, 3, 1)
        });
        owner.Units.Add(new UnitRow { Id = scene.UnitId, SchemeId = scene.SchemeId, Name = "Hospitalet", Kind = UnitKind.Hospital });
        await owner.SaveChangesAsync();
        await scene.WithAsync<RingKeys>((keys, db) => keys.EnsureAsync(db, default));
        return scene;
    }

    /// <summary>One more scheme with one unit, which have the same id.</summary>
    public async Task<Guid> AddSchemeAsync()
    {
        var id = Guid.NewGuid();
        await using var owner = Databases.AsOwner();
        owner.Schemes.Add(new SchemeRow
        {
            Id = id, Name = "another", Document = [1], DocumentHash = new byte[32], LoadedOn = new DateOnly(2026, 3, 1),
        });
        owner.Units.Add(new UnitRow { Id = id, SchemeId = id, Name = "Skolen", Kind = UnitKind.Centre });
        await owner.SaveChangesAsync();
        return id;
    }

    /// <summary>One request: a desk in its own scope and context.</summary>
    public async Task<TResult> AskAsync<TDesk, TResult>(Func<TDesk, Task<TResult>> act) where TDesk : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>());
    }

    public async Task WithAsync<TPart>(Func<TPart, IntakeDb, Task> act) where TPart : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TPart>(), scope.ServiceProvider.GetRequiredService<IntakeDb>());
    }

    public async Task<string> InviteAsync(string email, StaffRoles roles, string name = "Karen Bjerre")
    {
        IReadOnlyList<Guid> units = roles.HasFlag(StaffRoles.CaseHandler) ? [UnitId] : [];
        var who = new NewStaff(roles == StaffRoles.Operator ? null : SchemeId, email, name, roles, units);
        var result = await AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(who, default));
        Assert.That(result.Refusal, Is.Null);
        return result.Token!;
    }

    /// <summary>The link that an administrator gives a person for new keys.</summary>
    public async Task<string> InviteAgainAsync(SignedIn by, Guid person)
    {
        var result = await AskAsync((StaffDesk desk) => desk.InviteAgainAsync(by, person, default));
        Assert.That(result.Refusal, Is.Null);
        return result.Token!;
    }

    public async Task<Enrolled> EnrolAsync(string email, StaffRoles roles, string name = "Karen Bjerre") =>
        await EnrolByAsync(await InviteAsync(email, roles, name), email, "tolv blå cykler ved " + email);

    /// <summary>Opens a link and enrols, as anybody who holds it can.</summary>
    public async Task<Enrolled> EnrolByAsync(string token, string email, string password)
    {
        var offer = (await AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(token, default)))!;
        var secret = SecretOf(offer);
        var result = await EnrolAsync(token, offer, password);
        Assert.That(result.Refusal, Is.Null);
        await using var db = Databases.AsOwner();
        var id = await db.Staff.Where(person => person.Email == email).Select(person => person.Id).SingleAsync();
        NextCode();
        return new(id, email, password, secret, result.RecoveryCode!, result.Fingerprint!);
    }

    public async Task<EnrolResult> EnrolAsync(string token, EnrolmentOffer offer, string password, string? code = null)
    {
        using var typed = Secret(password);
        return await AskAsync((EnrolmentDesk desk) =>
            desk.EnrolAsync(token, typed, offer.Proposal, code ?? Code(SecretOf(offer)), default));
    }

    public async Task<byte[]?> SignInAsync(string email, string password, string code)
    {
        using var typed = Secret(password);
        return (await AskAsync((SignInDesk desk) => desk.SignInAsync(email, typed, code, default))).Cookie;
    }

    /// <summary>Signs in with the right credentials, at the code's next step.</summary>
    public async Task<byte[]> SignInAsync(Enrolled person)
    {
        NextCode();
        return await SignInAsync(person.Email, person.Password, Code(person.TotpSecret))
            ?? throw new InvalidOperationException("Not signed in.");
    }

    public Task<SignedIn?> UnlockAsync(byte[] cookie) => AskAsync((Sessions sessions) => sessions.UnlockAsync(cookie, default));

    public async Task<SignedIn> SignedInAsync(Enrolled person) => (await UnlockAsync(await SignInAsync(person)))!;

    /// <summary>Two founders who have signed their own certificates and each other's.</summary>
    public async Task<(Enrolled First, Enrolled Second)> FoundAsync()
    {
        var first = await EnrolAsync("first@law.example", StaffRoles.Administrator, "Anne Holm");
        var second = await EnrolAsync("second@law.example", StaffRoles.Administrator, "Jens Krogh");
        var lines = await AskAsync((FoundingCeremony desk) => desk.LinesAsync(SchemeId,
            [new(first.Email, first.Fingerprint), new(second.Email, second.Fingerprint)], default));
        await File.WriteAllTextAsync(RootPath, lines.Text);
        foreach (var signer in new[] { first, second })
        {
            using var by = await SignedInAsync(signer);
            await CertifyAsync(by, first);
            await CertifyAsync(by, second);
        }

        return (first, second);
    }

    public async Task<CertificationResult> CertifyAsync(SignedIn by, Enrolled person)
    {
        var waiting = await AskAsync((CertificationDesk desk) => desk.ListAsync(by, default));
        var shown = waiting.SingleOrDefault(found => found.PersonId == person.Id)?.Shown ?? "";
        return await AskAsync((CertificationDesk desk) => desk.CertifyAsync(by, person.Id, shown, person.Fingerprint, default));
    }

    public string Code(byte[] secret) => Totp.Code(secret, Totp.StepOf(Time.GetUtcNow()));

    public void NextCode() => Time.Advance(TimeSpan.FromSeconds(30));

    public async Task<int> CountAsync(string table) =>
        int.Parse(await Databases.Server.Psql(Databases.Name, $"SELECT count(*) FROM intake.{table}"),
            System.Globalization.CultureInfo.InvariantCulture);

    public Task<string> SqlAsync(string statement) => Databases.Server.Psql(Databases.Name, statement);

    public static SecretBytes Secret(string text) => SecretBytes.CopyOf(Encoding.UTF8.GetBytes(text));

    public static byte[] SecretOf(EnrolmentOffer offer)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        Assert.That(offer.Address, Does.Match(new Regex($"[?&]secret={offer.SecretText}&")));
        var bits = string.Concat(
            offer.SecretText.Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Databases.DisposeAsync();
        folder.Dispose();
    }
}
