using Intake.Core.Reports.Names;

namespace Intake.Core.Cases.Outbound;

/// <summary>Who reads a text that leaves the hands of its writer.</summary>
public enum OutboundReader
{
    /// <summary>The reporter, in the mailbox.</summary>
    Reporter = 1,

    /// <summary>The scheme's administrators: they know who the parties are, and no more than they need.</summary>
    Administrator,

    /// <summary>The reporter, who asked for a talk: a number to call belongs into the answer.</summary>
    Caller,

    /// <summary>A unit: it learns whom to hear, and not what was struck out for it.</summary>
    Unit,
}

/// <summary>What a text is compared with.</summary>
/// <param name="Staff">Full names of people who can hold cases of the scheme.</param>
/// <param name="Parties">Texts in which a case names people: who is involved, who saw it, with whom a talk is planned.</param>
/// <param name="Harmless">What may stand there: the case's number, telephone numbers and addresses of help, names of units.</param>
public sealed record OutboundContext(IReadOnlyList<string> Staff, IReadOnlyList<string?> Parties, IReadOnlyList<string?> Harmless)
{
    /// <summary>What was struck out for the unit that reads it; null where nothing was.</summary>
    internal StruckWords? Struck { get; init; }
}

/// <summary>One thing that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">In which of the texts, from 0.</param>
/// <param name="Found">The words, or the name that they are.</param>
/// <param name="Excerpt">The words around it, as they were written.</param>
public sealed record OutboundFinding(OutboundKind Kind, int Text, string Found, string Excerpt);

/// <summary>
/// Looks through what is about to be sent. Whole words, in Danish and English whatever the case's language is; small and great
/// letters are alike but for names, which begin with a great one. It refuses nothing: a human decides, and says why. Pure.
/// </summary>
/// <remarks>
/// Sources: the whistleblower act §12, §25 and §26; the directive 2019/1937, articles 16 and 24; 000 and 001, as quoted at
/// <see cref="OutboundKind"/>.
/// </remarks>
public static class OutboundCheck
{
    /// <summary>Characters on either side of a finding that are shown with it.</summary>
    private const int Around = 40;

    /// <summary>What was found, in the order of the texts and of <see cref="OutboundKind"/>; each word once a text and kind.</summary>
    public static IReadOnlyList<OutboundFinding> Of(IReadOnlyList<string?> texts, OutboundReader reader, OutboundContext context)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(context);
        var parties = PartyNames.In(context.Parties, context.Harmless);
        var harmless = context.Harmless.OfType<string>().Select(Digits).Where(digits => digits.Length > 0).ToHashSet();
        var addresses = MailAddresses.In(context.Harmless.OfType<string>());
        var found = new List<OutboundFinding>();
        for (var at = 0; at < texts.Count; at++)
        {
            if (BlankText.Is(texts[at])) continue;
            var (text, searched) = (texts[at]!, new SearchedText([texts[at]]));
            if (reader == OutboundReader.Unit)
            {
                found.AddRange(context.Struck?.Find(text, searched, at) ?? []);
                continue;
            }

            found.AddRange(OutboundNames.Find(searched, context.Staff, OutboundKind.StaffName, at));
            found.AddRange(OutboundNames.Find(searched, parties, OutboundKind.PartyName, at)
                .Where(party => !found.Exists(known => known.Text == party.Text && known.Found == party.Found)));
            Add(OutboundKind.CivilNumber, PersonalNumbers.CivilNumbers(text));
            if (reader != OutboundReader.Caller)
                Add(OutboundKind.Phone, PersonalNumbers.Phones(text).Where(place => !harmless.Contains(Digits(text[place]))));
            Add(OutboundKind.Mail, PersonalNumbers.Mails(text).Where(place => !addresses.Overlaps(MailAddresses.In([text[place]]))));
            Add(OutboundKind.Sanction, OutboundWords.Sanctions(text));
            if (reader == OutboundReader.Administrator) continue;
            Add(OutboundKind.Gag, OutboundWords.Gags(text));
            Add(OutboundKind.AsksWho, OutboundWords.AskingWho(text));
            Add(OutboundKind.Unfilled, OutboundWords.Unfilled(text));

            void Add(OutboundKind kind, IEnumerable<Range> places) => found.AddRange(places
                .Select(place => new OutboundFinding(kind, at, OneLine(text[place]), Excerpt(text, place)))
                .DistinctBy(one => one.Found.ToLowerInvariant()));
        }

        return found;
    }

    /// <summary>The digits of a number, without a Danish country code.</summary>
    internal static string Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length == 10 && digits.StartsWith("45", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The words around a place: cut between words, and never inside a letter of two characters.</summary>
    private static string Excerpt(string text, Range place)
    {
        var (from, to) = (Math.Max(0, place.Start.Value - Around), Math.Min(text.Length, place.End.Value + Around));
        while (from > 0 && !char.IsWhiteSpace(text[from - 1])) from--;
        while (to < text.Length && !char.IsWhiteSpace(text[to])) to++;
        return (from > 0 ? "… " : "") + OneLine(text[from..to]) + (to < text.Length ? " …" : "");
    }
}
