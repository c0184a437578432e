using Intake.Core.Cases.Closing;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>What a case waits for, on its own page: what its row in the inbox says, and what comes after that.</summary>
/// <param name="Action">What it waits for from this person now, by the inbox's policy.</param>
/// <param name="Next">
/// The open deadline that comes next: of those who handle the case their own first, else of all that the person sees. Null where
/// none is open. That a case is due to be deleted waits for nobody.
/// </param>
/// <param name="Later">What meets <paramref name="Next"/> where that is this person's move; else nothing.</param>
/// <param name="Units">Whose move <paramref name="Next"/> is; none where it is the administrators'.</param>
public sealed record CaseTurn(NextAction Action, Deadline? Next, NextAction Later, IReadOnlyList<Guid> Units)
{
    /// <summary>Whether the next deadline is this person's move.</summary>
    public bool IsMine { get; private init; }

    /// <summary>Works it out from a case as the person sees it. Pure.</summary>
    /// <param name="view">The case.</param>
    /// <param name="person">Who sees it.</param>
    /// <param name="today">Today.</param>
    public static CaseTurn Of(CaseView view, Certificate person, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(person);
        var referrals = view.Referrals.Where(one => person.IsAdministrator || one.WorkFile is not null)
            .Select(one => new InboxReferral(one.Id, one.UnitId, one.State, one.WorkFile is not null,
                view.Moving.Single(of => of.Id == one.Id).IsLeft && one.Deadlines.Any(due => due.IsOpen))).ToList();
        var owed = view.Deadlines.Select(one => (One: one, Owes: (Guid?)null))
            .Concat(view.Referrals.SelectMany(referral => referral.Deadlines.Select(one => (One: one, Owes: (Guid?)referral.Id))))
            .Where(pair => pair.One.IsOpen && pair.One.Deadline.Kind != DeadlineKind.Retention)
            .OrderBy(pair => pair.One.Deadline.Due)
            .Select(pair => new OwedDeadline(
                pair.One.Deadline, DeadlineMoves.Of(
                    pair.One.Deadline.Kind, pair.Owes, pair.One.Deadline.OfAdministrators, view.Moving))).ToList();
        var asked = view.HoldAskedOn is not null && CaseLifecycle.Hold.IsFor(person)
            && HoldProposals.Proposer(view.Thread, view.LegalHold) != person.PersonId;
        var talks = TalkHistory.Of(view.Thread);
        var waiting = new WaitingCase(view.State, referrals, PressingDeadline.Of(person, referrals, owed, today))
        {
            Passed = true,
            Unread = view.NewAnswers.Count > 0,
            TalkAsked = talks is [.., { State: TalkState.Asked }],
            Assessed = view.Severity is not null,
            HoldAsked = asked,
            Messaged = UnitThread.Unread(view) > 0,
            ToRead = view.Proposals.Any(one => one.IsOpen && one.By.PersonId != person.PersonId),
        };
        var reasons = NextActionPolicy.All(person, waiting);
        var mine = owed.Find(one => one.IsFor(person, referrals));
        var isAsked = owed.Exists(one => one.Due.Kind == DeadlineKind.Acceptance && one.Moves.Count > 0);
        var next = (referrals.Exists(one => one.Mine) ? mine : null)
            ?? owed.Find(one => one.Due.Kind != DeadlineKind.Routing || one.Due.IsOverdue(today) || !isAsked) ?? owed.FirstOrDefault();
        var isMine = next is not null && next.IsFor(person, referrals);
        var later = isMine ? LaterOf(person, view.State, referrals, next!) : NextAction.Nothing;
        // Of several units that owe the same by the same day, none is left out.
        var alike = owed.Where(one => one == next || (one.Due.Kind == next?.Due.Kind && one.Due.Due == next.Due.Due));
        return new(First(reasons), next?.Due, later, [.. alike.SelectMany(one => one.Moves).Select(of => of.UnitId).Distinct()])
        {
            IsMine = isMine,
        };
    }

    /// <summary>What meets a deadline that is this person's move; nothing for one that the worker meets. Pure.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="state">The report's.</param>
    /// <param name="referrals">Those that the person sees.</param>
    /// <param name="owed">The deadline.</param>
    internal static NextAction LaterOf(
        Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, OwedDeadline owed) =>
        First(NextActionPolicy.All(person, new(state, referrals, [new(owed.Due.Kind, IsOverdue: false, IsMine: true)])
        {
            Passed = true, Assessed = true,
        }));

    private static NextAction First(IReadOnlyList<NextAction> reasons) => reasons.Count == 0 ? NextAction.Nothing : reasons[0];
}
