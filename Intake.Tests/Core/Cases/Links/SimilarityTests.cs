using System.Globalization;
using Intake.Core.Cases.Links;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Links;

[Parallelizable(ParallelScope.Self)]
public sealed class SimilarityTests
{
    private static readonly DateOnly Received = new(2026, 3, 10);

    [TestCase("Det skete den 3. marts på kontoret.", "2026-03-03")]
    [TestCase("3/3-2026, og igen 04.03.2026", "2026-03-03 2026-03-04")]
    [TestCase("2026-03-03 og 3/3", "2026-03-03")]
    [TestCase("On March 3rd, and on the 5th of May 2025", "2025-05-05 2026-03-03")]
    [TestCase("December 24, 2025; 1 jan", "2025-12-24 2026-01-01")]
    [TestCase("Den 24. december", "2025-12-24")]
    [TestCase("Kl. 10.12 til 11.15, stue 3/42, 40. juni, version 2.1.3.4, 31/2", "")]
    public void Days_are_read_as_people_write_them_and_times_are_none(string text, string days) =>
        Assert.That(string.Join(' ', WrittenDays.In([text, null], Received).Order()
                .Select(day => day.ToString("O", CultureInfo.InvariantCulture))),
            Is.EqualTo(days));

    [Test]
    public void Two_reports_are_alike_by_a_name_with_one_thing_more_or_by_three_things_without()
    {
        var one = Told("Bent Holm råbte ad os den 3. marts.", "hospital", "bullying");
        Assert.That(Of(one, Told("Det var Bent Holm, den 3. marts.")), Is.EqualTo(new[] { Likeness.Names, Likeness.Days }));
        Assert.That(Of(one, Told("Det var Bent Holm.", category: "bullying")), Is.EqualTo(new[] { Likeness.Names, Likeness.Category }));
        Assert.That(Of(one, Told("Det var den 3. marts.", "hospital", "bullying")),
            Is.EqualTo(new[] { Likeness.Days, Likeness.Unit, Likeness.Category }));
        Assert.That(Of(one, Told("Det var Bent Holm.")), Is.Null, "a name alone");
        Assert.That(Of(one, Told("En anden sag.", "hospital", "bullying")), Is.Null, "unit and category are often the same");
        Assert.That(Of(Told("Først.", "several", "bullying"), Told("Den 3. marts.", "several", "bullying")), Is.Null);
    }

    [Test]
    public void The_same_words_are_enough_also_with_other_signs_between_them()
    {
        var one = Told("Jeg er blevet talt grimt til.\nDet bliver ved.");
        Assert.That(Of(one, Told("Jeg er blevet talt grimt til. Det bliver ved!")), Is.EqualTo(new[] { Likeness.Words }));
        Assert.That(Of(Told("Hjælp."), Told("Hjælp!")), Is.Null, "a word or two say nothing");
    }

    [Test]
    public void The_names_that_are_shown_are_those_that_both_have() =>
        Assert.That(Similarity.Of(Told("Bent Holm og Jytte Krogh, den 3. marts."), Told("Jytte Krogh og Kaj Friis, den 3. marts."))!.Names,
            Is.EqualTo(new[] { "Jytte Krogh" }));

    private static IReadOnlyList<Likeness>? Of(ComparedReport one, ComparedReport other)
    {
        Assert.That(Similarity.Of(other, one)?.In, Is.EqualTo(Similarity.Of(one, other)?.In), "either way");
        return Similarity.Of(one, other)?.In;
    }

    private static ComparedReport Told(string text, string? unit = null, string? category = null) => ComparedReport.Of(
        new ReportContent { Description = text, Follow = true, Language = "da", Unit = unit, Category = category }, null, Received,
        name => name == "hospital", []);
}
