using System.Globalization;
using System.Text.RegularExpressions;

namespace Intake.Core.Schemes.Reading;

/// <summary>Checks on single texts of a scheme file. Each returns what is wrong, or <see langword="null"/>.</summary>
internal static partial class FileText
{
    /// <summary>Longest title, name or contact, in characters.</summary>
    public const int Title = 160;

    /// <summary>Longest running text, in characters; these may hold line breaks.</summary>
    public const int Prose = 4000;

    public static string? Fault(string value, int max)
    {
        if (BlankText.Is(value))
            return "the text is empty";
        if (value.Length > max)
            return string.Create(CultureInfo.InvariantCulture, $"the text is longer than {max} characters");
        var oneLine = max <= Title;
        if (value.Any(c => char.IsControl(c) && (c != '\n' || oneLine)))
            return "the text holds a control character";
        return value != value.Trim() ? "the text begins or ends with white space" : null;
    }

    public static string? SlugFault(string value) => Slug.IsValid(value)
        ? null
        : $"{FileFaults.Quote(value)} is no slug: a to z, digits and single hyphens, 2 to {Slug.MaxLength} characters, a letter first";

    public static string? SchemeNameFault(string value) => SlugFault(value)
        ?? (Slug.IsReserved(value) ? $"{FileFaults.Quote(value)} is a reserved word: addresses use it" : null);

    public static string? MailFault(string value) => value.Length <= Title && Mail().IsMatch(value)
        ? null
        : $"{FileFaults.Quote(value)} is no mail address";

    public static string? StaffFault(string value) => MailFault(value)
        ?? (value.Any(char.IsUpper) ? "a staff e-mail is written in small letters" : null);

    public static string? PhoneFault(string value) => Phone().IsMatch(value)
        ? null
        : $"{FileFaults.Quote(value)} is no telephone number";

    public static string? WebFault(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
            ? null
            : $"{FileFaults.Quote(value)} is no https address";

    public static string? TextKeyFault(string value) => value.Length <= Title && TextKey().IsMatch(value)
        ? null
        : "is no text key: letters, digits, dots and hyphens";

    public static Guid Id(FileObject from)
    {
        var text = from.Text("id", value =>
            Guid.TryParseExact(value, "D", out var id) && id is { Version: 4, Variant: >= 8 and <= 11 }
                ? null
                : $"{FileFaults.Quote(value)} is no version-4 UUID");
        return Guid.TryParseExact(text, "D", out var found) ? found : Guid.Empty;
    }

    public static T Word<T>(string value, string path, FileFaults faults)
        where T : struct, Enum
    {
        foreach (var member in Enum.GetValues<T>())
        {
            if (WordOf(member) == value)
                return member;
        }

        var words = string.Join(", ", Enum.GetValues<T>().Select(WordOf));
        faults.Add(path, $"{FileFaults.Quote(value)} is none of {words}");
        return default;
    }

    public static string WordOf<T>(T member)
        where T : struct, Enum
    {
        var name = member.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._%+\-]+@[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?)+\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\A\+?[0-9]( ?[0-9]){2,17}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*([.\-][A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TextKey();
}
