namespace Intake.Core.Staff.SignIn;

/// <summary>An hour's random session key, wrapped by the file secret. Made by the clock, not by a visit; deleted on schedule.</summary>
public sealed class RingKey
{
    /// <summary>Hours since 1970.</summary>
    public required int Hour { get; init; }

    public required byte[] Wrapped { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
