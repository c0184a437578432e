using Intake.Core;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Intake.Worker.Commands;
using Intake.Worker.Commands.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Commands;

[Parallelizable(ParallelScope.Self)]
public sealed class StaffCommandTests
{
    private MigratedDatabases databases = null!;
    private Workspace folder = null!;
    private Dictionary<string, string?> settings = null!;

    private string SignIns => folder.PathOf("sign-ins.json");

    [SetUp]
    public async Task SetUp()
    {
        databases = await MigratedDatabases.CreateAsync();
        folder = new Workspace();
        settings = CommandRun.SettingsOf(databases);
        settings["Intake:FileSecret"] = folder.PathOf("file-secret");
        settings["Intake:SchemeRoot"] = folder.PathOf("scheme-root");
        settings["Intake:PublicOrigins:0"] = "https://portal.example.dk";
        FileSecret.Create(folder.PathOf("file-secret"));
        var loaded = await CommandRun.OfAsync(
            settings, "scheme", "load", Repository.PathOf("deploy", "schemes", "region-hovedstaden.json"));
        Assert.That(loaded.Code, Is.EqualTo(ExitCode.Done));
    }

    [TearDown]
    public async Task TearDown()
    {
        folder.Dispose();
        await databases.DisposeAsync();
    }

    [Test]
    public async Task An_operator_and_a_handler_are_invited_by_link_and_listed()
    {
        var first = await CommandRun.OfAsync(settings, "staff", "invite", "-", "Drift@Region.example", "Ida Falk", "operator");
        var second = await CommandRun.OfAsync(
            settings, "staff", "invite", "region-hovedstaden", "k@b.example", "Karen Bjerre", "casehandler", "rigshospitalet");

        Assert.That(first.Output, Does.Contain("https://portal.example.dk/da/office/invitation/"), first.Errors);
        Assert.That(second.Code, Is.EqualTo(ExitCode.Done), second.Errors);
        Assert.That((await CommandRun.OfAsync(settings, "staff", "list")).Output, Is.EqualTo(
            "drift@region.example\tIda Falk\t-\tOperator\tInvited\nk@b.example\tKaren Bjerre\tregion-hovedstaden\tCaseHandler\tInvited\n"));
    }

    [TestCase("nowhere", "k@b.example", "Karen", "casehandler", "rigshospitalet")]
    [TestCase("region-hovedstaden", "k@b.example", "Karen", "casehandler")]
    [TestCase("region-hovedstaden", "k@b.example", "Karen", "casehandler", "nowhere")]
    [TestCase("region-hovedstaden", "k@b.example", "Karen", "king")]
    [TestCase("region-hovedstaden", "k@b.example", "Karen", "1")]
    [TestCase("region-hovedstaden", "no address", "Karen", "administrator")]
    public async Task An_invitation_that_makes_no_sense_says_why_and_makes_no_account(params string[] typed)
    {
        var run = await CommandRun.OfAsync(settings, ["staff", "invite", .. typed]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Refused));
        Assert.That(run.Errors, Is.Not.Empty);
        await using var db = databases.AsOwner();
        Assert.That(await db.Staff.AnyAsync(), Is.False);
    }

    [Test]
    public async Task Demo_staff_are_made_only_where_that_is_allowed()
    {
        var run = await CommandRun.OfAsync(settings, "demo", SignIns);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Refused));
        Assert.That(File.Exists(SignIns), Is.False);
    }

    [Test]
    public async Task Demo_staff_are_certified_sign_in_with_their_code_and_stay_the_same_at_a_second_run()
    {
        settings["Intake:Demo"] = "true";
        var first = await CommandRun.OfAsync(settings, "demo", SignIns);
        Assert.That(first.Code, Is.EqualTo(ExitCode.Done), first.Errors);
        var text = await File.ReadAllTextAsync(SignIns);
        var second = await CommandRun.OfAsync(settings, "demo", SignIns);
        Assert.That(second.Code, Is.EqualTo(ExitCode.Done), second.Errors);
        Assert.That(await File.ReadAllTextAsync(SignIns), Is.EqualTo(text));
        Assert.That(File.GetUnixFileMode(SignIns), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await using var web = new ServiceCollection().AddIntakeCore(new IntakeCoreOptions(
            databases.Server.WebConnectionString(databases.Name), databases.Server.WebConnectionString(databases.VaultName),
            settings["Intake:FileSecret"]!, settings["Intake:SchemeRoot"]!)).BuildServiceProvider();
        foreach (var email in new[] { "anne.holm@advokat.example", "vibeke.storm@advokat.example", "karen.bjerre@bispebjerg.example" })
        {
            using var signedIn = await SignInAsync(web, email);
            Assert.That(signedIn.Staff, Is.Not.Null, email);
        }

        using var operating = await SignInAsync(web, "ida.falk@drift.example");
        Assert.That(operating.IsOperator && operating.Staff is null);
    }

    [Test]
    public async Task Lost_sign_ins_of_living_demo_accounts_are_told_and_nobody_gets_new_keys()
    {
        settings["Intake:Demo"] = "true";
        Assert.That((await CommandRun.OfAsync(settings, "demo", SignIns)).Code, Is.EqualTo(ExitCode.Done));
        File.Delete(SignIns);
        Assert.That((await CommandRun.OfAsync(settings, "demo", SignIns)).Code, Is.EqualTo(ExitCode.Refused));
    }

    private async Task<SignedIn> SignInAsync(ServiceProvider web, string email)
    {
        await using var scope = web.CreateAsyncScope();
        var signIn = DemoSignIns.Read(SignIns).Find(email)!;
        var code = (await CommandRun.OfAsync(settings, "demo", "code", SignIns, email)).Output.Trim();
        using var password = SecretBytes.CopyOf(System.Text.Encoding.UTF8.GetBytes(signIn.Password));
        var result = await scope.ServiceProvider.GetRequiredService<SignInDesk>().SignInAsync(email, password, code, default);
        Assert.That(result.Cookie, Is.Not.Null, email);
        return (await scope.ServiceProvider.GetRequiredService<Sessions>().UnlockAsync(result.Cookie, default))!;
    }
}
