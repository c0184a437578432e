using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.UnitMessages;

/// <summary>
/// What administrators and a unit write to each other about a case, in the StatementFile that they share. The reporter has no key of
/// it, and no other unit has. Who writes to whom is the kind of the entry, an open column: nobody has to open one to know that it waits.
/// </summary>
public static class UnitThread
{
    private static readonly EntryKind[] ToHandlers = [EntryKind.ToUnit, EntryKind.TakenBack];
    private static readonly EntryKind[] ToAdministrators = [EntryKind.ToAdministrator, EntryKind.Declined];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<EntryKind> Kinds { get; } = [.. ToHandlers, .. ToAdministrators];

    /// <summary>What is written to a person: a handler of the referral hears from the administrators, these from the unit.</summary>
    /// <param name="handles">Whether the person holds the referral's WorkFile.</param>
    public static IReadOnlyList<EntryKind> To(bool handles) => handles ? ToHandlers : ToAdministrators;

    /// <summary>What such a person writes while the referral runs.</summary>
    /// <inheritdoc cref="To"/>
    public static EntryKind By(bool handles) => handles ? EntryKind.ToAdministrator : EntryKind.ToUnit;

    /// <summary>The messages of a referral, oldest first; none where the person has no key of its StatementFile.</summary>
    /// <param name="referral">The referral as the person sees it.</param>
    public static IReadOnlyList<ReadEntry> Of(ReferralView referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return [.. (referral.StatementFile ?? []).Where(entry => Kinds.Contains(entry.Kind))];
    }

    /// <summary>How many messages to the person there are in all referrals that they see.</summary>
    /// <param name="view">The case as the person sees it.</param>
    public static int Received(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Referrals.Sum(referral => Received(referral.StatementFile ?? [], referral.WorkFile is not null));
    }

    /// <summary>How many of a StatementFile's entries are messages to such a person.</summary>
    /// <param name="statementFile">The entries.</param>
    /// <inheritdoc cref="To"/>
    internal static int Received(IReadOnlyList<ReadEntry> statementFile, bool handles) =>
        statementFile.Count(entry => To(handles).Contains(entry.Kind));

    /// <summary>
    /// Since when a side owes the other an answer: the day of the first message that came after what it wrote last itself. Null where the
    /// last word is its own, or nobody has written. Reading a message answers nothing. Pure.
    /// </summary>
    /// <param name="messages">A referral's, of <see cref="Kinds"/>.</param>
    /// <inheritdoc cref="To"/>
    internal static DateOnly? UnansweredSince(IEnumerable<(EntryKind Kind, int Position, DateOnly On)> messages, bool handles) =>
        messages.OrderByDescending(one => one.Position).TakeWhile(one => To(handles).Contains(one.Kind))
            .Select(one => (DateOnly?)one.On).LastOrDefault();

    /// <summary>The same of a referral in which the other side can still be written to; null for any other.</summary>
    /// <param name="referral">The referral as a person sees it.</param>
    /// <inheritdoc cref="To"/>
    public static DateOnly? UnansweredSince(ReferralView referral, bool handles)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return referral.May.Message && referral.Handlers.Count > 0
            ? UnansweredSince(Of(referral).Select(entry => (entry.Kind, entry.Position, entry.MadeOn)), handles) : null;
    }

    /// <summary>How many of those the person has not seen.</summary>
    /// <inheritdoc cref="Received(CaseView)"/>
    public static int Unread(CaseView view) => Math.Max(0, Received(view) - view.Own.MessagesSeen);
}
