using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Closing;

[Parallelizable(ParallelScope.Self)]
public sealed class ClosingDraftTests
{
    private static readonly ClosingGround Nothing = new([], HasFeedback: true, IsNearTheTrap: false);

    private static readonly ClosingDraft Whole = CaseScene.Closing(Outcome.Acted);

    [Test]
    public void A_whole_closing_has_no_faults_and_an_empty_one_says_all_that_it_needs()
    {
        Assert.That(Whole.Check(Nothing), Is.Empty);
        Assert.That(new ClosingDraft().Check(Nothing), Is.EqualTo(new Dictionary<string, CaseResult>
        {
            ["Outcome"] = CaseResult.ChoiceUnknown, ["Finding"] = CaseResult.ChoiceUnknown, ["Tracks"] = CaseResult.ChoiceUnknown,
            ["Learning"] = CaseResult.TextMissing,
        }));
        Assert.That((Whole with { Outcome = Outcome.OutOfScope }).Check(Nothing).Keys, Is.EqualTo(new[] { "Outcome" }));
        Assert.That((Whole with { Text = new string('x', CaseText.Longest + 1) }).Check(Nothing).Keys, Is.EqualTo(new[] { "Text" }));
    }

    [Test]
    public void What_is_open_is_carried_over_with_a_reason_or_refused_each_kind_by_itself([Values] MatterKind kind)
    {
        var ground = Nothing with { Open = [new(kind, 2)] };
        Assert.That((Whole with { CarriedOver = new Dictionary<MatterKind, string> { [kind] = " " } }).Check(ground),
            Is.EqualTo(new Dictionary<string, CaseResult> { [$"Carry{kind}"] = CaseResult.StillOpen }));
        Assert.That(Whole.Check(ground), Is.Empty);
        var record = Whole.Record(ground);
        Assert.That(record.CarriedOver!.Single(), Is.EqualTo(new CarriedMatter($"{kind}", 2, Whole.CarriedOver[kind])));
    }

    [Test]
    public void A_reporter_who_was_never_given_feedback_is_a_reason_or_a_refusal()
    {
        var ground = Nothing with { HasFeedback = false };
        Assert.That(Whole.Check(ground), Is.EqualTo(new Dictionary<string, CaseResult> { ["NoFeedback"] = CaseResult.FeedbackMissing }));
        Assert.That((Whole with { NoFeedback = "Indberetteren har bedt om ikke at høre mere." }).Check(ground), Is.Empty);
    }

    [Test]
    public void Anonymous_and_nothing_to_do_is_refused_without_the_culture_track([Values] bool trap, [Values] Finding finding)
    {
        var ground = Nothing with { IsNearTheTrap = trap };
        var refused = trap || finding == Finding.Undecided;
        foreach (var (outcome, tracks) in new (Outcome, ClosingTrack[])[]
        {
            (Outcome.NoGround, [ClosingTrack.None]), (Outcome.NoGround, [ClosingTrack.Individual]), (Outcome.Acted, [ClosingTrack.None]),
        })
        {
            var draft = Whole with { Outcome = outcome, Finding = finding, Tracks = tracks };
            Assert.That(draft.Check(ground).GetValueOrDefault("Tracks"), Is.EqualTo(refused ? CaseResult.CultureMissing : default),
                $"{outcome}, {tracks[0]}");
        }

        var found = Whole with { Finding = finding };
        Assert.That((found with { Outcome = Outcome.NoGround, Tracks = [ClosingTrack.Culture] }).Check(ground), Is.Empty);
        Assert.That((found with { Outcome = Outcome.Acted, Tracks = [ClosingTrack.Individual] }).Check(ground), Is.Empty);
    }

    [Test]
    public void No_track_stands_alone_and_needs_no_learning()
    {
        var none = Whole with { Finding = Finding.Unsubstantiated, Tracks = [ClosingTrack.None], Learning = "" };
        Assert.That(none.Check(Nothing), Is.Empty);
        Assert.That((none with { Tracks = [ClosingTrack.None, ClosingTrack.Process] }).Check(Nothing)["Tracks"],
            Is.EqualTo(CaseResult.TracksExclude));
    }
}
