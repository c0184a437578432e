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
/// Addresses that the mail server refuses for good: a mail failed before its attempts were used up, and none has got through
/// since. A person who has left gets no mail, so closing an account under a wrong address ends it as well.
/// </summary>
public sealed class RefusedAddresses(IntakeDb db)
{
    /// <summary>Those of everybody, for the operator, by name.</summary>
    public Task<List<RefusedAddress>> AllAsync(CancellationToken cancel) =>
        Of(db.Staff.AsNoTracking()).ToListAsync(cancel);

    /// <summary>Those of the scheme of a person who certifies there, by name.</summary>
    public async Task<IReadOnlyList<RefusedAddress>> InSchemeAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SchemeId is { } scheme
            ? await Of(db.Staff.AsNoTracking().Where(person => person.SchemeId == scheme)).ToListAsync(cancel) : [];
    }

    private IQueryable<RefusedAddress> Of(IQueryable<StaffMember> people) => people
        .Where(person => person.State != StaffState.Left && db.Mails.Any(mail =>
            mail.RecipientId == person.Id && mail.State == MailState.Failed && mail.Attempts < OutboxMail.MostAttempts
            && !db.Mails.Any(later => later.RecipientId == person.Id && later.State == MailState.Sent && later.SentAt >= mail.NextAt)))
        .OrderBy(person => person.FullName)
        .Select(person => new RefusedAddress(person.Id, person.FullName, person.Email));
}
