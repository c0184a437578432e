using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>A root as its mail tells it.</summary>
/// <param name="Seal">Day, check value, the one before, signature.</param>
/// <param name="Key">The key that the mail names, 65 bytes.</param>
public sealed partial record MailedRoot(RootMailSeal Seal, byte[] Key)
{
    /// <summary>Every root in a text: one mail or many, quoted or not, with whatever stands around.</summary>
    public static IReadOnlyList<MailedRoot> ReadAll(string text) =>
        [.. Written().Matches(text).Select(match => Of([.. match.Groups.Values.Skip(1).Select(group => group.Value)]))
            .OfType<MailedRoot>()];

    /// <summary>What a mail says of a day's root: five lines.</summary>
    public static string Write(RootMailSeal seal, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return $"""
            {seal.Day:yyyy-MM-dd}={Convert.ToHexStringLower(seal.Value)}
            before={Convert.ToHexStringLower(seal.Before)}
            signature={Convert.ToHexStringLower(seal.Signature)}

            {Convert.ToHexStringLower(key)}
            """;
    }

    private static MailedRoot? Of(string[] parts) =>
        DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(new(day, Convert.FromHexString(parts[1]), Convert.FromHexString(parts[2]), Convert.FromHexString(parts[3])),
                Convert.FromHexString(parts[4]))
            : null;

    [GeneratedRegex(
        @"([0-9]{4}-[0-9]{2}-[0-9]{2})=([0-9a-f]{64})[\s>]+before=([0-9a-f]{64})[\s>]+signature=([0-9a-f]{128})[\s>]+([0-9a-f]{130})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
