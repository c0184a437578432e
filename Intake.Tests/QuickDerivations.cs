using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests;

/// <summary>
/// Tests derive keys with libsodium, which takes a quarter of the time and gives the same bytes; so do the programs that
/// they start. The engines' own tests choose for themselves, and the product of the leak tests runs on the default.
/// </summary>
[SetUpFixture]
public sealed class QuickDerivations
{
    /// <summary>The setting as programs read it from their environment.</summary>
    public const string Variable = "Intake__Argon2";

    [OneTimeSetUp]
    public void Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return;
        Environment.SetEnvironmentVariable(Variable, nameof(Argon2idEngine.Libsodium));
        Argon2id.Use(Argon2idEngine.Libsodium);
    }
}
