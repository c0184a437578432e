using System.Globalization;

namespace Intake.Core.Schemes.Reading;

/// <summary>
/// Reads the fields of one object of a scheme file. Every read checks the value and notes a fault where it is wrong or
/// missing, and returns a stand-in so that reading goes on; the stand-ins never leave the reader, because a file with
/// faults yields no scheme. <see cref="Close"/> finds the fields that nobody asked for.
/// </summary>
internal sealed class FileObject(ObjectNode? node, string path, FileFaults faults, bool english)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string Path => path;

    public bool Has(string name) => node?.Fields.ContainsKey(name) == true;

    public void Fault(string name, string reason) => faults.Add(FileFaults.Field(path, name), reason);

    /// <summary>A required text of one line.</summary>
    public string Text(string name, int max = FileText.Title) => Take<TextNode>(name, "text") is { } text
        ? Checked(name, text.Value, FileText.Fault(text.Value, max))
        : "";

    /// <summary>A text of one line that may be missing.</summary>
    public string? OptionalText(string name, Func<string, string?> fault)
    {
        if (!Has(name) || Take<TextNode>(name, "text") is not { } text)
            return null;
        return Checked(name, text.Value, FileText.Fault(text.Value, FileText.Title) ?? fault(text.Value));
    }

    /// <summary>A required text that must pass a check of its own.</summary>
    public string Text(string name, Func<string, string?> fault) => Take<TextNode>(name, "text") is { } text
        ? Checked(name, text.Value, fault(text.Value))
        : "";

    /// <summary>A required text in every language of the scheme.</summary>
    public LocalText Local(string name, int max = FileText.Title)
    {
        var texts = Object(name);
        var local = texts.Languages(max);
        texts.Close();
        return local;
    }

    /// <summary>This object itself as a text in every language of the scheme.</summary>
    public LocalText Languages(int max) =>
        new(Text("da", max), english || Has("en") ? Text("en", max) : null);

    /// <summary>A text in every language of the scheme that may be missing as a whole.</summary>
    public LocalText? OptionalLocal(string name, int max = FileText.Title) => Has(name) ? Local(name, max) : null;

    /// <summary>A required whole number between two bounds.</summary>
    public int Number(string name, int min, int max, string? tooMuch = null, string? tooLittle = null)
    {
        if (Take<NumberNode>(name, "a whole number") is not { } number)
            return min;
        if (number.Value is { } value && value >= min && value <= max)
            return value;
        var own = number.Value > max ? tooMuch : number.Value < min ? tooLittle : null;
        Fault(name, own ?? string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}"));
        return min;
    }

    /// <summary>A whole number between two bounds, or what stands where it is missing.</summary>
    public int NumberOr(int usual, string name, int min, int max, string? tooMuch = null) =>
        Has(name) ? Number(name, min, max, tooMuch) : Missing(name, usual);

    public bool Flag(string name) => Take<FlagNode>(name, "true or false") is { Value: true };

    /// <summary>A word for a member of an enum: its name with a small first letter.</summary>
    public T Word<T>(string name)
        where T : struct, Enum => Take<TextNode>(name, "text") is { } text ? FileText.Word<T>(text.Value, Place(name), faults) : default;

    /// <summary>An object; where it is missing, a silent one that notes no further faults.</summary>
    public FileObject Object(string name) => new(Take<ObjectNode>(name, "an object"), Place(name), faults, english);

    /// <summary>The fields' names in the file's order.</summary>
    public IEnumerable<string> Names => node?.Fields.Keys ?? [];

    /// <summary>A list of objects, each read and closed.</summary>
    public List<T> List<T>(string name, int min, int max, Func<FileObject, T> read)
    {
        List<T> list = [];
        foreach (var (item, itemPath) in Items(name, min, max))
        {
            if (item is not ObjectNode found)
                faults.Add(itemPath, "must be an object");
            FileObject reader = new(item as ObjectNode, itemPath, faults, english);
            list.Add(read(reader));
            reader.Close();
        }

        return list;
    }

    /// <summary>A list of texts, each given to <paramref name="read"/> with its path; empty where it is missing and may be.</summary>
    public List<T> Texts<T>(string name, int min, int max, Func<string, string, T> read)
    {
        List<T> list = [];
        foreach (var (item, itemPath) in Items(name, min, max))
        {
            if (item is TextNode text)
                list.Add(read(text.Value, itemPath));
            else
                faults.Add(itemPath, "must be text");
        }

        return list;
    }

    /// <summary>
    /// A text, or a list of texts that are its paragraphs; each with its path. Never empty where the field is without fault.
    /// </summary>
    public List<(string Text, string Path)> Paragraphs(string name, int most, int longest)
    {
        if (node?.Fields.GetValueOrDefault(name) is not ArrayNode)
            return [(Text(name, longest), Place(name))];
        return Texts(name, 1, most, (text, itemPath) =>
        {
            if (FileText.Fault(text, longest) is { } fault)
                faults.Add(itemPath, fault);
            return (text, itemPath);
        });
    }

    /// <summary>Lets a field be that is read elsewhere.</summary>
    public void LeaveOut(string name) => _asked.Add(name);

    /// <summary>Notes every field that was never asked for.</summary>
    public void Close()
    {
        foreach (var name in Names.Where(name => !_asked.Contains(name)))
            Fault(name, "unknown field");
    }

    private string Place(string name) => FileFaults.Field(path, name);

    private T Missing<T>(string name, T usual)
    {
        _asked.Add(name);
        return usual;
    }

    private string Checked(string name, string value, string? fault)
    {
        if (fault is not null)
            Fault(name, fault);
        return value;
    }

    private T? Take<T>(string name, string kind)
        where T : FileNode
    {
        _asked.Add(name);
        if (node is null)
            return null;
        if (!node.Fields.TryGetValue(name, out var value))
            Fault(name, "is missing");
        else if (value is not T)
            Fault(name, "must be " + kind);
        return value as T;
    }

    private IEnumerable<(FileNode Item, string Path)> Items(string name, int min, int max)
    {
        if (!Has(name) && min == 0)
            return Missing(name, Array.Empty<(FileNode, string)>());
        if (Take<ArrayNode>(name, "a list") is not { } array)
            return [];
        if (array.Items.Count < min || array.Items.Count > max)
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"must have {min} to {max} items"));
        return array.Items.Take(max).Select((item, index) => (item, FileFaults.Item(Place(name), index)));
    }
}
