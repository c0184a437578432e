using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>The work drafts of an open case: read, replaced and dropped. The one place that opens their rows.</summary>
public sealed class WorkDraftRows(IntakeDb db, HolderPseudonyms pseudonyms, CompartmentKeys rekeying)
{
    /// <summary>
    /// Every draft of a form in a referral that opens and whose author stands behind its pseudonym, the oldest first. A row that
    /// does not open counts for nothing.
    /// </summary>
    /// <exception cref="SealedException">The WorkFile is not this person's.</exception>
    internal async Task<IReadOnlyList<ReadWorkDraft>> ReadAsync(OpenCase open, Guid referralId, WorkForm form, CancellationToken cancel)
    {
        var file = open.WorkFile(referralId);
        var id = file.Context.Id;
        var rows = await db.WorkDrafts.AsNoTracking().Where(row => row.CompartmentId == id && row.Form == form).ToListAsync(cancel);
        return [.. rows.Select(row => Open(open, file, referralId, row)).OfType<ReadWorkDraft>().OrderBy(draft => draft.Number)];
    }

    /// <summary>Puts what was typed in the place of this person's draft of the form. Inside the caller's transaction.</summary>
    /// <exception cref="SealedException">The WorkFile is not this person's.</exception>
    internal async Task SaveAsync(
        OpenCase open, Guid referralId, WorkForm form, WorkDraftContent content, CancellationToken cancel)
    {
        var file = open.WorkFile(referralId);
        await rekeying.PrepareAsync(open.Report, file, open.Today, cancel);
        var number = 1 + ((await ReadAsync(open, referralId, form, cancel)) is [.., var newest] ? newest.Number : 0);
        await DropAsync(open, referralId, form, cancel);
        var place = new WorkDraftPlace(referralId, HolderOf(open), form);
        db.WorkDrafts.Add(new WorkDraft
        {
            Id = Guid.NewGuid(),
            CompartmentId = file.Context.Id,
            Epoch = file.Epoch,
            Holder = place.Holder,
            Form = form,
            Sealed = WorkDraftSeal.Seal(
                file, open.Report.Vault, open.Staff, place, number, open.Today, ContentJson.Write(content)),
        });
    }

    /// <summary>Deletes this person's draft of the form: it was sent, or is to go. Inside the caller's transaction.</summary>
    internal async Task DropAsync(OpenCase open, Guid referralId, WorkForm form, CancellationToken cancel)
    {
        var (id, holder) = (open.WorkFile(referralId).Context.Id, HolderOf(open));
        await db.WorkDrafts.Where(row => row.CompartmentId == id && row.Holder == holder && row.Form == form).ExecuteDeleteAsync(cancel);
    }

    private byte[] HolderOf(OpenCase open) => pseudonyms.Of(open.Report.Row.Id, open.Staff.Party);

    private ReadWorkDraft? Open(OpenCase open, OpenCompartment file, Guid referralId, WorkDraft row)
    {
        try
        {
            var opened = WorkDraftSeal.Open(file, open.Report.Vault, open.Report.Book,
                new WorkDraftPlace(referralId, row.Holder, row.Form), row.Epoch, row.Sealed);
            return pseudonyms.Of(open.Report.Row.Id, opened.Author).AsSpan().SequenceEqual(row.Holder)
                ? new(opened.Author.Certificate!.PersonId, opened.Author.Certificate.FullName, opened.Number, opened.SavedOn,
                    ContentJson.ReadToShow<WorkDraftContent>(opened.Content))
                : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}

/// <summary>What a work draft holds: for each field what was typed or chosen in it.</summary>
public sealed record WorkDraftContent(IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);

/// <summary>A work draft in clear. Of two drafts of a form the one of the higher number is the later.</summary>
public sealed record ReadWorkDraft(Guid PersonId, string FullName, int Number, DateOnly SavedOn, WorkDraftContent Content)
{
    /// <summary>Whether it is sealed for its writer alone, and so has no number among others.</summary>
    public bool IsPrivate => Number == 0;
}

/// <summary>This person's draft of a form, and those of colleagues that are newer.</summary>
public sealed record WorkDraftsView(ReadWorkDraft? Own, IReadOnlyList<ReadWorkDraft> Newer)
{
    /// <summary>Of all drafts of a form in one WorkFile, as a person sees them.</summary>
    /// <param name="all">The drafts, the oldest first.</param>
    /// <param name="personId">The person.</param>
    internal static WorkDraftsView Of(IReadOnlyList<ReadWorkDraft> all, Guid personId)
    {
        var own = all.LastOrDefault(draft => draft.PersonId == personId);
        return new(own, [.. all.Where(draft => draft.PersonId != personId && draft.Number > (own?.Number ?? 0))]);
    }
}

/// <summary>A form of which something is saved unsent.</summary>
/// <param name="Form">Which.</param>
/// <param name="ReferralId">The referral that the form is of; null for one of the case.</param>
/// <param name="Drafts">The person's draft, and colleagues' that are newer.</param>
public sealed record WaitingDraft(WorkForm Form, Guid? ReferralId, WorkDraftsView Drafts);
