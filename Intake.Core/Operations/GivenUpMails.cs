using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Operations;

/// <summary>Mails that are not tried any more, by whom they are for.</summary>
/// <param name="People">Those of people, by name.</param>
/// <param name="Offices">Those of schemes' offices.</param>
/// <param name="Unreadable">Those that are for nobody who is known.</param>
public sealed record GivenUpByWhom(
    IReadOnlyList<GivenUpMail> People, IReadOnlyList<GivenUpOfficeMail> Offices, int Unreadable)
{
    /// <summary>How many more there are, the oldest: it was not looked for whom they are.</summary>
    public int More { get; init; }
}

/// <summary>
/// Mails that are not tried any more, until the operator says so. People who have left get none, so theirs are not counted; every
/// other one is, whether or not it is known whom it is for.
/// </summary>
public sealed class GivenUpMails(IntakeDb db, NoticeBook notices, SchemeCatalogue schemes, TimeProvider time)
{
    /// <summary>All of them.</summary>
    public async Task<GivenUpByWhom> LookAsync(CancellationToken cancel)
    {
        var (read, unreadable, more) = await FailedMails.ReadAsync(db.Mails, notices, cancel);
        var failed = read.ToLookup(mail => mail.Recipient);
        var ids = failed.Select(mails => mails.Key).ToList();
        var staff = await db.Staff.AsNoTracking().Where(person => ids.Contains(person.Id)).OrderBy(person => person.FullName)
            .Select(person => new { person.Id, person.FullName, person.Email, HasLeft = person.State == StaffState.Left })
            .ToListAsync(cancel);
        var others = ids.Except(staff.Select(person => person.Id)).ToList();
        var rows = await db.Schemes.AsNoTracking().Where(scheme => others.Contains(scheme.Id)).OrderBy(scheme => scheme.Name)
            .Select(scheme => new { scheme.Id, scheme.Name }).ToListAsync(cancel);
        var offices = new List<GivenUpOfficeMail>();
        foreach (var row in rows)
        {
            var scheme = await SchemeAsync(row.Id, cancel);
            offices.AddRange(failed[row.Id].GroupBy(mail => SchemeOffices.For(mail.Kind)).OrderBy(mails => mails.Key)
                .Select(mails => new GivenUpOfficeMail(row.Id, scheme?.Title ?? new(row.Name, null), mails.Key,
                    scheme is null ? null : SchemeOffices.AddressIn(scheme, mails.Key), mails.Count()) { Reasons = ReasonsOf(mails) }));
        }

        return new(
            [.. staff.Where(person => !person.HasLeft).Select(person => new GivenUpMail(
                person.Id, person.FullName, person.Email, failed[person.Id].Count()) { Reasons = ReasonsOf(failed[person.Id]) })],
            offices, unreadable + others.Except(rows.Select(row => row.Id)).Sum(id => failed[id].Count())) { More = more };
    }

    /// <summary>Those of a person, or of one of a scheme's offices, go out once more at the worker's next round.</summary>
    /// <param name="recipientId">The person's id, or the scheme's.</param>
    /// <param name="office">Which of the scheme's; null for a person.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many.</returns>
    public async Task<int> TryAgainAsync(Guid recipientId, SchemeOffice? office, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var ids = (await FailedMails.ReadAsync(db.Mails, notices, cancel)).Read
            .Where(mail => mail.Recipient == recipientId && (office is null || SchemeOffices.For(mail.Kind) == office))
            .Select(mail => mail.Id).ToList();
        return await db.Mails.Where(mail => mail.State == MailState.Failed && ids.Contains(mail.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(mail => mail.State, MailState.Waiting)
                .SetProperty(mail => mail.NextAt, now), cancel);
    }

    private static IReadOnlyList<MailFailure> ReasonsOf(IEnumerable<FailedMail> mails) =>
        [.. mails.Select(mail => mail.Failure).OfType<MailFailure>().Distinct().Order()];

    /// <summary>Null where the scheme's file no longer reads: its mails are counted all the same.</summary>
    private async Task<Scheme?> SchemeAsync(Guid id, CancellationToken cancel)
    {
        try
        {
            return await schemes.GetAsync(id, cancel);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
