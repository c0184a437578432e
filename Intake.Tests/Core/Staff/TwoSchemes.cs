using Intake.Core.Certification;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>Two schemes of one installation: the first is founded, with a handler who is certified there; the other is empty.</summary>
internal sealed class TwoSchemes : IAsyncDisposable
{
    public StaffScene Scene { get; private init; } = null!;

    public Guid Other { get; private init; }

    public Enrolled First { get; private init; } = null!;

    public Enrolled Second { get; private init; } = null!;

    public Enrolled Karen { get; private init; } = null!;

    public static async Task<TwoSchemes> CreateAsync()
    {
        var scene = await StaffScene.CreateAsync();
        var other = await scene.AddSchemeAsync();
        var (first, second) = await scene.FoundAsync();
        var karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        using var by = await scene.SignedInAsync(first);
        await scene.CertifyAsync(by, karen);
        return new TwoSchemes { Scene = scene, Other = other, First = first, Second = second, Karen = karen };
    }

    /// <summary>The founders of the first scheme found the other one too, with the keys they have.</summary>
    public async Task FoundOtherAsync()
    {
        foreach (var founder in new[] { First, Second })
        {
            var token = await InviteAsync(founder.Email, StaffRoles.Administrator);
            using var by = await Scene.SignedInAsync(founder);
            Assert.That(await JoinAsync(token, by), Is.Not.Null);
        }

        var lines = await Scene.AskAsync((FoundingCeremony desk) => desk.LinesAsync(
            Other, [new(First.Email, First.Fingerprint), new(Second.Email, Second.Fingerprint)], default));
        await File.AppendAllTextAsync(Scene.RootPath, lines.Text);
        foreach (var founder in new[] { First, Second })
        {
            using var by = await InOtherAsync(founder);
            foreach (var waiting in await Scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default)))
                await CertifyAsync(by, waiting.PersonId, waiting.Fingerprint);
        }
    }

    public async Task<string> InviteAsync(string email, StaffRoles roles)
    {
        var result = await Scene.AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(
            new NewStaff(Other, email, "Karen Bjerre", roles, roles == StaffRoles.CaseHandler ? [Other] : []), default));
        Assert.That(result.Refusal, Is.Null);
        return result.Token!;
    }

    public Task<JoinResult?> JoinAsync(string token, SignedIn by) =>
        Scene.AskAsync((JoinDesk desk) => desk.JoinAsync(token, by.Person, default));

    public Task<bool> GoAsync(byte[] cookie, SignedIn by, Guid to) =>
        Scene.AskAsync((Sessions sessions) => sessions.GoToAsync(cookie, by, to, default));

    public async Task<IEnumerable<Guid>> ReadersAsync(SignedIn by) =>
        (await Scene.AskAsync((Sessions sessions) => sessions.ReadersAsync(by, default))).Select(one => one.Certificate.SchemeId);

    /// <summary>Somebody who has gone over to the other scheme. The caller disposes it.</summary>
    public async Task<SignedIn> InOtherAsync(Enrolled person)
    {
        var cookie = await Scene.SignInAsync(person);
        using (var by = (await Scene.UnlockAsync(cookie))!)
            Assert.That(await GoAsync(cookie, by, by.Memberships.Single(one => one.SchemeId == Other).StaffId), Is.True);
        return (await Scene.UnlockAsync(cookie))!;
    }

    public async Task<CertificationResult> CertifyAsync(SignedIn by, Guid person, string fingerprint)
    {
        var shown = (await Scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default)))
            .SingleOrDefault(one => one.PersonId == person)?.Shown ?? "";
        return await Scene.AskAsync((CertificationDesk desk) => desk.CertifyAsync(by, person, shown, fingerprint, default));
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}
