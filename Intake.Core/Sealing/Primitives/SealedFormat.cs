namespace Intake.Core.Sealing;

/// <summary>The one way the room says no.</summary>
internal static class SealedFormat
{
    /// <exception cref="SealedException">The condition does not hold.</exception>
    public static void Require(bool condition)
    {
        if (!condition) throw SealedException.Refused();
    }
}
