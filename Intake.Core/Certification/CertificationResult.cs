namespace Intake.Core.Certification;

/// <summary>What came of certifying, revoking or off-boarding.</summary>
public enum CertificationResult
{
    /// <summary>It holds, by the root and enough signatures.</summary>
    Done,

    /// <summary>Signed; another administrator's signature is needed.</summary>
    AnotherNeeded,

    /// <summary>The signature of who asks would not count, or the act is not theirs.</summary>
    NotAllowed,

    /// <summary>Nobody of this scheme in a state for it.</summary>
    NoSuchPerson,

    /// <summary>What was typed is not the fingerprint of the person's keys.</summary>
    WrongFingerprint,

    /// <summary>Name, roles, units or keys changed since the page was shown: look again.</summary>
    Changed,

    /// <summary>An open case would be left without an administrator who holds it.</summary>
    LastAdministrator,
}
