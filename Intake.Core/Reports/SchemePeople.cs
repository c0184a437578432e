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
        var byName = NamedPersons.In(content.Report.FreeTexts, certified);
        var byTick = scheme.WhoReads.Readers.Where(r => content.NamedReaders.Contains(r.Name)).SelectMany(Ticked).ToHashSet();
        return [.. certified.Where(c => byName.Contains(c) || byTick.Contains(c))];
    }

    /// <summary>What naming does. A tick keeps somebody out for certain where exactly one certified person is meant by it.</summary>
    public Naming NamingIn(StagedContent content)
    {
        var named = Named(content);
        var certain = scheme.WhoReads.Readers.Where(r => content.NamedReaders.Contains(r.Name) && Ticked(r).Count == 1);
        return new Naming(named, [.. certain.Select(r => r.Name)], FirstReaders(named).Count > 0);
    }

    /// <summary>
    /// The administrators whom the report does not name; with too few of them the deputy too, and never one who is named.
    /// </summary>
    public IReadOnlyList<Certificate> FirstReaders(IReadOnlyList<Certificate> named)
    {
        var eligible = certified.Where(c => c.IsAdministrator && !named.Contains(c)).ToList();
        var usual = eligible.Where(c => mails[c.PersonId] != scheme.Administrator.Deputy.Staff).ToList();
        return usual.Count >= scheme.Administrator.Required ? usual : eligible;
    }

    /// <summary>
    /// Whom a tick means: the account at the address in the scheme file, and any person whose certified name is in the
    /// title beside the box, so that changing an address in the database lets nobody back in.
    /// </summary>
    private List<Certificate> Ticked(Reader reader)
    {
        if (reader.Staff is null) return [];
        var byTitle = NamedPersons.WrittenOutIn([reader.Title.Da, reader.Title.En], certified);
        return [.. certified.Where(c => byTitle.Contains(c)
            || string.Equals(mails[c.PersonId], reader.Staff, StringComparison.OrdinalIgnoreCase))];
    }
}

/// <summary>What naming people in a report does.</summary>
/// <param name="ShutOut">Certified people who get no key.</param>
/// <param name="CertainTicks">Names of the ticked boxes that mean exactly one of those people.</param>
/// <param name="IsReadable">Whether anybody is left who could open it: without one it is not received.</param>
public sealed record Naming(IReadOnlyList<Certificate> ShutOut, IReadOnlyList<string> CertainTicks, bool IsReadable);
