using System.Globalization;

namespace Intake.Core.Cases.Statements;

/// <summary>A row of the table: a statement, who signed it, and when the report came.</summary>
public sealed record StatementRow(ExportedStatement Statement, string? Signer, DateOnly ReceivedOn);

/// <summary>Statements as a <see cref="CsvFile"/>, one a row. Pure.</summary>
public static class StatementTable
{
    private static readonly string[] Head =
    [
        "reference", "referral", "unit", "version", "received", "signed", "signer", "state", "track", "bothPartiesHeard", "bothPartiesWhy",
        "examined", "how", "conclusion", "actions", "feedbackGiven", "learning", "freeText", "certificate", "signature", "exported", "note",
    ];

    /// <summary>The whole file.</summary>
    public static byte[] Write(IEnumerable<StatementRow> rows, DateOnly exportedOn) =>
        CsvFile.Of(rows.Select(row => Fields(row, exportedOn)).Prepend(Head));

    private static string?[] Fields(StatementRow row, DateOnly exportedOn)
    {
        var (s, c) = (row.Statement, row.Statement.Readable);
        return
        [
            c.Reference, s.ReferralId.ToString("D"), c.Unit, s.Version.ToString(CultureInfo.InvariantCulture),
            Date(row.ReceivedOn), Date(s.SignedOn),
            row.Signer, s.State, c.Track.ToString(), c.BothPartiesHeard ? "yes" : "no", c.BothPartiesWhy,
            c.Examined, c.How, c.Conclusion, c.Actions, c.FeedbackGiven, c.Learning, c.FreeText,
            Convert.ToHexStringLower(s.CertificateId), Convert.ToHexStringLower(s.Signature), Date(exportedOn),
            $"{ExportBody.StandingNote.Da} {ExportBody.StandingNote.En}",
        ];
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
