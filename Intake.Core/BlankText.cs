using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Intake.Core;

/// <summary>
/// When a text shows nothing, however many characters it has: the one rule for every field that must be filled in. Pure.
/// </summary>
public static class BlankText
{
    /// <summary>Whether nothing of the text would be seen on a page: null, empty, or white space and invisible marks alone.</summary>
    public static bool Is([NotNullWhen(false)] string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !IsInvisible(rune)) return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a mark leaves nothing on a page: joiners, bidirectional marks, variation selectors, fillers, tags and the like.
    /// Source: Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, the marks around annotations, and the empty
    /// Braille cell, which is a blank in every way but its category.
    /// </summary>
    public static bool IsInvisible(Rune rune) => rune.Value is
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFB)
        or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);
}
