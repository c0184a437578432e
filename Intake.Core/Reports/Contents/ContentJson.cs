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

    /// <summary>Writes a content record.</summary>
    public static byte[] Write<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Options);

    /// <summary>Reads one.</summary>
    /// <exception cref="SealedException">The bytes are not that record: the entry counts as unreadable.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options) ?? throw SealedException.Refused();
        }
        catch (JsonException)
        {
            throw SealedException.Refused();
        }
    }
}
