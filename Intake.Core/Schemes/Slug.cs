using System.Text.RegularExpressions;

namespace Intake.Core.Schemes;

/// <summary>
/// Names used in addresses and files: 2 to 60 characters, small letters a to z, digits and single hyphens, a letter first.
/// </summary>
public static partial class Slug
{
    /// <summary>Longest slug, in characters.</summary>
    public const int MaxLength = 60;

    private static readonly HashSet<string> ReservedWords = new(StringComparer.Ordinal)
    {
        "about", "accessibility", "account", "admin", "api", "assets", "auth", "check", "contact", "css", "da", "de", "dist",
        "en", "error", "errors", "favicon", "figures", "files", "fonts", "health", "help", "icons", "images", "img", "inbox",
        "index", "js", "keys", "lang", "language", "leave", "live", "login", "logout", "mailbox", "new", "office", "privacy",
        "public", "ready", "receipt", "report", "reports", "robots", "scheme", "schemes", "search", "security", "settings",
        "sign-in", "sign-out", "sitemap", "staff", "start", "static", "status", "sv", "test", "version", "well-known", "wwwroot",
    };

    /// <summary>Whether the text is a slug.</summary>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= 2 and <= MaxLength && Pattern().IsMatch(text);
    }

    /// <summary>Whether the slug is a word that addresses use otherwise, so that no scheme may be called it.</summary>
    public static bool IsReserved(string slug) => ReservedWords.Contains(slug);

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
