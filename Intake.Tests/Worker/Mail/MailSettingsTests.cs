using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Mail;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;

namespace Intake.Tests.Worker.Mail;

[Parallelizable(ParallelScope.Self)]
public sealed class MailSettingsTests
{
    private readonly Workspace workspace = new();

    [OneTimeTearDown]
    public void TearDown() => workspace.Dispose();

    [TestCase(null, nameof(MailTls.StartTls), 25)]
    [TestCase("StartTls", nameof(MailTls.StartTls), 25)]
    [TestCase("Implicit", nameof(MailTls.Implicit), 465)]
    [TestCase("none", nameof(MailTls.None), 25)]
    public void Encryption_is_required_unless_it_is_switched_off_by_name(string? tls, string expected, int port)
    {
        var read = Read(("Tls", tls));
        Assert.That((read.Tls.ToString(), read.Port, read.SignIn is null, read.Authorities is null),
            Is.EqualTo((expected, port, true, true)));
    }

    [TestCase("Tls", "StartTlsWhenAvailable", "must be StartTls, Implicit or None")]
    [TestCase("Tls", "false", "must be StartTls, Implicit or None")]
    [TestCase("Tls", "1", "must be StartTls, Implicit or None")]
    [TestCase("Port", "70000", "Intake:Mail:Port")]
    [TestCase("Port", "smtp", "Intake:Mail:Port")]
    [TestCase("StartTls", "false", "is called Intake:Mail:Tls now")]
    [TestCase("Authority", "/nowhere/root.pem", "Intake:Mail:Authority cannot be read")]
    [TestCase("From", "nobody", "Intake:Mail:From")]
    [TestCase("From", "søren@example.dk", "Intake:Mail:From")]
    public void What_cannot_be_is_refused_and_the_setting_named(string name, string value, string said) =>
        Assert.That(() => Read((name, value)), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(said));

    [Test]
    public void A_file_without_a_certificate_is_no_authority()
    {
        File.WriteAllText(workspace.PathOf("empty.pem"), "nothing\n");
        Assert.That(() => Read(("Authority", workspace.PathOf("empty.pem"))),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("no certificate"));
        using var authority = new TestAuthority(workspace, "own");
        Assert.That(Read(("Authority", authority.RootFile)).Authorities, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_password_goes_in_clear_to_this_machine_alone()
    {
        (string, string?)[] signIn = [("Tls", "None"), ("User", "portal"), ("Password", "kodeord")];
        Assert.That(() => Read([.. signIn, ("Host", "mail.example.dk")]),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("in clear"));
        Assert.That(() => Read([.. signIn, ("Host", "127.0.0.1.example.dk")]), Throws.InstanceOf<InvalidDataException>());
        foreach (var host in new[] { "localhost", "127.0.0.1", "::1" })
            Assert.That(Read([.. signIn, ("Host", host)]).SignIn, Is.EqualTo(new MailSignIn("portal", "kodeord")));
    }

    [Test]
    public void A_user_without_a_password_is_a_setting_forgotten() =>
        Assert.That(() => Read(("User", "portal")),
            Throws.InstanceOf<MissingSettingException>().With.Message.Contains("Intake:Mail:Password"));

    [Test]
    public async Task A_worker_does_not_start_on_a_word_it_does_not_know()
    {
        var run = await CommandRun.OfAsync(All(("Tls", "Opportunistic")));
        Assert.That((run.Code, run.Errors.Trim()),
            Is.EqualTo((ExitCode.Broken, "Intake:Mail:Tls is Opportunistic: it must be StartTls, Implicit or None.")));
    }

    private static Dictionary<string, string?> All(params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Intake"] = "Host=127.0.0.1", ["ConnectionStrings:Vault"] = "Host=127.0.0.1",
            ["Intake:FileSecret"] = "secret", ["Intake:SchemeRoot"] = "root", ["Intake:PublicOrigins:0"] = WorkerBench.Site,
            ["Intake:Mail:Host"] = "mail.example.dk", ["Intake:Mail:From"] = "whistleblower@portal.example.dk",
        };
        foreach (var (name, value) in settings) all["Intake:Mail:" + name] = value;
        return all;
    }

    private static MailSettings Read(params (string Name, string? Value)[] settings)
    {
        var surroundings = new CommandContext(
            new ConfigurationBuilder().AddInMemoryCollection(All(settings)).Build(), TextWriter.Null, TextWriter.Null, TimeProvider.System);
        return MailSettings.Read(surroundings.Settings, surroundings.Required);
    }
}
