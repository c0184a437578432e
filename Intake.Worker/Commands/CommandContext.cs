using Intake.Core;
using Intake.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>What a command works with. Settings come from <c>appsettings.json</c> beside the program and from the environment.</summary>
internal sealed record CommandContext(IConfiguration Settings, TextWriter Output, TextWriter Errors, TimeProvider Time)
{
    public const string VaultOwnerKey = "ConnectionStrings:VaultOwner";

    public static CommandContext OfProcess() => new(
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build(),
        Console.Out, Console.Error, TimeProvider.System);

    /// <summary>The owner's connection: only commands have it, and only these ask for it.</summary>
    public string Owner => Required("ConnectionStrings:Owner");

    public string VaultOwner => Required(VaultOwnerKey);

    /// <summary>Whether the vault's owner connection is given: a command that can do without it says so.</summary>
    public bool HasVaultOwner => Settings[VaultOwnerKey] is { Length: > 0 };

    /// <summary>The database roles; other names than the usual ones are settings.</summary>
    public RoleNames Roles => new(Settings["Intake:WebRole"] ?? "intake_web", Settings["Intake:WorkerRole"] ?? "intake_worker");

    public IntakeDb OpenAsOwner() => new(IntakeDb.Options(Owner));

    /// <summary>The core's parts on the owner's connections. The caller disposes them.</summary>
    /// <param name="time">The clock, when not the context's.</param>
    /// <param name="mailFrom">The sender of mails, when invitations go by mail.</param>
    /// <param name="withVault">False where nothing of the vault is asked for, so that its connection may be missing.</param>
    public ServiceProvider OpenCoreAsOwner(TimeProvider? time = null, string? mailFrom = null, bool withVault = true) =>
        new ServiceCollection()
        .AddSingleton(time ?? Time)
        .AddIntakeCore(new IntakeCoreOptions(
            Owner, withVault ? VaultOwner : "", Required("Intake:FileSecret"), Required("Intake:SchemeRoot"))
        {
            MailFrom = mailFrom,
        })
        .BuildServiceProvider();

    /// <summary>Error: <see cref="MissingSettingException"/>, which names the variable to set.</summary>
    public string Required(string key) => Settings[key] is { Length: > 0 } value ? value : throw new MissingSettingException(key);
}

/// <summary>A setting that a command or the worker cannot do without is not there.</summary>
internal sealed class MissingSettingException(string key) : Exception(
    $"The setting {key} is missing: put it in appsettings.json or in the variable {key.Replace(":", "__", StringComparison.Ordinal)}.");
