using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Submission;

namespace Intake.Core.Mailboxes;

/// <summary>
/// Where a receipt key is tried. Each costs one derivation and is looked up among reports and among drafts, both, so
/// that the answer and the work don't show what a key once opened. Promises 23 and 24.
/// </summary>
public sealed class ReceiptKeyLookup(MailboxDesk mailboxes, DraftDesk drafts, ReceiptRepeats repeats, KeyDerivationLimiter derivations)
{
    /// <summary>What a well-formed key opens; null when nothing.</summary>
    public async Task<FoundByKey?> OpenAsync(ReceiptKey key, CancellationToken cancel)
    {
        using var secrets = await derivations.RunAsync(DerivationQueue.Mailbox, key.Derive, cancel);
        var mailbox = await mailboxes.FindAsync(secrets, cancel);
        var draft = await drafts.FindAsync(secrets, cancel);
        await repeats.EndAsync(secrets.LookupHash); // Asked for every key, so that the work is the same.
        return mailbox is null && draft is null ? null : new FoundByKey(mailbox, draft);
    }
}

/// <summary>What a receipt key opened: a report's mailbox, or a draft that is not sent yet.</summary>
public sealed record FoundByKey(UnlockedMailbox? Mailbox, UnlockedDraft? Draft) : IDisposable
{
    public void Dispose()
    {
        Mailbox?.Dispose();
        Draft?.Dispose();
    }
}
