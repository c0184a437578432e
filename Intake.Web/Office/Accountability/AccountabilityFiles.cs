using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Core.Cases.Statements;
using Intake.Web.Site.Texts;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Intake.Web.Office.Accountability;

/// <summary>A report as a table for spreadsheets, with what must not leave the office hidden.</summary>
internal static class AccountabilityFiles
{
    private const double Narrow = 14, Wide = 34;

    /// <summary>One row a figure, then one a late case; each says of which scheme and days it is.</summary>
    public static byte[] Csv(AccountabilitySheet sheet, AccountabilityDocument document, string scheme, Text text) => CsvFile.Of(
    [
        [.. Head(text, "Table", "Unit", "Figure", "Now", "Before", "Case", "Due", "Days", "Move", "Scheme", "From", "To")],
        .. Lines(sheet, text).Select(line => (IEnumerable<string?>)[.. line, scheme, Date(document.From), Date(document.To)]),
    ]);

    /// <summary>
    /// A worksheet that says what the file is, one for what is late, and one for each table. Every text is a text: nothing is run as a
    /// formula.
    /// </summary>
    public static async Task<byte[]> XlsxAsync(
        AccountabilitySheet sheet, AccountabilityDocument document, string scheme, Text text, CancellationToken cancel)
    {
        using var file = new MemoryStream();
        var options = new SpreadCheetahOptions { DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd") };
        await using (var book = await Spreadsheet.CreateNewAsync(file, options, cancel))
        {
            await StartAsync(book, text["Accountability.Sheet.About"], columns: 1, frozen: false, cancel);
            await book.AddRowAsync([new(text["Accountability.File.Scheme"]), new(scheme)], cancel);
            await book.AddRowAsync([new(text["Accountability.File.From"]), Day(document.From)], cancel);
            await book.AddRowAsync([new(text["Accountability.File.To"]), Day(document.To)], cancel);
            await book.AddRowAsync([new(text["Accountability.List.Made"]), Day(document.MadeOn)], cancel);
            await book.AddRowAsync([new(text["Accountability.File.Before"]), Day(document.BeforeFrom), Day(document.BeforeTo)], cancel);
            await book.AddRowAsync([new("*"), new(text["Accountability.Print.Hidden"])], cancel);
            if (sheet.SilentUnits > 0)
                await book.AddRowAsync([new(""), new(text["Accountability.Silent", sheet.SilentUnits])], cancel);

            await StartAsync(book, text["Accountability.Late"], columns: 4, frozen: true, cancel);
            await book.AddRowAsync([.. Head(text, "Case", "Figure", "Due", "Days", "Move").Select(word => new DataCell(word))], cancel);
            foreach (var late in sheet.Late)
                await book.AddRowAsync([new(late.Reference), new(late.What), Day(late.Due), new(late.Days), new(late.Move)], cancel);

            foreach (var table in sheet.Tables) await AddAsync(book, table, text, cancel);

            if (sheet.Follow.Count > 0)
            {
                await StartAsync(book, text["Accountability.Sheet.Follow"], columns: 2, frozen: true, cancel);
                string[] words = ["Month", "Screened", "Without"];
                await book.AddRowAsync([.. words.Select(word => new DataCell(text[$"Accountability.Follow.{word}"]))], cancel);
                foreach (var line in sheet.Follow)
                    await book.AddRowAsync([new(line.Month), Cell(line.Screened), Cell(line.Unfollowed)], cancel);
            }

            await book.FinishAsync(cancel);
        }

        return file.ToArray();
    }

    private static IEnumerable<string?[]> Lines(AccountabilitySheet sheet, Text text) =>
    [
        .. from table in sheet.Tables
           from row in table.Rows
           from cell in Cells(table, row, text)
           select (string?[])[table.Title, row.Name, cell.Title, cell.Now, cell.Before, "", "", "", ""],
        .. sheet.Follow.Select(line => (string?[])
            [text["Accountability.Follow"], text["Accountability.Whole"],
                $"{text["Accountability.Follow.Without"]}, {line.Month} ({text["Accountability.Follow.Screened"]}: {line.Screened})",
                line.Unfollowed, "", "", "", "", ""]),
        .. sheet.Late.Select(late => (string?[])
            [text["Accountability.Late"], "", late.What, "", "", late.Reference, Date(late.Due), Number(late.Days), late.Move]),
    ];

    private static async Task AddAsync(Spreadsheet book, SheetTable table, Text text, CancellationToken cancel)
    {
        var name = table.Group is FigureGroup.Bands or FigureGroup.Other ? text[$"Accountability.Sheet.{table.Group}"] : table.Title;
        var cells = table.Rows.Select(row => Cells(table, row, text).ToList()).ToList();
        await StartAsync(book, name, columns: cells[0].Count * 2, frozen: true, cancel);
        await book.AddRowAsync([new(text["Accountability.File.Unit"]), .. cells[0].SelectMany(cell => (DataCell[])
            [new(cell.Title), new($"{cell.Title} ({text["Accountability.File.Before"]})")])], cancel);
        foreach (var (row, of) in table.Rows.Zip(cells))
            await book.AddRowAsync([new(row.Name), .. of.SelectMany(cell => (DataCell[])[Cell(cell.Now), Cell(cell.Before)])], cancel);
    }

    /// <summary>A row's figures; median and nine of ten, which the page shows in one cell, apart.</summary>
    private static IEnumerable<(string Title, string Now, string Before)> Cells(SheetTable table, SheetRow row, Text text)
    {
        foreach (var (column, cell) in table.Columns.Zip(row.Cells))
        {
            if (table.Group != FigureGroup.Days)
            {
                yield return (column.Title, cell.Now, cell.Before);
                continue;
            }

            var (now, before) = (cell.Now.Split(" / "), cell.Before.Split(" / "));
            yield return ($"{column.Title}, {text["Accountability.File.Median"]}", now[0], before[0]);
            yield return ($"{column.Title}, {text["Accountability.File.Ninetieth"]}", now[^1], before[^1]);
        }
    }

    /// <summary>A worksheet with a wide first column and a heading that stays in sight.</summary>
    private static async Task StartAsync(Spreadsheet book, string name, int columns, bool frozen, CancellationToken cancel)
    {
        var options = new WorksheetOptions { FrozenRows = frozen ? 1 : null, FrozenColumns = frozen ? 1 : null };
        options.Column(1).Width = Wide;
        for (var column = 2; column <= columns + 1; column++) options.Column(column).Width = Narrow;
        await book.StartWorksheetAsync(Short(name), options, cancel);
    }

    private static DataCell Cell(string words) =>
        int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number) : new(words);

    private static DataCell Day(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>A worksheet's name has at most 31 characters and none of these.</summary>
    private static string Short(string title) =>
        string.Concat(title.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal)).Take(31));

    private static string[] Head(Text text, params string[] words) => [.. words.Select(word => text[$"Accountability.File.{word}"])];

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
