using System.Diagnostics.CodeAnalysis;
using System.Text;
using Intake.Core.Sealing;

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
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && !InvisibleMark.Is(rune)) return false;
        }

        return true;
    }
}
