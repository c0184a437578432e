using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

[Parallelizable(ParallelScope.Self)]
public sealed class CaseLifecycleTests
{
    private static readonly ReportState[] ReportStates = Enum.GetValues<ReportState>();
    private static readonly ReferralState[] ReferralStates = Enum.GetValues<ReferralState>();

    [Test]
    public void A_report_is_over_where_no_step_leads_on_but_to_open_it_again_and_nowhere_else()
    {
        var onward = CaseLifecycle.OfReport.Where(step => step.To is not null && step != CaseLifecycle.Reopen).ToList();
        var ends = ReportStates.Where(state => !onward.Exists(step => step.Allows(state)));
        Assert.That(ReportStates.Where(CaseLifecycle.IsOver), Is.EqualTo(ends));
        Assert.That(ReferralStates.Where(CaseLifecycle.IsOver),
            Is.EqualTo(
                ReferralStates.Where(state => !CaseLifecycle.OfReferral.Any(step => step.To is not null && step.From.Contains(state)))));
    }

    [Test]
    public void Nothing_but_holding_checking_in_opening_again_looking_after_and_leaving_is_done_to_a_report_that_is_over()
    {
        var over = ReportStates.Where(CaseLifecycle.IsOver).ToList();
        Assert.That(CaseLifecycle.OfReport.Where(step => over.Any(step.Allows)),
            Is.EqualTo(new[]
            {
                CaseLifecycle.Hold, CaseLifecycle.CheckIn, CaseLifecycle.AnswerCheckIn, CaseLifecycle.LetTalkGo, CaseLifecycle.Reopen,
            }));
        Assert.That(CaseLifecycle.OfReferral.Where(step => over.Any(step.While.Contains)),
            Is.EqualTo(new[] { CaseLifecycle.LookAfter, CaseLifecycle.LeaveBehind }));
    }

    [Test]
    public void Every_state_is_reached_from_the_beginning()
    {
        var reports = Reached(CaseLifecycle.OfReport.Select(step => (step.From, step.To)).ToList());
        var referrals = Reached(CaseLifecycle.OfReferral.Select(step => (step.From, step.To)).ToList());
        Assert.That(reports, Is.EquivalentTo(ReportStates));
        Assert.That(referrals, Is.EquivalentTo(ReferralStates));
    }

    [Test]
    public void What_a_step_starts_another_meets_but_for_its_deletion()
    {
        CaseTransition[] all = [.. CaseLifecycle.OfReport, .. CaseLifecycle.OfReferral];
        var ended = all.SelectMany(step => step.Ends.Concat(step.MeetsOfReport)).ToHashSet();
        var unended = all.SelectMany(step => step.Starts.Concat(step.Restarts)).Distinct().Where(kind => !ended.Contains(kind));
        Assert.That(unended, Is.EquivalentTo(new[] { DeadlineKind.Retention }));
        Assert.That(all.SelectMany(step => step.Recounts.Concat(step.Reopens).Concat(step.Ends)).Distinct(),
            Is.SubsetOf(all.SelectMany(step => step.Starts.Concat(step.Restarts)).ToHashSet()));
    }

    [Test]
    public void A_step_from_a_state_that_does_not_allow_it_is_a_bug_and_changes_nothing()
    {
        foreach (var step in CaseLifecycle.OfReport)
        {
            foreach (var state in ReportStates.Append(default))
            {
                var report = Row(state);
                if (step.Allows(state) || (state == default && step.From.Count == 0))
                {
                    step.Apply(report, new DateOnly(2026, 3, 3));
                    Assert.That(report.State, Is.EqualTo(step.To ?? state));
                    Assert.That(report.ClosedOn is not null, Is.EqualTo(step.To is { } to && CaseLifecycle.IsOver(to)), step.Name);
                }
                else
                {
                    Assert.That(() => step.Apply(report, new DateOnly(2026, 3, 3)), Throws.InvalidOperationException,
                        $"{step.Name} from {state}");
                    Assert.That(report.State, Is.EqualTo(state));
                }
            }
        }
    }

    [Test]
    public void The_next_action_can_be_taken_by_the_person_who_is_asked_for_it()
    {
        foreach (var (person, report, referral, left, due, isOverdue) in
            from person in new[] { Person(CertifiedRoles.Administrator), Person(CertifiedRoles.CaseHandler) }
            from report in ReportStates
            from referral in ReferralStates
            from left in new[] { false, true }
            from due in Enum.GetValues<DeadlineKind>()
            from isOverdue in new[] { false, true }
            where IsOpen(due, report, referral)
            select (person, report, referral, left, due, isOverdue))
        {
            InboxReferral[] referrals = [new(Guid.NewGuid(), Guid.NewGuid(), referral, Mine: person.IsCaseHandler && !left, left)];
            PressingDeadline[] pressing =
                [new(due, isOverdue, person.IsAdministrator || due is not (DeadlineKind.Screening or DeadlineKind.Routing))];
            var waiting = new WaitingCase(report, referrals, pressing) { Passed = true, Unread = true, TalkAsked = true };
            var reasons = NextActionPolicy.All(person, waiting);
            Assert.That(reasons, Is.Unique);
            foreach (var reason in reasons)
                Assert.That(May(reason), $"{reason}: {report}, {referral}, left: {left}, {due}, administrator: {person.IsAdministrator}");
            Assert.That(NextActionPolicy.All(person, waiting with { Passed = false, HoldAsked = true }),
                Is.EqualTo(CaseLifecycle.IsOver(report) ? Array.Empty<NextAction>() : [NextAction.Gate]));

            bool May(NextAction reason) => reason switch
            {
                NextAction.Screening => CaseLifecycle.ScreenInside.IsFor(person) && CaseLifecycle.ScreenInside.Allows(report),
                // When all handlers have left a referral, the report is referred again, whatever its state.
                NextAction.Referral => CaseLifecycle.Refer.IsFor(person) && (left || CaseLifecycle.Refer.Allows(report)),
                NextAction.Review => CaseLifecycle.AcceptStatement.IsFor(person) && CaseLifecycle.AcceptStatement.Allows(report, referral),
                NextAction.Closing => CaseLifecycle.Close.IsFor(person) && CaseLifecycle.Close.Allows(report),
                NextAction.Statement => CaseLifecycle.SendStatement.IsFor(person) && CaseLifecycle.SendStatement.Allows(report, referral),
                NextAction.Answer => CaseLifecycle.Write.IsFor(person)
                    && (CaseLifecycle.Write.Allows(report) || CaseLifecycle.CheckIn.Allows(report)),
                NextAction.Talk => CaseLifecycle.AgreeTalk.IsFor(person) && CaseLifecycle.AgreeTalk.Allows(report),
                NextAction.Assess => CaseLifecycle.Assess.IsFor(person) && CaseLifecycle.Assess.Allows(report, referral),
                NextAction.Gate => due is DeadlineKind.Acknowledgement or DeadlineKind.Acceptance,
                NextAction.Routing => CaseLifecycle.Refer.IsFor(person) && CaseLifecycle.Refer.Allows(report),
                NextAction.SendStatement => CaseLifecycle.SendStatement.Allows(report, referral),
                NextAction.Feedback => CaseLifecycle.GiveFeedback.IsFor(person) && CaseLifecycle.GiveFeedback.Allows(report),
                NextAction.AgreedTalk => CaseLifecycle.HoldTalk.IsFor(person) && CaseLifecycle.HoldTalk.Allows(report),
                NextAction.OpenWindow => CaseLifecycle.ShutWindow.IsFor(person) && CaseLifecycle.ShutWindow.Allows(report),
                NextAction.PoliceReport => CaseLifecycle.ReportToPolice.IsFor(person) && CaseLifecycle.ReportToPolice.Allows(report),
                NextAction.CheckIn => CaseLifecycle.CheckIn.IsFor(person) && CaseLifecycle.CheckIn.Allows(report),
                _ => false,
            };
        }
    }

    /// <summary>Whether a deadline can be open at that point: its step can still be taken.</summary>
    private static bool IsOpen(DeadlineKind due, ReportState report, ReferralState referral) => due switch
    {
        DeadlineKind.Acknowledgement => CaseLifecycle.Acknowledge.Allows(report),
        DeadlineKind.Screening => CaseLifecycle.ScreenInside.Allows(report),
        DeadlineKind.Routing => CaseLifecycle.Refer.Allows(report),
        DeadlineKind.Acceptance => CaseLifecycle.Accept.Allows(report, referral),
        DeadlineKind.Statement => CaseLifecycle.SendStatement.Allows(report, referral),
        DeadlineKind.CheckIn => CaseLifecycle.CheckIn.Allows(report),
        DeadlineKind.Retention => CaseLifecycle.IsOver(report),
        _ => !CaseLifecycle.IsOver(report),
    };

    private static HashSet<TState> Reached<TState>(IReadOnlyList<(IReadOnlyList<TState> From, TState? To)> steps) where TState : struct
    {
        var reached = new HashSet<TState>();
        for (var before = -1; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var (from, to) in steps)
            {
                if (to is { } state && (from.Count == 0 || from.Any(reached.Contains))) reached.Add(state);
            }
        }

        return reached;
    }

    private static Certificate Person(CertifiedRoles roles)
    {
        using var encryption = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        return Certificate.Write(Guid.NewGuid(), Guid.NewGuid(), "Anne Holm", 1, new DateOnly(2026, 1, 5), roles,
            roles.HasFlag(CertifiedRoles.CaseHandler) ? [Guid.NewGuid()] : [], encryption.Public, signing.Public);
    }

    private static Report Row(ReportState state) => new()
    {
        Id = Guid.NewGuid(), SchemeId = Guid.NewGuid(), ReceivedOn = new DateOnly(2026, 3, 3), State = state,
        LookupHash = [], MailboxEncryptionKey = [], MailboxSigningKey = [], MailboxWrap = [],
    };
}
