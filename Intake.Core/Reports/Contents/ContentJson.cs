using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Contents;

/// <summary>Entry contents to and from UTF-8 JSON. The bytes exist only between page and sealing.</summary>
public static class ContentJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    private static readonly JsonSerializerOptions ToShow = new(Options) { Converters = { new ShownText() } };

    /// <summary>Writes a content record.</summary>
    public static byte[] Write<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Options);

    /// <summary>Reads one.</summary>
    /// <exception cref="SealedException">The bytes are not that record: the entry counts as unreadable.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) => Read<T>(bytes, Options);

    /// <summary>Reads one for a page: whatever ends a line in its texts is LF, which is all that a page shows as a break.</summary>
    /// <exception cref="SealedException">As above.</exception>
    public static T ReadToShow<T>(ReadOnlySpan<byte> bytes) => Read<T>(bytes, ToShow);

    private static T Read<T>(ReadOnlySpan<byte> bytes, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, options) ?? throw SealedException.Refused();
        }
        catch (JsonException)
        {
            throw SealedException.Refused();
        }
    }

    private sealed class ShownText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text ? LineBreaks.Plain(text) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
