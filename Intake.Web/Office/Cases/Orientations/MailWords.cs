using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Orientations;

/// <summary>When a mail goes out that is written now.</summary>
internal static class MailWords
{
    /// <summary>The scheme's next mail hour, such as "mandag 30. november 2026 kl. 07.30".</summary>
    public static string Next(Scheme scheme, TimeProvider time, Text text)
    {
        var at = CopenhagenClock.At(CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours));
        return text["Orientation.At", text.Day(DateOnly.FromDateTime(at)), text.Hour(TimeOnly.FromDateTime(at))];
    }
}
