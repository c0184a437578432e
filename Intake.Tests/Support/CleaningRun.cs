using Intake.Core.Cleaning;

namespace Intake.Tests.Support;

/// <summary>A file as the cleaner gave it back, or why not.</summary>
internal sealed record CleanedFile(
    NotCleaned? Why, string? Detail, string Ending, byte[] Bytes, IReadOnlyList<HiddenData> Removed, IReadOnlyList<string> Names);

/// <summary>Cleans one file in the product's own sandbox.</summary>
internal static class CleaningRun
{
    private const long Limit = 200L << 20;

    /// <summary>Time enough for a machine that others keep busy.</summary>
    private static readonly CleanerSettings Patient = new()
    {
        QuickLimit = TimeSpan.FromMinutes(2), Limit = TimeSpan.FromMinutes(2), PostLimit = TimeSpan.FromMinutes(3),
    };

    /// <summary>The cleaned file.</summary>
    public static Task<CleanedFile> RunAsync(byte[] file, params string[] strike) => RunAsync(Patient, file, strike);

    /// <summary>The same, with other limits.</summary>
    public static async Task<CleanedFile> RunAsync(CleanerSettings settings, byte[] file, params string[] strike)
    {
        using var cleaner = new FileCleaner(settings);
        var cleaned = new CleanedFile(null, null, "", [], [], []);
        var refusal = await cleaner.CleanAsync(
            new CleaningOrder(file.Length, Limit, strike), async (to, cancel) => await to.WriteAsync(file, cancel), TakeAsync, default);
        return cleaned with { Why = refusal?.Why, Detail = refusal?.Part };

        async Task TakeAsync(Cleaned about, Stream content, CancellationToken cancel)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancel);
            cleaned = new CleanedFile(null, null, about.Ending, bytes.ToArray(), about.Removed, about.Names);
        }
    }

    /// <summary>A small file of <c>Core/Cleaning/Cases</c>: inputs that were once handled wrongly.</summary>
    public static byte[] Case(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", name));
}
