using System.Globalization;
using Intake.Core.Cases.Statements;
using Intake.Web.Site.Texts;
using SpreadCheetah;

namespace Intake.Web.Office.Accountability;

/// <summary>A report as a table for spreadsheets, with what must not leave the office hidden.</summary>
internal static class AccountabilityFiles
{
    /// <summary>One row a figure, then one a late case.</summary>
    public static byte[] Csv(AccountabilitySheet sheet, Text text) => CsvFile.Of(
    [
        Head(text, "Table", "Unit", "Figure", "Now", "Before", "Case", "Due"),
        .. from table in sheet.Tables
           from row in table.Rows
           from cell in table.Columns.Zip(row.Cells)
           select (string?[])[table.Title, row.Name, cell.First.Title, cell.Second.Now, cell.Second.Before, "", ""],
        .. sheet.Follow.Select(line => (string?[])
            [text["Accountability.Follow"], text["Accountability.Whole"],
                $"{text["Accountability.Follow.Without"]}, {line.Month} ({text["Accountability.Follow.Screened"]}: {line.Screened})",
                line.Unfollowed, "", "", ""]),
        .. sheet.Late.Select(late => (string?[])
            [text["Accountability.Late"], late.Move, late.What, Number(late.Days), "", late.Reference, Date(late.Due)]),
    ]);

    /// <summary>A worksheet for each table, and one for what is late. Every text is a text: nothing is run as a formula.</summary>
    public static async Task<byte[]> XlsxAsync(AccountabilitySheet sheet, Text text, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancel))
        {
            await book.StartWorksheetAsync(text["Accountability.Late"], token: cancel);
            await book.AddRowAsync([.. Head(text, "Case", "Figure", "Due", "Days", "Move").Select(word => new DataCell(word))], cancel);
            foreach (var late in sheet.Late)
            {
                await book.AddRowAsync([new(late.Reference), new(late.What), new(Date(late.Due)), new(late.Days), new(late.Move)], cancel);
            }

            foreach (var table in sheet.Tables)
            {
                await book.StartWorksheetAsync(Short(table.Title), token: cancel);
                await book.AddRowAsync([new(text["Accountability.File.Unit"]), .. table.Columns.SelectMany(column => (DataCell[])
                    [new(column.Title), new($"{column.Title} ({text["Accountability.File.Before"]})")])], cancel);
                foreach (var row in table.Rows)
                {
                    await book.AddRowAsync(
                        [new(row.Name), .. row.Cells.SelectMany(cell => (DataCell[])[Cell(cell.Now), Cell(cell.Before)])], cancel);
                }
            }

            if (sheet.Follow.Count > 0)
            {
                await book.StartWorksheetAsync(Short(text["Accountability.Follow"]), token: cancel);
                string[] words = ["Month", "Screened", "Without"];
                await book.AddRowAsync([.. words.Select(word => new DataCell(text[$"Accountability.Follow.{word}"]))], cancel);
                foreach (var line in sheet.Follow)
                    await book.AddRowAsync([new(line.Month), Cell(line.Screened), Cell(line.Unfollowed)], cancel);
            }

            await book.FinishAsync(cancel);
        }

        return file.ToArray();
    }

    private static DataCell Cell(string words) =>
        int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number) : new(words);

    /// <summary>A worksheet's name has at most 31 characters and none of these.</summary>
    private static string Short(string title) =>
        string.Concat(title.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal)).Take(31));

    private static string[] Head(Text text, params string[] words) => [.. words.Select(word => text[$"Accountability.File.{word}"])];

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
