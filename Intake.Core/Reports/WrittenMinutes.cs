using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// What staff wrote down of what a reporter said, and what the reporter says of that (Whistleblower Act (lov om
/// beskyttelse af whistleblowere) § 12; Directive (EU) 2019/1937, art. 18: the chance to check, correct and agree). A
/// report that was given orally and written down counts as minutes too. Pure.
/// </summary>
public static class WrittenMinutes
{
    /// <summary>All minutes in their order; what does not open is left out.</summary>
    public static IReadOnlyList<Minutes> Of(IReadOnlyList<ReadEntry> entries)
    {
        var answers = entries.Where(entry => entry.Kind == EntryKind.MinutesAnswer)
            .Select(entry => (Entry: entry, Content: entry.As<MinutesAnswerContent>())).Where(answer => answer.Content is not null)
            .ToLookup(answer => answer.Content!.Minutes, answer => new MinutesAnswer(answer.Entry, answer.Content!));
        return [.. entries
            .Select(entry => TextOf(entry) is { } text ? new Minutes(entry, text, HeldOn(entry), [.. answers[entry.Id]]) : null)
            .OfType<Minutes>()];
    }

    private static string? TextOf(ReadEntry entry) => entry.Kind switch
    {
        EntryKind.Minutes => entry.As<MinutesContent>()?.Text,
        EntryKind.Report => entry.As<ReportContent>() is { ToldBy: not null } told ? told.Description : null,
        _ => null,
    };

    private static DateOnly? HeldOn(ReadEntry entry) => entry.Kind == EntryKind.Minutes ? entry.As<MinutesContent>()?.HeldOn : entry.MadeOn;
}

/// <summary>Minutes, as first written, and the reporter's answers to them.</summary>
public sealed record Minutes(ReadEntry Entry, string Text, DateOnly? HeldOn, IReadOnlyList<MinutesAnswer> Answers)
{
    public MinutesState State => Answers is [.., var last]
        ? last.Content.Approved ? MinutesState.Approved : MinutesState.Corrected
        : MinutesState.Waiting;

    /// <summary>The text as it stands now: the last correction, else as written.</summary>
    public string Current => Answers.LastOrDefault(answer => answer.Content.Correction is not null)?.Content.Correction ?? Text;
}

/// <summary>What the reporter said of minutes.</summary>
public sealed record MinutesAnswer(ReadEntry Entry, MinutesAnswerContent Content);

/// <summary>How far minutes have come.</summary>
public enum MinutesState
{
    /// <summary>The reporter has not answered.</summary>
    Waiting = 1,

    /// <summary>The reporter has written how they should read.</summary>
    Corrected,

    /// <summary>The reporter finds them right, as written or as corrected.</summary>
    Approved,
}
