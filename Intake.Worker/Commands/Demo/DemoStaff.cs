using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands.Demo;

/// <summary>
/// Takes the demo cast through the same steps as real staff: invited, enrolled with password and authenticator, the
/// founders' keys named in the root's file, everybody certified by signed-in founders. Doing it again does what is
/// missing.
/// </summary>
internal sealed class DemoStaff(IServiceProvider core, TimeProvider time, DemoSignIns signIns, string rootPath)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>Null when all are there, else why not.</summary>
    public async Task<string?> MakeAsync(IReadOnlyList<DemoTeam> teams)
    {
        var schemes = new List<(DemoTeam Team, Scheme Scheme)>();
        await using (var scope = core.CreateAsyncScope())
        {
            foreach (var team in teams)
            {
                if (await scope.ServiceProvider.GetRequiredService<SchemeCatalogue>().FindAsync(team.Scheme, CancellationToken.None)
                    is not { } scheme)
                {
                    return $"The scheme {team.Scheme} is not loaded.";
                }

                schemes.Add((team, scheme));
            }

            // The founders sign in below, before there is a worker that makes the keys of sessions.
            await core.GetRequiredService<RingKeys>()
                .EnsureAsync(scope.ServiceProvider.GetRequiredService<IntakeDb>(), CancellationToken.None);
        }

        foreach (var (team, scheme) in schemes)
        {
            foreach (var person in team.People)
            {
                if (await EnrolAsync(person, scheme) is { } refusal) return refusal;
            }
        }

        foreach (var (team, scheme) in schemes)
        {
            foreach (var person in team.Joining)
            {
                if (await JoinAsync(person, scheme) is { } refusal) return refusal;
            }
        }

        foreach (var (team, scheme) in schemes)
        {
            if (await WriteRootAsync(team, scheme) is { } refusal) return refusal;
        }

        foreach (var (team, scheme) in schemes)
        {
            if (!await AnyoneWaitsAsync(team, scheme)) continue;
            foreach (var founder in team.Founders) await CertifyAllAsync(founder);
            if (await AnyoneWaitsAsync(team, scheme))
            {
                return $"{team.Scheme}: not everybody could be certified. Is the scheme root's file another's?";
            }
        }

        return null;
    }

    private async Task<string?> EnrolAsync(DemoPerson person, Scheme scheme)
    {
        await using var scope = core.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
        if (await db.Staff.AsNoTracking().AnyAsync(row => row.Email == person.Email && row.SealedKeys != null))
        {
            return signIns.Find(person.Email) is null
                ? $"{person.Email} has an account already, and the sign-ins' file does not know it."
                : null;
        }

        Guid? schemeId = person.Role is StaffRoles.Operator ? null : scheme.Id;
        var (token, refused) = await InviteAsync(scope.ServiceProvider, person, scheme);
        if (token is null) return refused;


        var desk = scope.ServiceProvider.GetRequiredService<EnrolmentDesk>();
        var offer = await desk.BeginEnrolmentAsync(token, CancellationToken.None)
            ?? throw new InvalidOperationException("A new link is spent.");
        var signIn = new DemoSignIn(
            person.Email, person.Name, DemoSignIns.NewPassword(), offer.SecretText,
            person.Role.ToString(), person.Unit, schemeId is null ? null : scheme.Name);

        // On the disk first: an account whose sign-in was lost could not be made again.
        signIns.Put(signIn);
        using var password = SecretBytes.Utf8Of(signIn.Password);
        var enrolled = await desk.EnrolAsync(
            token, password, offer.Proposal, DemoSignIns.CodeOf(signIn, time.GetUtcNow() - Step), CancellationToken.None);
        return enrolled.Refusal is { } refusal ? $"{person.Email}: {refusal}" : null;
    }

    /// <summary>Invites to one more scheme and joins it with the account's own password, as somebody does who follows the link.</summary>
    private async Task<string?> JoinAsync(DemoPerson person, Scheme scheme)
    {
        await using var scope = core.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<IntakeDb>().Staff.AnyAsync(row => row.Email == person.Email && row.SchemeId == scheme.Id))
            return null;
        if (signIns.Find(person.Email) is not { } signIn) return $"{person.Email}: the sign-ins' file does not know it.";
        var (token, refused) = await InviteAsync(services, person, scheme);
        if (token is null) return refused;

        using var password = SecretBytes.Utf8Of(signIn.Password);
        var (proven, _) = await services.GetRequiredService<SignInDesk>()
            .ProveAsync(signIn.Email, password, DemoSignIns.CodeOf(signIn, time.GetUtcNow()), CancellationToken.None);
        using var by = proven ?? throw new InvalidOperationException($"{person.Email} could not sign in to join; try again in a minute.");
        return await services.GetRequiredService<JoinDesk>().JoinAsync(token, by, CancellationToken.None) is null
            ? $"{person.Email} could not join {scheme.Name}." : null;
    }

    private static async Task<(string? Token, string? Refusal)> InviteAsync(IServiceProvider services, DemoPerson person, Scheme scheme)
    {
        Guid? schemeId = person.Role is StaffRoles.Operator ? null : scheme.Id;
        IReadOnlyList<Guid> units = person.Unit is { } unit ? [scheme.Unit(unit)!.Id] : [];
        var invited = await services.GetRequiredService<StaffDesk>()
            .InviteFromCommandAsync(new NewStaff(schemeId, person.Email, person.Name, person.Role, units), CancellationToken.None);
        return (invited.Token, invited.Token is null ? $"{person.Email}: {invited.Refusal}" : null);
    }

    private async Task<bool> AnyoneWaitsAsync(DemoTeam team, Scheme scheme)
    {
        await using var scope = core.CreateAsyncScope();
        var emails = team.People.Concat(team.Joining).Select(person => person.Email).ToList();
        return await scope.ServiceProvider.GetRequiredService<IntakeDb>().Staff
            .AnyAsync(row => emails.Contains(row.Email) && row.State == StaffState.AwaitingCertificate
                && (row.SchemeId == scheme.Id || row.SchemeId == null));
    }

    private async Task<string?> WriteRootAsync(DemoTeam team, Scheme scheme)
    {
        if (File.Exists(rootPath) && (await File.ReadAllTextAsync(rootPath)).Contains($"{scheme.Id:D} ", StringComparison.Ordinal))
        {
            return null;
        }

        await using var scope = core.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
        var founders = new List<Founder>();
        foreach (var person in team.Founders)
        {
            var row = await db.Staff.AsNoTracking().SingleAsync(row => row.Email == person.Email && row.SchemeId == scheme.Id);
            founders.Add(new(person.Email, Certificate.Fingerprint(row.EncryptionKey, row.SigningKey)));
        }

        var lines = await scope.ServiceProvider.GetRequiredService<FoundingCeremony>()
            .LinesAsync(scheme.Id, founders, CancellationToken.None);
        if (lines.Text is not { } text) return $"{lines.Email}: {lines.Refusal}";
        await File.AppendAllTextAsync(rootPath, text);
        return null;
    }

    private async Task CertifyAllAsync(DemoPerson founder)
    {
        await using var scope = core.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var signIn = signIns.Find(founder.Email)!;
        using var password = SecretBytes.Utf8Of(signIn.Password);
        var cookie = (await services.GetRequiredService<SignInDesk>()
            .SignInAsync(signIn.Email, password, DemoSignIns.CodeOf(signIn, time.GetUtcNow()), CancellationToken.None)).Cookie
            ?? throw new InvalidOperationException($"{founder.Email} could not sign in to certify; try again in a minute.");
        var sessions = services.GetRequiredService<Sessions>();
        using (var by = await sessions.UnlockAsync(cookie, CancellationToken.None)
            ?? throw new InvalidOperationException("The session is gone."))
        {
            var desk = services.GetRequiredService<CertificationDesk>();
            foreach (var waiting in (await desk.ListAsync(by, CancellationToken.None)).Where(waiting => !waiting.MineIsThere))
                await desk.CertifyAsync(by, waiting.PersonId, waiting.Shown, waiting.Fingerprint, CancellationToken.None);
        }

        await sessions.SignOutAsync(cookie, CancellationToken.None);
    }
}
