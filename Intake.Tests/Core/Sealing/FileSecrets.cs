using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>Two installations' file secrets, alive as long as the test program.</summary>
internal static class FileSecrets
{
    public static readonly FileSecret Mine = FileSecret.Of(new byte[32]);
    public static readonly FileSecret Others = FileSecret.Of([.. Enumerable.Repeat((byte)1, 32)]);
}
