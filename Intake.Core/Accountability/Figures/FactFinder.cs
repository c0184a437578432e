using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Accountability.Figures;

/// <summary>
/// Finds the facts of a period in the cases' rows: what happened in it, and what is open or late when its last day is over. Pure.
/// The step at which a unit is working has no history in open columns: it is the one of today.
/// </summary>
internal static class FactFinder
{
    private static readonly EntryKind[] OfStatements = [EntryKind.Statement, EntryKind.StatementReturn, EntryKind.StatementAcceptance];

    /// <summary>Every fact, in the order of the cases' ids.</summary>
    public static IEnumerable<Fact> Find(CaseRows rows, ReportPeriod period) =>
        rows.Reports.Where(report => report.ReceivedOn <= period.To).OrderBy(report => report.Id).SelectMany(report => new OneCase(
            report, [.. rows.Referrals[report.Id].Where(row => row.ReferredOn <= period.To).OrderBy(row => row.Id)],
            [.. rows.Deadlines[report.Id]], [.. rows.Entries[report.Id].Where(row => row.MadeOn <= period.To)],
            [.. rows.Recusals[report.Id]], period).Facts());

    private sealed class OneCase(ReportColumns report, IReadOnlyList<ReferralColumns> referrals, IReadOnlyList<DeadlineColumns> deadlines,
        IReadOnlyList<EntryColumns> entries, IReadOnlyList<RecusalColumns> recusals, ReportPeriod period)
    {
        private readonly List<Guid> units = [.. referrals.Select(row => row.UnitId).Distinct()];

        public IEnumerable<Fact> Facts() => [.. Flow(), .. Statements(), .. Steps(), .. Late(), .. Words()];

        private bool IsOver => report.ClosedOn <= period.To;

        private IEnumerable<Fact> Flow()
        {
            var opened = First(EntryKind.Acknowledgement);
            var screened = First(EntryKind.Screening);
            var isOut = report.State == ReportState.OutOfScope;
            DateOnly? firstReferral = referrals.Count == 0 ? null : referrals.Min(row => row.ReferredOn);
            var closed = report.State == ReportState.Closed ? report.ClosedOn : null;
            if (period.Has(report.ReceivedOn)) yield return Of(Figure.Received, report.ReceivedOn);
            if (period.Has(screened)) yield return Of(isOut ? Figure.ScreenedOut : Figure.ScreenedIn, screened!.Value);
            foreach (var row in recusals.Where(row => period.Has(row.On))) yield return Of(Figure.Recused, row.On);
            (Figure, DateOnly?, DateOnly?)[] lengths =
            [
                (Figure.DaysToOpening, report.ReceivedOn, opened), (Figure.DaysToScreening, report.ReceivedOn, screened),
                (Figure.DaysToReferral, screened, firstReferral), (Figure.DaysToFeedback, report.ReceivedOn, First(EntryKind.Feedback)),
                (Figure.DaysToClosing, report.ReceivedOn, closed),
            ];
            foreach (var (figure, from, to) in lengths)
                if (Length(figure, from, to, units) is { } fact) yield return fact;
        }

        private IEnumerable<Fact> Statements()
        {
            foreach (var row in referrals)
            {
                Guid[] unit = [row.UnitId];
                if (period.Has(row.ReferredOn)) yield return new(report.Id, Figure.Referred, row.ReferredOn, unit);
                if (period.Has(row.AcceptedOn)) yield return new(report.Id, Figure.Accepted, row.AcceptedOn!.Value, unit);
                if (Length(Figure.DaysToAcceptance, row.ReferredOn, row.AcceptedOn, unit) is { } taken) yield return taken;
                var written = entries.Where(entry => entry.ReferralId == row.Id).ToList();
                var first = written.FirstOrDefault(entry => entry.Kind == EntryKind.Statement)?.MadeOn;
                if (Length(Figure.DaysToStatement, row.AcceptedOn, first, unit) is { } told) yield return told;
                DateOnly? sent = null;
                foreach (var entry in written.Where(entry => OfStatements.Contains(entry.Kind)))
                {
                    if (entry.Kind == EntryKind.Statement) sent = entry.MadeOn;
                    else if (Length(Figure.DaysToReview, sent, entry.MadeOn, unit) is { } review) yield return review;
                    if (period.Has(entry.MadeOn)) yield return new(report.Id, FigureOf(entry.Kind), entry.MadeOn, unit);
                }
            }

            foreach (var row in deadlines.Where(row => row.Kind == DeadlineKind.Statement && period.Has(row.DueOn)))
            {
                if (referrals.FirstOrDefault(referral => referral.Id == row.ReferralId) is { } referral)
                    yield return new(report.Id, Figure.StatementDue, row.DueOn, [referral.UnitId]);
            }
        }

        private IEnumerable<Fact> Steps()
        {
            if (IsOver) yield break;
            yield return Of(Figure.Open, report.ReceivedOn);
            if (First(EntryKind.Acknowledgement) is not { } opened)
            {
                yield return Of(Figure.AwaitsOpening, report.ReceivedOn);
                yield break;
            }

            if (First(EntryKind.Screening) is not { } screened)
            {
                yield return Of(Figure.AwaitsScreening, opened);
                yield break;
            }

            if (referrals.Count == 0) yield return Of(Figure.AwaitsReferral, screened);
            var running = referrals.Where(row => !IsDone(row)).ToList();
            if (referrals.Count > 0 && (running.Count == 0 || IsHandled)) yield return Of(Figure.AwaitsClosing, entries[^1].MadeOn);
            else
                foreach (var row in running.Where(row => !IsReplaced(row))) yield return Step(row);
        }

        /// <summary>Only referrals that everybody has left may then be without an accepted statement.</summary>
        private bool IsHandled => report.State == ReportState.Handled && referrals.All(row => IsDone(row) || row.Left);

        /// <summary>Left by everybody, and referred again since, which ends the last of its clocks.</summary>
        private bool IsReplaced(ReferralColumns row) => row.Left
            && !deadlines.Any(due => due.ReferralId == row.Id && (due.OverOn is null || due.OverOn > period.To));

        private Fact Step(ReferralColumns row)
        {
            var last = Statement(row);
            var (figure, on) = (last?.Kind, row.AcceptedOn) switch
            {
                _ when row.Left => (Figure.AwaitsReferral, row.ReferredOn),
                (EntryKind.Statement, _) => (Figure.AwaitsReview, last!.MadeOn),
                (EntryKind.StatementReturn, _) => (Figure.AwaitsStatement, last!.MadeOn),
                (_, { } accepted) when accepted <= period.To => (Figure.Aware + (row.Step - HandlingStep.Aware), accepted),
                _ => (Figure.AwaitsAcceptance, row.ReferredOn),
            };
            return new(report.Id, figure, on, [row.UnitId]);
        }

        private IEnumerable<Fact> Late()
        {
            foreach (var row in deadlines.Where(row => row.DueOn < period.To && (row.OverOn is null || row.OverOn > period.To)))
            {
                var referral = referrals.FirstOrDefault(of => of.Id == row.ReferralId);
                if (row.StartsOn > period.To || (referral is null && row.ReferralId is not null)) continue;
                var moves = DeadlineMoves.Of(row.Kind, row.ReferralId, row.OfAdministrators, referrals.Select(of =>
                    new MovingReferral(of.Id, of.UnitId, IsAccepted(of), of.Left, IsDone(of))));
                yield return new(report.Id, Figure.Overdue, row.DueOn, referral is null ? Accepting : [referral.UnitId])
                {
                    Days = period.To.DayNumber - row.DueOn.DayNumber, Clock = row.Kind,
                    Moves = [.. moves.Select(of => of.UnitId).Distinct()],
                };
            }
        }

        private IEnumerable<Fact> Words()
        {
            foreach (var row in entries.Where(row => row.Kind == EntryKind.Orientation && period.Has(row.MadeOn)))
            {
                var unit = referrals.Where(referral => referral.Id == row.ReferralId).Select(referral => referral.UnitId).ToList();
                yield return new(report.Id, Figure.Oriented, row.MadeOn, unit.Count > 0 ? unit : units);
            }

            var dialogue = entries.Where(row => row.ReferralId is null).OrderBy(row => row.Position).ToList();
            for (var i = 0; i < dialogue.Count; i++)
            {
                if (dialogue[i].Kind != EntryKind.Question) continue;
                if (period.Has(dialogue[i].MadeOn)) yield return Of(Figure.Asked, dialogue[i].MadeOn);
                var answer = dialogue.Skip(i).FirstOrDefault(row => row.Kind == EntryKind.Answer);
                if (period.Has(answer?.MadeOn)) yield return Of(Figure.Answered, answer!.MadeOn);
            }
        }

        private EntryColumns? Statement(ReferralColumns row) =>
            entries.LastOrDefault(entry => entry.ReferralId == row.Id && OfStatements.Contains(entry.Kind));

        /// <summary>What the case owes is no unit's before it has accepted.</summary>
        private List<Guid> Accepting => [.. referrals.Where(IsAccepted).Select(row => row.UnitId).Distinct()];

        private bool IsAccepted(ReferralColumns row) => row.AcceptedOn <= period.To;

        private bool IsDone(ReferralColumns row) => Statement(row)?.Kind == EntryKind.StatementAcceptance;

        private DateOnly? First(EntryKind kind) => entries.FirstOrDefault(row => row.Kind == kind)?.MadeOn;

        private Fact Of(Figure figure, DateOnly on) => new(report.Id, figure, on, units);

        private Fact? Length(Figure figure, DateOnly? from, DateOnly? to, IReadOnlyList<Guid> of) =>
            from is { } start && to is { } end && period.Has(end)
                ? new(report.Id, figure, end, of) { Days = Math.Max(0, end.DayNumber - start.DayNumber) }
                : null;

        private static Figure FigureOf(EntryKind kind) => kind switch
        {
            EntryKind.Statement => Figure.StatementSent,
            EntryKind.StatementReturn => Figure.StatementReturned,
            _ => Figure.StatementAccepted,
        };
    }
}
