using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Certification;

/// <summary>
/// Where a scheme's form and its people have come apart. A reporter ticks who is part of the matter: who is not listed can't be ticked,
/// and who is listed without keys is no reader.
/// </summary>
/// <param name="WithoutAccount">Names that the form lists and that have no account.</param>
/// <param name="WithoutKeys">Those that have one, and no keys that are certified.</param>
/// <param name="Unlisted">Who could read a report, and no name or office of the form stands for them.</param>
public sealed record FormNames(
    IReadOnlyList<Reader> WithoutAccount, IReadOnlyList<Reader> WithoutKeys, IReadOnlyList<Certificate> Unlisted)
{
    /// <summary>Whether they agree.</summary>
    public bool Agree => WithoutAccount.Count + WithoutKeys.Count + Unlisted.Count == 0;

    /// <summary>Compares them. The fallback deputy is not to be listed. Pure.</summary>
    /// <param name="scheme">The scheme, as its file says.</param>
    /// <param name="current">The certificates that hold now.</param>
    /// <param name="emails">The address of each account of the scheme.</param>
    public static FormNames Of(Scheme scheme, IReadOnlyCollection<Certificate> current, IReadOnlyDictionary<Guid, string> emails)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(emails);
        var listed = scheme.WhoReads.Readers.Where(reader => reader.Staff is not null).ToLookup(reader => emails.Values.Any(reader.IsAt));
        var deputy = scheme.Administrator.Deputy.Staff;
        return new(
            [.. listed[false]],
            [.. listed[true].Where(reader => !current.Any(one => emails.TryGetValue(one.PersonId, out var mail) && reader.IsAt(mail)))],
            [.. current.Where(one => one.IsAdministrator || one.IsCaseHandler)
                .Where(one => !scheme.WhoReads.Readers.Any(reader => IsOffice(reader, one, scheme)
                    || (emails.TryGetValue(one.PersonId, out var mail) && reader.IsAt(mail))))
                .Where(one => !string.Equals(emails.GetValueOrDefault(one.PersonId), deputy, StringComparison.OrdinalIgnoreCase))
                .OrderBy(one => one.FullName, StringComparer.Ordinal)]);
    }

    /// <summary>Whether a box stands for a role that this person has: administrators read first, whatever else they are.</summary>
    private static bool IsOffice(Reader reader, Certificate of, Scheme scheme) => of.IsAdministrator
        ? reader.Role == ReaderRole.Administrator
        : reader.Role == ReaderRole.CaseHandler
            && (reader.Unit is not { } unit || (scheme.Unit(unit) is { } at && of.Units.Contains(at.Id)));
}
