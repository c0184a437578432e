using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Intake.Core.Cleaning;

/// <summary>
/// What the program in the sandbox says, in one line of JSON. It has read a stranger's file, so nothing in it is believed.
/// </summary>
internal sealed record CleaningAnswer(CleaningRefusal? Refusal, Cleaned? Cleaned, byte[] Sha256)
{
    private const int MostNames = 100;
    private const int LongestName = 200;

    /// <summary>What a cleaned file may be: a download of another kind could run.</summary>
    private static readonly string[] Endings =
    [
        "jpg", "png", "gif", "tiff", "webp", "heic", "pdf", "txt", "zip", "docx", "dotx", "xlsx", "xltx", "pptx", "potx", "ppsx",
        "odt", "ott", "ods", "ots", "odp", "otp", "odg", "otg", "mp3", "flac", "ogg", "opus", "wav", "mp4", "mov", "m4a", "avi", "wmv",
        "wma",
    ];

    /// <summary>Reads the line; null when it is no answer.</summary>
    public static CleaningAnswer? Of(string line, long limit)
    {
        try
        {
            var said = JsonSerializer.Deserialize<Said>(line, JsonSerializerOptions.Web);
            if (said?.Answer != "Cleaned")
            {
                return NameOf<NotCleaned>(said?.Answer) is { } why
                    ? new CleaningAnswer(new CleaningRefusal(why, said?.Detail is { } part ? FileNames.CleanPath(part) : null), null, [])
                    : null;
            }

            if (said.Length < 1 || said.Length > limit || said.Ending is not { } ending || !Endings.Contains(ending))
            {
                return new CleaningAnswer(new CleaningRefusal(NotCleaned.Failed), null, []);
            }

            var removed = (said.Removed ?? []).Select(KindOf).Distinct().Order().ToList();
            var names = (said.Names ?? []).Where(IsShown).Distinct().Take(MostNames).ToList();
            return new CleaningAnswer(null, new Cleaned(ending, said.Length, removed, names), Convert.FromHexString(said.Sha256 ?? ""));
        }
        catch (Exception strange) when (strange is JsonException or FormatException)
        {
            return null;
        }
    }

    private static HiddenData KindOf(string name) =>
        NameOf<HiddenData>(name) ?? HiddenData.Other;

    /// <summary>Names alone: parsing takes numbers too.</summary>
    private static TKind? NameOf<TKind>(string? name) where TKind : struct, Enum =>
        Enum.GetNames<TKind>().Contains(name) ? Enum.Parse<TKind>(name!) : null;

    private static bool IsShown(string name) => name is { Length: > 0 and <= LongestName } && name.EnumerateRunes().All(
        letter => letter.Value != 0xFFFD && Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format));

    private sealed record Said(
        string? Answer, string? Detail, string? Ending, long Length, string? Sha256, IReadOnlyList<string>? Removed,
        IReadOnlyList<string>? Names);
}
