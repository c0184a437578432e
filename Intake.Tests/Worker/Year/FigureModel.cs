using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Tests.Worker.Year;

/// <summary>
/// The figures of a period, counted from the script's own record when the period is just over. It shares nothing with the product's
/// counting.
/// </summary>
/// <param name="cases">The cases of one scheme that are there, without those taken back.</param>
internal sealed class FigureModel(IReadOnlyList<LivedCase> cases, DateOnly from, DateOnly to)
{
    /// <summary>Every count of a unit and those below it, or of the whole scheme.</summary>
    /// <param name="below">The unit and all below it; null for the scheme.</param>
    public SortedDictionary<string, int> Counts(IReadOnlySet<Guid>? below)
    {
        var mine = cases.Where(one => one.Received <= to && (below is null || one.Referrals.Any(of => Has(of, below)))).ToList();
        var referrals = mine.SelectMany(one => one.Referrals.Where(of => Has(of, below)).Select(of => (Case: one, Of: of))).ToList();
        var open = mine.Where(one => !(one.ClosedOn <= to)).ToList();
        var found = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["Received"] = mine.Count(one => In(one.Received)),
            ["ScreenedIn"] = mine.Count(one => In(one.ScreenedOn) && one.State != ReportState.OutOfScope),
            ["ScreenedOut"] = mine.Count(one => In(one.ScreenedOn) && one.State == ReportState.OutOfScope),
            ["Referred"] = referrals.Count(row => In(row.Of.On)),
            ["Accepted"] = referrals.Count(row => In(row.Of.AcceptedOn)),
            ["Open"] = open.Count,
            ["AwaitsOpening"] = open.Count(one => one.OpenedOn is null),
            ["AwaitsScreening"] = open.Count(one => one.OpenedOn is not null && one.ScreenedOn is null),
            ["Recused"] = mine.Sum(one => one.Recusals.Count(In)),
            ["Asked"] = mine.Sum(one => one.Messages.Count(message => message.Kind == EntryKind.Question && In(message.On))),
            ["Answered"] = mine.Sum(Answered),
            ["StatementDue"] = referrals.Count(row =>
                row.Case.Clocks.GetValueOrDefault((DeadlineKind.Statement, row.Of.Id)) is { } clock && In(clock.Due)),
        };
        foreach (var (kind, name) in new[] { (EntryKind.Statement, "StatementSent"), (EntryKind.StatementReturn, "StatementReturned"),
            (EntryKind.StatementAcceptance, "StatementAccepted") })
        {
            found[name] = referrals.Sum(row => row.Of.Statements.Count(entry => entry.Kind == kind && In(entry.On)));
        }

        foreach (var name in new[] { "AwaitsReferral", "AwaitsAcceptance", "Aware", "AwaitsReview", "AwaitsStatement", "AwaitsClosing" })
            found[name] = 0;
        foreach (var one in open.Where(one => one.ScreenedOn is not null)) AddStep(found, one, below);
        AddLate(found, mine, below);
        return found;
    }

    /// <summary>Days of steps that ended in the period, ascending.</summary>
    public SortedDictionary<string, List<int>> Days(IReadOnlySet<Guid>? below)
    {
        var mine = cases.Where(one => one.Received <= to && (below is null || one.Referrals.Any(of => Has(of, below)))).ToList();
        var referrals = mine.SelectMany(one => one.Referrals.Where(of => Has(of, below))).ToList();
        return new(StringComparer.Ordinal)
        {
            ["DaysToOpening"] = Between(mine.Select(one => ((DateOnly?)one.Received, one.OpenedOn))),
            ["DaysToScreening"] = Between(mine.Select(one => ((DateOnly?)one.Received, one.ScreenedOn))),
            ["DaysToReferral"] = Between(mine.Where(one => one.Referrals.Count > 0)
                .Select(one => (one.ScreenedOn, (DateOnly?)one.Referrals[0].On))),
            ["DaysToFeedback"] = Between(mine.Where(one => one.Feedbacks.Count > 0)
                .Select(one => ((DateOnly?)one.Received, (DateOnly?)one.Feedbacks[0]))),
            ["DaysToClosing"] = Between(mine.Where(one => one.State == ReportState.Closed)
                .Select(one => ((DateOnly?)one.Received, one.ClosedOn))),
            ["DaysToAcceptance"] = Between(referrals.Select(of => ((DateOnly?)of.On, of.AcceptedOn))),
            ["DaysToStatement"] = Between(referrals.Where(of => of.Statements.Count > 0)
                .Select(of => (of.AcceptedOn, (DateOnly?)of.Statements[0].On))),
            ["DaysToReview"] = Between(referrals.SelectMany(of => of.Statements.Zip(of.Statements.Skip(1)))
                .Where(pair => pair.Second.Kind != EntryKind.Statement)
                .Select(pair => ((DateOnly?)pair.First.On, (DateOnly?)pair.Second.On))),
        };
    }

    /// <summary>The smallest number of days that a share of all do not exceed.</summary>
    public static int? Share(List<int> ascending, decimal share) =>
        ascending.Count == 0 ? null : ascending[(int)Math.Ceiling(ascending.Count * share) - 1];

    private void AddStep(SortedDictionary<string, int> found, LivedCase one, IReadOnlySet<Guid>? below)
    {
        if (one.Referrals.Count == 0 && below is null) found["AwaitsReferral"]++;
        if (one.Referrals.Count == 0) return;
        if (one.State == ReportState.Handled || one.Referrals.All(of => of.IsDone))
        {
            found["AwaitsClosing"]++;
            return;
        }

        foreach (var of in one.Referrals.Where(of => !of.IsDone && (below is null || below.Contains(of.Unit.Id))))
        {
            // Nobody has it, and no clock of it runs: others have it now.
            if (of.Workers.Count == 0
                && one.Clocks.All(entry => entry.Key.Referral != of.Id || (entry.Value.Met ?? entry.Value.Ended) <= to))
            {
                continue;
            }

            found[of.Workers.Count == 0 ? "AwaitsReferral" : of.Last switch
            {
                EntryKind.Statement => "AwaitsReview",
                EntryKind.StatementReturn => "AwaitsStatement",
                _ => of.AcceptedOn is null ? "AwaitsAcceptance" : "Aware",
            }]++;
        }
    }

    private void AddLate(SortedDictionary<string, int> found, List<LivedCase> mine, IReadOnlySet<Guid>? below)
    {
        var late = mine.SelectMany(one => one.Clocks.Where(entry => entry.Value.Due < to && !((entry.Value.Met ?? entry.Value.Ended) <= to)
                && (below is null || (entry.Key.Referral is { } id ? below.Contains(one.Referrals.Single(of => of.Id == id).Unit.Id)
                    : one.Referrals.Any(of => of.AcceptedOn <= to && below.Contains(of.Unit.Id)))))
            .Select(entry => (entry.Key.Kind, Days: to.DayNumber - entry.Value.Due.DayNumber))).ToList();
        DeadlineKind[] kinds = [DeadlineKind.Acknowledgement, DeadlineKind.Screening, DeadlineKind.Routing, DeadlineKind.Acceptance,
            DeadlineKind.Feedback, DeadlineKind.Statement, DeadlineKind.CheckIn];
        foreach (var kind in kinds) found[$"Overdue{kind}"] = late.Count(row => row.Kind == kind);
        found["Overdue1"] = late.Count(row => row.Days <= 7);
        found["Overdue8"] = late.Count(row => row.Days is > 7 and <= 30);
        found["Overdue31"] = late.Count(row => row.Days is > 30 and <= 90);
        found["Overdue91"] = late.Count(row => row.Days > 90);
    }

    /// <summary>Questions whose first answer came in the period.</summary>
    private int Answered(LivedCase one) => Enumerable.Range(0, one.Messages.Count).Count(at => one.Messages[at].Kind == EntryKind.Question
        && one.Messages.Skip(at).FirstOrDefault(message => message.Kind == EntryKind.Answer) is { On: var on, Kind: EntryKind.Answer }
        && In(on));

    private List<int> Between(IEnumerable<(DateOnly? From, DateOnly? To)> steps) =>
        [.. steps.Where(step => step.From is not null && In(step.To))
            .Select(step => step.To!.Value.DayNumber - step.From!.Value.DayNumber).Order()];

    private bool Has(LivedReferral of, IReadOnlySet<Guid>? below) => of.On <= to && (below is null || below.Contains(of.Unit.Id));

    private bool In(DateOnly? day) => day >= from && day <= to;

    private bool In(DateOnly day) => day >= from && day <= to;
}
