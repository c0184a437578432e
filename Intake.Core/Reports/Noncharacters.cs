using System.Text;

namespace Intake.Core.Reports;

/// <summary>
/// Code points that Unicode keeps for no character at all (U+FDD0 to U+FDEF, and the last two of each plane: The Unicode
/// Standard, section 23.7). No keyboard makes them, and normalising a text that holds one throws.
/// </summary>
public static class Noncharacters
{
    /// <summary>Whether the text holds one.</summary>
    public static bool AreIn(string text) => text.EnumerateRunes().Any(Is);

    /// <summary>The text without them; lone halves of a pair become U+FFFD.</summary>
    public static string Without(string text) => string.Concat(text.EnumerateRunes().Where(rune => !Is(rune)));

    private static bool Is(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
