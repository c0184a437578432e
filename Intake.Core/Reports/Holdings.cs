using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// Who has a report, as the signed entries of its Dialogue say: those whom a referral names, who were taken in since, and the
/// administrators; without the handlers of referrals that are over. Rows of grants only narrow it: somebody who can write in the
/// database, and puts an old row of their own back, gets no new key by it. FORMAT.md §11.
/// </summary>
/// <remarks>
/// The mailbox grants to the administrators of the day without an entry, so of them the rows are believed, but from a cut on: there
/// the cut says who goes on. A referral of before entries named its handlers is believed by its rows too.
/// </remarks>
public sealed class Holdings
{
    private readonly HashSet<(Guid PersonId, Guid ReferralId)> handlers = [];
    private readonly HashSet<(Guid PersonId, Guid ReferralId)> ever = [];
    private readonly HashSet<Guid> unlisted = [];
    private readonly HashSet<Guid> over = [];
    private readonly HashSet<Guid> marked = [];
    private HashSet<Guid>? administrators;

    private readonly CertificateBook book;

    private Holdings(CertificateBook book) => this.book = book;

    /// <summary>Reads them from a Dialogue as its reader has it: from the start, or from a cut on.</summary>
    /// <param name="dialogue">Its entries.</param>
    /// <param name="book">Who is certified: what was given before a revocation, or before other keys, counts no more.</param>
    public static Holdings Of(IReadOnlyList<ReadEntry> dialogue, CertificateBook book)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        ArgumentNullException.ThrowIfNull(book);
        var read = new Holdings(book);
        if (CutContent.BeginningOf(dialogue) is { } cut) read.Begin(cut);
        foreach (var entry in dialogue.Where(entry => entry.Opened is not null))
        {
            if (entry.As<ReferralContent>() is { } referral && entry.Kind == EntryKind.Referral) read.Add(referral);
            else if (entry.Kind == EntryKind.Cut && entry.As<CutContent>() is { } made) read.marked.Add(made.ReferralId);
            else if (entry.Kind == EntryKind.Holders && entry.As<HoldersContent>() is { Persons: not null } given)
                read.Add(given, entry.Opened!.Author);
        }

        return read;
    }

    /// <summary>Whether a person may go on with a compartment, as far as what is signed goes.</summary>
    /// <param name="person">The person, as certified now.</param>
    /// <param name="kind">The compartment's kind.</param>
    /// <param name="referralId">Its referral, or null.</param>
    public bool Has(Certificate person, CompartmentKind kind, Guid? referralId = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        return kind switch
        {
            CompartmentKind.WorkFile => IsHandler(person, referralId),
            CompartmentKind.StatementFile => IsAdministrator(person) || IsHandler(person, referralId),
            _ => IsAdministrator(person) || (person.IsCaseHandler
                && (handlers.Any(one => one.PersonId == person.PersonId && !over.Contains(one.ReferralId)) || unlisted.Except(over).Any())),
        };
    }

    /// <summary>The referrals that a person handles and that are not over.</summary>
    internal IEnumerable<Guid> ReferralsOf(Certificate person) =>
        handlers.Where(one => one.PersonId == person.PersonId).Select(one => one.ReferralId).Concat(unlisted)
            .Where(referral => IsHandler(person, referral)).Distinct();

    /// <summary>The persons who were ever given a referral of the report as it was written, also where that is over.</summary>
    public IReadOnlySet<Guid> EverHadOriginal =>
        ever.Where(one => !marked.Contains(one.ReferralId)).Select(one => one.PersonId).ToHashSet();

    /// <summary>The persons who were ever given a copy with passages struck out, and never the original.</summary>
    public IReadOnlySet<Guid> HadCopyOnly => ever.Select(one => one.PersonId).Except(EverHadOriginal).ToHashSet();

    /// <summary>A referral that is being made: it counts for what is done in the same step.</summary>
    internal void Add(ReferralContent referral)
    {
        if (referral.Handlers is not { } named) unlisted.Add(referral.ReferralId);
        foreach (var (person, at) in (referral.Handlers ?? []).Select((person, at) => (person, at)))
            Give(person, referral.ReferralId, referral.Certificates?.ElementAtOrDefault(at));
    }

    /// <summary>
    /// The same of somebody who is taken in, or of a referral that ends. Only who has a referral speaks of it, and administrators.
    /// </summary>
    internal void Add(HoldersContent content, Party author)
    {
        if (author.Certificate is not { } by) return;
        if (content.ReferralId is not { } referral)
        {
            if (by.IsAdministrator)
            {
                administrators?.UnionWith(
                    content.Persons.Where(one => Counts(one.PersonId, one.Certificate)).Select(one => one.PersonId));
            }

            return;
        }

        if (!IsAdministrator(by) && !IsHandler(by, referral)) return;
        if (content.Ended) over.Add(referral);
        foreach (var person in content.Persons) Give(person.PersonId, referral, person.Certificate);
    }

    private void Give(Guid personId, Guid referralId, byte[]? certificate)
    {
        ever.Add((personId, referralId));
        if (Counts(personId, certificate)) handlers.Add((personId, referralId));
    }

    private bool Counts(Guid personId, byte[]? certificate) => certificate is null || book.CarriesOn(personId, certificate);

    private void Begin(CutContent cut)
    {
        if (cut.Holders is not { } holders)
        {
            unlisted.UnionWith(cut.Referrals.Select(referral => referral.ReferralId));
            return;
        }

        administrators = [.. holders.Where(one => one.ReferralId is null && Counts(one.PersonId, one.Certificate))
            .Select(one => one.PersonId)];
        foreach (var one in holders.Where(one => one.ReferralId is not null)) Give(one.PersonId, one.ReferralId!.Value, one.Certificate);
    }

    private bool IsAdministrator(Certificate person) =>
        person.IsAdministrator && administrators?.Contains(person.PersonId) != false;

    private bool IsHandler(Certificate person, Guid? referralId) => referralId is { } referral && person.IsCaseHandler
        && !over.Contains(referral) && (handlers.Contains((person.PersonId, referral)) || unlisted.Contains(referral));
}
