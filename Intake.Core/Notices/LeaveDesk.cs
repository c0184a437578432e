using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>A colleague's leave as an administrator sees it.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Choice">What stands; a leave that is over is none.</param>
/// <param name="Others">Who can stand in.</param>
public sealed record ColleagueLeave(Colleague Person, MailChoice Choice, IReadOnlyList<Colleague> Others);

/// <summary>
/// An administrator sets the leave of somebody of the scheme who can't do it, as when they fell ill: by the same rules as the person
/// would. It is audited, and the person gets the usual mail at the next mail hour and sees what stands on the page of their own mails.
/// </summary>
public sealed class LeaveDesk(
    IntakeDb db, MailChoiceDesk choices, NoticeBook notices, SchemeCatalogue schemes, AuditTrail audit, FormUse form, TimeProvider time,
    ILeaveMails mails, InvitationMailDomain? domain = null)
{
    /// <summary>Null for anybody but an administrator, and where nobody else of the scheme who gets mails has this id.</summary>
    public async Task<ColleagueLeave?> OfAsync(SignedIn by, Guid personId, CancellationToken cancel)
    {
        if (SchemeOf(by) is not { } scheme || personId == by.StaffId) return null;
        var today = CopenhagenClock.Today(time);
        var row = await choices.Working(scheme).Where(person => person.Id == personId)
            .Select(person => new { person.FullName, person.Language, person.AwayUntil, person.SubstituteId }).SingleOrDefaultAsync(cancel);
        if (row is null) return null;
        var choice = row.AwayUntil >= today
            ? new MailChoice(row.Language, row.AwayUntil, row.SubstituteId) : new MailChoice(row.Language, null, null);
        return new(new(personId, row.FullName), choice, await choices.OthersAsync(scheme, personId, cancel));
    }

    /// <summary>Sets or ends it.</summary>
    /// <param name="by">An administrator.</param>
    /// <param name="personId">The colleague, whom <see cref="OfAsync"/> finds.</param>
    /// <param name="until">The last day; null ends a leave.</param>
    /// <param name="substitute">Who stands in; left out without a leave.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Why not; null when it is stored.</returns>
    /// <exception cref="InvalidOperationException">Nobody there for this administrator: the page has not asked.</exception>
    public async Task<MailChoiceRefusal?> SetAsync(
        SignedIn by, Guid personId, DateOnly? until, Guid? substitute, CancellationToken cancel)
    {
        if (await OfAsync(by, personId, cancel) is not { Choice: var before } || SchemeOf(by) is not { } id)
            throw new InvalidOperationException("There is nobody whose leave this person may set.");
        if (await choices.FaultAsync(id, personId, until, substitute, cancel) is { } fault) return fault;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return null;
        var standing = until is null ? null : substitute;
        await db.Staff.Where(person => person.Id == personId).ExecuteUpdateAsync(row => row
            .SetProperty(person => person.AwayUntil, until).SetProperty(person => person.SubstituteId, standing), cancel);
        if (until != before.AwayUntil) await mails.LeaveSetAsync(id, personId, until, cancel);
        audit.Add(db, AuditAction.LeaveSet, id, by.StaffId, personId);
        await db.SaveChangesAsync(cancel);
        var scheme = await schemes.GetAsync(id, cancel);
        var hour = CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours);
        await notices.AddAsync(db, MailKind.Reminder, personId,
            until is null ? NoticeCause.SomethingOpen(hour) : NoticeCause.LeaveSet(hour),
            InvitationMailDomain.For(scheme, domain).Name, body: null, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static Guid? SchemeOf(SignedIn by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by is { SchemeId: { } scheme, Staff.Certificate.IsAdministrator: true } ? scheme : null;
    }
}
