using System.Text.Json;
using Intake.Core.Sealing;
using Intake.Tests.Support;

namespace Intake.Tests.Core.Sealing;

/// <summary>The frozen vectors of suite 1, and the other program that made them from FORMAT.md alone.</summary>
internal static class SuiteVectors
{
    public static readonly JsonElement Root = Load("intake-suite1.json");
    public static readonly JsonElement Certified = Load("intake-suite1-certified.json");

    public static FileSecret Secret => FileSecret.Of(Bytes("fileSecret"));

    public static string FileOf(string name) => File.ReadAllText(Repository.PathOf("Intake.Tests", "Core", "Sealing", "Vectors", name));

    public static JsonElement At(params string[] path) => path.Aggregate(Root, (at, name) => at.GetProperty(name));

    public static string Text(params string[] path) => At(path).GetString()!;

    public static byte[] Bytes(params string[] path) => Convert.FromHexString(Text(path));

    /// <summary>A field in hex.</summary>
    public static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    public static Guid Id(int n) => new($"00000000-0000-4000-8000-{n:D12}");

    /// <summary>Runs one of the scripts in deploy/vectors.</summary>
    public static Task<string> NodeAsync(string script, string input, params string[] arguments)
        => Tool.Run("node", "apt-get install nodejs", input, [Repository.PathOf("deploy", "vectors", script), .. arguments]);

    /// <summary>What the other program found inside something sealed here.</summary>
    public static async Task<byte[]> OpenedByNodeAsync(string thing, object given)
    {
        var answer = await NodeAsync(
            "make-vectors.mjs", JsonSerializer.Serialize(new Dictionary<string, object> { [thing] = given }), "open-more");
        return JsonDocument.Parse(answer).RootElement.Hex(thing);
    }

    private static JsonElement Load(string name)
    {
        using var document = JsonDocument.Parse(FileOf(name));
        return document.RootElement.Clone();
    }
}
