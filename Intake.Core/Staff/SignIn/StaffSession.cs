namespace Intake.Core.Staff.SignIn;

/// <summary>The database's half of a staff session, sealed under the ring key of its hour. The other half is the cookie.</summary>
public sealed class StaffSession
{
    /// <summary>32-byte hash of the cookie's id part.</summary>
    public required byte[] Id { get; init; }

    public required Guid StaffId { get; set; }
    public required byte[] Sealed { get; set; }

    /// <summary>Hours since 1970, as <see cref="RingKey.Hour"/>.</summary>
    public required int RingHour { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }
}
