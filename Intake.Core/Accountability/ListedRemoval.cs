using System.Globalization;
using Intake.Core.Sealing;

namespace Intake.Core.Accountability;

/// <summary>
/// A line of the list that <c>deploy/backup</c> keeps beside the vault's dump: the removal of a report as it is signed, so that somebody
/// who may write rows can have nothing destroyed by it. The lists of earlier releases hold ids alone.
/// </summary>
/// <param name="ReportId">The report.</param>
/// <param name="Seal">What is signed; null where the line has no more than the id that can be read.</param>
public sealed record ListedRemoval(Guid ReportId, RemovalSeal? Seal)
{
    private const int Fields = 9;

    /// <summary>
    /// Reads a line, nine fields with <c>|</c> between: the report's id, number, day, reason, until or nothing, count of entries; tree,
    /// previous and signature in hexadecimal digits. Null where it does not begin with an id.
    /// </summary>
    public static ListedRemoval? Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = line.Split('|');
        return Guid.TryParseExact(fields[0], "D", out var id) ? new(id, SealOf(id, fields)) : null;
    }

    /// <summary>Whether the installation with this key (65 bytes) signed it.</summary>
    public bool IsSigned(ReadOnlySpan<byte> publicKey) => Seal?.IsSigned(publicKey) == true;

    private static RemovalSeal? SealOf(Guid id, string[] fields)
    {
        try
        {
            return fields.Length != Fields ? null : new(Number(fields[1]), Day(fields[2]), id, (RemovalReason)Number(fields[3]),
                fields[4].Length == 0 ? null : Day(fields[4]), Number(fields[5]),
                Convert.FromHexString(fields[6]), Convert.FromHexString(fields[7]), Convert.FromHexString(fields[8]));
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
