namespace Intake.Core;

/// <summary>
/// One sign for the end of a line: LF. Word processors and mail programs write others, which a page would show as nothing at
/// all, so that two words run together. Pure.
/// </summary>
public static class LineBreaks
{
    /// <summary>
    /// The text with LF for CR LF, CR, U+000B (a soft break in Word), U+000C, U+0085, U+2028 and U+2029. Source: UAX #14,
    /// classes BK, CR, LF and NL.
    /// </summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace('\v', '\n').ReplaceLineEndings("\n");
    }
}
