namespace Intake.Core.Reports.Names;

/// <summary>A text cut into words once, however many names are looked for in it.</summary>
internal sealed class SearchedText
{
    /// <summary>Words before and after a finding that are shown with it.</summary>
    private const int Around = 4;

    /// <summary>Several texts are searched one after the other; no name reaches from one into the next.</summary>
    public SearchedText(IEnumerable<string?> texts)
    {
        var given = texts.Where(text => text is not null).ToList();
        Addresses = MailAddresses.In(given!);
        Plain = NamedPersons.Plain(given);
        Words = NameWords.Of(given);
        Places = Words.Select((word, place) => (word.Folded, place)).ToLookup(word => word.Folded, word => word.place);
    }

    /// <summary>Small letters without accents, one blank between words and at both ends.</summary>
    public string Plain { get; }

    /// <summary>Mail addresses, in small letters.</summary>
    public IReadOnlySet<string> Addresses { get; }

    public IReadOnlyList<NameWord> Words { get; }

    /// <summary>Where each folded word stands.</summary>
    public ILookup<string, int> Places { get; }

    /// <summary>The words around a place, as they were written.</summary>
    public string ExcerptAt(int place)
    {
        var from = Math.Max(0, place - Around);
        var to = Math.Min(Words.Count, place + Around + 1);
        var words = string.Join(' ', Words.Skip(from).Take(to - from).Select(word => word.Written));
        return (from > 0 ? "… " : "") + words + (to < Words.Count ? " …" : "");
    }
}
