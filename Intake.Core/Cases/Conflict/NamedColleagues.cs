using System.Text.RegularExpressions;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Reports.Names;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// The colleagues whom a person names who steps back: whom the names mean, and which of them mean nobody. Pure, and by the names alone:
/// what the reporter wrote has no part in it, so that the answer tells nothing of the case.
/// </summary>
internal static partial class NamedColleagues
{
    /// <summary>Today's people whom the names mean, without the one who steps back.</summary>
    public static IReadOnlyList<Certificate> Meant(OpenReport report, string? names) => BlankText.Is(names) ? []
        : [.. Bearers(report, names).Where(person => person.PersonId != report.Self.Party.PersonId)
            .OrderBy(person => person.FullName, StringComparer.Ordinal).ThenBy(person => person.PersonId)];

    /// <summary>What is written among the names and means nobody, in its order.</summary>
    public static IReadOnlyList<string> Unknown(OpenReport report, string? names) =>
        [.. (names ?? "").Split('\n').SelectMany(line => UnknownIn(report, line)).Distinct(StringComparer.Ordinal)];

    /// <summary>Today's people whose names are like one that means nobody.</summary>
    /// <param name="report">The report.</param>
    /// <param name="unknown">What was written.</param>
    /// <param name="units">The titles of a person's units.</param>
    public static IReadOnlyList<Certificate> Like(
        OpenReport report, string unknown, Func<Certificate, IReadOnlyList<string>> units)
    {
        var rule = RuleOf(report, unknown);
        return [.. report.MayHold.Where(person => person.PersonId != report.Self.Party.PersonId
            && rule.MayMean(person, unknown, units(person))).OrderBy(person => person.FullName, StringComparer.Ordinal)];
    }

    /// <summary>
    /// What is sealed: the rule with the names, and each of today's people whom it fits. From here on the rule counts, also in the same
    /// step.
    /// </summary>
    public static IReadOnlyList<ExclusionContent> Bar(OpenReport report, string? names)
    {
        if (BlankText.Is(names)) return [];
        var rule = report.Rule!;
        var before = report.MayHold.Where(rule.ShutsOut).Select(person => person.PersonId).ToHashSet();
        var named = Sealed(names);
        rule.Add(named);
        List<ExclusionContent> all = [named];
        all.AddRange(report.MayHold.Where(person => rule.ShutsOut(person) && !before.Contains(person.PersonId)
                && person.PersonId != report.Self.Party.PersonId)
            .Select(person => new ExclusionContent(person.PersonId, ExclusionContent.ByStaff)));
        foreach (var exclusion in all.Skip(1)) rule.Add(exclusion);
        return all;
    }

    /// <summary>Of "Lars Thygesen og Karin Bjerre" the second, where it means nobody; of "Thygesen, Lars" nothing.</summary>
    private static IEnumerable<string> UnknownIn(OpenReport report, string line)
    {
        var known = NameWords.Of(Bearers(report, line).SelectMany(report.People.NamesOf)).Select(word => word.Folded).ToHashSet();
        return Between().Split(line).Select(part => part.Trim()).Where(part =>
            !NameWords.Of([part]).All(word => known.Contains(word.Folded)) && !Bearers(report, part).Any());
    }

    private static IEnumerable<Certificate> Bearers(OpenReport report, string names) =>
        report.MayHold.Where(RuleOf(report, names).ShutsOut);

    private static ExclusionRule RuleOf(OpenReport report, string names) => new(report.People, [], [Sealed(names)]);

    private static ExclusionContent Sealed(string names) =>
        new(Guid.NewGuid(), ExclusionContent.ByStaff) { Names = LineBreaks.Plain(names).Trim() };

    [GeneratedRegex(@"[,;&\n]|\bog\b|\band\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
