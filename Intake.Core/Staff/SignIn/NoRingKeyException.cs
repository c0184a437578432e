namespace Intake.Core.Staff.SignIn;

/// <summary>There is no ring key for this hour: the job that makes them is not running. No session can be sealed until it is.</summary>
public sealed class NoRingKeyException : Exception
{
    private const string Words = "There is no ring key for this hour: the job that makes them is not running.";

    private NoRingKeyException() : base(Words)
    {
    }

    /// <summary>The refusal, to be thrown.</summary>
    public static NoRingKeyException Refused() => new();
}
