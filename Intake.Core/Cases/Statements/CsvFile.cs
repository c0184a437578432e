using System.Text;

namespace Intake.Core.Cases.Statements;

/// <summary>
/// CSV as Danish spreadsheet programs open it by a double click: a byte-order mark, since they guess the encoding wrong
/// without one; semicolons, since the comma is the decimal sign; every field quoted, and none run as a formula
/// (<see cref="CsvField"/>); lines ended by CRLF. Pure.
/// </summary>
public static class CsvFile
{
    /// <summary>A file of these rows, the head among them.</summary>
    public static byte[] Of(IEnumerable<IEnumerable<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Concat(rows.Select(Line)))];
    }

    /// <summary>One row with its line end, for a file that is written as it is made.</summary>
    public static string Line(IEnumerable<string?> fields) => string.Join(';', fields.Select(CsvField.Of)) + "\r\n";
}
