using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Inbox;

/// <summary>The filter and order with which a person's inbox begins, in all of their schemes. Nobody but the person can read it.</summary>
public sealed class SavedViews(IntakeDb db, FormUse form)
{
    /// <summary>What the person keeps; null for nothing, or where it was made with keys that they no longer have.</summary>
    public async Task<string?> OfAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var kept = await db.Staff.AsNoTracking().Where(one => one.Id == by.AccountId).Select(one => one.SavedView)
            .SingleOrDefaultAsync(cancel);
        try
        {
            return kept is null || by.Staff is null ? null : ViewSeal.Open(by.Staff, by.AccountId, kept);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Keeps another one, or none again.</summary>
    /// <param name="by">A certified person.</param>
    /// <param name="view">At most <see cref="ViewSeal.MostBytes"/> in UTF-8; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task KeepAsync(SignedIn by, string? view, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(by.Staff);
        var made = view is null ? null : ViewSeal.Seal(by.Staff, by.AccountId, view);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return;
        await db.Staff.Where(one => one.Id == by.AccountId)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.SavedView, made), cancel);
        await transaction.CommitAsync(cancel);
    }
}
