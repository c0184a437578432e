namespace Intake.Core.Cases.Referrals;

/// <summary>
/// A text in which passages were struck out: the original with a mark in the place of each, and nothing else. Pure. What is struck out
/// is not in the copy, so nobody has to hide it.
/// </summary>
public static class StruckText
{
    /// <summary>What stands where something was struck out.</summary>
    public const string Mark = "[…]";

    /// <summary>The same as it is easily typed.</summary>
    public const string TypedMark = "[...]";

    /// <summary>A copy as it was typed: one mark for several that follow each other, and one where nothing was left.</summary>
    public static string Read(string? typed)
    {
        if (BlankText.Is(typed)) return Mark;
        var text = Plain(typed);
        while (text.Contains(Mark + Mark, StringComparison.Ordinal)) text = text.Replace(Mark + Mark, Mark, StringComparison.Ordinal);
        return text;
    }

    /// <summary>
    /// Whether the copy is the original with passages replaced by the mark and nothing else. Blanks beside a mark don't matter.
    /// </summary>
    public static bool IsCopyOf(string original, string copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        if (copy.Length > (original.Length + 1) * (Mark.Length + 1)) return false;
        var whole = Plain(original);
        var pieces = Plain(copy).Split(Mark).Select(piece => piece.Trim()).ToList();
        if (pieces is [var only]) return only == whole;
        var (first, last) = (pieces[0], pieces[^1]);
        if (whole.Length < first.Length + last.Length || !whole.StartsWith(first, StringComparison.Ordinal)
            || !whole.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var (at, end) = (first.Length, whole.Length - last.Length);
        foreach (var piece in pieces.Skip(1).SkipLast(1).Where(piece => piece.Length > 0))
        {
            var found = whole.IndexOf(piece, at, end - at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.Length;
        }

        return true;
    }

    /// <summary>Whether the copy says all that the original does.</summary>
    public static bool IsWhole(string original, string copy) => Plain(original) == Plain(copy);

    private static string Plain(string text) => LineBreaks.Plain(text).Replace(TypedMark, Mark, StringComparison.Ordinal).Trim();
}
