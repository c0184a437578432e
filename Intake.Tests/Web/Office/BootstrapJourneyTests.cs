using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>
/// A scheme's first day in a real browser without scripts: an operator invites, founders enrol and certify each other
/// and then a handler, who signs in. Looks checks what the pages on the way look like.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BootstrapJourneyTests
{
    private NewScheme scheme = null!;
    private string language = null!;
    private int width;

    [SetUp]
    public async Task Start() => scheme = await NewScheme.CreateAsync();

    [TearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [TestCase("da", 1280)]
    [TestCase("en", 390)]
    public async Task Operator_founders_and_a_handler_come_in_one_after_the_other(string language, int width)
    {
        (this.language, this.width) = (language, width);
        var runs = await EnrolAsync(
            Address("invitation/" + await scheme.InviteAsync("drift@region.example", "Ole Lind", StaffRoles.Operator)),
            "drift@region.example");
        await using var runsAt = await SignInAsync(runs, "accounts");
        var desk = runsAt.Pages[0];

        var members = new List<Member>();
        foreach (var (email, name, role, unit) in new[]
        {
            ("anne@law.example", "Anne Holm", "Administrator", false), ("jens@law.example", "Jens Krogh", "Administrator", false),
            ("karen@hospital.example", "Karen Bjerre", "CaseHandler", true),
        })
        {
            await desk.GotoAsync(Address("accounts/invite?scheme=" + scheme.Scheme.Name));
            await desk.FillAsync("#Email", email);
            await desk.FillAsync("#FullName", name);
            await desk.Locator($"input[name=Role][value={role}]").CheckAsync(new() { Force = true });
            if (unit) await desk.Locator("input[name=Unit]").First.CheckAsync(new() { Force = true });
            await SendAsync(desk, "#invite-form");
            var link = await desk.Locator("#invitation-link").InnerTextAsync();
            members.Add(await EnrolAsync(new Uri(scheme.Web.Address, new Uri(link).AbsolutePath).ToString(), email));
        }

        await scheme.FoundAsync(members[0], members[1]);
        await CertifyAsync(members[0], "people", members[0], members[1]);
        await CertifyAsync(members[1], "people", members[0], members[1]);
        await using var handlersBrowser = await SignInAsync(members[2], "profile");
        await CertifyAsync(members[0], "inbox", members[2]);
        await handlersBrowser.Pages[0].ReloadAsync();
        Assert.That(await handlersBrowser.Pages[0].Locator("#certified-on").CountAsync(), Is.EqualTo(1));
        await handlersBrowser.Pages[0].GotoAsync(Address(""));
        Assert.That(handlersBrowser.Pages[0].Url, Does.EndWith($"/{language}/office/inbox"));
        await handlersBrowser.Pages[0].GotoAsync(Address("profile"));
        await SendAsync(handlersBrowser.Pages[0], "#sign-out-form");
        Assert.That(await handlersBrowser.CookiesAsync(), Is.Empty);
    }

    private async Task<Member> EnrolAsync(string address, string email)
    {
        await using var context = await Browser.NewContextAsync(width: width);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        var secret = NewScheme.SecretOf(await page.Locator("#totp-secret").InnerTextAsync());
        var password = NewScheme.PasswordOf(email);
        await page.FillAsync("#Password", password);
        await page.FillAsync("#PasswordAgain", password);
        await page.FillAsync("#Code", "000000");
        await SendAsync(page, "#enrolment-form");
        await page.FillAsync("#Password", password);
        await page.FillAsync("#PasswordAgain", password);
        await page.FillAsync("#Code", scheme.Code(secret));
        await SendAsync(page, "#enrolment-form");
        var fingerprint = page.Locator("#fingerprint");
        return new(email, password, secret, await page.Locator("#recovery-code").InnerTextAsync(),
            await fingerprint.CountAsync() > 0 ? await fingerprint.InnerTextAsync() : null);
    }

    private async Task<IBrowserContext> SignInAsync(Member member, string landsOn)
    {
        scheme.NextCode();
        var context = await Browser.NewContextAsync(width: width);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address("people"));
        await page.FillAsync("#Email", member.Email);
        await page.FillAsync("#Password", member.Password);
        await page.FillAsync("#Code", scheme.Code(member.TotpSecret));
        await SendAsync(page, "#sign-in-form");
        Assert.That(page.Url, Does.EndWith($"/{language}/office/{landsOn}"));
        return context;
    }

    private async Task CertifyAsync(Member by, string landsOn, params Member[] people)
    {
        await using var context = await SignInAsync(by, landsOn);
        var page = context.Pages[0];
        foreach (var person in people)
        {
            await page.GotoAsync(Address("people"));
            var name = person.Email switch { ['a' or 'f', ..] => "Anne Holm", ['j' or 's', ..] => "Jens Krogh", _ => "Karen Bjerre" };
            await page.Locator($"#waiting a:text-is('{name}')").ClickAsync();
            await page.FillAsync("#Fingerprint", person.Fingerprint!);
            await SendAsync(page, "#certify-form");
            Assert.That(await page.Locator("#notice").CountAsync(), Is.EqualTo(1));
        }
    }

    private static async Task SendAsync(IPage page, string form)
    {
        var arrived = new TaskCompletionSource();
        page.FrameNavigated += OnArrival;
        await page.Locator(form + " button[type=submit]").ClickAsync();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.FrameNavigated -= OnArrival;
        await page.WaitForLoadStateAsync();

        void OnArrival(object? sender, IFrame frame) => arrived.TrySetResult();
    }

    private string Address(string path) => new Uri(scheme.Web.Address, $"/{language}/office/{path}".TrimEnd('/')).ToString();
}
