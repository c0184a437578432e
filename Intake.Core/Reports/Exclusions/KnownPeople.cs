using Intake.Core.Reports.Names;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>
/// How the people of a scheme are and were called. A text that names somebody by a former name still means them, and so does one
/// about an account that was closed and opened again under another name.
/// </summary>
/// <param name="addresses">The staff e-mail of every account of the scheme, in whatever state it is.</param>
/// <param name="former">Every certificate that ever held, those of today among them.</param>
internal sealed class KnownPeople(IReadOnlyDictionary<Guid, string> addresses, IEnumerable<Certificate> former)
{
    private readonly List<Certificate> ever = [.. former];

    /// <summary>The staff e-mail of somebody of the scheme; empty where there is none.</summary>
    public string AddressOf(Guid personId) => addresses.GetValueOrDefault(personId) ?? "";

    /// <summary>Every account, by its person.</summary>
    public IReadOnlyDictionary<Guid, string> Addresses => addresses;

    /// <summary>Each name that the person, or somebody with the same address, was certified under; the given one first.</summary>
    public IEnumerable<string> NamesOf(Certificate certificate)
    {
        var address = AddressOf(certificate.PersonId).Trim();
        return ever.Where(one => one.PersonId == certificate.PersonId
                || (address.Length > 0 && string.Equals(AddressOf(one.PersonId).Trim(), address, StringComparison.OrdinalIgnoreCase)))
            .Select(one => one.FullName).Prepend(certificate.FullName).Distinct(StringComparer.Ordinal);
    }

    /// <summary>"lars thygesen" of lars.thygesen@…; null where the address is made of one word, or of parts that are no names.</summary>
    public string? NameInAddress(Guid personId) => NameIn(AddressOf(personId));

    /// <summary>The same of an address of nobody in particular.</summary>
    public static string? NameIn(string address)
    {
        var parts = address.Split('@')[0].Split('.', '_', '-', '+').Where(part => part.Length > 2).ToList();
        return parts.Count > 1 && NameWords.Of(parts).All(word => word.Folded.All(char.IsLetter)) ? string.Join(' ', parts) : null;
    }
}
