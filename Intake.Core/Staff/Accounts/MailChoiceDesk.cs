using Intake.Core.Deadlines;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>A person of the same scheme, by name.</summary>
public sealed record Colleague(Guid Id, string FullName);

/// <summary>How a person gets mails, and whether they are on leave.</summary>
/// <param name="Language">"da" or "en".</param>
/// <param name="AwayUntil">The last day of a leave; null while there is none.</param>
/// <param name="SubstituteId">Who stands in; null for nobody, and without a leave.</param>
public sealed record MailChoice(string Language, DateOnly? AwayUntil, Guid? SubstituteId);

/// <summary>A leave that stands.</summary>
/// <param name="Until">Its last day.</param>
/// <param name="Substitute">The full name of who stands in; null for nobody.</param>
public sealed record StandingLeave(DateOnly Until, string? Substitute);

/// <summary>What happens to a person's mails that are ready when they go on leave.</summary>
public interface ILeaveMails
{
    /// <summary>
    /// Puts them off until the person is back, or brings forward those that were put off, where a leave ends or grows shorter. For a
    /// leave that has changed, in the caller's transaction.
    /// </summary>
    /// <param name="schemeId">The person's scheme.</param>
    /// <param name="personId">Whose leave it is.</param>
    /// <param name="until">The last day of the leave; null where there is none any more.</param>
    /// <param name="cancel">Cancels.</param>
    Task LeaveSetAsync(Guid schemeId, Guid personId, DateOnly? until, CancellationToken cancel);
}

/// <summary>Why a choice was not stored.</summary>
public enum MailChoiceRefusal
{
    /// <summary>Neither "da" nor "en".</summary>
    UnknownLanguage,

    /// <summary>The last day is over, or more than <see cref="MailChoiceDesk.LongestLeaveDays"/> days away.</summary>
    BadDay,

    /// <summary>Not an active colleague of the scheme, or the person themselves.</summary>
    BadSubstitute,
}

/// <summary>
/// The language of a person's own mails, and their leave. A person on leave gets no mails; a substitute gets those of deadlines'
/// steps, of cases that they hold themselves: nobody gets a key by standing in.
/// </summary>
public sealed class MailChoiceDesk(IntakeDb db, FormUse form, TimeProvider time, ILeaveMails mails)
{
    /// <summary>The longest leave, in days from today.</summary>
    public const int LongestLeaveDays = 366;

    /// <summary>Whether a stored leave holds on a day: one that is over is none, and one longer than anybody can set is nobody's.</summary>
    public static bool IsAway(DateOnly? until, DateOnly today) => until >= today && until <= today.AddDays(LongestLeaveDays);

    /// <summary>What the person has chosen; a leave that is over is none.</summary>
    public async Task<MailChoice> OfAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var today = CopenhagenClock.Today(time);
        var chosen = await db.Staff.AsNoTracking().Where(person => person.Id == by.StaffId)
            .Select(person => new MailChoice(person.Language, person.AwayUntil, person.SubstituteId)).SingleAsync(cancel);
        return chosen.AwayUntil < today ? chosen with { AwayUntil = null, SubstituteId = null } : chosen;
    }

    /// <summary>Who is on leave, by their ids: of the scheme's people for an administrator, else nobody but the person.</summary>
    public async Task<IReadOnlyDictionary<Guid, StandingLeave>> LeavesAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var (today, scheme, self) = (CopenhagenClock.Today(time), by.SchemeId, by.StaffId);
        var all = by.Staff is { Certificate.IsAdministrator: true };
        return await db.Staff.AsNoTracking()
            .Where(person => person.AwayUntil >= today && (person.Id == self || (all && person.SchemeId == scheme)))
            .Select(person => new
            {
                person.Id, Until = person.AwayUntil!.Value,
                Substitute = db.Staff.Where(other => other.Id == person.SubstituteId).Select(other => other.FullName).FirstOrDefault(),
            })
            .ToDictionaryAsync(row => row.Id, row => new StandingLeave(row.Until, row.Substitute), cancel);
    }

    /// <summary>Who can stand in: the scheme's other active administrators and case handlers, by name.</summary>
    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SchemeId is { } scheme ? await OthersAsync(scheme, by.StaffId, cancel) : [];
    }

    /// <summary>Who can stand in for a person of a scheme.</summary>
    internal async Task<IReadOnlyList<Colleague>> OthersAsync(Guid scheme, Guid personId, CancellationToken cancel) =>
        await Working(scheme).Where(person => person.Id != personId)
            .OrderBy(person => person.FullName).Select(person => new Colleague(person.Id, person.FullName)).ToListAsync(cancel);

    /// <summary>Those of a scheme who get mails: its active administrators and case handlers.</summary>
    internal IQueryable<StaffMember> Working(Guid scheme) => db.Staff.AsNoTracking()
        .Where(person => person.SchemeId == scheme && person.State == StaffState.Active
            && (person.Roles.HasFlag(StaffRoles.Administrator) || person.Roles.HasFlag(StaffRoles.CaseHandler)));

    /// <summary>Why a leave can't be; null when it can.</summary>
    internal async Task<MailChoiceRefusal?> FaultAsync(
        Guid? scheme, Guid personId, DateOnly? until, Guid? substitute, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        if (until is { } day && (day < today || day > today.AddDays(LongestLeaveDays))) return MailChoiceRefusal.BadDay;
        if (until is null || substitute is null) return null;
        return scheme is { } of && (await OthersAsync(of, personId, cancel)).Any(other => other.Id == substitute)
            ? null : MailChoiceRefusal.BadSubstitute;
    }

    /// <summary>Stores a choice; null when it is stored. A substitute without a leave is left out.</summary>
    public async Task<MailChoiceRefusal?> ChooseAsync(SignedIn by, MailChoice choice, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.Language is not ("da" or "en")) return MailChoiceRefusal.UnknownLanguage;
        if (await FaultAsync(by.SchemeId, by.StaffId, choice.AwayUntil, choice.SubstituteId, cancel) is { } fault) return fault;
        var substitute = choice.AwayUntil is null ? null : choice.SubstituteId;

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return null;
        var before = (await OfAsync(by, cancel)).AwayUntil;
        await db.Staff.Where(person => person.Id == by.StaffId).ExecuteUpdateAsync(row => row
            .SetProperty(person => person.Language, choice.Language)
            .SetProperty(person => person.AwayUntil, choice.AwayUntil)
            .SetProperty(person => person.SubstituteId, substitute), cancel);
        if (by.SchemeId is { } scheme && choice.AwayUntil != before)
            await mails.LeaveSetAsync(scheme, by.StaffId, choice.AwayUntil, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }
}
