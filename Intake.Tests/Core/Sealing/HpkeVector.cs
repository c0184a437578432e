using System.Text.Json;

namespace Intake.Tests.Core.Sealing;

/// <summary>Reads the published vectors stored with the tests.</summary>
internal static class HpkeVector
{
    public static JsonElement Load(ushort aead)
    {
        var assembly = typeof(HpkeVector).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.Contains("hpke-rfc9180", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateArray()
            .Single(vector => vector.GetProperty("aead_id").GetInt32() == aead).Clone();
    }

    public static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);
}
