using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>The people who could read a scheme's reports, and which of them a new report goes to. Pure.</summary>
/// <param name="scheme">The scheme.</param>
/// <param name="certified">Everyone who holds a certificate now and has not left.</param>
/// <param name="mails">Their staff e-mails, by person.</param>
internal sealed class SchemePeople(Scheme scheme, IReadOnlyList<Certificate> certified, IReadOnlyDictionary<Guid, string> mails)
{
    /// <summary>How many administrators there are, the deputy included.</summary>
    public int Administrators => certified.Count(c => c.IsAdministrator);

    /// <summary>Whom a report names: by a tick beside their name, or by their full name anywhere in its texts.</summary>
    public IReadOnlyList<Certificate> Named(StagedContent content)
    {
        var ticked = scheme.WhoReads.Readers.Where(r => r.Staff is not null && content.NamedReaders.Contains(r.Name))
            .Select(r => r.Staff!).ToHashSet(StringComparer.Ordinal);
        var byName = NamedPersons.In(content.Report.FreeTexts, certified);
        return [.. certified.Where(c => byName.Contains(c) || ticked.Contains(mails[c.PersonId]))];
    }

    /// <summary>The administrators whom the report does not name; with too few of them the deputy too, and never one who is named.</summary>
    public IReadOnlyList<Certificate> FirstReaders(IReadOnlyList<Certificate> named)
    {
        var eligible = certified.Where(c => c.IsAdministrator && !named.Contains(c)).ToList();
        var usual = eligible.Where(c => mails[c.PersonId] != scheme.Administrator.Deputy.Staff).ToList();
        return usual.Count >= scheme.Administrator.Required ? usual : eligible;
    }
}
