using Intake.Core.Deadlines;
using Intake.Core.Operations;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Operations;

/// <summary>Times, counts and faults as a person would say them.</summary>
public static class OperationsWords
{
    private const int FewSeconds = 10;

    /// <summary>Date and time in Copenhagen, such as 25. november 2026 kl. 23.10.</summary>
    public static string TimeOf(DateTimeOffset instant, Text text) => text["Operations.Time", CopenhagenClock.At(instant)];

    /// <summary>How long ago something was; its date and time when that is an hour or more.</summary>
    public static string AgoOf(DateTimeOffset instant, DateTimeOffset now, Text text) => (now - instant) switch
    {
        { TotalSeconds: < FewSeconds } => text["Operations.Ago.Now"],
        { TotalMinutes: < 1 } ago => text["Operations.Ago.Seconds", (int)ago.TotalSeconds],
        { TotalMinutes: < 2 } => text["Operations.Ago.Minute"],
        { TotalHours: < 1 } ago => text["Operations.Ago.Minutes", (int)ago.TotalMinutes],
        _ => TimeOf(instant, text),
    };

    /// <summary>The last part of a text's key: None, One or Many.</summary>
    public static string NumberOf(int count) => count switch { 0 => "None", 1 => "One", _ => "Many" };

    /// <summary>A fault in one sentence.</summary>
    public static string Of(OperationsFault fault, Text text)
    {
        var jobs = string.Join(", ", fault.Jobs.OrderBy(JobNames.PlaceOf).Select(name => JobNames.Of(name, text)));
        return fault.Count > 1
            ? text[$"Operations.Fault.{fault.Kind}.Many", jobs, fault.Count]
            : text[$"Operations.Fault.{fault.Kind}", jobs];
    }
}
