using System.Buffers.Text;

namespace Intake.Web.Office.Door;

/// <summary>The half of a staff session that the browser keeps: 32 bytes, until the browser closes or the session ends.</summary>
public static class OfficeCookie
{
    /// <summary>
    /// The prefix makes the browser refuse it without Secure, with a domain, or below another path (RFC 6265bis
    /// §4.1.3.2).
    /// </summary>
    public const string Name = "__Host-office";

    private const int Size = 32;

    private static readonly CookieOptions Flags = new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };

    /// <summary>The 32 bytes; null when there is no such cookie or it is not one of ours.</summary>
    public static byte[]? Read(HttpRequest request)
    {
        var bytes = new byte[Size];
        return request.Cookies[Name] is { Length: 43 } text
            && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == Size ? bytes : null;
    }

    public static void Set(HttpResponse response, byte[] cookie) => response.Cookies.Append(Name, Base64Url.EncodeToString(cookie), Flags);

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Flags);
}
