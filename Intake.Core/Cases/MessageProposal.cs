using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>A message to the reporter that its writer proposed, for a colleague to read and send.</summary>
/// <param name="EntryId">Its entry.</param>
/// <param name="ReferralId">The referral in whose WorkFile it lies; null for the administrators'.</param>
/// <param name="Form">Question or feedback.</param>
/// <param name="MadeOn">Its day.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="Words">What is proposed.</param>
/// <param name="Digest">What an answer to it has to bind.</param>
public sealed record MessageProposal(
    Guid EntryId, Guid? ReferralId, WorkForm Form, DateOnly MadeOn, Certificate By, ProposedWords Words, byte[] Digest)
{
    /// <summary>Whether somebody else sent it.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether it was returned, or taken back.</summary>
    public bool IsReturned => ReturnedBy is not null;

    /// <summary>Who returned it; its writer where it was taken back. Null for nobody.</summary>
    public Certificate? ReturnedBy { get; init; }

    /// <summary>Why it was returned; null where that was not said.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Whether it waits for a colleague.</summary>
    public bool IsOpen => !IsSent && !IsReturned;

    /// <summary>Who could read it now: others who hold the case where it lies, and are not on leave. Asked for while it waits.</summary>
    public IReadOnlyList<Certificate> Readers { get; init; } = [];

    /// <summary>Whether it is a person's own.</summary>
    public bool IsBy(UnlockedStaff staff)
    {
        ArgumentNullException.ThrowIfNull(staff);
        return By.PersonId == staff.Certificate.PersonId;
    }

    /// <summary>
    /// What came back to a person and has not been proposed again: the newest of theirs of that form, where it was returned.
    /// </summary>
    /// <param name="all">All that the person can read, oldest first.</param>
    /// <param name="form">Which form.</param>
    /// <param name="staff">The person.</param>
    public static MessageProposal? Returned(IReadOnlyList<MessageProposal> all, WorkForm form, UnlockedStaff staff)
    {
        ArgumentNullException.ThrowIfNull(all);
        return all.LastOrDefault(one => one.Form == form && one.IsBy(staff)) is { IsReturned: true, IsSent: false } returned
            ? returned : null;
    }
}

/// <summary>Where a person's proposals lie.</summary>
/// <param name="ReferralId">The referral of the WorkFile; null for the Dialogue, where an administrator's lie.</param>
/// <param name="Readers">Others who hold the case there and are not on leave.</param>
public sealed record MessagePlace(Guid? ReferralId, IReadOnlyList<Certificate> Readers)
{
    /// <summary>Whether not one of them has answered the conflict question, so that none knows that something waits. Asked for.</summary>
    public bool IsUnopened { get; init; }
}
