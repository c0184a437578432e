using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Acting;

/// <summary>Where else a case may have to be notified. Names are stored: they never change, here and below.</summary>
public enum Duty
{
    /// <summary>VTC, the register of violence, threats and harassment (001).</summary>
    Vtc = 1,

    /// <summary>Insubiz, the insurance system (004).</summary>
    Insubiz,

    /// <summary>An accident at work or an occupational disease, in Ulykkesmodulet (001).</summary>
    Injury,

    /// <summary>The police, for the victim's compensation within 72 hours (004).</summary>
    Police,

    /// <summary>The work-environment group, which does the reports of accidents and violations (001, 004).</summary>
    WorkEnvironmentGroup,
}

/// <summary>Whether it was notified.</summary>
public enum DutyAnswer
{
    /// <summary>It was.</summary>
    Yes = 1,

    /// <summary>Not yet, or not at all.</summary>
    No,

    /// <summary>It need not be.</summary>
    NotRelevant,
}

/// <summary>What an injury counts as.</summary>
public enum InjuryKind
{
    /// <summary>Nobody was harmed (004: krænkelse, in view of a later disease).</summary>
    Violation = 1,

    /// <summary>Harm at once or within five days (001, note 1).</summary>
    Accident,

    /// <summary>Harm by what went on for longer (001).</summary>
    OccupationalDisease,
}

/// <summary>The duties towards others, made from the entries of a WorkFile, and what they ask for. Pure.</summary>
public static class ExternalDuties
{
    /// <summary>Most characters of a reference number: no room for a report's text.</summary>
    public const int LongestReference = 64;

    /// <summary>Most characters of the note on a dispensation.</summary>
    public const int LongestNote = 1000;

    /// <summary>Most days, the first and the last included, of what counts as an accident (001, note 1).</summary>
    public const int AccidentDays = 5;

    /// <summary>The newest answer of each duty.</summary>
    public static IReadOnlyDictionary<Duty, DutyContent> Of(IEnumerable<ReadEntry> workFile) =>
        Codes.Newest<DutyContent, string>(workFile, EntryKind.Duty, content => content.Duty)
            .Select(of => (Duty: Codes.Read<Duty>(of.Id), of.Now)).Where(of => of.Duty is not null)
            .ToDictionary(of => of.Duty!.Value, of => of.Now);

    /// <summary>What an injury counts as, by its first and last incident. Source: 001, note 1; 004 where nobody was harmed.</summary>
    /// <returns>Null while a day is missing or the last is before the first.</returns>
    public static InjuryKind? InjuryOf(DateOnly? first, DateOnly? last, bool? harmed) =>
        harmed == false ? InjuryKind.Violation
        : harmed is null || first is not { } from || last is not { } to || to < from ? null
        : to.DayNumber - from.DayNumber < AccidentDays ? InjuryKind.Accident : InjuryKind.OccupationalDisease;

    /// <summary>What is wrong with an answer as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="duty">The answer.</param>
    /// <param name="today">Nothing was notified, and nothing has happened, after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(DutyContent duty, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(duty);
        var faults = new Dictionary<string, CaseResult>();
        var (kind, answer) = (Codes.Read<Duty>(duty.Duty), Codes.Read<DutyAnswer>(duty.Answer));
        if (kind is null) faults[nameof(duty.Duty)] = CaseResult.ChoiceUnknown;
        if (answer is null) faults[nameof(duty.Answer)] = CaseResult.ChoiceUnknown;
        if (duty.On > today || (answer == DutyAnswer.Yes && duty.On is null)) faults[nameof(duty.On)] = CaseResult.DayImpossible;
        if (duty.Reference?.Length > LongestReference || duty.Reference?.Contains('\n', StringComparison.Ordinal) == true)
            faults[nameof(duty.Reference)] = CaseResult.TextTooLong;
        else if (!BlankText.Is(duty.Reference) && !duty.Reference.Any(char.IsDigit)) // Words, such as a name.
            faults[nameof(duty.Reference)] = CaseResult.ChoiceUnknown;
        if (duty.FirstOn > today) faults[nameof(duty.FirstOn)] = CaseResult.DayImpossible;
        if (duty.LastOn > today || duty.LastOn < duty.FirstOn) faults[nameof(duty.LastOn)] = CaseResult.DayImpossible;
        if (duty.Note?.Length > LongestNote) faults[nameof(duty.Note)] = CaseResult.TextTooLong;
        // 004: a dispensation for pedagogical or treatment reasons needs a note.
        if (kind == Duty.Police && answer == DutyAnswer.No && BlankText.Is(duty.Note)) faults[nameof(duty.Note)] = CaseResult.TextMissing;
        return faults;
    }

    /// <summary>An answer without faults as it is stored: what its duty does not ask for is left out.</summary>
    internal static DutyContent Stored(DutyContent duty)
    {
        var kind = Codes.Read<Duty>(duty.Duty);
        var injury = kind == Duty.Injury;
        return duty with
        {
            Reference = CaseText.Given(duty.Reference)?.Trim(),
            FirstOn = injury ? duty.FirstOn : null,
            LastOn = injury ? duty.LastOn : null,
            Harmed = injury ? duty.Harmed : null,
            Note = kind == Duty.Police ? CaseText.Given(duty.Note) : null,
        };
    }
}
