using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests;

/// <summary>
/// Tests that are not about Argon2id use a small cost: a 256th of the memory and one pass, only in this process. The
/// programs that they start derive at full cost, with libsodium, which gives the same bytes in a quarter of the time; the
/// leak tests run the product with its default engine. See <see cref="WholeCostAttribute"/>.
/// </summary>
[SetUpFixture]
public sealed class QuickDerivations
{
    /// <summary>The setting as programs read it from their environment.</summary>
    public const string Variable = "Intake__Argon2";

    [OneTimeSetUp]
    public void Choose()
    {
        Lower();
        if (Environment.GetEnvironmentVariable(Variable) is not null) return;
        Environment.SetEnvironmentVariable(Variable, nameof(Argon2idEngine.Libsodium));
        Argon2id.Use(Argon2idEngine.Libsodium);
    }

    internal static void Lower() => Argon2id.Spend(cost => new Argon2idCost(cost.MemoryKiB / 256, 1));
}
