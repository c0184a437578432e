using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>A person whom no mail reaches.</summary>
/// <param name="StaffId">The person.</param>
/// <param name="FullName">Their name.</param>
/// <param name="Email">The address that the mail server refuses for good.</param>
public sealed record RefusedAddress(Guid StaffId, string FullName, string Email);

/// <summary>
/// Addresses that the mail server refuses for good: a mail was refused, and none has got through since. A person who has left
/// gets no mail, so closing an account under a wrong address ends it as well.
/// </summary>
public sealed class RefusedAddresses(IntakeDb db, NoticeBook notices)
{
    /// <summary>Those of everybody, for the operator, by name.</summary>
    public Task<IReadOnlyList<RefusedAddress>> AllAsync(CancellationToken cancel) => OfAsync(db.Staff.AsNoTracking(), cancel);

    /// <summary>Those of the scheme of a person who certifies there, by name.</summary>
    public async Task<IReadOnlyList<RefusedAddress>> InSchemeAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SchemeId is { } scheme
            ? await OfAsync(db.Staff.AsNoTracking().Where(person => person.SchemeId == scheme), cancel) : [];
    }

    /// <summary>
    /// Notes that mails to people, or to offices of schemes, got through: their earlier refusals are over. Row by row, so
    /// that two workers do not wait for each other.
    /// </summary>
    public async Task GotThroughAsync(IReadOnlySet<(Guid Recipient, SchemeOffice Office)> reached, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(reached);
        if (reached.Count == 0) return;
        foreach (var mail in (await RefusedAsync(cancel)).Where(mail => reached.Contains((mail.Recipient, SchemeOffices.For(mail.Kind)))))
        {
            await db.Mails.Where(row => row.Id == mail.Id && row.State == MailState.Failed)
                .ExecuteUpdateAsync(row => row.SetProperty(m => m.Failure, MailFailure.RefusedBefore), cancel);
        }
    }

    private async Task<IReadOnlyList<RefusedAddress>> OfAsync(IQueryable<StaffMember> people, CancellationToken cancel)
    {
        var refused = (await RefusedAsync(cancel)).Select(mail => mail.Recipient).Distinct().ToList();
        return refused.Count == 0 ? [] : await people
            .Where(person => person.State != StaffState.Left && refused.Contains(person.Id))
            .OrderBy(person => person.FullName)
            .Select(person => new RefusedAddress(person.Id, person.FullName, person.Email)).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<FailedMail>> RefusedAsync(CancellationToken cancel) =>
        [.. (await FailedMails.ReadAsync(db.Mails.Where(mail => mail.Failure == MailFailure.Refused), notices, cancel)).Read];
}
