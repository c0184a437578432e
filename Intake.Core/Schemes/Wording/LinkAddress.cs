using System.Text.RegularExpressions;
using Intake.Core.Schemes.Reading;

namespace Intake.Core.Schemes.Wording;

/// <summary>Which addresses a scheme's wording may lead to.</summary>
internal static partial class LinkAddress
{
    private const int Longest = 500;

    /// <summary>https with a host and no user name; <c>tel:</c> and a number; <c>mailto:</c> and one address without more.</summary>
    public static bool IsAllowed(string address)
    {
        if (address.Length > Longest || !Plain().IsMatch(address))
            return false;
        if (address.StartsWith("tel:", StringComparison.Ordinal))
            return Number().IsMatch(address[4..]);
        if (address.StartsWith("mailto:", StringComparison.Ordinal))
            return FileText.MailFault(address[7..]) is null;
        return address.StartsWith("https://", StringComparison.Ordinal) && FileText.WebFault(address) is null;
    }

    // ASCII without spaces, quotes, angle and curly brackets, backslash: an address that is one and holds no placeholder.
    [GeneratedRegex("""\A[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A\+?[0-9]{3,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
