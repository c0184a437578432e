namespace Intake.Core.Sealing;

/// <summary>
/// Who is certified in a scheme, worked out from the root over every stored certificate and revocation by the rules
/// of FORMAT.md §5. Nothing a database says is taken on trust: what no founder's signature leads to isn't here.
/// </summary>
public sealed class CertificateBook
{
    private readonly Dictionary<byte[], Certificate> held = new(ByteOrder.Instance);
    private readonly Dictionary<byte[], DateOnly> revokedOn = new(ByteOrder.Instance);
    private readonly Dictionary<Guid, Certificate> current = [];

    private CertificateBook(Guid schemeId) => SchemeId = schemeId;

    public Guid SchemeId { get; }

    /// <summary>The certificates that take part now: held, not revoked, the newest of each person.</summary>
    public IReadOnlyCollection<Certificate> Current => current.Values;

    /// <summary>Works out the book. Certificates and revocations of other schemes are left out.</summary>
    public static CertificateBook Build(Guid schemeId, SchemeRoot root, IEnumerable<SignedCertificate> certificates,
        IEnumerable<SignedRevocation> revocations)
    {
        var book = new CertificateBook(schemeId);
        var all = certificates.Where(c => c.Certificate.SchemeId == schemeId).ToList();
        var taken = revocations.Where(r => r.Revocation.SchemeId == schemeId).ToList();
        var signers = new CertifyingKeys(schemeId, root, all);

        var days = all.Select(c => c.Certificate.MadeOn).Concat(taken.Select(r => r.Revocation.MadeOn)).Distinct().Order();
        foreach (var day in days)
        {
            book.HoldDay([.. all.Where(c => c.Certificate.MadeOn == day)], signers);
            foreach (var r in taken.Where(r => r.Revocation.MadeOn == day).OrderBy(r => r.Revocation.Id, ByteOrder.Instance))
            {
                book.Revoke(r, signers);
            }
        }

        foreach (var c in book.held.Values.Where(c => !book.revokedOn.ContainsKey(c.Id)).OrderBy(c => c.Serial))
        {
            book.current[c.PersonId] = c;
        }

        // A person whose newest certificate was revoked holds none, whatever older one is left.
        foreach (var c in book.held.Values.Where(c => book.revokedOn.ContainsKey(c.Id)))
        {
            if (book.current.TryGetValue(c.PersonId, out var left) && left.Serial < c.Serial) book.current.Remove(c.PersonId);
        }

        return book;
    }

    /// <summary>The certificate with this id if it held on the date: for judging signatures of the past.</summary>
    public Certificate? HeldOn(byte[] certificateId, DateOnly date)
        => held.TryGetValue(certificateId, out var c) && c.MadeOn <= date
           && (!revokedOn.TryGetValue(certificateId, out var until) || date <= until) ? c : null;

    /// <summary>The person's certificate for new grants, or null.</summary>
    public Certificate? CurrentOf(Guid personId) => current.GetValueOrDefault(personId);

    /// <summary>Whether this very certificate may take part now.</summary>
    public bool IsCurrent(Certificate certificate)
        => current.TryGetValue(certificate.PersonId, out var c) && c.Id.AsSpan().SequenceEqual(certificate.Id);

    /// <summary>How many signatures a certificate needs: two for an administrator, one for unit staff.</summary>
    public static int SignaturesNeeded(Certificate certificate) => certificate.IsAdministrator ? 2 : 1;

    private void HoldDay(List<SignedCertificate> waiting, CertifyingKeys signers)
    {
        bool grew;
        do
        {
            grew = false;
            foreach (var c in waiting.ToList())
            {
                if (!signers.Suffice(c.Signatures, Labels.Certified, c.Certificate.Id, c.Certificate.MadeOn,
                    SignaturesNeeded(c.Certificate), subject: c.Certificate.PersonId)) continue;
                waiting.Remove(c);
                held[c.Certificate.Id] = c.Certificate;
                if (c.Certificate.IsAdministrator) signers.Add(c.Certificate);
                grew = true;
            }
        }
        while (grew);
    }

    private void Revoke(SignedRevocation r, CertifyingKeys signers)
    {
        if (!held.TryGetValue(r.Revocation.CertificateId, out var c) || revokedOn.ContainsKey(c.Id)) return;
        if (!signers.Suffice(r.Signatures, Labels.Revoked, r.Revocation.Id, r.Revocation.MadeOn, SignaturesNeeded(c), subject: null)) return;
        revokedOn[c.Id] = r.Revocation.MadeOn;
        signers.Revoke(c.SigningKeyId, r.Revocation.MadeOn);
    }
}
