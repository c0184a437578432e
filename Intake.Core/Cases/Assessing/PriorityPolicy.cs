using Intake.Core.Deadlines;

namespace Intake.Core.Cases.Assessing;

/// <summary>A line of <see cref="PriorityPolicy.Rules"/>.</summary>
/// <param name="Name">Its name, by which pages put it in words.</param>
/// <param name="Points">The severity that it points to, or a graver one.</param>
/// <param name="Source">The document that it comes from.</param>
/// <param name="Holds">Whether it fits what was said.</param>
public sealed record PriorityRule(string Name, Severity Points, string Source, Func<AssessmentFacts, bool> Holds);

/// <summary>A severity that is suggested, and the rules that point to it.</summary>
public sealed record SuggestedPriority(Severity Severity, IReadOnlyList<PriorityRule> Because);

/// <summary>
/// Suggests how soon a case should be handled, from what a handler said of it: the gravest severity that a rule points to. It
/// never decides: a handler chooses, and says why where another is chosen. Pure. More facts never make a suggestion milder.
/// </summary>
/// <remarks>
/// Sources: 000 Region Hovedstaden's guide for leaders, 001 Region Midtjylland's guidelines, 002 the City of Copenhagen's webinar,
/// 004 Køge Kommune's guidelines.
/// </remarks>
public static class PriorityPolicy
{
    /// <summary>Every rule, the gravest first.</summary>
    public static IReadOnlyList<PriorityRule> Rules { get; } =
    [
        new("Danger", Severity.Grave, "000, step 4: suspicion of what is punishable", of => of.Gravity == Gravity.Dangerous),
        new("Threats", Severity.Grave, "004: threats, also against family and belongings",
            of => of.Aggravating.Contains(Aggravating.Threats)),
        new("MarkedInPower", Severity.Grave, "002, the triangle; 000: aggravating in a relation of power",
            of => of.Gravity == Gravity.Marked && of.Frequency == Frequency.Regular && of.Aggravating.Any(IsOfPower)),
        new("Marked", Severity.Serious, "002, the triangle: gravity", of => of.Gravity == Gravity.Marked),
        new("Lasting", Severity.Serious, "002, the triangle: duration", of => of.Duration is Duration.Months or Duration.Years),
        new("Regular", Severity.Serious, "001 and 004: regular and over time", of => of.Frequency == Frequency.Regular),
        new("Power", Severity.Serious, "000: power or hierarchy; 001: status; 002: a leader is named", of => of.Aggravating.Any(IsOfPower)),
        new("SaidNo", Severity.Serious, "001: goes on although the person has said no", of => of.Aggravating.Contains(Aggravating.SaidNo)),
        new("Widespread", Severity.Serious, "000: of some weight or spread", of => of.Aggravating.Contains(Aggravating.Widespread)),
        new("Care", Severity.Serious, "000, 001, 002, 004: groups who need care", of => of.Care.Count > 0),
        new("GoesOn", Severity.Serious, "001: whether it is acknowledged and has stopped decides what follows",
            of => of is { Stopped: Stopped.No, Frequency: Frequency.Several or Frequency.Regular }),
    ];

    /// <summary>What the facts point to; null when nothing was said.</summary>
    public static SuggestedPriority? Of(AssessmentFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.IsEmpty) return null;
        var holding = Rules.Where(rule => rule.Holds(facts)).ToList();
        var gravest = holding.Select(rule => rule.Points).DefaultIfEmpty(Severity.Ordinary).Max();
        return new(gravest, [.. holding.Where(rule => rule.Points == gravest)]);
    }

    private static bool IsOfPower(Aggravating one) => one is Aggravating.Power or Aggravating.Status or Aggravating.Leader;
}
