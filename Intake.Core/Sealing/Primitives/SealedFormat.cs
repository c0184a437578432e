namespace Intake.Core.Sealing;

/// <summary>The one check through which the room refuses.</summary>
internal static class SealedFormat
{
    /// <exception cref="SealedException">The condition does not hold.</exception>
    public static void Require(bool condition)
    {
        if (!condition) throw SealedException.Refused();
    }
}
