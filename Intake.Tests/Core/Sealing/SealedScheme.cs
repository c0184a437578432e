using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>A scheme with its root and the certificates that a test has stored; day 0 is the day of founding.</summary>
internal sealed class SealedScheme
{
    public static readonly DateOnly Day0 = new(2026, 3, 2);

    public SealedScheme(params Person[] founders)
    {
        Founders = founders;
        Root = SchemeRoot.Parse(string.Concat(founders.Select(f => $"{Id} {Convert.ToHexStringLower(f.SigningKeyId)} # {f.Name}\n")));
    }

    public Guid Id { get; } = Guid.NewGuid();
    public Guid Hospital { get; } = Guid.NewGuid();
    public Guid Centre { get; } = Guid.NewGuid();
    public Person[] Founders { get; }
    public SchemeRoot Root { get; }
    public List<SignedCertificate> Certificates { get; } = [];
    public List<SignedRevocation> Revocations { get; } = [];

    /// <summary>Two founders who certified each other.</summary>
    public static SealedScheme ByTwo()
    {
        var scheme = new SealedScheme(new Person("Anna Holm"), new Person("Bo Friis"));
        scheme.Administrator(scheme.Founders[0], 0, by: scheme.Founders);
        scheme.Administrator(scheme.Founders[1], 0, by: scheme.Founders);
        return scheme;
    }

    public CertificateBook Book() => CertificateBook.Build(Id, Root, Certificates, Revocations);

    public Certificate Write(Person who, int day, CertifiedRoles roles, int serial = 1, params Guid[] units)
        => Certificate.Write(Id, who.Id, who.Name, serial, Day0.AddDays(day), roles, units, who.Encryption.Public, who.Signing.Public);

    public Certificate Administrator(Person who, int day, int serial = 1, params Person[] by)
        => Store(Write(who, day, CertifiedRoles.Administrator, serial), by);

    /// <summary>A handler of the hospital.</summary>
    public Certificate Handler(Person who, int day, int serial = 1, params Person[] by)
        => Store(Write(who, day, CertifiedRoles.CaseHandler, serial, Hospital), by);

    public Certificate Store(Certificate certificate, params Person[] by)
    {
        Certificates.Add(new(certificate, [.. by.Select(p => certificate.SignBy(p.Signing))]));
        return certificate;
    }

    public Revocation Revoke(Certificate certificate, int day, params Person[] by)
    {
        var revocation = Revocation.Write(Id, certificate.Id, Day0.AddDays(day));
        Revocations.Add(new(revocation, [.. by.Select(p => revocation.SignBy(p.Signing))]));
        return revocation;
    }
}
