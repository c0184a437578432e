using Intake.Core.Accountability.Figures;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accountability;

/// <summary>Why a report was made: by the schedule, or because an administrator asked for it.</summary>
public static class OccasionWords
{
    public static string Of(KeptReport report, Text text) => report switch
    {
        { Scheduled: true } => text["Accountability.List.Scheduled"],
        { AskedBy: { } asker } => text["Accountability.List.AskedBy", asker.FullName],
        _ => text["Accountability.List.Asked"],
    };
}
