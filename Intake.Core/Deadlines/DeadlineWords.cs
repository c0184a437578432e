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
        return deadline.Measure is DeadlineMeasure.Hours ? sum + SameHour : sum;
    }

    protected abstract string SameHour { get; }

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
