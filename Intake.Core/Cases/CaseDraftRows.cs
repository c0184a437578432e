using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// The drafts of what is written on a case and not on a referral: messages, and the form that closes it. A handler's message lies in the
/// unit's WorkFile, where colleagues see it. What an administrator writes, or a handler of several referrals, is sealed for the writer
/// alone and lies at the Dialogue: no compartment is shared by exactly those who may read it.
/// </summary>
public sealed class CaseDraftRows(IntakeDb db, HolderPseudonyms pseudonyms, WorkDraftRows shared)
{
    /// <summary>The forms that are a referral's.</summary>
    internal static readonly WorkForm[] OfReferral =
        [WorkForm.Note, WorkForm.Assessment, WorkForm.Statement, WorkForm.Press, WorkForm.Decline];

    /// <summary>
    /// This person's draft of a form, and colleagues' that were saved after it. What was saved before the person's roles changed is found
    /// too. A row that does not open counts for nothing.
    /// </summary>
    internal async Task<WorkDraftsView> ReadAsync(OpenCase open, WorkForm form, CancellationToken cancel)
    {
        var own = await OwnAsync(open, form, cancel);
        var all = new List<ReadWorkDraft>();
        var held = HeldOf(open);
        foreach (var referral in held) all.AddRange(await shared.ReadAsync(open, referral, form, cancel));
        var me = open.Staff.Certificate.PersonId;
        own ??= all.LastOrDefault(draft => draft.PersonId == me);
        // Numbers are of one WorkFile: drafts of several can't be put in an order.
        return new(own, held.Count != 1 ? [] : [.. all.Where(draft => draft.PersonId != me && draft.Number > (own?.Number ?? 0))]);
    }

    /// <summary>
    /// Every form of which this person, or a colleague after them, has saved a draft in the case, in the forms' order. One query where
    /// nothing is saved.
    /// </summary>
    internal async Task<IReadOnlyList<WaitingDraft>> WaitingAsync(OpenCase open, CancellationToken cancel)
    {
        var files = open.Report.Compartments.Where(room => room.Kind == CompartmentKind.WorkFile).ToDictionary(room => room.Id);
        List<Guid> rooms = [open.Dialogue.Context.Id, .. files.Values.Where(file => HeldOf(open).Contains(file.ReferralId!.Value))
            .Select(file => file.Id)];
        var saved = await db.WorkDrafts.AsNoTracking().Where(row => rooms.Contains(row.CompartmentId))
            .Select(row => new { row.CompartmentId, row.Form }).Distinct().ToListAsync(cancel);
        var waiting = new List<WaitingDraft>();
        foreach (var form in saved.Select(one => one.Form).Distinct().Order())
        {
            if (!OfReferral.Contains(form))
            {
                waiting.Add(new(form, null, await ReadAsync(open, form, cancel)));
                continue;
            }

            foreach (var one in saved.Where(one => one.Form == form && files.ContainsKey(one.CompartmentId)))
            {
                var referral = files[one.CompartmentId].ReferralId!.Value;
                waiting.Add(new(form, referral, WorkDraftsView.Of(
                    await shared.ReadAsync(open, referral, form, cancel), open.Staff.Certificate.PersonId)));
            }
        }

        return [.. waiting.Where(one => one.Drafts.Own is not null || one.Drafts.Newer.Count > 0)];
    }

    /// <summary>Puts what was typed in the place of this person's draft of the form. Inside the caller's transaction.</summary>
    internal async Task SaveAsync(OpenCase open, WorkForm form, WorkDraftContent content, CancellationToken cancel)
    {
        var dialogue = open.Dialogue;
        if (form != WorkForm.Closing && !open.ByAdministrator && HeldOf(open) is [var only])
        {
            var (room, holder) = (dialogue.Context.Id, HolderOf(open));
            await db.WorkDrafts.Where(row => row.CompartmentId == room && row.Holder == holder && row.Form == form)
                .ExecuteDeleteAsync(cancel);
            await shared.SaveAsync(open, only, form, content, cancel);
            return;
        }

        await DropAsync(open, form, cancel);
        db.WorkDrafts.Add(new WorkDraft
        {
            Id = Guid.NewGuid(),
            CompartmentId = dialogue.Context.Id,
            Epoch = dialogue.Epoch,
            Holder = HolderOf(open),
            Form = form,
            Sealed = OwnDraftSeal.Seal(
                dialogue.Context, open.Report.Vault, open.Staff, form, dialogue.Epoch, open.Today, ContentJson.Write(content)),
        });
    }

    /// <summary>Deletes this person's draft of the form, wherever it lies. Inside the caller's transaction.</summary>
    internal async Task DropAsync(OpenCase open, WorkForm form, CancellationToken cancel)
    {
        // A pseudonym is of one report.
        var holder = HolderOf(open);
        await db.WorkDrafts.Where(row => row.Holder == holder && row.Form == form).ExecuteDeleteAsync(cancel);
    }

    private async Task<ReadWorkDraft?> OwnAsync(OpenCase open, WorkForm form, CancellationToken cancel)
    {
        var (room, holder) = (open.Dialogue.Context, HolderOf(open));
        var row = await db.WorkDrafts.AsNoTracking()
            .SingleOrDefaultAsync(row => row.CompartmentId == room.Id && row.Holder == holder && row.Form == form, cancel);
        if (row is null) return null;
        try
        {
            var (on, content) = OwnDraftSeal.Open(room, open.Report.Vault, open.Staff, form, row.Epoch, row.Sealed);
            return new(open.Staff.Certificate.PersonId, open.Staff.Certificate.FullName, 0, on,
                ContentJson.ReadToShow<WorkDraftContent>(content));
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Guid> HeldOf(OpenCase open) => [.. open.Report.Compartments
        .Where(room => room.Kind == CompartmentKind.WorkFile && open.Report.TryOpen(CompartmentKind.WorkFile, room.ReferralId, out _))
        .Select(room => room.ReferralId!.Value).Order()];

    private byte[] HolderOf(OpenCase open) => pseudonyms.Of(open.Report.Row.Id, open.Staff.Party);
}
