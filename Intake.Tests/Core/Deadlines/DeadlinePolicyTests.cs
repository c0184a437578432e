using Intake.Core.Deadlines;
using NUnit.Framework;

namespace Intake.Tests.Core.Deadlines;

/// <summary>Each deadline, computed from its event.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DeadlinePolicyTests
{
    private static readonly DeadlineSettings Usual = new();
    private static readonly DateOnly Received = new(2026, 3, 3);

    [Test]
    public void Acknowledgement_is_due_seven_days_after_receipt()
    {
        var deadline = DeadlinePolicy.Acknowledgement(Received, Usual);

        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 3, 10)));
        Assert.That(deadline.Explain("da"), Is.EqualTo("modtaget 3. marts 2026 + 7 dage = 10. marts 2026"));
        Assert.That(deadline.Explain("en"), Is.EqualTo("received 3 March 2026 + 7 days = 10 March 2026"));
    }

    [Test]
    public void A_legal_deadline_on_a_holiday_is_not_moved_but_acted_on_before()
    {
        var deadline = DeadlinePolicy.Acknowledgement(new DateOnly(2026, 3, 29), Usual);

        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 4, 5)), "Easter Sunday");
        Assert.That(deadline.ActBy, Is.EqualTo(new DateOnly(2026, 4, 1)), "the Wednesday before Maundy Thursday");
        Assert.That(deadline.IsOverdue(deadline.Due), Is.False);
        Assert.That(deadline.IsOverdue(deadline.Due.AddDays(1)), Is.True);
    }

    [Test]
    public void Screening_and_acceptance_count_working_days()
    {
        var screening = DeadlinePolicy.Screening(new DateOnly(2026, 3, 31), Usual);
        var acceptance = DeadlinePolicy.Acceptance(new DateOnly(2026, 12, 22), Usual);

        Assert.That(screening.Due, Is.EqualTo(new DateOnly(2026, 4, 10)), "over Easter");
        Assert.That(screening.Explain("da"), Is.EqualTo("modtaget 31. marts 2026 + 5 arbejdsdage = 10. april 2026"));
        Assert.That(acceptance.Due, Is.EqualTo(new DateOnly(2026, 12, 29)), "over Christmas");
        Assert.That(acceptance.Explain("en"), Is.EqualTo("referred 22 December 2026 + 3 working days = 29 December 2026"));
    }

    [Test]
    public void Feedback_counts_from_the_acknowledgement_when_it_came_in_time()
    {
        var deadline = DeadlinePolicy.Feedback(Received, new DateOnly(2026, 3, 5), Usual);

        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 6, 5)));
        Assert.That(deadline.Explain("da"), Is.EqualTo("modtagelsen bekræftet 5. marts 2026 + 3 måneder = 5. juni 2026"));
    }

    [Test]
    public void An_acknowledgement_on_the_seventh_day_is_in_time()
    {
        var deadline = DeadlinePolicy.Feedback(Received, Received.AddDays(7), Usual);

        Assert.That(deadline.Origin, Is.EqualTo(DeadlineOrigin.Acknowledged));
        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 6, 10)));
    }

    [TestCase(null)]
    [TestCase(8)]
    [TestCase(60)]
    public void Feedback_counts_from_the_seventh_day_when_no_acknowledgement_came_by_then(int? acknowledgedAfter)
    {
        DateOnly? acknowledged = acknowledgedAfter is { } days ? Received.AddDays(days) : null;
        var deadline = DeadlinePolicy.Feedback(Received, acknowledged, Usual);

        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 6, 10)));
        Assert.That(deadline.Explain("en"), Is.EqualTo("last day to acknowledge 10 March 2026 + 3 months = 10 June 2026"));
    }

    [TestCase(2025, 11, 30, 2026, 2, 28)]
    [TestCase(2027, 11, 30, 2028, 2, 29)]
    [TestCase(2026, 1, 31, 2026, 4, 30)]
    [TestCase(2026, 3, 31, 2026, 6, 30)]
    [TestCase(2026, 2, 28, 2026, 5, 28)]
    public void Feedback_is_clamped_to_the_end_of_a_shorter_month(int y, int m, int d, int dueYear, int dueMonth, int dueDay)
    {
        DateOnly acknowledged = new(y, m, d);

        Assert.That(
            DeadlinePolicy.Feedback(acknowledged, acknowledged, Usual).Due,
            Is.EqualTo(new DateOnly(dueYear, dueMonth, dueDay)));
    }

    [Test]
    public void Feedback_is_never_later_than_receipt_and_seven_days_and_three_months()
    {
        for (var days = 0; days < 1500; days++)
        {
            var received = new DateOnly(2026, 1, 1).AddDays(days);
            var latest = received.AddDays(7).AddMonths(3);
            Assert.That(DeadlinePolicy.Feedback(received, null, Usual).Due, Is.EqualTo(latest));
            for (var after = 0; after <= 10; after++)
                Assert.That(DeadlinePolicy.Feedback(received, received.AddDays(after), Usual).Due, Is.LessThanOrEqualTo(latest));
        }
    }

    [Test]
    public void An_acknowledgement_before_the_receipt_is_a_bug() => Assert.That(
        () => DeadlinePolicy.Feedback(Received, Received.AddDays(-1), Usual),
        Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(Severity.Grave, 30)]
    [TestCase(Severity.Serious, 60)]
    [TestCase(Severity.Ordinary, 90)]
    public void The_graver_the_case_the_sooner_the_statement(Severity severity, int days) =>
        Assert.That(DeadlinePolicy.Statement(Received, severity, Usual).Due, Is.EqualTo(Received.AddDays(days)));

    [Test]
    public void The_police_report_keeps_72_hours_and_says_that_the_hour_counts()
    {
        var deadline = DeadlinePolicy.PoliceReport(Received);

        Assert.That(deadline.Due, Is.EqualTo(new DateOnly(2026, 3, 6)));
        Assert.That(deadline.Explain("da"), Is.EqualTo("sket 3. marts 2026 + 72 timer = 6. marts 2026 på samme klokkeslæt"));
        Assert.That(deadline.Explain("en"), Is.EqualTo("happened 3 March 2026 + 72 hours = 6 March 2026 at the same time of day"));
    }

    [Test]
    public void Check_in_and_retention_count_from_the_closing()
    {
        DateOnly closed = new(2026, 8, 31);

        Assert.That(DeadlinePolicy.CheckIn(closed, Usual).Due, Is.EqualTo(new DateOnly(2026, 11, 30)));
        Assert.That(DeadlinePolicy.Retention(closed, Outcome.OutOfScope, Usual).Due, Is.EqualTo(new DateOnly(2026, 10, 30)));
        Assert.That(
            DeadlinePolicy.Retention(closed, Outcome.Acted, Usual).Explain("da"),
            Is.EqualTo("afsluttet 31. august 2026 + 730 dage = 30. august 2028"));
    }

    [Test]
    public void An_agreed_date_explains_itself_without_arithmetic()
    {
        var deadline = DeadlinePolicy.ByHand(DeadlineKind.AgreedTalk, Received, new DateOnly(2026, 3, 20));

        Assert.That(deadline.Explain("da"), Is.EqualTo("aftalt 3. marts 2026: 20. marts 2026"));
        Assert.That(
            () => DeadlinePolicy.ByHand(DeadlineKind.Feedback, Received, Received),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => DeadlinePolicy.ByHand(DeadlineKind.OpenWindow, Received, Received.AddDays(-1)),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void One_is_told_in_the_singular()
    {
        var strict = Usual with { AcknowledgementDays = 1, FeedbackMonths = 1, ScreeningWorkingDays = 1 };

        Assert.That(DeadlinePolicy.Acknowledgement(Received, strict).Explain("da"), Does.Contain("+ 1 dag ="));
        Assert.That(DeadlinePolicy.Screening(Received, strict).Explain("en"), Does.Contain("+ 1 working day ="));
        Assert.That(DeadlinePolicy.Feedback(Received, Received, strict).Explain("da"), Does.Contain("+ 1 måned ="));
    }

    [Test]
    public void Two_stored_dates_tell_the_same_arithmetic_again()
    {
        for (var day = 0; day < 400; day++)
        {
            var start = Received.AddDays(day);
            Deadline[] deadlines =
            [
                DeadlinePolicy.Acknowledgement(start, Usual),
                DeadlinePolicy.Screening(start, Usual),
                DeadlinePolicy.Acceptance(start, Usual),
                DeadlinePolicy.Feedback(start, start.AddDays(2), Usual),
                DeadlinePolicy.Feedback(start, null, Usual),
                DeadlinePolicy.Statement(start, Severity.Grave, Usual),
                DeadlinePolicy.ByHand(DeadlineKind.OpenWindow, start, start.AddDays(9)),
                DeadlinePolicy.PoliceReport(start),
                DeadlinePolicy.CheckIn(start, Usual),
                DeadlinePolicy.Retention(start, Outcome.NoGround, Usual),
            ];
            foreach (var deadline in deadlines)
                Assert.That(Deadline.Of(deadline.Kind, deadline.Start, deadline.Due, received: start), Is.EqualTo(deadline));
        }
    }

    [Test]
    public void Only_Danish_and_English_are_spoken() => Assert.That(
        () => DeadlinePolicy.PoliceReport(Received).Explain("sv"),
        Throws.InstanceOf<ArgumentOutOfRangeException>());
}
