using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>A person who is active in a scheme, as far as mails are concerned.</summary>
/// <param name="Id">The person.</param>
/// <param name="Email">In small letters.</param>
/// <param name="Roles">What they do there.</param>
/// <param name="IsAway">Whether they are on leave today.</param>
/// <param name="SubstituteId">Who stands in meanwhile.</param>
internal sealed record MailedPerson(Guid Id, string Email, StaffRoles Roles, bool IsAway, Guid? SubstituteId)
{
    public bool Is(StaffRoles role) => Roles.HasFlag(role);
}

/// <summary>Who is active in a scheme now, where, who is on leave, and when each of them gets mails.</summary>
internal sealed class SchemeStaff
{
    private readonly Dictionary<Guid, MailedPerson> people;
    private readonly ILookup<Guid, Guid> handlersOf;

    private SchemeStaff(Scheme scheme, IEnumerable<MailedPerson> people, ILookup<Guid, Guid> handlersOf)
    {
        (Scheme, this.handlersOf) = (scheme, handlersOf);
        this.people = people.ToDictionary(person => person.Id);
    }

    public Scheme Scheme { get; }

    /// <summary>Those who work with cases, in the order of their ids: two workers then do not deadlock.</summary>
    public IEnumerable<MailedPerson> People => people.Values.OrderBy(person => person.Id);

    public IEnumerable<Guid> Handlers => Of(StaffRoles.CaseHandler);

    public IEnumerable<Guid> Deputies => Of(StaffRoles.Administrator).Where(IsDeputy);

    public IEnumerable<Guid> Administrators => Of(StaffRoles.Administrator).Where(id => !IsDeputy(id));

    /// <summary>
    /// Reads them. An account whose person no administrators have certified gets no mail of these, whatever its row says: who writes to
    /// the database makes no readers. What somebody's certificate makes them they are, whatever their row says. Only a scheme
    /// in which nobody is certified yet, and so nobody holds a case, is as its rows say.
    /// </summary>
    public static async Task<SchemeStaff> ReadAsync(
        IntakeDb db, CertificateBooks books, Scheme scheme, TimeProvider time, CancellationToken cancel)
    {
        var (today, book) = (CopenhagenClock.Today(time), await books.OfAsync(db, scheme.Id, cancel));
        var staff = await db.Staff.Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active)
            .Select(person => new { person.Id, person.Email, person.Roles, person.AwayUntil, person.SubstituteId }).ToListAsync(cancel);
        var certificates = book.Current.ToLookup(certificate => certificate.PersonId);
        var certified = certificates.Select(of => of.Key).ToHashSet();
        var working = staff.Where(person => IsKnown(certified, person.Id))
            .Select(person => new MailedPerson(person.Id, person.Email, person.Roles | Certified(certificates[person.Id]),
                MailChoiceDesk.IsAway(person.AwayUntil, today), person.SubstituteId))
            .Where(person => (person.Roles & (StaffRoles.Administrator | StaffRoles.CaseHandler)) != 0).ToList();
        var handlers = working.Where(person => person.Is(StaffRoles.CaseHandler)).Select(person => person.Id).ToList();
        var places = await db.StaffUnits.AsNoTracking().Where(place => handlers.Contains(place.StaffId)).ToListAsync(cancel);
        return new(scheme, working, places.Select(place => (place.UnitId, place.StaffId))
            .Union(handlers.SelectMany(id => certificates[id])
                .SelectMany(of => of.Units.Select(unit => (UnitId: unit, StaffId: of.PersonId))))
            .ToLookup(place => place.UnitId, place => place.StaffId));
    }

    private static StaffRoles Certified(IEnumerable<Certificate> certificates) => certificates.Aggregate(
        default(StaffRoles),
        (roles, one) => roles | (one.IsAdministrator ? StaffRoles.Administrator : 0) | (one.IsCaseHandler ? StaffRoles.CaseHandler : 0));

    /// <summary>Whether a person is one of those who are certified, where anybody is.</summary>
    public static bool IsKnown(IReadOnlySet<Guid> certified, Guid person) => certified.Count == 0 || certified.Contains(person);

    public IEnumerable<Guid> HandlersOf(Unit unit) => HandlersOf(unit.Id);

    public IEnumerable<Guid> HandlersOf(Guid unitId) => handlersOf[unitId];

    /// <summary>The person whom the scheme names as the unit's leader; none where none is named or active.</summary>
    public IEnumerable<Guid> LeadersOf(Unit unit) =>
        people.Values.Where(person => unit.Leader is not null && person.Email == unit.Leader).Select(person => person.Id);

    /// <summary>Those of them who are at work, and the substitutes of the others.</summary>
    public IEnumerable<Guid> AtWork(IEnumerable<Guid> ids) => ids.Where(people.ContainsKey).Select(id => people[id])
        .Select(person => !person.IsAway ? person.Id
            : person.SubstituteId is { } other && people.TryGetValue(other, out var substitute) && !substitute.IsAway ? other : (Guid?)null)
        .OfType<Guid>().Distinct();

    public bool IsAdministrator(Guid id) => people.TryGetValue(id, out var person) && person.Is(StaffRoles.Administrator);

    public NoticeCover CoverOf(MailedPerson person) =>
        (person.Is(StaffRoles.Administrator) && Scheme.Notices.Administrators is NoticeCover.EachWorkingDay)
        || (person.Is(StaffRoles.CaseHandler) && Scheme.Notices.Handlers is NoticeCover.EachWorkingDay)
            ? NoticeCover.EachWorkingDay : NoticeCover.WhenSomethingWaits;

    /// <summary>The next hour at which a person gets mails: one with a mail each working day gets none at another hour.</summary>
    public DateTimeOffset HourOf(Guid id, TimeProvider time) => CoverOf(people[id]) is NoticeCover.EachWorkingDay
        ? MailHour.NextWorkingMorning(time, Scheme.Deadlines.MailHours)
        : CopenhagenClock.NextMailHour(time, Scheme.Deadlines.MailHours);

    private IEnumerable<Guid> Of(StaffRoles role) => people.Values.Where(person => person.Is(role)).Select(person => person.Id);

    private bool IsDeputy(Guid id) => people[id].Email == Scheme.Administrator.Deputy.Staff;
}
