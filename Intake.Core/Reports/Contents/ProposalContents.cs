namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 61: a message to the reporter that a colleague is to read and send. In a WorkFile the words stand in clear; in the Dialogue,
/// whose key the reporter has, they are sealed once more: FORMAT.md §4.
/// </summary>
/// <param name="Form">Question or Feedback, as <see cref="Sealing.WorkForm"/> names them. Names are stored: they never change.</param>
/// <param name="Words">What is proposed, in a WorkFile.</param>
/// <param name="Box">The same, in the Dialogue.</param>
public sealed record MessageProposalContent(string Form, ProposedWords? Words, WordsBox? Box);

/// <summary>What is proposed.</summary>
/// <param name="Texts">One text for feedback, one or several for questions.</param>
/// <param name="Reason">Why it should go although the outbound check found something; null where it found nothing.</param>
/// <param name="SeenTo">The highest position of the Dialogue when it was proposed.</param>
public sealed record ProposedWords(IReadOnlyList<string> Texts, string? Reason, int SeenTo);

/// <summary>
/// Entry 62: a proposed message was returned, or taken back by its writer. Where the words lie is as in the proposal.
/// </summary>
/// <param name="ProposalId">The proposal's entry.</param>
/// <param name="Digest">What was seen of it: FORMAT.md §11.</param>
/// <param name="Reason">Why, in a WorkFile; null for none.</param>
/// <param name="Box">The same, in the Dialogue.</param>
public sealed record MessageReturnContent(Guid ProposalId, byte[] Digest, string? Reason, WordsBox? Box);

/// <summary>Entry 63: a colleague read a proposed message and sent it.</summary>
/// <param name="ProposalId">The proposal's entry.</param>
/// <param name="Digest">What was seen of it: FORMAT.md §11.</param>
/// <param name="Messages">The entries of the Dialogue that were sent.</param>
public sealed record MessageSentContent(Guid ProposalId, byte[] Digest, IReadOnlyList<Guid> Messages);

/// <summary>Words sealed under the file secret.</summary>
/// <param name="Id">The box's own id.</param>
/// <param name="Sealed">The words, sealed.</param>
public sealed record WordsBox(Guid Id, byte[] Sealed);
