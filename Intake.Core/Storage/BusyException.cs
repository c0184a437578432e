namespace Intake.Core.Storage;

/// <summary>
/// More is asked for at once than the machine may take on: try again in a moment. It has its own answer (429), so that
/// a flood is refused at the door and does not fill the memory or the log.
/// </summary>
public sealed class BusyException : Exception
{
    private const string Words = "Too much is asked for at once.";

    private BusyException() : base(Words)
    {
    }

    /// <summary>The refusal, to be thrown.</summary>
    public static BusyException Refused() => new();
}
