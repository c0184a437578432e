namespace Intake.Core.Sealing;

/// <summary>
/// The keys that may certify at a point of the walk through the days: the founders', then each administrator's that holds.
/// </summary>
internal sealed class CertifyingKeys
{
    private sealed record Signer(byte[] PublicKey, HashSet<Guid> Persons, bool Founder)
    {
        public DateOnly? RevokedOn { get; set; }
        public DateOnly? ReplacedOn { get; set; }
    }

    private readonly Dictionary<byte[], Signer> signers = new(ByteOrder.Instance);

    public CertifyingKeys(Guid schemeId, SchemeRoot root, IEnumerable<SignedCertificate> all)
    {
        foreach (var c in all)
        {
            var key = c.Certificate.SigningKeyId;
            if (!root.Contains(schemeId, key)) continue;
            var ownHand = c.Signatures.Any(s => s.SignerKeyId.AsSpan().SequenceEqual(key)
                && Signing.Verify(c.Certificate.SigningKey, Certificate.SignedBytes(Labels.Certified, c.Certificate.Id), s.Signature));
            if (!ownHand) continue;
            if (!signers.TryGetValue(key, out var founder)) signers[key] = founder = new(c.Certificate.SigningKey, [], Founder: true);
            founder.Persons.Add(c.Certificate.PersonId);
        }
    }

    /// <summary>An administrator's certificate holds from now on.</summary>
    public void Add(Certificate administrator)
    {
        if (!signers.TryGetValue(administrator.SigningKeyId, out var signer))
        {
            signers[administrator.SigningKeyId] = signer = new(administrator.SigningKey, [], Founder: false);
        }

        signer.Persons.Add(administrator.PersonId);
        signer.ReplacedOn = null;
    }

    /// <summary>The key signs nothing dated later than this, ever again.</summary>
    public void Revoke(byte[] keyId, DateOnly on)
    {
        if (signers.TryGetValue(keyId, out var signer)) signer.RevokedOn ??= on;
    }

    /// <summary>The key's certificate gave way to another; a founder's key is the root's, whatever certificates say.</summary>
    public void Replace(byte[] keyId, DateOnly on)
    {
        if (signers.TryGetValue(keyId, out var signer) && !signer.Founder) signer.ReplacedOn = on;
    }

    /// <summary>
    /// Whether enough keys of different persons signed. A subject's own hand counts for a founder's certificate that
    /// needs two, otherwise not.
    /// </summary>
    public bool Suffice(IReadOnlyList<CertifyingSignature> signatures, string label, byte[] id, DateOnly date, int needed, Guid? subject)
    {
        var message = Certificate.SignedBytes(label, id);
        var counted = new List<Signer>();
        foreach (var s in signatures)
        {
            if (!signers.TryGetValue(s.SignerKeyId, out var signer) || counted.Contains(signer)) continue;
            if (signer.RevokedOn < date || signer.ReplacedOn < date) continue;
            if (subject is { } person && signer.Persons.Contains(person) && !(signer.Founder && needed > 1)) continue;
            if (Signing.Verify(signer.PublicKey, message, s.Signature)) counted.Add(signer);
        }

        return needed == 1 ? counted.Count > 0 : counted.Any(a => counted.Any(b => !a.Persons.Overlaps(b.Persons)));
    }
}
