using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>What was said of a suspicion, in words.</summary>
internal static class CrimeWords
{
    /// <summary>Whether somebody was asked, with day and number; of a mark or its end what it is.</summary>
    public static string Of(SuspicionContent said, Text text) => said.Contacted is not { } contacted
        ? text.Known($"Crime.Step.{said.Step}") ?? said.Step
        : string.Join(", ", new[]
        {
            text[contacted ? "Crime.Contact.Yes" : "Crime.Contact.No"], said.On is { } on ? text.Date(on) : null, said.Reference,
            contacted ? text.Known($"Crime.Answer.{said.Interviews}") ?? text["Crime.Answer.Unanswered"] : null,
        }.OfType<string>());

    /// <summary>The 72 hours for a report to the police; null where they were never set.</summary>
    public static CaseDeadline? ClockOf(CaseView view) =>
        view.Deadlines.FirstOrDefault(one => one.Deadline.Kind == DeadlineKind.PoliceReport);

    /// <summary>Whether they had passed when the report came: what happened has a day, and they were not set.</summary>
    public static bool CameTooLate(CaseView view) => ClockOf(view) is null && Last(view)?.What == nameof(DecisionKind.IncidentDated);

    /// <summary>How it stands where no hours run: they had passed when the report came, or what was decided; null for nothing.</summary>
    public static string? Decided(CaseView view, Text text) => Last(view) switch
    {
        { What: nameof(DecisionKind.IncidentDated) } => text["Act.Police.TooLate"],
        { What: nameof(DecisionKind.PoliceNotReported), On: { } on } => text["Act.Police.NotReported", text.Date(on)],
        { What: nameof(DecisionKind.PoliceReported), On: { } on } => text["Act.Police.Reported", text.Date(on)],
        _ => null,
    };

    private static DecisionContent? Last(CaseView view) => view.Thread.Select(entry => entry.As<DecisionContent>())
        .LastOrDefault(said => said?.What is nameof(DecisionKind.IncidentDated) or nameof(DecisionKind.IncidentUndated)
            or nameof(DecisionKind.PoliceNotReported) or nameof(DecisionKind.PoliceReported));

    /// <summary>The hour at which they run out, in words; null where the hour of what happened was not said. It stands in no row.</summary>
    public static string? HourOf(CaseView view, Text text) => view.Thread.Select(entry => entry.As<DecisionContent>())
        .LastOrDefault(said => said?.What == nameof(DecisionKind.IncidentDated)) is { On: { } on, Hour: { } hour }
            ? text.Hour(TimeOnly.FromDateTime(DeadlinePolicy.PoliceReportEnds(on, hour))) : null;

    /// <summary>How they stand: running, passed, met or ended.</summary>
    public static string Of(CaseView view, CaseDeadline clock, DateOnly today, Text text) => clock switch
    {
        { IsOpen: true } when !clock.Deadline.IsOverdue(today) && HourOf(view, text) is { } hour =>
            text["Act.Police.Clock.Hour", text.Date(clock.Deadline.Due), hour],
        { IsOpen: true } => text[
            clock.Deadline.IsOverdue(today) ? "Act.Police.Passed" : "Act.Police.Clock", text.Date(clock.Deadline.Due)],
        { MetOn: { } met } => text[met > clock.Deadline.Due ? "Act.Police.MetLate" : "Act.Police.Met", text.Date(met)],
        _ => text["Act.Police.Ended", text.Date(clock.EndedOn!.Value)],
    };
}
