using Intake.Core.Staff;
using Intake.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>
/// A scheme's first day in a real browser without scripts: an operator invites, founders enrol and certify each other
/// and then a handler, who signs in. Every page on the way fits the screen, passes axe and has its picture taken.
/// </summary>
public sealed class BootstrapJourneyTests
{
    private readonly HashSet<string> seen = [];
    private NewScheme scheme = null!;
    private string language = null!;
    private int width;
    private int step;

    [SetUp]
    public async Task Start() => (scheme, step) = (await NewScheme.CreateAsync(), 0);

    [TearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [TestCase("da", 1280)]
    [TestCase("en", 390)]
    public async Task Operator_founders_and_a_handler_come_in_one_after_the_other(string language, int width)
    {
        (this.language, this.width) = (language, width);
        var runs = await EnrolAsync(Address("invitation/" + await scheme.InviteAsync("drift@region.example", "Ole Lind", StaffRoles.Operator)), "drift@region.example");
        await using var runsAt = await SignInAsync(runs, "accounts");
        var desk = runsAt.Pages[0];
        await LookAsync(desk, "accounts");

        var members = new List<Member>();
        foreach (var (email, name, role, unit) in new[]
        {
            ("anne@law.example", "Anne Holm", "Administrator", false), ("jens@law.example", "Jens Krogh", "Administrator", false),
            ("karen@hospital.example", "Karen Bjerre", "CaseHandler", true),
        })
        {
            await desk.GotoAsync(Address("accounts/invite?scheme=" + scheme.Scheme.Name));
            await LookAsync(desk, "invite");
            await desk.FillAsync("#Email", email);
            await desk.FillAsync("#FullName", name);
            await desk.Locator($"input[name=Role][value={role}]").CheckAsync(new() { Force = true });
            if (unit) await desk.Locator("input[name=Unit]").First.CheckAsync(new() { Force = true });
            await SendAsync(desk, "#invite-form");
            await LookAsync(desk, "invited");
            var link = await desk.Locator("#invitation-link").InnerTextAsync();
            members.Add(await EnrolAsync(new Uri(scheme.Web.Address, new Uri(link).AbsolutePath).ToString(), email));
        }

        await scheme.FoundAsync(members[0], members[1]);
        await CertifyAsync(members[0], "people", members[0], members[1]);
        await CertifyAsync(members[1], "people", members[0], members[1]);
        await using var handlersBrowser = await SignInAsync(members[2], "profile");
        await LookAsync(handlersBrowser.Pages[0], "waiting");
        await CertifyAsync(members[0], "inbox", members[2]);
        await handlersBrowser.Pages[0].ReloadAsync();
        Assert.That(await handlersBrowser.Pages[0].Locator("#certified-on").CountAsync(), Is.EqualTo(1));
        await handlersBrowser.Pages[0].GotoAsync(Address(""));
        Assert.That(handlersBrowser.Pages[0].Url, Does.EndWith($"/{language}/office/inbox"));
        await handlersBrowser.Pages[0].GotoAsync(Address("profile"));
        await SendAsync(handlersBrowser.Pages[0], "#sign-out-form");
        await LookAsync(handlersBrowser.Pages[0], "signed-out");
        Assert.That(await handlersBrowser.CookiesAsync(), Is.Empty);
    }

    [Test]
    public async Task The_pages_of_an_account_and_of_the_past_look_right_too()
    {
        (language, width) = ("da", 390);
        var first = await scheme.EnrolAsync("first@law.example", "Anne Holm", StaffRoles.Administrator);
        var second = await scheme.EnrolAsync("second@law.example", "Jens Krogh", StaffRoles.Administrator);
        await scheme.FoundAsync(first, second);
        await CertifyAsync(first, "people", first, second);
        await CertifyAsync(second, "people", first, second);
        await using var context = await SignInAsync(first, "inbox");
        var page = context.Pages[0];
        foreach (var path in new[] { "access", "access?from=x", "profile", "password", "people" })
        {
            await page.GotoAsync(Address(path));
            await LookAsync(page, path.Split('?')[0]);
        }

        await page.Locator("#certified a:text-is('Jens Krogh')").ClickAsync();
        await LookAsync(page, "certified-person");
        await SendAsync(page, "#revoke-form");
        await LookAsync(page, "revoke-unsure");
        await page.GotoAsync(Address("recovery"));
        await LookAsync(page, "recovery");
        await page.GotoAsync(Address("invitation/nothing"));
        await LookAsync(page, "link-spent");
    }

    private async Task<Member> EnrolAsync(string address, string email)
    {
        await using var context = await Browser.NewContextAsync(width: width);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await LookAsync(page, "invitation");
        var secret = NewScheme.SecretOf(await page.Locator("#totp-secret").InnerTextAsync());
        var password = NewScheme.PasswordOf(email);
        await page.FillAsync("#Password", password);
        await page.FillAsync("#PasswordAgain", password);
        await page.FillAsync("#Code", "000000");
        await SendAsync(page, "#enrolment-form");
        await LookAsync(page, "invitation-wrong-code");
        await page.FillAsync("#Password", password);
        await page.FillAsync("#PasswordAgain", password);
        await page.FillAsync("#Code", scheme.Code(secret));
        await SendAsync(page, "#enrolment-form");
        await LookAsync(page, "enrolled");
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
        await LookAsync(page, "sign-in");
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
            await LookAsync(page, "people");
            var name = person.Email switch { ['a' or 'f', ..] => "Anne Holm", ['j' or 's', ..] => "Jens Krogh", _ => "Karen Bjerre" };
            await page.Locator($"#waiting a:text-is('{name}')").ClickAsync();
            await LookAsync(page, "person");
            await page.FillAsync("#Fingerprint", person.Fingerprint!);
            await SendAsync(page, "#certify-form");
            await LookAsync(page, "certified");
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

    /// <summary>Takes the picture of each kind of page once, and asks axe and the width about it.</summary>
    private async Task LookAsync(IPage page, string name)
    {
        if (!seen.Add($"{language}-{width}-{name}")) return;
        await Browser.ScreenshotAsync(page, $"office/{language}-{width}-{++step:00}-{name}");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        var violations = await AxeRunner.ViolationsAsync(page);
        Assert.Multiple(() =>
        {
            Assert.That(wide, Is.LessThanOrEqualTo(width), name);
            Assert.That(violations, Is.Empty, name);
        });
    }

    private string Address(string path) => new Uri(scheme.Web.Address, $"/{language}/office/{path}".TrimEnd('/')).ToString();
}
