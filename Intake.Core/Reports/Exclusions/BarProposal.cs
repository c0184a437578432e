using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>
/// A proposal to say that a person who has a case is not the one whom texts name, with the answer to it. Both are signed entries, so
/// the two people can be recognised later. FORMAT.md §11.
/// </summary>
public sealed class BarProposal
{
    private readonly Certificate? answeredBy;
    private readonly ApartAnswerContent? answer;

    private BarProposal(ReadEntry entry, ApartProposalContent content, Certificate by, ReadEntry? answering)
    {
        (EntryId, MadeOn, By, Reason, FullName) = (entry.Id, entry.MadeOn, by, content.Reason, content.FullName);
        Bar = new NameBar(content.PersonId, content.Texts);
        (answer, answeredBy) = (answering?.As<ApartAnswerContent>(), answering?.Opened?.Author.Certificate);
    }

    /// <summary>Its entry.</summary>
    public Guid EntryId { get; }

    /// <summary>Its day.</summary>
    public DateOnly MadeOn { get; }

    /// <summary>Who proposed it.</summary>
    public Certificate By { get; }

    /// <summary>Why the person is not meant.</summary>
    public string Reason { get; }

    /// <summary>The person's full name, as the proposal has it.</summary>
    public string FullName { get; }

    /// <summary>Person and texts.</summary>
    public NameBar Bar { get; }

    /// <summary>What an answer has to bind.</summary>
    public byte[] Digest => Bar.DigestIn(EntryId, Reason);

    /// <summary>Whether nobody has answered it.</summary>
    public bool IsOpen => answer is null;

    /// <summary>Whether it was agreed to by another person, who saw this proposal; neither speaks for themselves.</summary>
    internal bool IsLifted => answer is { Agreed: true } agreed && agreed.PersonId == Bar.PersonId
        && agreed.Bar.AsSpan().SequenceEqual(Digest)
        && answeredBy is { IsAdministrator: true } other && other.PersonId != By.PersonId
        && Bar.PersonId != By.PersonId && Bar.PersonId != other.PersonId;

    /// <summary>Whether neither of the two is shut out themselves, but for having left.</summary>
    internal bool IsByTwo(HashSet<Guid> shutOut) => answeredBy is { } other && !shutOut.Contains(By.PersonId)
        && !shutOut.Contains(other.PersonId);

    /// <summary>All proposals among a Dialogue's entries that open, each with the first answer to it.</summary>
    public static IReadOnlyList<BarProposal> In(IReadOnlyList<ReadEntry> dialogue)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        var answers = dialogue.Where(entry => entry.Kind == EntryKind.ApartAnswer && EntryKinds.IsWhole(entry)).ToList();
        return
        [
            .. from entry in dialogue
            where entry.Kind == EntryKind.ApartProposal && EntryKinds.IsWhole(entry)
            let author = entry.Opened!.Author.Certificate
            where author is not null
            select new BarProposal(entry, entry.As<ApartProposalContent>()!, author, answers.FirstOrDefault(answer =>
                answer.Position > entry.Position && answer.As<ApartAnswerContent>()!.ProposalId == entry.Id)),
        ];
    }
}
