using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>Who hears of a step.</summary>
/// <param name="Holders">Holders of the case, who are asked to sign in.</param>
/// <param name="Others">
/// Those who hear only that something in the scheme is late: a deputy who does not hold the case, or the administrator who stands in
/// for one, and the executive contact under the scheme's own id.
/// </param>
internal sealed record StepAudience(IReadOnlyList<Guid> Holders, IReadOnlyList<Guid> Others)
{
    public bool IsNobody => Holders.Count + Others.Count == 0;
}

/// <summary>
/// Who hears of a step of a deadline's ladder. Only holders of the case are asked to sign in, since that mail would show a
/// person whom the report names that there is one. Where nobody who is at work is left at a level, the step goes to the next one up.
/// </summary>
internal sealed class DeadlineAudience
{
    private readonly SchemeStaff staff;
    private readonly CaseHolding holding;
    private readonly ILookup<Guid, Referral> referralsOf;

    private DeadlineAudience(SchemeStaff staff, CaseHolding holding, ILookup<Guid, Referral> referralsOf) =>
        (this.staff, this.holding, this.referralsOf) = (staff, holding, referralsOf);

    /// <summary>Reads who holds what of some reports of the scheme.</summary>
    public static async Task<DeadlineAudience> ReadAsync(
        IntakeDb db, SchemeStaff staff, IReadOnlyCollection<Guid> reports, HolderPseudonyms pseudonyms, CancellationToken cancel)
    {
        var referrals = await db.Referrals.AsNoTracking().Where(referral => reports.Contains(referral.ReportId)).ToListAsync(cancel);
        return new(staff, await CaseHolding.ReadAsync(db, reports, pseudonyms, cancel), referrals.ToLookup(referral => referral.ReportId));
    }

    /// <summary>The people of a step, each once; nobody where nobody is left to hear of it.</summary>
    public StepAudience Of(DeadlineRow deadline, EscalationLevel level)
    {
        if (level is EscalationLevel.Executive) return new([], staff.Scheme.Executive is null ? [] : [staff.Scheme.Id]);
        var holders = HoldersFrom(deadline, level);
        if (level is not EscalationLevel.Deputy || At(deadline, level).Any()) return new(holders, []);
        var deputies = staff.Deputies.ToList();
        // That something is late where they do not work is nothing for a handler who stands in; and who has the case is asked to sign in.
        var atWork = staff.AtWork(deputies).Where(staff.IsAdministrator).ToList();
        var hearing = (atWork.Count > 0 ? atWork : deputies).ToLookup(person => Holds(deadline, person));
        return new([.. holders.Union(hearing[true])], [.. hearing[false]]);
    }

    private IReadOnlyList<Guid> HoldersFrom(DeadlineRow deadline, EscalationLevel level)
    {
        List<EscalationLevel> levels =
            [.. Enum.GetValues<EscalationLevel>().Where(at => at >= level && at <= EscalationLevel.Deputy), EscalationLevel.Administrator];
        var atWork = levels
            .Select(at => (IReadOnlyList<Guid>)[.. staff.AtWork(At(deadline, at)).Where(person => Holds(deadline, person)).Order()])
            .FirstOrDefault(people => people.Count > 0, []);
        // All are on leave: a mail there is better than none.
        return atWork.Count > 0 ? atWork : levels.Select(at => (IReadOnlyList<Guid>)[.. At(deadline, at).Order()])
            .FirstOrDefault(people => people.Count > 0, []);
    }

    /// <summary>Holders at a level, on leave or not.</summary>
    private IEnumerable<Guid> At(DeadlineRow deadline, EscalationLevel level) => (level switch
    {
        EscalationLevel.Handler when Moving(deadline) is { Count: > 0 } moving => staff.Handlers.Where(person =>
            moving.Any(referral => holding.OfReferral(deadline.ReportId, referral.Id, person))),
        EscalationLevel.Handler or EscalationLevel.Administrator => staff.Administrators,
        EscalationLevel.Unit => Units(deadline).SelectMany(unit => Leading(deadline, unit)),
        EscalationLevel.ParentUnit => Units(deadline).SelectMany(unit => staff.Scheme.AndAbove(unit).Skip(1))
            .SelectMany(unit => staff.LeadersOf(unit).Concat(staff.HandlersOf(unit))),
        EscalationLevel.Deputy => staff.Deputies,
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    }).Where(person => Holds(deadline, person)).Distinct();

    private IEnumerable<Guid> Leading(DeadlineRow deadline, Unit unit)
    {
        var leaders = staff.LeadersOf(unit).Where(person => Holds(deadline, person)).ToList();
        return leaders.Count > 0 ? leaders : staff.HandlersOf(unit);
    }

    private bool Holds(DeadlineRow deadline, Guid person) => holding.OfReport(deadline.ReportId, person);

    /// <summary>The referrals whose units have to act; none where the administrators do.</summary>
    private IReadOnlyList<MovingReferral> Moving(DeadlineRow deadline) => DeadlineMoves.Of(
        deadline.Kind, deadline.ReferralId, deadline.OfAdministrators,
        referralsOf[deadline.ReportId].Select(referral => MovingReferral.Of(referral, !holding.AnyOfReferral(referral.Id))));

    /// <summary>
    /// The units that have the matter: the deadline's referral's, also when all have left it and the units above are nearest; else
    /// those that have to act.
    /// </summary>
    private IEnumerable<Unit> Units(DeadlineRow deadline)
    {
        var units = deadline.ReferralId is { } id
            ? referralsOf[deadline.ReportId].Where(referral => referral.Id == id).Select(referral => referral.UnitId)
            : Moving(deadline).Select(referral => referral.UnitId);
        return units.SelectMany(unit => staff.Scheme.Units.Where(one => one.Id == unit)).Distinct();
    }
}
