namespace Intake.Core.Cases.Statements;

/// <summary>
/// One field of a CSV file: quoted as RFC 4180 asks, and with an apostrophe in front where a spreadsheet would run it as a
/// formula (OWASP, CSV injection). Pure.
/// </summary>
public static class CsvField
{
    private const string Starts = "=+-@＝＋－＠";

    /// <summary>The field with its quotes; empty quotes for null.</summary>
    public static string Of(string? text) => '"' + Harmless(text ?? "").Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>Spreadsheets skip blanks before a formula, so the first character that shows decides.</summary>
    private static string Harmless(string text)
    {
        var shown = text.AsSpan().TrimStart();
        return (shown.Length > 0 && Starts.Contains(shown[0], StringComparison.Ordinal)) || text is ['\t' or '\r' or '\n', ..]
            ? '\'' + text : text;
    }
}
