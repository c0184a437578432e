namespace Intake.Core.Sealing;

/// <summary>
/// Who is certified in a scheme, worked out from the root over every stored certificate and revocation by the rules
/// of FORMAT.md §5. Nothing a database says is taken on trust: what no founder's signature leads to isn't here.
/// </summary>
public sealed class CertificateBook
{
    private readonly Dictionary<byte[], Certificate> held = new(ByteOrder.Instance);
    private readonly Dictionary<byte[], DateOnly> revokedOn = new(ByteOrder.Instance);
    private readonly Dictionary<byte[], DateOnly> replacedOn = new(ByteOrder.Instance);
    private readonly Dictionary<Guid, Certificate> newest = [];

    private CertificateBook(Guid schemeId) => SchemeId = schemeId;

    public Guid SchemeId { get; }

    /// <summary>The certificates that take part now: held, not revoked, the newest of each person.</summary>
    public IReadOnlyCollection<Certificate> Current => [.. newest.Values.Where(c => !IsRevoked(c))];

    /// <summary>Every certificate that ever held, also replaced and revoked ones.</summary>
    public IReadOnlyCollection<Certificate> Ever => held.Values;

    /// <summary>What was found of signatures by these certificates: a book lives as long as nothing of it changes.</summary>
    internal KnownVerdicts Verdicts { get; } = new();

    /// <summary>The date of the latest revocation that counts, or null.</summary>
    internal DateOnly? LastRevokedOn { get; private set; }

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
            List<SignedCertificate> waiting = [.. all.Where(c => c.Certificate.MadeOn == day && !book.IsRevoked(c.Certificate))];
            book.HoldAdministrators([.. waiting.Where(c => c.Certificate.IsAdministrator)], signers);
            book.HoldOthers([.. waiting.Where(c => !c.Certificate.IsAdministrator)], signers);
            foreach (var r in taken.Where(r => r.Revocation.MadeOn == day).OrderBy(r => r.Revocation.Id, ByteOrder.Instance))
            {
                book.Revoke(r, all, signers);
            }
        }

        return book;
    }

    /// <summary>The certificate with this id if it held on the date: for judging signatures of the past.</summary>
    public Certificate? HeldOn(byte[] certificateId, DateOnly date)
        => held.TryGetValue(certificateId, out var c) && c.MadeOn <= date
           && IsUntil(revokedOn, certificateId, date) && IsUntil(replacedOn, certificateId, date) ? c : null;

    /// <summary>The person's certificate for new grants, or null.</summary>
    public Certificate? CurrentOf(Guid personId) => newest.TryGetValue(personId, out var c) && !IsRevoked(c) ? c : null;

    /// <summary>Whether this very certificate may take part now.</summary>
    public bool IsCurrent(Certificate certificate)
        => CurrentOf(certificate.PersonId) is { } c && c.Id.AsSpan().SequenceEqual(certificate.Id);

    /// <summary>
    /// Whether what a person was given under a certificate is theirs still: neither it nor one after it was revoked, and each carries on
    /// the one before (<see cref="Certificate.CarriesOn"/>).
    /// </summary>
    internal bool CarriesOn(Guid personId, byte[] certificateId)
    {
        if (!held.TryGetValue(certificateId, out var given) || given.PersonId != personId || IsRevoked(given)) return false;
        foreach (var next in held.Values.Where(c => c.PersonId == personId && c != given && IsNewer(c, given))
            .OrderBy(c => c.MadeOn).ThenBy(c => c.Serial))
        {
            if (IsRevoked(next) || !next.CarriesOn(given)) return false;
            given = next;
        }

        return true;
    }

    /// <summary>How many signatures a certificate needs by its roles: two for an administrator, one for unit staff.</summary>
    public static int SignaturesNeeded(Certificate certificate) => certificate.IsAdministrator ? 2 : 1;

    /// <summary>How many signatures a new certificate needs: also two when it takes the place of an administrator's.</summary>
    public int SignaturesNeededNow(Certificate certificate)
        => CurrentOf(certificate.PersonId) is { IsAdministrator: true } ? 2 : SignaturesNeeded(certificate);

    private static bool IsUntil(Dictionary<byte[], DateOnly> ends, byte[] id, DateOnly date) =>
        !ends.TryGetValue(id, out var end) || date <= end;

    private bool IsRevoked(Certificate certificate) => revokedOn.ContainsKey(certificate.Id);

    private void HoldAdministrators(List<SignedCertificate> waiting, CertifyingKeys signers)
    {
        bool grew;
        do
        {
            grew = false;
            foreach (var c in waiting.ToList())
            {
                if (!signers.Suffice(c.Signatures, Labels.Certified, c.Certificate.Id, c.Certificate.MadeOn, needed: 2,
                    subject: c.Certificate.PersonId))
                {
                    continue;
                }

                waiting.Remove(c);
                Hold(c.Certificate, signers);
                grew = true;
            }
        }
        while (grew);
    }

    // They certify nobody, so their order says nothing but which of one person's stands last.
    private void HoldOthers(List<SignedCertificate> waiting, CertifyingKeys signers)
    {
        foreach (var c in waiting.Select(c => (Signed: c, Needed: SignaturesNeededNow(c.Certificate))).ToList())
        {
            if (signers.Suffice(c.Signed.Signatures, Labels.Certified, c.Signed.Certificate.Id, c.Signed.Certificate.MadeOn,
                c.Needed, subject: c.Signed.Certificate.PersonId))
            {
                Hold(c.Signed.Certificate, signers);
            }
        }
    }

    private void Hold(Certificate c, CertifyingKeys signers)
    {
        if (!held.TryAdd(c.Id, c)) return;
        if (c.IsAdministrator) signers.Add(c);
        var before = newest.GetValueOrDefault(c.PersonId);
        var (stays, goes) = before is null || IsNewer(c, before) ? (c, before) : (before, c);
        newest[c.PersonId] = stays;
        if (goes is null) return;
        replacedOn[goes.Id] = stays.MadeOn;
        var keepsKey = stays.IsAdministrator && stays.SigningKeyId.AsSpan().SequenceEqual(goes.SigningKeyId);
        if (goes.IsAdministrator && !keepsKey) signers.Replace(goes.SigningKeyId, stays.MadeOn);
    }

    private static bool IsNewer(Certificate one, Certificate other)
        => (one.MadeOn, one.Serial).CompareTo((other.MadeOn, other.Serial)) is var order && order != 0
            ? order > 0 : ByteOrder.Instance.Compare(one.Id, other.Id) > 0;

    private void Revoke(SignedRevocation r, List<SignedCertificate> all, CertifyingKeys signers)
    {
        var named = all.Find(c => c.Certificate.Id.AsSpan().SequenceEqual(r.Revocation.CertificateId))?.Certificate;
        if (named is null || IsRevoked(named) || (named.MadeOn <= r.Revocation.MadeOn && !held.ContainsKey(named.Id))) return;
        if (!signers.Suffice(r.Signatures, Labels.Revoked, r.Revocation.Id, r.Revocation.MadeOn, SignaturesNeeded(named), subject: null))
            return;
        revokedOn[named.Id] = r.Revocation.MadeOn;
        LastRevokedOn = r.Revocation.MadeOn;
        if (named.IsAdministrator) signers.Revoke(named.SigningKeyId, r.Revocation.MadeOn);
    }
}
