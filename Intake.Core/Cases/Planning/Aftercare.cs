using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Planning;

/// <summary>What a workplace needs when it has acted (001, follow-up and learning). Names are stored: they never change.</summary>
public enum AftercareKind
{
    /// <summary>Working together again (001: "genetablere samarbejdet").</summary>
    Cooperation = 1,

    /// <summary>Signs that somebody is not well (001).</summary>
    WellBeing,

    /// <summary>Those who saw it (001).</summary>
    Witnesses,

    /// <summary>The person it was about (001: support for both).</summary>
    Accused,
}

/// <summary>A line of the aftercare as it stands.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Now">Its newest entry; null while it is not begun.</param>
public sealed record AftercareLine(AftercareKind Kind, AftercareContent? Now)
{
    /// <summary>Its state; null while it is not begun, and for a name that is none of ours.</summary>
    public TaskState? State => Codes.Read<TaskState>(Now?.State);

    /// <summary>Whether it is begun and still to be done.</summary>
    public bool IsOpen => State == TaskState.Open;

    /// <summary>When it is to be done; null once it is.</summary>
    public DateOnly? Due => IsOpen ? Now!.On : null;
}

/// <summary>The aftercare of a referral, made from the entries of its StatementFile: who closes the case sees it too. Pure.</summary>
public static class Aftercare
{
    /// <summary>Every line in its order, begun or not; entries that can't be read are left out.</summary>
    public static IReadOnlyList<AftercareLine> Of(IEnumerable<ReadEntry>? statementFile)
    {
        var begun = Codes.Newest<AftercareContent, string>(statementFile ?? [], EntryKind.Aftercare, content => content.Line)
            .ToDictionary(of => of.Id, of => of.Now);
        return [.. Enum.GetValues<AftercareKind>().Select(kind => new AftercareLine(kind, begun.GetValueOrDefault(kind.ToString())))];
    }

    /// <summary>What is wrong with a line as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="line">The line.</param>
    /// <param name="today">Nothing was done after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(AftercareContent line, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(line);
        var faults = new Dictionary<string, CaseResult>();
        var state = Codes.Read<TaskState>(line.State);
        if (Codes.Read<AftercareKind>(line.Line) is null) faults[nameof(line.Line)] = CaseResult.ChoiceUnknown;
        if (CaseText.Fault(line.Owner) is { } owner) faults[nameof(line.Owner)] = owner;
        if ((line.On is null && state != TaskState.Dropped) || (state == TaskState.Done && line.On > today))
            faults[nameof(line.On)] = CaseResult.DayImpossible;
        if (state is null) faults[nameof(line.State)] = CaseResult.ChoiceUnknown;
        // How it went, or why it is not done.
        if ((state is TaskState.Done or TaskState.Dropped ? CaseText.Fault(line.Note) : CaseText.FaultOfOptional(line.Note)) is { } note)
            faults[nameof(line.Note)] = note;
        return faults;
    }
}
