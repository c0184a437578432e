using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Reports.Names;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>The people who could read a scheme's reports, and which of them a new report goes to. Pure.</summary>
/// <param name="scheme">The scheme.</param>
/// <param name="certified">Everyone who holds a certificate now and has not left.</param>
/// <param name="people">How they and those before them are and were called.</param>
internal sealed class SchemePeople(Scheme scheme, IReadOnlyList<Certificate> certified, KnownPeople people)
{
    /// <summary>How many administrators there are, the deputy included.</summary>
    public int Administrators => certified.Count(c => c.IsAdministrator);

    /// <summary>
    /// Whom a report keeps out: by a tick, or by a full name anywhere in its texts. A tick that stands for a person is sealed as
    /// that reader's identity, and with it every account that has the address now, certified or not.
    /// </summary>
    public Reception Receive(StagedContent content)
    {
        string[] files = [.. content.Files.Select(file => file.Name)];
        IReadOnlyList<string?> words = [.. content.Report.FreeTexts, .. files];
        var sealing = OfTicks(content.NamedReaders);
        var named = certified.Where(c => new ExclusionRule(people, words, sealing).Of(c).Bars).ToList();
        var known = sealing.ConvertAll(exclusion => exclusion.PersonId);
        sealing.AddRange(named.Where(c => !known.Contains(c.PersonId)).Select(c => new ExclusionContent(c.PersonId, "named")));
        var rule = new ExclusionRule(people, words, sealing);
        return new Reception(rule, sealing, named, FirstReaders(rule));
    }

    /// <summary>What ticks become: for a person the identity and the accounts that have it; for a role a warning.</summary>
    public List<ExclusionContent> OfTicks(IReadOnlyList<string> boxes)
    {
        var sealing = new List<ExclusionContent>();
        foreach (var reader in scheme.WhoReads.Readers.Where(reader => boxes.Contains(reader.Name)))
        {
            if (reader.Staff is not { } address)
            {
                sealing.Add(new ExclusionContent(Guid.NewGuid(), ExclusionContent.Warned) { Box = reader.Name });
                continue;
            }

            sealing.Add(new ExclusionContent(Guid.NewGuid(), "named")
            {
                Reader = new ReaderIdentity(reader.Name, address, reader.Title.Da, reader.Title.En),
            });
            sealing.AddRange(people.Addresses.Where(account => string.Equals(account.Value, address, StringComparison.OrdinalIgnoreCase))
                .Select(account => new ExclusionContent(account.Key, "named")));
        }

        return sealing;
    }

    /// <summary>What naming does. A tick that stands for a person keeps that person out; one of a role is asked about.</summary>
    public Naming NamingIn(StagedContent content)
    {
        var reception = Receive(content);
        var certain = scheme.WhoReads.Readers.Where(r => content.NamedReaders.Contains(r.Name) && FitsSomebody(r));
        return new Naming(reception.Named, [.. certain.Select(r => r.Name)], reception.Readers.Count > 0)
        {
            Perhaps = [.. reception.Readers.Where(c => reception.Rule.Of(c, []).Asks)],
        };
    }

    /// <summary>
    /// Whether a box stands for a person who has an account or a certificate now: only then is it sure whom it keeps out.
    /// </summary>
    private bool FitsSomebody(Reader box) => box.Staff is { } address
        && (people.Addresses.Values.Any(account => string.Equals(account, address.Trim(), StringComparison.OrdinalIgnoreCase))
            || NamedPersons.WrittenOutIn([box.Title.Da, box.Title.En], certified).Count > 0);

    /// <summary>
    /// The administrators whom the rule does not bar; with too few of them the deputy too, and never one who is barred.
    /// </summary>
    private List<Certificate> FirstReaders(ExclusionRule rule)
    {
        var eligible = certified.Where(c => c.IsAdministrator && !rule.Of(c).Bars).ToList();
        var usual = eligible.Where(c => people.AddressOf(c.PersonId) != scheme.Administrator.Deputy.Staff).ToList();
        return usual.Count >= scheme.Administrator.Required ? usual : eligible;
    }
}

/// <summary>To whom a new report goes, and what is sealed about whom it does not.</summary>
/// <param name="Rule">The rule by which it is granted.</param>
/// <param name="Exclusions">What is sealed in the Dialogue.</param>
/// <param name="Named">Certified people who get no key.</param>
/// <param name="Readers">Who gets one.</param>
internal sealed record Reception(ExclusionRule Rule, IReadOnlyList<ExclusionContent> Exclusions,
    IReadOnlyList<Certificate> Named, IReadOnlyList<Certificate> Readers);

/// <summary>What naming people in a report does.</summary>
/// <param name="ShutOut">Certified people who get no key.</param>
/// <param name="CertainTicks">Names of the ticked boxes that stand for a person.</param>
/// <param name="IsReadable">Whether anybody is left who could open it: without one it is not received.</param>
public sealed record Naming(IReadOnlyList<Certificate> ShutOut, IReadOnlyList<string> CertainTicks, bool IsReadable)
{
    /// <summary>People who would read it and whom a text may mean: the person who grants says whether it does.</summary>
    public IReadOnlyList<Certificate> Perhaps { get; init; } = [];
}
