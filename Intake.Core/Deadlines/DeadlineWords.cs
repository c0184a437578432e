using System.Globalization;

namespace Intake.Core.Deadlines;

/// <summary>
/// The words in which a deadline explains its arithmetic, for one language. Months are written out here and not taken
/// from the machine's culture data, so that the words are the same everywhere.
/// </summary>
internal abstract class DeadlineWords
{
    public static DeadlineWords Of(string language) => language switch
    {
        "da" => Danish.Words,
        "en" => English.Words,
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Only da and en are spoken."),
    };

    /// <summary>A date in words, as "3. marts 2026".</summary>
    public static string DateIn(string language, DateOnly date) => Of(language).Date(date);

    public string Explain(Deadline deadline)
    {
        var start = $"{Event(deadline.Origin)} {Date(deadline.Start)}";
        var sum = deadline.Measure is DeadlineMeasure.None
            ? $"{start}: {Date(deadline.Due)}"
            : $"{start} + {Count(deadline.Amount, deadline.Measure)} = {Date(deadline.Due)}";
        return deadline.Measure is DeadlineMeasure.Hours ? sum + Hour(deadline) : sum;
    }

    public string ActBy(Deadline deadline) => LastWorkingDay(
        Date(deadline.Due), DanishCalendar.Closed(deadline.Due), deadline.Due.DayOfWeek is DayOfWeek.Saturday, Date(deadline.ActBy));

    // Where summer time begins or ends inside the hours, the clock shows another hour when they run out.
    private string Hour(Deadline deadline)
    {
        var (from, to) = (CopenhagenClock.Instant(deadline.Start, Noon).Offset, CopenhagenClock.Instant(deadline.Due, Noon).Offset);
        return to > from ? HourLater : to < from ? HourEarlier : SameHour;
    }

    private static readonly TimeOnly Noon = new(12, 0);

    protected abstract string SameHour { get; }

    protected abstract string HourLater { get; }

    protected abstract string HourEarlier { get; }

    protected abstract string LastWorkingDay(string due, ClosedDay? closed, bool isSaturday, string actBy);

    protected abstract string Event(DeadlineOrigin origin);

    protected abstract string Count(int amount, DeadlineMeasure measure);

    protected abstract string Date(DateOnly date);

    private sealed class Danish : DeadlineWords
    {
        public static readonly Danish Words = new();

        private static readonly string[] Months =
        [
            "januar", "februar", "marts", "april", "maj", "juni",
            "juli", "august", "september", "oktober", "november", "december",
        ];

        protected override string SameHour => " på samme klokkeslæt";

        protected override string HourLater => " en time senere på uret, fordi sommertiden begynder";

        protected override string HourEarlier => " en time tidligere på uret, fordi sommertiden slutter";

        protected override string LastWorkingDay(string due, ClosedDay? closed, bool isSaturday, string actBy) =>
            $"{due} er {closed?.Da ?? (isSaturday ? "en lørdag" : "en søndag")}, og {actBy} er den sidste arbejdsdag før";

        protected override string Event(DeadlineOrigin origin) => origin switch
        {
            DeadlineOrigin.Received => "modtaget",
            DeadlineOrigin.Acknowledged => "modtagelsen bekræftet",
            DeadlineOrigin.AcknowledgementDue => "sidste dag for bekræftelse",
            DeadlineOrigin.Referred => "overdraget",
            DeadlineOrigin.Accepted => "overdragelsen accepteret",
            DeadlineOrigin.Incident => "sket",
            DeadlineOrigin.Closed => "afsluttet",
            DeadlineOrigin.SetByHand => "aftalt",
            DeadlineOrigin.Screened => "inden for ordningen",
            DeadlineOrigin.Left => "enheden havde den ikke længere",
            DeadlineOrigin.SetAtReferral => "fastsat af administratoren ved overdragelsen",
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };

        protected override string Count(int amount, DeadlineMeasure measure) => measure switch
        {
            DeadlineMeasure.Days => amount == 1 ? "1 dag" : Number(amount) + " dage",
            DeadlineMeasure.WorkingDays => amount == 1 ? "1 arbejdsdag" : Number(amount) + " arbejdsdage",
            DeadlineMeasure.Months => amount == 1 ? "1 måned" : Number(amount) + " måneder",
            DeadlineMeasure.Hours => Number(amount) + " timer",
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };

        protected override string Date(DateOnly date) =>
            $"{Number(date.Day)}. {Months[date.Month - 1]} {Number(date.Year)}";
    }

    private sealed class English : DeadlineWords
    {
        public static readonly English Words = new();

        private static readonly string[] Months =
        [
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ];

        protected override string SameHour => " at the same time of day";

        protected override string HourLater => " one hour later on the clock, because summer time begins";

        protected override string HourEarlier => " one hour earlier on the clock, because summer time ends";

        protected override string LastWorkingDay(string due, ClosedDay? closed, bool isSaturday, string actBy) =>
            $"{due} is {closed?.En ?? (isSaturday ? "a Saturday" : "a Sunday")}, and {actBy} is the last working day before it";

        protected override string Event(DeadlineOrigin origin) => origin switch
        {
            DeadlineOrigin.Received => "received",
            DeadlineOrigin.Acknowledged => "receipt acknowledged",
            DeadlineOrigin.AcknowledgementDue => "last day to acknowledge",
            DeadlineOrigin.Referred => "referred",
            DeadlineOrigin.Accepted => "referral accepted",
            DeadlineOrigin.Incident => "happened",
            DeadlineOrigin.Closed => "closed",
            DeadlineOrigin.SetByHand => "agreed",
            DeadlineOrigin.Screened => "found inside the scheme",
            DeadlineOrigin.Left => "the unit had it no more",
            DeadlineOrigin.SetAtReferral => "set by the administrator at the referral on",
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };

        protected override string Count(int amount, DeadlineMeasure measure) => measure switch
        {
            DeadlineMeasure.Days => amount == 1 ? "1 day" : Number(amount) + " days",
            DeadlineMeasure.WorkingDays => amount == 1 ? "1 working day" : Number(amount) + " working days",
            DeadlineMeasure.Months => amount == 1 ? "1 month" : Number(amount) + " months",
            DeadlineMeasure.Hours => Number(amount) + " hours",
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };

        protected override string Date(DateOnly date) =>
            $"{Number(date.Day)} {Months[date.Month - 1]} {Number(date.Year)}";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
