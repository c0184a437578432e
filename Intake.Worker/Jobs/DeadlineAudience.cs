using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Who hears of a step of a deadline's ladder: only holders of the case, since a mail would show a person whom the report
/// names that there is one. Where nobody is left at a level, the step goes to the next one up.
/// </summary>
internal sealed class DeadlineAudience
{
    private readonly Scheme scheme;
    private readonly CaseHolding holding;
    private readonly IReadOnlySet<Guid> handlers;
    private readonly ILookup<Guid, Guid> handlersOf;
    private readonly ILookup<Guid, Referral> referralsOf;
    private readonly IReadOnlyList<Guid> administrators;
    private readonly IReadOnlyList<Guid> deputies;

    private DeadlineAudience(
        Scheme scheme, CaseHolding holding, ILookup<Guid, Guid> handlersOf, ILookup<Guid, Referral> referralsOf,
        IReadOnlySet<Guid> handlers, ILookup<bool, Guid> leading)
    {
        (this.scheme, this.holding, this.handlersOf, this.referralsOf, this.handlers) =
            (scheme, holding, handlersOf, referralsOf, handlers);
        (administrators, deputies) = ([.. leading[false]], [.. leading[true]]);
    }

    /// <summary>Reads who works where in the scheme now, and who holds what of its reports.</summary>
    public static async Task<DeadlineAudience> ReadAsync(IntakeDb db, Scheme scheme, HolderPseudonyms pseudonyms, CancellationToken cancel)
    {
        var staff = await db.Staff.Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active)
            .Select(person => new { person.Id, person.Email, person.Roles }).ToListAsync(cancel);
        var handlers = staff.Where(person => person.Roles.HasFlag(StaffRoles.CaseHandler)).Select(person => person.Id).ToHashSet();
        var places = await db.StaffUnits.AsNoTracking().Where(place => handlers.Contains(place.StaffId)).ToListAsync(cancel);
        var referrals = await db.Referrals.AsNoTracking()
            .Where(referral => db.Reports.Any(report => report.Id == referral.ReportId && report.SchemeId == scheme.Id))
            .ToListAsync(cancel);
        var leading = staff.Where(person => person.Roles.HasFlag(StaffRoles.Administrator))
            .ToLookup(person => person.Email == scheme.Administrator.Deputy.Staff, person => person.Id);
        return new(
            scheme, await CaseHolding.ReadAsync(db, scheme.Id, pseudonyms, cancel),
            places.ToLookup(place => place.UnitId, place => place.StaffId),
            referrals.ToLookup(referral => referral.ReportId), handlers, leading);
    }

    /// <summary>The people of a step, all of them holders of the case; empty where nobody is left who holds it.</summary>
    public IReadOnlyList<Guid> Of(DeadlineRow deadline, EscalationLevel level)
    {
        for (var at = level; at <= EscalationLevel.Deputy; at++)
        {
            if (At(deadline, at) is { Count: > 0 } people) return people;
        }

        return [.. administrators.Where(person => holding.OfReport(deadline.ReportId, person))];
    }

    private IReadOnlyList<Guid> At(DeadlineRow deadline, EscalationLevel level) =>
    [
        .. (level switch
        {
            EscalationLevel.Handler when !IsTheAdministrators(deadline) => handlers.Where(person => Works(deadline, person)),
            EscalationLevel.Handler or EscalationLevel.Administrator => administrators,
            EscalationLevel.Unit => Units(deadline).SelectMany(scheme.AndAbove).SelectMany(unit => handlersOf[unit.Id]).Distinct(),
            EscalationLevel.Deputy => deputies,
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        }).Where(person => holding.OfReport(deadline.ReportId, person)),
    ];

    private bool Works(DeadlineRow deadline, Guid person) =>
        deadline.ReferralId is not { } referral || holding.OfReferral(deadline.ReportId, referral, person);

    private bool IsTheAdministrators(DeadlineRow deadline) =>
        deadline.Kind is DeadlineKind.Acknowledgement or DeadlineKind.Screening || !referralsOf[deadline.ReportId].Any();

    /// <summary>The units that have the matter: the deadline's referral's, or all that the report went to.</summary>
    private IEnumerable<Unit> Units(DeadlineRow deadline) => referralsOf[deadline.ReportId]
        .Where(referral => deadline.ReferralId is not { } id || referral.Id == id)
        .SelectMany(referral => scheme.Units.Where(unit => unit.Id == referral.UnitId))
        .Distinct();
}
