namespace Intake.Core.Sealing;

/// <summary>
/// The room's only refusal. For anything wrong with a sealed thing (length, point, tag, signature, padding, a field out
/// of order) the caller sees this type, this message and no inner exception, so nobody learns what it was.
/// </summary>
public sealed class SealedException : Exception
{
    private const string Words = "This sealed thing cannot be opened.";

    private SealedException() : base(Words)
    {
    }

    /// <summary>The refusal, to be thrown: <c>throw SealedException.Refused();</c></summary>
    public static SealedException Refused() => new();
}
