using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Acting;

/// <summary>
/// Who is prepared when the press may take a case up, by role (000: the executive board with the communications centre). They hear
/// it from people: nothing is sent. Names are stored: they never change.
/// </summary>
public enum PressReader
{
    /// <summary>The unit's leader.</summary>
    Leader = 1,

    /// <summary>The leader above.</summary>
    LeadersLeader,

    /// <summary>The executive board.</summary>
    Executive,

    /// <summary>Communications, or the press office.</summary>
    Communications,
}

/// <summary>Whether the press may take a case up, made from the entries of a StatementFile: both sides see it. Pure.</summary>
public static class PressRisk
{
    /// <summary>The newest word and its day; null while there is none.</summary>
    public static (PressRiskContent Said, DateOnly On)? Of(IEnumerable<ReadEntry>? statementFile) =>
        (statementFile ?? []).Where(entry => entry.Kind == EntryKind.PressRisk && EntryKinds.IsWhole(entry))
            .OrderBy(entry => entry.Position).LastOrDefault() is { } newest ? (newest.As<PressRiskContent>()!, newest.MadeOn) : null;

    /// <summary>What is wrong with a word as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="risk">Null when not said.</param>
    /// <param name="note">Why; needed where there is a risk.</param>
    /// <param name="tell">Names of <see cref="PressReader"/>; at least one where there is a risk.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(bool? risk, string? note, IReadOnlyList<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var faults = new Dictionary<string, CaseResult>();
        if (risk is null) faults[nameof(PressRiskContent.Risk)] = CaseResult.ChoiceUnknown;
        if ((risk == true && tell.Count == 0) || tell.Any(name => Codes.Read<PressReader>(name) is null))
            faults[nameof(PressRiskContent.Tell)] = CaseResult.ChoiceUnknown;
        if ((risk == true ? CaseText.Fault(note) : CaseText.FaultOfOptional(note)) is { } text)
            faults[nameof(PressRiskContent.Note)] = text;
        return faults;
    }
}
