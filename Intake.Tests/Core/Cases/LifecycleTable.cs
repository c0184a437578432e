using System.Text;
using Intake.Core.Cases;
using Intake.Core.Reports;

namespace Intake.Tests.Core.Cases;

/// <summary>The lifecycle as docs/architecture.md shows it, made from <see cref="CaseLifecycle"/>.</summary>
public static class LifecycleTable
{
    public static string Text
    {
        get
        {
            var text = new StringBuilder();
            text.Append("**A report**\n\n").Append(Head);
            foreach (var step in CaseLifecycle.OfReport)
            {
                text.Append(
                    Row(step, From(step.From, step.From.SequenceEqual(CaseLifecycle.Open), "any open state", "–"), step.To?.ToString()));
            }
            text.Append("\n**A referral**, while its report is open\n\n").Append(Head);
            foreach (var step in CaseLifecycle.OfReferral)
            {
                text.Append(Row(step,
                    From(step.From, step.From.Count == Enum.GetValues<ReferralState>().Length, "any", $"the report is {Words(step.While)}"),
                    step.To?.ToString()));
            }
            text.Append("\nOpen states of a report are ").Append(Words(CaseLifecycle.Open)).Append("; the others are its ends: ")
                .Append(Words(Enum.GetValues<ReportState>().Where(CaseLifecycle.IsOver))).Append(".\n");
            return text.ToString();
        }
    }

    private const string Head = "| transition | from | to | who | starts | ends |\n|---|---|---|---|---|---|\n";

    private static string Row(CaseTransition step, string from, string? to)
    {
        var starts = step.Starts.Select(kind => Word(kind)).Concat(step.Restarts.Select(kind => $"{Word(kind)} (begins again)"
                + (step.MayLeaveOut.Contains(kind) ? ", if it comes before the deletion" : "")))
            .Concat(step.Recounts.Select(kind => $"{Word(kind)} (counted again)"))
            .Concat(step.Reopens.Select(kind => $"{Word(kind)} (due again)"));
        var ends = Cell(step.Ends.Concat(step.MeetsOfReport).Select(kind => Word(kind))
            .Concat(step.EndsAll is null ? [] : ["unmet: all others that are open"]));
        var needs = step.Needs is null ? "" : $"; {step.Needs}";
        return $"| {step.Name} | {from}{needs} | {(to is null ? "as it was" : Word(to))} | {Roles(step.Who)} | {Cell(starts)} | {ends} |\n";
    }

    private static string From<TState>(IReadOnlyList<TState> states, bool many, string all, string none) where TState : Enum
        => states.Count == 0 ? none : many ? all : Words(states);

    private static string Roles(CaseRoles who) =>
        string.Join(", ", Enum.GetValues<CaseRoles>().Where(role => who.HasFlag(role)).Select(role => Word(role)));

    private static string Cell(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } some ? some : "–";

    private static string Words<T>(IEnumerable<T> values) where T : Enum => string.Join(", ", values.Select(value => Word(value)));

    private static string Word(object name) => string.Concat(name.ToString()!.Select((letter, at)
        => char.IsUpper(letter) ? (at == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
