using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>
/// How far the person had seen a part of the case when the form that a request posts was shown to them: the highest position of its
/// entries. Desks ask it inside the lock, so that nobody writes over what a colleague wrote meanwhile without having seen it.
/// One a request.
/// </summary>
public sealed class SeenWhenShown
{
    /// <summary>The position, 0 where there was no entry; null for a form that does not say it: then nothing counts as unseen.</summary>
    public int? Position { get; private set; }

    /// <summary>Says what the form was shown with.</summary>
    /// <param name="position">The highest position.</param>
    public void Of(int position) => Position = position;

    /// <summary>Those of the entries that others wrote after it, oldest first; one that does not open may be of anybody.</summary>
    /// <param name="entries">Entries of the part that the form is about.</param>
    /// <param name="self">Who posts it.</param>
    public IReadOnlyList<ReadEntry> Unseen(IEnumerable<ReadEntry> entries, Guid self)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Position is not { } seen ? []
            : [.. entries.Where(entry => entry.Position > seen && entry.Opened?.Author.PersonId != self).OrderBy(entry => entry.Position)];
    }

    /// <summary>The refusal where others wrote something after it; null where nobody did.</summary>
    /// <inheritdoc cref="Unseen"/>
    internal CaseResult? Fault(IEnumerable<ReadEntry> entries, UnlockedStaff self) =>
        Unseen(entries, self.Certificate.PersonId).Count > 0 ? CaseResult.ChangedMeanwhile : null;
}
