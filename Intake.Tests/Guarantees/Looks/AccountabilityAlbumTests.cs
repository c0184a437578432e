using System.Globalization;
using System.Security.Cryptography;
using Intake.Core.Accountability.Figures;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Looks;

/// <summary>
/// Pictures of accountability reports of 1, 12 and 40 units with made-up figures, and their PDF files, for people to look at. Only
/// deploy/album takes them; an ordinary run has none of these tests.
/// </summary>
public sealed class AccountabilityAlbumTests
{
    private static readonly DateOnly From = new(2026, 2, 1), To = new(2026, 2, 28);

    private static IEnumerable<int> Asked =>
        Environment.GetEnvironmentVariable("INTAKE_ALBUM") is "all" or "accountability" ? [1, 12, 40] : [];

    [TestCaseSource(nameof(Asked))]
    public async Task A_report_of_so_many_units_is_pictured(int units)
    {
        await using var office = await OfficeHost.StartAsync();
        var founded = office.Founded;
        using var secret = FileSecret.Read(founded.FileSecretPath);
        var document = Made(founded.Scheme.Id, units).Write();
        var id = Guid.NewGuid();
        var report = new AccountabilityReport
        {
            Id = id, SchemeId = founded.Scheme.Id, FromOn = From, ToOn = To, MadeOn = To.AddDays(1), Scheduled = true,
            Document = AccountabilitySeal.Close(secret, id, document),
            Signature = AccountabilitySeal.Of(founded.Scheme.Id, From, To, To.AddDays(1), document).Sign(secret),
        };
        await using (var db = founded.Databases.AsWeb())
        {
            db.AccountabilityReports.Add(report);
            await db.SaveChangesAsync();
        }

        var folder = Repository.PathOf(".local", "album", "accountability");
        Directory.CreateDirectory(folder);
        foreach (var language in new[] { "da", "en" })
        {
            var address = $"/{language}/office/accountability/{report.Id}";
            foreach (var width in new[] { 1280, 390 })
            {
                await using var context = await office.BrowserOfAsync(founded["administrator 1"], width);
                var page = await context.NewPageAsync();
                await page.GotoAsync(new Uri(office.Web.Address, address).ToString());
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{units}-{language}-{width}.png"), FullPage = true });
            }

            using var pdf = await office.GetAsync(address + "/pdf", await office.CookieOfAsync(founded["administrator 1"]));
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{units}-{language}.pdf"), await pdf.Content.ReadAsByteArrayAsync());
        }
    }

    /// <summary>Hospitals with departments; every third unit is quiet.</summary>
    private static AccountabilityDocument Made(Guid scheme, int count)
    {
        List<ReportedUnit> units = [];
        for (var i = 0; i < count; i++)
        {
            var parent = i % 4 == 0 ? null : units[i - i % 4];
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            units.Add(parent is null
                ? new(Guid.NewGuid(), null, $"Hospitalet ved Fjorden {number}", $"Hospital by the Fjord {number}")
                : new(Guid.NewGuid(), parent.Id, $"Afdeling for Ældremedicin og Genoptræning {number}", $"Department {number}"));
        }

        List<Fact> facts = [], before = [];
        for (var i = 0; i < 8 + 6 * count; i++)
        {
            var unit = units[RandomNumberGenerator.GetInt32(count)];
            var (report, on) = (Guid.NewGuid(), From.AddDays(RandomNumberGenerator.GetInt32(28)));
            Guid[] at = i % 7 == 0 || units.IndexOf(unit) % 3 == 2 ? [] : [unit.Id];
            foreach (var list in new[] { facts, RandomNumberGenerator.GetInt32(2) == 0 ? before : [] })
            {
                list.Add(new(report, Figure.Received, on, at));
                list.Add(new(report, Figure.Open, on, at));
                list.Add(new(report, Any(Figure.AwaitsOpening, Figure.AwaitsClosing), on, at));
                list.Add(new(report, Any(Figure.StatementDue, Figure.Oriented), on, at));
                list.Add(new(report, Any(Figure.DaysToOpening, Figure.DaysToClosing), on, at)
                {
                    Days = RandomNumberGenerator.GetInt32(40),
                });
                if (RandomNumberGenerator.GetInt32(4) > 0) continue;
                var clock = (DeadlineKind)RandomNumberGenerator.GetInt32(1, 6);
                var days = RandomNumberGenerator.GetInt32(1, 120);
                list.Add(new(report, Figure.Overdue, To.AddDays(-days), at)
                {
                    Days = days, Clock = clock, Moves = clock <= DeadlineKind.Screening ? [] : at,
                });
            }
        }

        var earlier = new FigureTable(
            new(AccountabilityDocument.FormatName, scheme, From, To, To, From, To, units, before, []));
        return new(AccountabilityDocument.FormatName, scheme, From, To, To.AddDays(1), new(2026, 1, 1), new(2026, 1, 31), units, facts,
        [
            .. from row in earlier.Rows from column in FigureColumn.All
               let value = earlier.Value(row, column)
               where column.HasBefore && value.Count > 0
               select new EarlierFigure(row.Unit?.Id, column.Key, value),
        ]);
    }

    private static Figure Any(Figure first, Figure last) => (Figure)RandomNumberGenerator.GetInt32((int)first, (int)last + 1);
}
