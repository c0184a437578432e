using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Screening;
using Intake.Core.Staff;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Who is told of a step of a deadline's ladder. Which handlers of a unit hold a case is sealed, so the unit's handlers
/// are told, all alike. Where nobody is at a level, the step goes to the next one up.
/// </summary>
internal sealed class DeadlineAudience
{
    private readonly Scheme scheme;
    private readonly ILookup<Guid, Guid> handlersOf;
    private readonly ILookup<Guid, Referral> referralsOf;
    private readonly IReadOnlyList<Guid> administrators;
    private readonly IReadOnlyList<Guid> deputies;

    private DeadlineAudience(
        Scheme scheme, ILookup<Guid, Guid> handlersOf, ILookup<Guid, Referral> referralsOf,
        IReadOnlyList<Guid> administrators, IReadOnlyList<Guid> deputies) =>
        (this.scheme, this.handlersOf, this.referralsOf, this.administrators, this.deputies) = (scheme, handlersOf, referralsOf, administrators, deputies);

    /// <summary>Reads who works where in the scheme now.</summary>
    public static async Task<DeadlineAudience> ReadAsync(IntakeDb db, Scheme scheme, CancellationToken cancel)
    {
        var staff = await db.Staff.Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active)
            .Select(person => new { person.Id, person.Email, person.Roles }).ToListAsync(cancel);
        var handlers = staff.Where(person => person.Roles.HasFlag(StaffRoles.CaseHandler)).Select(person => person.Id).ToHashSet();
        var places = await db.StaffUnits.AsNoTracking().Where(place => handlers.Contains(place.StaffId)).ToListAsync(cancel);
        var referrals = await db.Referrals.AsNoTracking()
            .Where(referral => db.Reports.Any(report => report.Id == referral.ReportId && report.SchemeId == scheme.Id)).ToListAsync(cancel);
        var leading = staff.Where(person => person.Roles.HasFlag(StaffRoles.Administrator))
            .ToLookup(person => person.Email == scheme.Administrator.Deputy.Staff, person => person.Id);
        return new(scheme, places.ToLookup(place => place.UnitId, place => place.StaffId), referrals.ToLookup(referral => referral.ReportId),
            [.. leading[false]], [.. leading[true]]);
    }

    /// <summary>The people of a step; empty only where the scheme has nobody at all.</summary>
    public IReadOnlyList<Guid> Of(DeadlineRow deadline, EscalationLevel level)
    {
        for (var at = level; at <= EscalationLevel.Deputy; at++)
        {
            if (At(deadline, at) is { Count: > 0 } people) return people;
        }

        return administrators;
    }

    private IReadOnlyList<Guid> At(DeadlineRow deadline, EscalationLevel level) => level switch
    {
        EscalationLevel.Handler when IsTheAdministrators(deadline) => administrators,
        EscalationLevel.Handler => [.. Units(deadline).SelectMany(unit => handlersOf[unit.Id]).Distinct()],
        EscalationLevel.Unit => [.. Units(deadline).SelectMany(scheme.AndAbove).SelectMany(unit => handlersOf[unit.Id]).Distinct()],
        EscalationLevel.Administrator => administrators,
        EscalationLevel.Deputy => deputies,
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    private bool IsTheAdministrators(DeadlineRow deadline) =>
        deadline.Kind is DeadlineKind.Acknowledgement or DeadlineKind.Screening || !referralsOf[deadline.ReportId].Any();

    /// <summary>The units that have the matter: the deadline's referral's, or all that the report went to.</summary>
    private IEnumerable<Unit> Units(DeadlineRow deadline) => referralsOf[deadline.ReportId]
        .Where(referral => deadline.ReferralId is not { } id || referral.Id == id)
        .SelectMany(referral => scheme.Units.Where(unit => unit.Id == referral.UnitId))
        .Distinct();
}
