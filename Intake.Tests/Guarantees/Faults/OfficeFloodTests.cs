using System.Collections.Concurrent;
using System.Net;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Intake.Tests.Web.Office;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

/// <summary>Machines try to sign in and to recover over many connections, with addresses of staff and with others.</summary>
public sealed class OfficeFloodTests
{
    private const int Connections = 140;
    private NewScheme scheme = null!;

    [OneTimeSetUp]
    public async Task Start() => scheme = await NewScheme.CreateAsync();

    [OneTimeTearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [Test, Promise(34)]
    public async Task Staff_sign_in_and_recover_while_a_hundred_and_forty_connections_try_to_and_nobody_is_answered_500()
    {
        var staff = new List<Member>();
        foreach (var number in Enumerable.Range(1, 4))
            staff.Add(await scheme.EnrolAsync($"person{number}@hospital.example", "Karen Bjerre", StaffRoles.CaseHandler));
        scheme.NextCode();
        using var end = new CancellationTokenSource();
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var flood = Enumerable.Range(0, Connections)
            .Select(number => Task.Run(() => FloodAsync(number, staff, answers, end.Token))).ToList();
        var gate = scheme.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        while (gate.Held(DerivationQueue.Stranger).Waiting < 50 || answers.GetValueOrDefault(HttpStatusCode.ServiceUnavailable) == 0)
            await Task.Delay(20);

        foreach (var member in staff.Take(3)) await scheme.SignInAsync(member);
        scheme.NextCode();
        using var recovered = await scheme.Web.PostAsync("/da/office/recovery", ("Email", staff[3].Email),
            ("RecoveryCode", staff[3].RecoveryCode),
            ("Code", scheme.Code(staff[3].TotpSecret)), ("Password", "syv gr\u00f8nne hatte"), ("PasswordAgain", "syv gr\u00f8nne hatte"));
        Assert.That(recovered.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(flood.Where(one => one.IsCompleted).Select(one => one.Exception?.InnerException?.Message), Is.Empty);
        Assert.That(gate.Held(DerivationQueue.Stranger).Waiting, Is.InRange(0, 60), "what waits is bounded");
        await end.CancelAsync();
        await Task.WhenAll(flood);
        Assert.That(answers.Keys, Is.EquivalentTo(new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.ServiceUnavailable }));
    }

    /// <summary>
    /// Every third address is one of staff; half of the tries are recoveries. A refusal is a page that says when to come back.
    /// </summary>
    private async Task FloodAsync(int number, List<Member> staff,
        ConcurrentDictionary<HttpStatusCode, int> answers, CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var email = number % 3 == 0 ? staff[number % 2].Email : $"nobody{number}-{n}@hospital.example";
            using var answer = number % 2 == 0
                ? await scheme.TrySignInAsync(email, "forkert kendeord her", "000000")
                : await scheme.Web.PostAsync("/da/office/recovery", ("Email", email), ("RecoveryCode", "forkert"), ("Code", "000000"),
                    ("Password", "syv gr\u00f8nne hatte"), ("PasswordAgain", "syv gr\u00f8nne hatte"));
            answers.AddOrUpdate(answer.StatusCode, 1, (_, before) => before + 1);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) continue;
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.Not.Null);
            Assert.That((await answer.PageAsync()).QuerySelector("#notice"), Is.Not.Null);
        }
    }
}
