using System.Text;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using NUnit.Framework;

namespace Intake.Tests.Core.Schemes;

/// <summary>What a valid file is read as.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SchemeFileTests
{
    private static Scheme SmallTown => SchemeFile.Read(SchemeFiles.SmallTown).Scheme!;

    [Test]
    public void A_good_file_becomes_a_scheme()
    {
        var result = SchemeFile.Read(SchemeFiles.SmallTown);

        Assert.That(result.Faults, Is.Empty);
        Assert.That(result.Scheme!.Name, Is.EqualTo("small-town"));
        Assert.That(result.Scheme.Title.In("en"), Is.EqualTo("The scheme"));
        Assert.That(result.Scheme.Administrator.Deputy.Staff, Is.EqualTo("deputy@law.example"));
        Assert.That(result.Scheme.Orientation, Is.Null);
        Assert.That(result.Scheme.Text("da", "Start.Talk"), Is.EqualTo("Velkommen."));
        Assert.That(result.Scheme.Text("da", "Start.Lead"), Is.Null);
    }

    [Test]
    public void A_second_reader_is_wanted_only_where_the_file_says_so()
    {
        Assert.That(SmallTown.SecondReader, Is.False);
        foreach (var (said, isWanted) in new[] { ("true", true), ("false", false) })
        {
            var file = Encoding.UTF8.GetString(SchemeFiles.SmallTown)
                .Replace("\"limits\":", $"\"secondReader\": {said}, \"limits\":", StringComparison.Ordinal);
            Assert.That(SchemeFile.Read(Encoding.UTF8.GetBytes(file)).Scheme!.SecondReader, Is.EqualTo(isWanted), said);
        }
    }

    [Test]
    public void Clocks_left_out_are_the_usual_ones()
    {
        var clocks = SmallTown.Deadlines;

        Assert.That(clocks, Is.EqualTo(new DeadlineSettings
        {
            RetentionDays = clocks.RetentionDays,
            Ladder = clocks.Ladder,
            MailHours = clocks.MailHours,
        }));
        Assert.That(clocks.MailHours, Is.EqualTo(new[] { new TimeOnly(7, 30), new TimeOnly(13, 0) }));
        Assert.That(clocks.Ladder, Is.SameAs(EscalationLadder.Usual));
    }

    [Test]
    public void Units_come_in_the_order_of_their_tree_whatever_the_order_in_the_file()
    {
        Assert.That(SmallTown.Units.Select(unit => unit.Name), Is.EqualTo(new[] { "town-hall", "school" }));
        Assert.That(
            SmallTown.AndAbove(SmallTown.Unit("school")!).Select(unit => unit.Name),
            Is.EqualTo(new[] { "school", "town-hall" }));
    }

    [Test]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. SchemeFiles.SmallTown];

        Assert.That(SchemeFile.Read(marked).IsGood, Is.True);
    }

    [Test]
    public void A_scheme_in_Danish_alone_needs_no_English()
    {
        var json = Encoding.UTF8.GetString(SchemeFiles.SmallTown)
            .Replace("""["da", "en"]""", """["da"]""", StringComparison.Ordinal)
            .Replace(""", "en": "The scheme" """.TrimEnd(), "", StringComparison.Ordinal)
            .Replace(",\n    \"en\": { \"Start.Talk\": \"Welcome.\" }", "", StringComparison.Ordinal);
        var result = SchemeFiles.Read(json);

        Assert.That(result.Faults, Is.Empty);
        Assert.That(result.Scheme!.Title.In("en"), Is.EqualTo("Ordningen"));
    }

    [Test]
    public void Reading_the_same_file_twice_gives_the_same_ids()
    {
        var first = SmallTown;
        var second = SmallTown;

        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(second.Units, Is.EqualTo(first.Units));
    }

    [TestCase("da")]
    [TestCase("en")]
    [TestCase("mailbox")]
    [TestCase("office")]
    [TestCase("privacy")]
    [TestCase("accessibility")]
    [TestCase("leave")]
    [TestCase("health")]
    [TestCase("report")]
    public void No_scheme_is_called_by_a_word_that_addresses_use(string word)
    {
        var json = Encoding.UTF8.GetString(SchemeFiles.SmallTown).Replace("small-town", word, StringComparison.Ordinal);

        Assert.That(SchemeFiles.Read(json).Faults.Single().Path, Is.EqualTo("name"));
    }
}
