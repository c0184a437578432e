using System.Text.Json.Serialization;
using Intake.Core.Cleaning;

namespace Intake.Core.Reports.Contents;

/// <summary>Entry 2, on the GateCard: what is shown before the conflict question. Person names are those of their certificates.</summary>
public sealed record NamedContent(string? Unit, string? Involved, IReadOnlyList<string> Readers, IReadOnlyList<NamedPerson> Persons)
{
    /// <summary>For a card of a marked copy: the names that were added before it. Null elsewhere.</summary>
    public IReadOnlyList<RestatedName>? Added { get; init; }
}

/// <summary>A member of staff whom the report names.</summary>
public sealed record NamedPerson(Guid PersonId, string FullName);

/// <summary>Entry 3: whether the reporter follows the case, and so can be asked.</summary>
public sealed record FollowChoiceContent(bool Follow);

/// <summary>Entries 4, 5, 6, 10, 15 and 48 to 51: a text, and for an answer the question it belongs to.</summary>
public sealed record TextContent(string Text, Guid? AnswersEntry = null)
{
    /// <summary>For a question: which of how many that were sent together. Null for one sent alone.</summary>
    public QuestionPart? Part { get; init; }

    /// <summary>For an answer that is none: <c>unknown</c> or <c>declined</c>. The text may then be empty.</summary>
    public string? Choice { get; init; }

    /// <summary>For what a unit wrote to the administrators: why it went although the check found something in it.</summary>
    public string? SentAsItStands { get; init; }

    /// <summary>
    /// For a question or feedback: the entry in which a colleague of its author proposed it. Null for what its author wrote. Where that
    /// entry lies the reporter has no key, or the words are sealed once more.
    /// </summary>
    public Guid? Proposal { get; init; }
}

/// <summary>A question's place among those sent together, from 1.</summary>
public sealed record QuestionPart(int Number, int Of);

/// <summary>Entry 7: inside the purpose or not; outside, why and which entries of the help directory fit.</summary>
public sealed record ScreeningContent(bool Inside, string? Ground, string? Text, IReadOnlyList<string> Help);

/// <summary>
/// Entry 52: it can't be decided yet whether the report is inside the purpose. Not shown in the mailbox, whose key can open it.
/// </summary>
/// <param name="Ground">What the doubt is.</param>
/// <param name="Needed">What is needed to decide.</param>
/// <param name="Next">What is done now: a name of the screening's steps. Names are stored: they never change.</param>
public sealed record DoubtContent(string Ground, string Needed, string Next);

/// <summary>
/// Entry 53: a link to another case, or its end. Which case it is, and why, is sealed once more: FORMAT.md §4.
/// </summary>
/// <param name="LinkId">The link: the same in both cases.</param>
/// <param name="Box">Which case, and why.</param>
/// <param name="Ended">Whether it was taken away.</param>
public sealed record LinkContent(Guid LinkId, byte[] Box, bool Ended = false);

/// <summary>
/// Entry 8: handed to a unit, with a note for its handlers. It names whom it was handed to and the
/// compartments made for it and their first commitments, so that nobody can put others in their place (FORMAT.md §9).
/// </summary>
public sealed record ReferralContent(Guid ReferralId, Guid UnitId, string? Note)
{
    /// <summary>The persons to whom it was handed; null in entries of before they were named.</summary>
    public IReadOnlyList<Guid>? Handlers { get; init; }

    /// <summary>The ids of their certificates, in the same order, 32 bytes each; null in entries of before they were said.</summary>
    public IReadOnlyList<byte[]>? Certificates { get; init; }

    /// <summary>
    /// Where the scheme promises to ask the reporter first: <c>SaidYes</c>, or <c>ShowsNobody</c> where what the unit gets does not show
    /// who they are; else null.
    /// </summary>
    public string? Asked { get; init; }

    public NewCompartment? WorkFile { get; init; }
    public NewCompartment? StatementFile { get; init; }
}

/// <summary>A compartment as it was made: its id and first commitment (32 bytes).</summary>
public sealed record NewCompartment(Guid Id, byte[] Commitment);

/// <summary>
/// Entry 9: who must not take part, and why: <c>named</c>, <c>recused</c>, <c>ended</c> or <c>staff</c>. With one of the properties
/// below it is a rule for all whom it fits, now or later, and its id is its own and nobody's. FORMAT.md §11.
/// </summary>
public sealed record ExclusionContent(Guid PersonId, string Reason)
{
    /// <summary>The reason of one that warns of a role.</summary>
    public const string Warned = "warned";

    /// <summary>The reason of a person who stepped back.</summary>
    public const string Recused = "recused";

    /// <summary>The reason of one that staff set.</summary>
    public const string ByStaff = "staff";

    /// <summary>The reason of a person whose access to the case an administrator ended.</summary>
    public const string Ended = "ended";

    /// <summary>A ticked box that stands for one person: the one who has its address, or is written out in its title.</summary>
    public ReaderIdentity? Reader { get; init; }

    /// <summary>Further people in the author's own words: the reporter's in the mailbox, or those of a person who steps back.</summary>
    public string? Names { get; init; }

    /// <summary>For somebody who stepped back: why, for those who stay. Null where they did not say.</summary>
    public string? Why { get; init; }

    /// <summary>
    /// The slug of a ticked box that stands for a role, with the reason <c>warned</c>: it shuts nobody out by itself, and is
    /// asked about before access is given.
    /// </summary>
    public string? Box { get; init; }

    /// <summary>For somebody whose access was ended: their full name then. Why stands in the decision after it.</summary>
    public string? FullName { get; init; }
}

/// <summary>Who is meant by a tick, as the scheme knew it then.</summary>
/// <param name="Box">The box's slug.</param>
/// <param name="Address">The staff e-mail in lower case.</param>
/// <param name="Da">The title beside the box.</param>
/// <param name="En">The same in English.</param>
public sealed record ReaderIdentity(string Box, string Address, string Da, string? En);

/// <summary>
/// Entry 25: before giving access, staff said why these persons are not meant: by texts that seem to name them, or by ticks
/// that warn of people like them. It answers what stands before it and nothing later, and it lifts no bar: two people do that.
/// </summary>
/// <param name="Persons">Who is not meant.</param>
/// <param name="Reason">Why.</param>
/// <param name="Boxes">The ticks that are answered; empty where it is about names.</param>
public sealed record ClearanceContent(IReadOnlyList<Guid> Persons, string Reason, IReadOnlyList<string>? Boxes = null);

/// <summary>
/// Entry 54: somebody proposes to say that a person who has the case is not the one whom these texts name. It says nothing until an
/// administrator agrees.
/// </summary>
/// <param name="PersonId">Who is not meant.</param>
/// <param name="FullName">Their full name then.</param>
/// <param name="Texts">The entries that name them, by their ids: the bar that is to be lifted.</param>
/// <param name="Reason">Why they are not meant.</param>
public sealed record ApartProposalContent(Guid PersonId, string FullName, IReadOnlyList<Guid> Texts, string Reason);

/// <summary>Entry 55: an administrator agrees to a proposal of entry 54, or refuses it.</summary>
/// <param name="ProposalId">The proposal's entry.</param>
/// <param name="PersonId">Whom it is about.</param>
/// <param name="Bar">What was seen: the digest of proposal, person and texts (32 bytes). FORMAT.md §11.</param>
/// <param name="Agreed">Whether it was agreed to.</param>
/// <param name="Reason">Why.</param>
public sealed record ApartAnswerContent(Guid ProposalId, Guid PersonId, byte[] Bar, bool Agreed, string Reason);

/// <summary>
/// Entry 14: a file's name, type, true length in bytes and the SHA-256 of its sealed stream, so that nobody who may read
/// it can put another in its place. FORMAT.md §12.
/// </summary>
public sealed record AttachmentContent(Guid AttachmentId, string Name, string MediaType, long Length, byte[] StreamHash)
{
    /// <summary>What was taken out of it, for a cleaned copy; empty when nothing was there.</summary>
    public IReadOnlyList<HiddenData>? Removed { get; init; }

    /// <summary>Why it could not be cleaned.</summary>
    public NotCleaned? Uncleaned { get; init; }

    /// <summary>The name of the member of it that could not be cleaned, where it is about one.</summary>
    public string? UncleanedPart { get; init; }

    /// <summary>
    /// People whom a mail names, while it is not sent: the reporter may strike them out. Null in what is sent.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>That the reporter struck names out of it; a mark stands where they stood.</summary>
    public bool? Struck { get; init; }

    /// <summary>That the reporter wants it sent although it could not be cleaned.</summary>
    public bool? AsItIs { get; init; }

    /// <summary>For an original that the reporter wants kept as evidence: the cleaned copy that stands beside it.</summary>
    public Guid? OriginalOf { get; init; }

    /// <summary>As its entry keeps it: without what concerned the reporter's choices alone.</summary>
    public AttachmentContent AsSent() => this with { Names = null };

    /// <summary>Whether the reporter has still to decide about it.</summary>
    [JsonIgnore]
    public bool IsUndecided => IsUncleanedAndUnasked || Names is { Count: > 0 };

    /// <summary>Whether it could not be cleaned, and the reporter has not said that it goes as it is.</summary>
    [JsonIgnore]
    public bool IsUncleanedAndUnasked => Uncleaned is not null && AsItIs is not true;

    /// <summary>Whether hidden data may be in it: an original, or one that could not be cleaned.</summary>
    [JsonIgnore]
    public bool MayTell => OriginalOf is not null || Uncleaned is not null;
}

/// <summary>Entry 16: the referral moved to a step of the plan.</summary>
public sealed record StepContent(string Step, string? Text);

/// <summary>
/// Entry 17: how grave, in the words of the severities, and why. What it was judged by came later: an older entry has none of it,
/// and codes that are not known are shown as they stand.
/// </summary>
public sealed record AssessmentContent(string Severity, string Rationale)
{
    /// <summary>How grave what happened is, seen in its context.</summary>
    public string? Gravity { get; init; }

    /// <summary>For how long it has gone on.</summary>
    public string? Duration { get; init; }

    /// <summary>How often.</summary>
    public string? Frequency { get; init; }

    /// <summary>What makes it graver.</summary>
    public IReadOnlyList<string>? Aggravating { get; init; }

    /// <summary>Groups among those affected who need care.</summary>
    public IReadOnlyList<string>? Care { get; init; }

    /// <summary>Whether it is acknowledged and has stopped.</summary>
    public string? Stopped { get; init; }

    /// <summary>How large the examination is to be.</summary>
    public string? Format { get; init; }

    /// <summary>The severity that the policy suggested; null where nothing pointed to one.</summary>
    public string? Suggested { get; init; }

    /// <summary>Why another was chosen.</summary>
    public string? Departure { get; init; }
}

/// <summary>Entry 18: the case was closed. The reporter is shown the text, and what becomes of a talk, and nothing else of it.</summary>
public sealed record ClosingContent(string Outcome, string? Text)
{
    /// <summary>What the case ended on, for staff; null in entries from before it was asked for.</summary>
    public ClosingRecord? Record { get; init; }

    /// <summary>Why the reporter was given no feedback, which the reporter reads too; null where there was some.</summary>
    public string? NoFeedback { get; init; }

    /// <summary>Whether a talk that was agreed is held all the same, which the reporter reads too; null where none was ahead.</summary>
    public bool? TalkKept { get; init; }
}

/// <summary>
/// What a case ended on: what was found, on which tracks, what the place learns, and what was still open
/// and is carried over. Names are those of the closing's enums; ones that are not known are shown as they stand.
/// </summary>
public sealed record ClosingRecord(string Finding, IReadOnlyList<string> Tracks)
{
    /// <summary>What the place changes; null where the case ended on no track.</summary>
    public string? Learning { get; init; }

    /// <summary>What was open when the case was closed, and why that was carried over; null where nothing was.</summary>
    public IReadOnlyList<CarriedMatter>? CarriedOver { get; init; }
}

/// <summary>Something that was still open: its kind, how many of it, and why it could be carried over.</summary>
public sealed record CarriedMatter(string Kind, int Count, string Why);
