using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// Marks that leave nothing on a page: joiners, bidirectional marks, variation selectors, fillers, tags and the like. They come
/// along when a text is copied, and nobody who types it again can know of them. Pure.
/// </summary>
public static class InvisibleMark
{
    /// <summary>
    /// Whether it is one. Source: Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, the marks around
    /// annotations, and the empty Braille cell, which is a blank in every way but its category.
    /// </summary>
    public static bool Is(Rune rune) => rune.Value is
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFB)
        or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);
}
