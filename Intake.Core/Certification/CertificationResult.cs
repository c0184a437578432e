namespace Intake.Core.Certification;

/// <summary>What came of certifying, revoking or off-boarding.</summary>
public enum CertificationResult
{
    /// <summary>It holds, by the root and enough signatures.</summary>
    Done,

    /// <summary>Signed; another administrator's signature is needed.</summary>
    AnotherNeeded,

    /// <summary>The asking person's signature would not count, or they may not do this.</summary>
    NotAllowed,

    /// <summary>Nobody of this scheme in a state for it.</summary>
    NoSuchPerson,

    /// <summary>What was typed is not the fingerprint of the person's keys.</summary>
    WrongFingerprint,

    /// <summary>Name, roles, units or keys changed since the page was shown: look again.</summary>
    Changed,

    /// <summary>An open case would be left with no administrator holding it.</summary>
    LastAdministrator,
}
