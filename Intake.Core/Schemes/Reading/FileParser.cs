using System.Text.Json;
using System.Text.Unicode;

namespace Intake.Core.Schemes.Reading;

/// <summary>
/// Parses the JSON of a scheme file strictly: at most 1 MiB of UTF-8 (a byte order mark is passed over), comments allowed,
/// duplicate fields and trailing commas refused, depth at most 16. Notes the line of every value.
/// </summary>
internal sealed class FileParser
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 16;

    private readonly FileFaults _faults;
    private readonly List<long> _lineStarts = [0];

    private FileParser(ReadOnlySpan<byte> utf8, FileFaults faults)
    {
        _faults = faults;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>The file's object, or <see langword="null"/> when there is none to go on with; then the faults say why.</summary>
    public static ObjectNode? Parse(ReadOnlySpan<byte> utf8, FileFaults faults)
    {
        if (utf8.Length > MaxBytes)
        {
            faults.Add(1, "", "the file is larger than 1 MiB");
            return null;
        }

        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        FileParser parser = new(utf8, faults);
        if (!Utf8.IsValid(utf8))
        {
            faults.Add(parser.LineOfBrokenUtf8(utf8), "", "the text is not UTF-8");
            return null;
        }

        return parser.ParseRoot(utf8);
    }

    private ObjectNode? ParseRoot(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = MaxDepth,
        });
        try
        {
            reader.Read();
            var root = Value(ref reader, "");
            while (reader.Read())
            {
            }

            if (root is ObjectNode found)
                return found;
            _faults.Add("", "the file must hold one object");
        }
        catch (JsonException fault)
        {
            var reason = fault.Message.Split(" LineNumber:", 2)[0].TrimEnd('.', ' ');
            _faults.Add((int)(fault.LineNumber ?? 0) + 1, "", "not JSON: " + reason);
        }

        return null;
    }

    private FileNode Value(ref Utf8JsonReader reader, string path)
    {
        var line = LineOf(reader.TokenStartIndex);
        _faults.Place(path, line);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, path),
            JsonTokenType.StartArray => Array(ref reader, path),
            JsonTokenType.String => new TextNode(Text(ref reader, path)),
            JsonTokenType.Number => new NumberNode(reader.TryGetInt32(out var number) ? number : null),
            JsonTokenType.True => new FlagNode(true),
            JsonTokenType.False => new FlagNode(false),
            _ => new NullNode(),
        };
    }

    private ObjectNode Object(ref Utf8JsonReader reader, string path)
    {
        Dictionary<string, FileNode> fields = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var line = LineOf(reader.TokenStartIndex);
            var name = Text(ref reader, path);
            var fieldPath = FileFaults.Field(path, name);
            reader.Read();
            if (fields.ContainsKey(name))
            {
                _faults.Add(line, fieldPath, "the field is given twice");
                reader.Skip();
                continue;
            }

            fields.Add(name, Value(ref reader, fieldPath));
        }

        return new ObjectNode(fields);
    }

    private ArrayNode Array(ref Utf8JsonReader reader, string path)
    {
        List<FileNode> items = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            items.Add(Value(ref reader, FileFaults.Item(path, items.Count)));
        return new ArrayNode(items);
    }

    private string Text(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 that stands for half a character.
            _faults.Add(LineOf(reader.TokenStartIndex), path, "an escape stands for half a character");
            return "?";
        }
    }

    private int LineOf(long offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        return index >= 0 ? index + 1 : ~index;
    }

    private int LineOfBrokenUtf8(ReadOnlySpan<byte> utf8)
    {
        var line = 1;
        while (line < _lineStarts.Count && Utf8.IsValid(utf8[(int)_lineStarts[line - 1]..(int)_lineStarts[line]]))
            line++;
        return line;
    }
}
