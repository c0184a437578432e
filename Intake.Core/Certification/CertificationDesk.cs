using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>
/// Administrators vouching for people's keys (FORMAT.md §5). A body is written once and collects signatures; whether
/// they suffice is worked out from the root after each, never remembered. Acts of one scheme wait for each other.
/// </summary>
public sealed class CertificationDesk(
    IntakeDb db, CertificateBooks books, HolderPseudonyms pseudonyms, SchemeCatalogue schemes, StateRecords states, AuditTrail audit,
    FormUse form, TimeProvider time)
{
    /// <summary>A body that waits for its second signature this long is written again, so that nobody signs something backdated.</summary>
    public const int DaysOpen = 30;

    private readonly AccessRemoval accessEnd = new(db, pseudonyms, schemes, states, time);

    /// <summary>
    /// The people who wait for the signature of an administrator of the scheme; empty for an administrator who may not sign.
    /// </summary>
    public async Task<IReadOnlyList<CertificationCase>> ListAsync(SignedIn by, CancellationToken cancel)
    {
        if (by is not { SchemeId: { } scheme, Book: { } book } || !await MaySignAsync(by, cancel)) return [];
        var cases = new List<CertificationCase>();
        foreach (var candidate in await CandidatesAsync(scheme, person: null, cancel))
        {
            var account = candidate.Account;
            if (!candidate.CanBeCertified || book.CurrentOf(account.Id) is { } current && candidate.Is(current)) continue;
            var open = await OpenAsync(candidate, book, cancel);
            var signers = open is null ? [] : await SignersAsync(open, cancel);
            cases.Add(new(account.Id, account.FullName, account.Email, account.Roles,
                candidate.Units, candidate.Fingerprint, candidate.Shown,
                await NamesAsync(scheme, signers, cancel), candidate.Roles.HasFlag(CertifiedRoles.Administrator) ? 2 : 1,
                signers.Contains(by.Person.SigningKeyId, ByteOrder.Instance), account.Id == by.StaffId)
            {
                KeysWait = candidate.Pending is not null,
            });
        }

        return cases;
    }

    /// <summary>Signs the certificate of a person whose fingerprint the administrator has compared and typed.</summary>
    public async Task<CertificationResult> CertifyAsync(
        SignedIn by, Guid personId, string shown, string fingerprint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.SchemeId is not { } scheme || !await MaySignAsync(by, cancel)) return CertificationResult.NotAllowed;
        if (personId == by.StaffId && !await books.IsFounderAsync(by, cancel)) return CertificationResult.NotAllowed;

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel))
        {
            return (await books.OfAsync(db, scheme, cancel)).CurrentOf(personId) is null
                ? CertificationResult.AnotherNeeded : CertificationResult.Done;
        }

        await SchemeLock.TakeAsync(db, scheme, cancel);
        var candidate = (await CandidatesAsync(scheme, personId, cancel)).SingleOrDefault(found => found.CanBeCertified);
        if (candidate is null) return CertificationResult.NoSuchPerson;
        if (candidate.Shown != shown) return CertificationResult.Changed;
        if (!Fingerprints.Same(fingerprint, candidate.Fingerprint)) return CertificationResult.WrongFingerprint;

        var before = await books.OfAsync(db, scheme, cancel);
        var certificate = await OpenAsync(candidate, before, cancel) ?? await WriteAsync(candidate, before, cancel);
        await AddSignatureAsync(by.Person.Certify(certificate), certificate.Id, cancel);
        audit.Add(db, AuditAction.Certified, scheme, by.StaffId, personId);
        await db.SaveChangesAsync(cancel);

        var after = await books.OfAsync(db, scheme, cancel);
        await ActivateAsync(scheme, by.Staff, before, after, cancel);
        await transaction.CommitAsync(cancel);
        return after.IsCurrent(certificate) ? CertificationResult.Done : CertificationResult.AnotherNeeded;
    }

    /// <summary>
    /// Throws away keys that wait beside those in use, and the links that are out: nobody has to sign them, and the keys in use can
    /// be certified again. Nobody does it to keys of their own.
    /// </summary>
    public async Task<CertificationResult> DropWaitingKeysAsync(SignedIn by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme } || personId == by.StaffId || !await MaySignAsync(by, cancel))
            return CertificationResult.NotAllowed;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return CertificationResult.Done;
        await SchemeLock.TakeAsync(db, scheme, cancel);
        var own = db.Staff.Where(person => person.Id == personId && person.SchemeId == scheme).Select(person => person.Id);
        if (await db.PendingKeys.Where(keys => own.Contains(keys.StaffId)).ExecuteDeleteAsync(cancel) == 0)
            return CertificationResult.NoSuchPerson;
        await KeysInForce.SpendLinksAsync(db, personId, CopenhagenClock.Today(time), cancel);
        audit.Add(db, AuditAction.KeysDropped, scheme, by.StaffId, personId);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return CertificationResult.Done;
    }

    private async Task<bool> MaySignAsync(SignedIn by, CancellationToken cancel) =>
        by.IsAdministrator && await books.MayCertifyAsync(by, cancel);

    private async Task<List<Candidate>> CandidatesAsync(Guid scheme, Guid? person, CancellationToken cancel)
    {
        var accounts = await db.Staff.AsNoTracking()
            .Where(row => row.SchemeId == scheme && (person == null || row.Id == person))
            .OrderBy(row => row.FullName).ToListAsync(cancel);
        var ids = accounts.Select(account => account.Id).ToList();
        var units = (await db.StaffUnits.AsNoTracking().Where(unit => ids.Contains(unit.StaffId)).ToListAsync(cancel))
            .ToLookup(unit => unit.StaffId, unit => unit.UnitId);
        var waiting = await db.PendingKeys.AsNoTracking().Where(keys => ids.Contains(keys.StaffId))
            .ToDictionaryAsync(keys => keys.StaffId, cancel);
        return [.. accounts.Select(account =>
            new Candidate(account, waiting.GetValueOrDefault(account.Id), scheme, [.. units[account.Id]]))];
    }

    /// <summary>
    /// The person's newest certificate that says what is to be certified, is recent, and was not revoked. Of those before the last one
    /// that held none is; a row that says something else is passed over, so that one which somebody wrote keeps nobody from signing.
    /// </summary>
    private async Task<Certificate?> OpenAsync(Candidate candidate, CertificateBook book, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var held = book.Ever.Select(one => one.Id).ToHashSet(ByteOrder.Instance);
        foreach (var row in await RowsAsync(candidate.Account.Id, cancel))
        {
            var isHeld = held.Contains(row.Id);
            if (Read(row) is { } certificate && row.MadeOn <= today && candidate.Is(certificate)
                && ((certificate.MadeOn <= today && certificate.MadeOn > today.AddDays(-DaysOpen)) || book.IsCurrent(certificate))
                && !await db.Revocations.AnyAsync(r => r.CertificateId == row.Id, cancel))
            {
                return certificate;
            }

            if (isHeld) return null;
        }

        return null;
    }

    /// <summary>A person's certificates, those with the highest number first.</summary>
    private Task<List<CertificateRow>> RowsAsync(Guid person, CancellationToken cancel) => db.Certificates.AsNoTracking()
        .Where(row => row.PersonId == person).OrderByDescending(row => row.Serial).ThenByDescending(row => row.MadeOn).ToListAsync(cancel);

    private static Certificate? Read(CertificateRow row)
    {
        try
        {
            var certificate = Certificate.Read(row.Body);
            return certificate.Serial == row.Serial && certificate.Id.AsSpan().SequenceEqual(row.Id) ? certificate : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Under the first free number after those that held: the highest that somebody wrote says nothing.</summary>
    private async Task<Certificate> WriteAsync(Candidate candidate, CertificateBook book, CancellationToken cancel)
    {
        var person = candidate.Account.Id;
        var taken = (await RowsAsync(person, cancel)).Select(row => row.Serial).ToHashSet();
        var serial = book.Ever.Where(one => one.PersonId == person).Select(one => one.Serial).DefaultIfEmpty().Max() + 1;
        while (taken.Contains(serial)) serial++;
        var certificate = candidate.Write(serial, CopenhagenClock.Today(time));
        db.Certificates.Add(new CertificateRow
        {
            Id = certificate.Id, SchemeId = certificate.SchemeId, PersonId = person, Serial = certificate.Serial,
            Body = certificate.Body, MadeOn = certificate.MadeOn,
        });
        return certificate;
    }

    private async Task AddSignatureAsync(CertifyingSignature signature, byte[] certificateId, CancellationToken cancel)
    {
        if (await db.CertificateSignatures.AnyAsync(
            s => s.CertificateId == certificateId && s.Signer == signature.SignerKeyId, cancel))
        {
            return;
        }

        db.CertificateSignatures.Add(new CertificateSignature
        {
            CertificateId = certificateId,
            Signer = signature.SignerKeyId,
            Signature = signature.Signature,
            MadeOn = CopenhagenClock.Today(time),
        });
    }

    /// <summary>
    /// One signature can make several certificates hold: a founder's own makes the others that founder signed count. A person
    /// who had other keys before loses the grants that were sealed to those: they were lost with the password, or worse. So
    /// does a person who is now certified for less: a grant that no longer opens would stand in the way of one that does.
    /// </summary>
    private async Task ActivateAsync(
        Guid scheme, UnlockedStaff? by, CertificateBook before, CertificateBook after, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        foreach (var certificate in after.Current.Where(now => !before.IsCurrent(now)))
        {
            await KeysInForce.TakeOverAsync(db, certificate, today, cancel);
            var first = await db.Staff.Where(person => person.Id == certificate.PersonId && person.State == StaffState.AwaitingCertificate
                    && person.EncryptionKey == certificate.EncryptionKey && person.SigningKey == certificate.SigningKey)
                .ExecuteUpdateAsync(row => row.SetProperty(person => person.State, StaffState.Active), cancel);
            if (first > 0) await KeysInForce.SpendLinksAsync(db, certificate.PersonId, today, cancel);
            if (before.CurrentOf(certificate.PersonId) is { } old && !certificate.CarriesOn(old))
                await accessEnd.TakeGrantsAsync(scheme, certificate.PersonId, by, cancel);
        }
    }

    private Task<List<byte[]>> SignersAsync(Certificate certificate, CancellationToken cancel) =>
        db.CertificateSignatures.Where(s => s.CertificateId == certificate.Id).Select(s => s.Signer).ToListAsync(cancel);

    private async Task<IReadOnlyList<string>> NamesAsync(Guid scheme, List<byte[]> signers, CancellationToken cancel)
    {
        if (signers.Count == 0) return [];
        var people = await db.Staff.AsNoTracking()
            .Where(person => person.SchemeId == scheme && person.SigningKey != null).ToListAsync(cancel);
        var names = people.ToLookup(person => Certificate.KeyId(person.SigningKey), person => person.FullName, ByteOrder.Instance);
        return [.. signers.SelectMany(signer => names[signer])];
    }
}
