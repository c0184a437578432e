using System.Reflection;
using System.Text.RegularExpressions;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports;

/// <summary>The two tables of entry kinds: who writes what where, as FORMAT.md fixes it, and how the product treats each kind.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class EntryKindsTests
{
    private static readonly Dictionary<string, EntryAuthors> Authors = new()
    {
        ["mailbox"] = EntryAuthors.Mailbox,
        ["administrator"] = EntryAuthors.Administrator,
        ["case handler"] = EntryAuthors.CaseHandler,
        ["who may write there"] = EntryAuthors.Anyone,
    };

    [Test]
    public void Every_kind_has_one_rule_and_one_row() => Assert.Multiple(() =>
    {
        Assert.That(EntryKinds.All.Select(traits => traits.Kind), Is.EqualTo(Enum.GetValues<EntryKind>()));
        Assert.That(Enum.GetValues<EntryKind>().Where(kind => Rule(kind) is null), Is.Empty);
        Assert.That(EntryKinds.Of((EntryKind)257), Is.Null);
    });

    [Test]
    public void The_rules_are_those_of_FORMAT_md()
    {
        var told = (from line in File.ReadAllLines(Repository.PathOf("Intake.Core", "Sealing", "FORMAT.md"))
                    let cells = line.Split('|', StringSplitOptions.TrimEntries)
                    where cells.Length == 5 && Kinds().IsMatch(cells[1])
                        && cells[2].Split(", ").All(cell => Enum.TryParse<CompartmentKind>(cell, out _))
                    from Match kind in Kinds().Matches(cells[1])
                    select (Kind: int.Parse(kind.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
                        Name: kind.Groups[2].Value,
                        In: cells[2].Split(", "),
                        By: cells[3].Split(", ").Aggregate((EntryAuthors)0, (all, author) => all | Authors[author]))).ToList();
        Assert.That(told.Select(row => (row.Kind, row.Name)),
            Is.EquivalentTo(Enum.GetValues<EntryKind>().Select(kind => ((int)kind, kind.ToString()))));
        foreach (var (kind, name, rooms, by) in told)
        {
            var rule = Rule((EntryKind)kind)!;
            Assert.That(rule.Compartments.Select(room => room.ToString()), Is.EqualTo(rooms), name);
            Assert.That(rule.By, Is.EqualTo(by), name);
        }
    }

    [Test]
    public void What_is_made_of_a_kind_fits_who_writes_it_where() => Assert.Multiple(() =>
    {
        foreach (var traits in EntryKinds.All)
        {
            var rule = Rule(traits.Kind)!;
            if (traits.ShownTo.HasFlag(EntryReaders.Reporter))
                Assert.That(rule.Compartments, Does.Contain(CompartmentKind.Dialogue), $"{traits.Kind} in the mailbox");
            Assert.That(traits.ShownTo.HasFlag(EntryReaders.Gate), Is.EqualTo(rule.Compartments.Contains(CompartmentKind.GateCard)),
                $"{traits.Kind} at the gate");
            Assert.That(traits.ShownTo, Is.Not.EqualTo((EntryReaders)0), $"{traits.Kind} is shown to somebody");
            if (traits.Message == EntryMessage.FromReporter)
                Assert.That((rule.By, traits.FillsMailbox), Is.EqualTo((EntryAuthors.Mailbox, true)), $"{traits.Kind}");
            if (traits.Message == EntryMessage.FromStaff)
                Assert.That((rule.By, traits.FillsMailbox), Is.EqualTo((EntryAuthors.Staff, false)), $"{traits.Kind}");
            // The form bounds what comes with the report itself; everything else that a mailbox writes is counted.
            var later = rule.By.HasFlag(EntryAuthors.Mailbox) && rule.Compartments.Contains(CompartmentKind.Dialogue)
                && traits.Kind is not (EntryKind.Report or EntryKind.Exclusion);
            Assert.That(traits.FillsMailbox, Is.EqualTo(later), $"{traits.Kind} is counted");
        }
    });

    private static EntryRuleAttribute? Rule(EntryKind kind) =>
        typeof(EntryKind).GetField(kind.ToString())!.GetCustomAttribute<EntryRuleAttribute>();

    [GeneratedRegex(@"`(\d+)` (\w+)")]
    private static partial Regex Kinds();
}
