using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>Units, their users' file and docs/operations.md say the same of who runs what and reads what.</summary>
public sealed class TwoUsersTests
{
    [TestCase("web", "worker"), TestCase("worker", "web")]
    public async Task Each_unit_has_a_user_of_its_own_and_cannot_see_the_others_secrets(string name, string other)
    {
        var unit = await ReadAsync("deploy", "systemd", $"intake-{name}.service");
        var users = await ReadAsync("deploy", "systemd", "intake-users.conf");
        var operations = string.Join('\n', await ReadAsync("docs", "operations.md"));
        Assert.That(unit, Does.Contain($"User=intake-{name}").And.Contain($"EnvironmentFile=/etc/intake/{name}.env")
            .And.Contain($"InaccessiblePaths=-/etc/intake/{other}").And.Contain("NoNewPrivileges=yes").And.Contain("UMask=0077"));
        Assert.That(unit, Has.None.StartsWith("SupplementaryGroups").And.None.StartsWith("Group="));
        Assert.That(users, Has.One.StartsWith($"u intake-{name} "));
        Assert.That(operations, Does.Contain(
            $"| `/etc/intake/{name}/file-secret` | `intake-{name}`, 400, in a folder `root:intake-{name}`, 750 |"));
    }

    [Test]
    public async Task The_backup_is_made_by_a_third_user_who_cannot_see_either_secret_and_the_vault_s_more_often_than_the_rest()
    {
        var unit = await ReadAsync("deploy", "systemd", "intake-backup@.service");
        Assert.That(unit, Does.Contain("User=intake-backup").And.Contain("InaccessiblePaths=-/etc/intake/web -/etc/intake/worker")
            .And.Contain("ExecStart=/opt/intake/deploy/backup %i").And.Contain("UMask=0077"));
        Assert.That(unit, Has.None.Contains("FileSecret"));
        Assert.That(await ReadAsync("deploy", "systemd", "intake-users.conf"), Has.One.StartsWith("u intake-backup "));
        var (main, vault) = (await ReadAsync("deploy", "systemd", "intake-backup-main.timer"),
            await ReadAsync("deploy", "systemd", "intake-backup-vault.timer"));
        Assert.That(main, Does.Contain("OnCalendar=*-*-* 03:45 Europe/Copenhagen"));
        Assert.That(vault, Does.Contain("OnCalendar=*-*-* *:50"));
    }

    private static Task<string[]> ReadAsync(params string[] path) => File.ReadAllLinesAsync(Repository.PathOf(path));
}
