using System.Reflection;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core.Reports;

/// <summary>The table of the form's questions, compared with the record that stores their answers.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReportQuestionsTests
{
    private static readonly string[] NotAsked = ["Language", "ToldBy", "TakenDownBy", "FreeTexts", "EqualityContract"];

    private static IEnumerable<PropertyInfo> Stored =>
        typeof(ReportContent).GetProperties().Where(property => !NotAsked.Contains(property.Name));

    [Test]
    public void Every_property_of_a_report_is_a_question_and_each_question_reads_and_writes_its_own_property()
    {
        Assert.That(ReportQuestions.All.Select(question => question.Field), Is.EquivalentTo(Stored.Select(property => property.Name)));
        var empty = new ReportContent { Description = "", Follow = false, Language = "da" };
        foreach (var question in ReportQuestions.All)
        {
            var answer = question.Kind == AnswerKind.Follow ? "yes" : "et svar om " + question.Field;
            var changed = question.With(empty, answer);
            Assert.That(question.Answer(changed), Is.EqualTo(answer), question.Field);
            Assert.That(Stored.Where(property => !Equals(property.GetValue(changed), property.GetValue(empty)))
                .Select(property => property.Name), Is.EqualTo(new[] { question.Field }));
        }
    }

    [Test]
    public void Every_answer_in_free_words_is_searched_for_names()
    {
        var free = ReportQuestions.All.Where(question => question.Kind is AnswerKind.Account or AnswerKind.Line or AnswerKind.Prose)
            .ToList();
        Assert.That(free, Has.Count.GreaterThan(5));
        Assert.That(free.Where(question => !question.MayNamePeople).Select(question => question.Field), Is.Empty);
    }

    [Test]
    public void A_report_keeps_what_was_answered_without_blanks_around_and_nothing_of_what_was_skipped()
    {
        var typed = new Dictionary<string, string>
        {
            ["Description"] = "\n  Først\n  så\n", ["Follow"] = "yes", ["Place"] = "  Afsnit 4 ", ["Involved"] = "  \n"
        };
        var report = ReportQuestions.Report(field => typed.GetValueOrDefault(field, ""), "en");
        Assert.That(report,
            Is.EqualTo(new ReportContent { Description = "  Først\n  så", Follow = true, Language = "en", Place = "Afsnit 4" }));
    }
}
