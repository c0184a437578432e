using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>A mail address with nothing around it: no name, no comment, no second address, no line break.</summary>
internal static class PlainAddress
{
    private static readonly SearchValues<char> Surroundings = SearchValues.Create(" \t\r\n<>(),;\"");

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    public static bool TryRead(string text, [NotNullWhen(true)] out MailboxAddress? address)
    {
        address = null;
        return !text.AsSpan().ContainsAny(Surroundings) && MailboxAddress.TryParse(Strict, text, out address);
    }

    /// <summary>Whether the part before the @ is ASCII. A domain that is not has a form in ASCII; this part has none (RFC 6531).</summary>
    public static bool IsAscii(MailboxAddress address) => Ascii.IsValid(address.LocalPart);
}
