using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Core.Storage;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Intake.Tests.Worker.Year;

/// <summary>How large a simulated time is.</summary>
/// <param name="Seed">Of the die.</param>
/// <param name="Reports">How many come.</param>
/// <param name="Days">How many days.</param>
/// <param name="Schemes">1 to 5.</param>
/// <param name="UnitsOfEach">Units that have handlers, in each scheme.</param>
internal sealed record YearSize(int Seed, int Reports, int Days, int Schemes, int UnitsOfEach);

/// <summary>
/// Days of a stopped clock, moved on from job to job in the order of the worker's schedule, with the worker's real jobs on a real
/// PostgreSQL. People act at ten o'clock. Now and then the worker is off for days, and for some days a scheme's file does not read. After
/// each day the worker's rows have to be those of the models, which see only the script's record.
/// </summary>
internal sealed class SimulatedYear : IAsyncDisposable
{
    public static readonly DateOnly First = new(2026, 1, 1);

    private readonly WorkerBench bench;
    private readonly YearSize size;
    private readonly IReadOnlyList<LivedScheme> schemes;
    private readonly YearWriter writer;
    private readonly YearLife life;
    private readonly IHost host;
    private readonly YearComparison compared;
    private DateOnly? firstRoot;
    private readonly Dictionary<Guid, DateOnly> lastReport = [];

    private SimulatedYear(WorkerBench bench, YearSize size, IReadOnlyList<LivedScheme> schemes)
    {
        (this.bench, this.size, this.schemes) = (bench, size, schemes);
        writer = new(bench, bench.Service<AuditTrail>(), bench.Service<HolderPseudonyms>());
        life = new(size.Seed, size.Reports, size.Days, schemes, writer);
        Mails = new(bench.Service<NoticeBook>(), schemes);
        host = bench.BuildHost();
        compared = new(bench, schemes);
    }

    public MailModel Mails { get; }
    public IReadOnlyDictionary<string, int> Tally => life.Tally;

    /// <summary>What is not as the models have it; empty when all is.</summary>
    public IReadOnlyList<string> Differences => compared.Differences;

    public IReadOnlyDictionary<string, long> Compared => compared.Count;

    public static async Task<SimulatedYear> CreateAsync(YearSize size, WorkerBench bench) =>
        new(bench, size, await YearSchemes.AddAsync(bench, size.Schemes, size.UnitsOfEach));

    /// <summary>The instant before the year: for making the bench.</summary>
    public static DateTimeOffset Start => OfficeDays.At(First, 0, 0);

    public async Task RunAsync(Action<DateOnly>? day = null)
    {
        for (var number = 0; number < size.Days && Differences.Count == 0; number++)
        {
            var today = First.AddDays(number);
            await BreakAsync(today);
            var isOff = IsOff(today);
            if (!isOff) await NightAsync(today);
            At(today, 10, 0);
            writer.Begin(today);
            var touched = await life.LiveAsync(number);
            await writer.DisposeAsync();
            await compared.ClocksAsync(touched);
            if (!isOff) await NoonAsync(today);
            day?.Invoke(today);
        }

        if (Differences.Count == 0) await compared.AllAsync(life.Cases, Mails);
    }

    private async Task NightAsync(DateOnly today)
    {
        At(today, 0, 40);
        await RunAsync<SealDailyRoot>(true);
        firstRoot ??= today.AddDays(-1);
        Mails.TellRoots(firstRoot.Value, today, bench.Time.GetUtcNow());
        At(today, 2, 0);
        await RunAsync<DestroyReports>(true);
        foreach (var one in life.Cases.Where(one => one.KeptUntil <= today.AddDays(30))) one.AnnouncedOn ??= today;
        Mails.TellDeletions(life.Cases, today, bench.Time.GetUtcNow());
        Destroy(today);
        At(today, 5, 30);
        await RunAsync<MakeAccountabilityReports>(true);
        foreach (var scheme in schemes.Where(scheme => !scheme.IsBroken)) await AccountAsync(scheme, today);
        At(today, 6, 15);
        await RunAsync<SweepExpired>(false);
        Mails.Forget(today);
        await SweepAsync(today, 7, 5);
        At(today, 7, 31);
        await RunAsync<SendMails>(false);
    }

    private async Task NoonAsync(DateOnly today)
    {
        await SweepAsync(today, 12, 35);
        At(today, 13, 1);
        await RunAsync<SendMails>(false);
        await compared.CausesAsync(Mails, today);
    }

    private async Task SweepAsync(DateOnly today, int hour, int minute)
    {
        At(today, hour, minute);
        await RunAsync<SweepDeadlines>(true);
        Mails.SweepDeadlines(life.Cases, today, bench.Time.GetUtcNow());
        At(today, hour, minute + 8);
        await RunAsync<SweepNotices>(true);
        Mails.SweepNotices(life.Cases, today, bench.Time.GetUtcNow());
    }

    /// <summary>Runs a job in a scope of its own, as the worker does. While a scheme is broken, some have to fail at their end.</summary>
    private async Task RunAsync<TJob>(bool failsForABrokenScheme)
        where TJob : IRecurringJob
    {
        await using var scope = host.Services.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(default);
            if (failsForABrokenScheme && schemes.Any(scheme => scheme.IsBroken))
                compared.Differ($"{typeof(TJob).Name} hid that a scheme failed");
        }
        catch (AggregateException) when (failsForABrokenScheme && schemes.Any(scheme => scheme.IsBroken))
        {
            compared.Add("runs that failed for one scheme", 1);
        }
    }

    private void Administrators(LivedScheme scheme, string topic, DateOnly today)
    {
        var hour = MailModel.NextHour(today, bench.Time.GetUtcNow());
        foreach (var person in scheme.Active.Where(person => person.Administers))
        {
            Mails.Owe(person.Id, topic, hour,
                person.IsAway(today) ? OfficeDays.At(person.AwayUntil!.Value.AddDays(1), 7, 30) : default(DateTimeOffset?));
        }
    }

    /// <summary>In every other month no worker runs from a Tuesday to the Thursday; never at the end of a period.</summary>
    private static bool IsOff(DateOnly day) => day.Month % 2 == 0 && day.DayOfWeek is >= DayOfWeek.Tuesday and <= DayOfWeek.Thursday
        && day.AddDays(DayOfWeek.Tuesday - day.DayOfWeek).Day is >= 16 and < 23;

    /// <summary>For five days of the other months the file of the third scheme, or the last, does not read.</summary>
    private async Task BreakAsync(DateOnly today)
    {
        var scheme = schemes[Math.Min(2, schemes.Count - 1)];
        if (today.Month % 2 == 0 || today.Day is not (10 or 15)) return;
        scheme.IsBroken = today.Day == 10;
        var id = scheme.Scheme.Id;
        await using var db = bench.AsOwner();
        var row = await db.Schemes.AsNoTracking().SingleAsync(one => one.Id == id);
        var (document, hash) = scheme.IsBroken ? (new byte[1], SampleRows.Bytes(32)) : sound;
        if (scheme.IsBroken) sound = (row.Document, row.DocumentHash);
        await db.Schemes.Where(one => one.Id == id).ExecuteUpdateAsync(one => one
            .SetProperty(to => to.Document, document).SetProperty(to => to.DocumentHash, hash));
    }

    private (byte[] Document, byte[] Hash) sound;

    /// <summary>Announced a month before its last day, and destroyed when the day is over; what was taken back goes at once.</summary>
    private void Destroy(DateOnly today)
    {
        var gone = life.Cases.RemoveAll(one => one.State == ReportState.Withdrawn || (one.KeptUntil < today
            && (one.AnnouncedOn <= today.AddDays(-30) || one.AnnouncedOn <= one.ClosedOn!.Value.AddDays(1))));
        life.Tally["destroyed"] = life.Tally.GetValueOrDefault("destroyed") + gone;
    }

    private async Task AccountAsync(LivedScheme scheme, DateOnly today)
    {
        var (from, to) = PeriodBefore(scheme.Scheme.Accountability, today);
        if (lastReport.GetValueOrDefault(scheme.Scheme.Id) == to) return;
        lastReport[scheme.Scheme.Id] = to;
        Administrators(scheme, "something-open", today);
        await using var db = bench.AsOwner();
        var id = scheme.Scheme.Id;
        var kept = await db.AccountabilityReports
            .Where(row => row.SchemeId == id && row.Scheduled && row.FromOn == from && row.ToOn == to).ToListAsync();
        if (kept.Count != 1)
        {
            compared.Differ($"{today:O}: {kept.Count} reports of {from:O} to {to:O}");
            return;
        }

        var table = new FigureTable(AccountabilityDocument.Read(host.Services.GetRequiredService<AccountabilityReports>().Open(kept[0])!));
        var model = new FigureModel([.. life.Cases.Where(one => one.Scheme == scheme && one.State != ReportState.Withdrawn)], from, to);
        foreach (var unit in (Unit?[])[null, .. scheme.Scheme.Units]) compared.Figures(scheme, table, model, unit, to);
    }

    private static (DateOnly From, DateOnly To) PeriodBefore(ReportCadence cadence, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var quarter = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        return cadence switch
        {
            ReportCadence.Weekly => (monday.AddDays(-7), monday.AddDays(-1)),
            ReportCadence.Monthly => (month.AddMonths(-1), month.AddDays(-1)),
            _ => (quarter.AddMonths(-3), quarter.AddDays(-1)),
        };
    }

    private void At(DateOnly day, int hour, int minute) => bench.Time.Advance(OfficeDays.At(day, hour, minute) - bench.Time.GetUtcNow());

    public string Summary() => string.Create(CultureInfo.InvariantCulture, $"""
        seed {size.Seed}: {size.Days} days, {size.Schemes} schemes, {schemes.Sum(one => one.Places.Count)} units, {People} people
        {string.Join('\n', Tally.Select(one => $"  {one.Key,-28}{one.Value,10:N0}"))}
        compared with the models:
        {string.Join('\n', Compared.Select(one => $"  {one.Key,-28}{one.Value,10:N0}"))}
          {"differences",-28}{compared.Differences.Count,10:N0}
        """);

    private int People => schemes.Sum(scheme => scheme.People.Count);

    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
