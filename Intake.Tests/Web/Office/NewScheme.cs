using System.Net;
using AngleSharp.Dom;
using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>A person who enrolled on the real pages, with everything they would know.</summary>
internal sealed record Member(string Email, string Password, byte[] TotpSecret, string RecoveryCode, string? Fingerprint);

/// <summary>Region Hovedstaden's scheme, just loaded, with nobody in it, behind the real web program. People come in over HTTP.</summary>
internal sealed class NewScheme : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 3, 9, 5, 0, TimeSpan.Zero);

    private readonly Workspace folder = new();

    public string FileSecretPath => folder.PathOf("file-secret");

    public FakeTimeProvider Time { get; } = new(Start);
    public MigratedDatabases Databases { get; private set; } = null!;
    public Scheme Scheme { get; private set; } = null!;
    public WebHost Web { get; private set; } = null!;

    /// <param name="mailFrom">The sender of mails, where invitations go by mail.</param>
    public static async Task<NewScheme> CreateAsync(string? mailFrom = null)
    {
        var made = new NewScheme { Databases = await MigratedDatabases.CreateAsync() };
        FileSecret.Create(made.FileSecretPath);
        await made.Databases.BindAsync(made.FileSecretPath);
        await using (var owner = made.Databases.AsOwner())
            made.Scheme = (await new SchemeLoader(owner, made.Time).LoadAsync(FoundedScheme.RegionFile(), default)).Scheme!;
        made.Web = await WebHost.StartAsync(
            null,
            builder => builder.Services.AddSingleton<TimeProvider>(new RealWaits(made.Time)),
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:Intake"] = made.Databases.Server.WebConnectionString(made.Databases.Name),
                ["ConnectionStrings:Vault"] = made.Databases.Server.WebConnectionString(made.Databases.VaultName),
                ["Intake:FileSecret"] = made.FileSecretPath,
                ["Intake:SchemeRoot"] = made.folder.PathOf("scheme-root"),
                ["Intake:Mail:From"] = mailFrom,
            });
        return made;
    }

    /// <summary>Invites as the installation's command does.</summary>
    /// <returns>The token.</returns>
    public async Task<string> InviteAsync(string email, string name, StaffRoles roles)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        IReadOnlyList<Guid> units =
            roles.HasFlag(StaffRoles.CaseHandler) ? [Scheme.Units.First(unit => unit.Kind == UnitKind.Hospital).Id] : [];
        var result = await scope.ServiceProvider.GetRequiredService<StaffDesk>().InviteFromCommandAsync(
            new NewStaff(roles == StaffRoles.Operator ? null : Scheme.Id, email, name, roles, units), default);
        return result.Token ?? throw new InvalidOperationException(result.Refusal.ToString());
    }

    /// <summary>Invites to Køge Kommune's scheme, which is loaded beside the first.</summary>
    /// <returns>The token.</returns>
    public async Task<string> InviteToKoegeAsync(string email, string name, StaffRoles roles)
    {
        await using var owner = Databases.AsOwner();
        var file = await File.ReadAllBytesAsync(Repository.PathOf("deploy", "schemes", "koege-kommune.json"));
        var koege = (await new SchemeLoader(owner, Time).LoadAsync(file, default)).Scheme!;
        await using var scope = Web.Services.CreateAsyncScope();
        IReadOnlyList<Guid> units = roles.HasFlag(StaffRoles.CaseHandler) ? [koege.Units[0].Id] : [];
        var invited = await scope.ServiceProvider.GetRequiredService<StaffDesk>().InviteFromCommandAsync(
            new NewStaff(koege.Id, email, name, roles, units), default);
        return invited.Token ?? throw new InvalidOperationException(invited.Refusal.ToString());
    }

    /// <summary>Invited by command, enrolled over HTTP.</summary>
    public async Task<Member> EnrolAsync(string email, string name, StaffRoles roles) =>
        await EnrolByAsync(await InviteAsync(email, name, roles), email);

    /// <summary>Opens a link over HTTP and enrols.</summary>
    public async Task<Member> EnrolByAsync(string token, string email)
    {
        var path = "/da/office/invitation/" + token;
        var page = await Web.Client.PageAsync(path);
        var (secret, password) = (SecretOf(page), PasswordOf(email));
        using var answer = await Web.PostAsync(
            path, ("Proposal", ProposalOf(page)), ("Password", password), ("PasswordAgain", password), ("Code", Code(secret)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var done = await answer.PageAsync();
        return new(
            email, password, secret, done.QuerySelector("#recovery-code")!.TextContent, done.QuerySelector("#fingerprint")?.TextContent);
    }

    /// <summary>Signs in over HTTP with the right password and the next code.</summary>
    /// <returns>The Cookie header.</returns>
    public async Task<string> SignInAsync(Member member)
    {
        NextCode();
        using var answer = await TrySignInAsync(member.Email, member.Password, Code(member.TotpSecret));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public Task<HttpResponseMessage> TrySignInAsync(string email, string password, string code) =>
        Web.PostAsync("/da/office/sign-in", ("Email", email), ("Password", password), ("Code", code));

    /// <summary>Writes the founders' lines into the scheme root's file, as the operator does by hand.</summary>
    public async Task FoundAsync(params Member[] founders)
    {
        await using var scope = Web.Services.CreateAsyncScope();
        var lines = await scope.ServiceProvider.GetRequiredService<FoundingCeremony>().LinesAsync(
            Scheme.Id, [.. founders.Select(founder => new Founder(founder.Email, founder.Fingerprint!))], default);
        await File.WriteAllTextAsync(folder.PathOf("scheme-root"), lines.Text);
    }

    public void NextCode() => Time.Advance(TimeSpan.FromSeconds(30));

    public string Code(byte[] secret) => Totp.Code(secret, Totp.StepOf(Time.GetUtcNow()));

    public static string PasswordOf(string email) => "tolv blå cykler ved " + email.Length;

    public static string ProposalOf(IDocument page) => page.QuerySelector("input[name=Proposal]")!.GetAttribute("value")!;

    /// <summary>The authenticator's secret as a person would type it from the page.</summary>
    public static byte[] SecretOf(IDocument page) => SecretOf(page.QuerySelector("#totp-secret")!.TextContent);

    public static byte[] SecretOf(string typed)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(typed.Where(char.IsLetterOrDigit)
            .Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Databases.DisposeAsync();
        folder.Dispose();
    }
}
