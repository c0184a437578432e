using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// What the product makes of each kind of entry: its content, who is shown it and whether it counts as a message. Who writes
/// it where stands beside its number, at <see cref="EntryKind"/>. Pages, inbox and mailbox read this table; a new kind is a
/// row here, a content record and a drawing.
/// </summary>
public static class EntryKinds
{
    private const EntryReaders Gate = EntryReaders.Gate, Staff = EntryReaders.Staff, Both = EntryReaders.Reporter | EntryReaders.Staff;

    /// <summary>Every kind, by its number.</summary>
    public static IReadOnlyList<EntryTraits> All { get; } =
    [
        Of<ReportContent>(EntryKind.Report, Both, content => content.Description is not null),
        Of<NamedContent>(EntryKind.Named, Gate),
        Of<FollowChoiceContent>(EntryKind.FollowChoice, Staff) with { FillsMailbox = true },
        Of<TextContent>(EntryKind.Answer, Both, HasText) with { Message = EntryMessage.FromReporter, FillsMailbox = true },
        Of<TextContent>(EntryKind.Question, Both, HasText) with { Message = EntryMessage.FromStaff },
        Of<TextContent>(EntryKind.Feedback, Both, HasText) with { Message = EntryMessage.FromStaff },
        Of<ScreeningContent>(EntryKind.Screening, Both),
        Of<ReferralContent>(EntryKind.Referral, Both),
        Of<ExclusionContent>(EntryKind.Exclusion, Staff),
        Of<TextContent>(EntryKind.Note, Staff, HasText),
        // The signed statement is the work of the statements' desk, which reads and judges it.
        new(EntryKind.Statement, null, Staff, entry => entry.Opened is not null),
        Of<TextContent>(EntryKind.StatementReturn, Staff, HasText),
        Of<TextContent>(EntryKind.StatementAcceptance, Staff, HasText),
        Of<AttachmentContent>(EntryKind.Attachment, Both, content => content.Name is not null) with { FillsMailbox = true },
        Of<TextContent>(EntryKind.Acknowledgement, Both, HasText),
        Of<StepContent>(EntryKind.Step, Staff),
        Of<AssessmentContent>(EntryKind.Assessment, Staff),
        Of<ClosingContent>(EntryKind.Closing, Both) with { Message = EntryMessage.FromStaff },
        Of<TextContent>(EntryKind.Orientation, Staff, HasText),
        Of<ContactRequestContent>(EntryKind.ContactRequest, Both, content => content.CodeWord is not null)
            with { Message = EntryMessage.FromReporter, FillsMailbox = true },
        Of<ContactProposalContent>(EntryKind.ContactProposal, Both, content => content.Text is not null)
            with { Message = EntryMessage.FromStaff },
        Of<ContactReplyContent>(EntryKind.ContactReply, Both, content => TalkHistory.StateOf(content.Choice) is not null)
            with { Message = EntryMessage.FromReporter, FillsMailbox = true },
        Of<MinutesContent>(EntryKind.Minutes, Both, content => content.Text is not null) with { Message = EntryMessage.FromStaff },
        Of<MinutesAnswerContent>(EntryKind.MinutesAnswer, Both) with { Message = EntryMessage.FromReporter, FillsMailbox = true },
        Of<ClearanceContent>(EntryKind.Clearance, Staff, content => content is { Persons: not null, Reason: not null }),
        Of<DecisionContent>(EntryKind.Decision, Staff, content => content.Text is not null),
        Of<ActionContent>(EntryKind.Action, Staff, content => content is { Kind: not null, State: not null }),
        Of<DutyContent>(EntryKind.Duty, Staff, content => content is { Duty: not null, Answer: not null }),
        Of<PlanTaskContent>(EntryKind.PlanTask, Staff, content => content is { Text: not null, State: not null }),
        Of<ChecklistContent>(EntryKind.Checklist, Staff, content => content.Done is not null),
        Of<InterviewContent>(EntryKind.Interview, Staff, content => content is { With: not null, State: not null }),
        Of<HearingContent>(EntryKind.Hearing, Staff, content => content.Party is not null),
        Of<SuspicionContent>(EntryKind.Suspicion, Staff, content => content is { Step: not null, Text: not null }),
        Of<PressRiskContent>(EntryKind.PressRisk, Staff, content => content is { Note: not null, Tell: not null }),
        Of<WindowContent>(EntryKind.Window, Staff, content => content is { Step: not null, Text: not null }),
        Of<AftercareContent>(EntryKind.Aftercare, Staff, content => content is { Line: not null, State: not null }),
        Of<TextContent>(EntryKind.CheckIn, Both, HasText) with { Message = EntryMessage.FromStaff },
        Of<TextContent>(EntryKind.Reopening, Both, HasText) with { Message = EntryMessage.FromStaff },
        Of<TextContent>(EntryKind.TakenBack, Staff, HasText),
        Of<TextContent>(EntryKind.Declined, Staff, HasText),
        Of<TextContent>(EntryKind.ToUnit, Staff, HasText),
        Of<TextContent>(EntryKind.ToAdministrator, Staff, HasText),
        Of<DoubtContent>(EntryKind.Doubt, Staff, content => content is { Ground: not null, Needed: not null }),
        Of<LinkContent>(EntryKind.Link, Staff, content => content.Box is not null),
        Of<ApartProposalContent>(EntryKind.ApartProposal, Staff, content => content is { Texts: not null, Reason: not null }),
        Of<ApartAnswerContent>(EntryKind.ApartAnswer, Staff, content => content is { Bar: not null, Reason: not null }),
        Of<InChargeContent>(EntryKind.InCharge, Staff, content => content.Name is not null),
        Of<OwnDatesContent>(EntryKind.OwnDates, Staff, content => content.AcceptBy is not null || content.StatementBy is not null),
        Of<CutContent>(EntryKind.Cut, Staff, content => content.IsWhole),
        Of<ReportContent>(EntryKind.MarkedCopy, Staff, content => content.Description is not null),
        Of<NamedContent>(EntryKind.MarkedCard, Gate),
        Of<MessageProposalContent>(EntryKind.MessageProposal, Staff,
            content => content is { Form: not null } and not { Words: null, Box: null }),
        Of<MessageReturnContent>(EntryKind.MessageReturn, Staff, content => content.Digest is not null),
        Of<MessageSentContent>(EntryKind.MessageSent, Staff, content => content is { Digest: not null, Messages: not null }),
        Of<GateNamesContent>(EntryKind.GateNames, Gate | Staff, content => content is { FullName: not null, Persons: not null }),
        Of<HoldersContent>(EntryKind.Holders, Staff, content => content.Persons is not null),
    ];

    private static readonly Dictionary<EntryKind, EntryTraits> ByKind = All.ToDictionary(traits => traits.Kind);

    /// <summary>Kinds that count against what one mailbox takes.</summary>
    public static IReadOnlyList<EntryKind> FillingMailbox { get; } =
        [.. All.Where(traits => traits.FillsMailbox).Select(traits => traits.Kind)];

    /// <summary>The row of a kind; null where the number is none of ours, as in a row that somebody altered.</summary>
    public static EntryTraits? Of(EntryKind kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Kinds that are messages of one side to the other.</summary>
    public static IReadOnlyList<EntryKind> Messages(EntryMessage from) =>
        [.. All.Where(traits => traits.Message == from).Select(traits => traits.Kind)];

    /// <summary>
    /// Kinds by which staff answer the reporter. A check-in asks and answers nobody: what the reporter wrote before it, to another
    /// check-in, waits until it is read.
    /// </summary>
    public static IReadOnlyList<EntryKind> Answering { get; } =
        [.. Messages(EntryMessage.FromStaff).Where(kind => kind != EntryKind.CheckIn)];

    /// <summary>Whether entries of the kind are shown to these readers.</summary>
    public static bool IsShownTo(EntryReaders readers, EntryKind kind) => Of(kind) is { } traits && traits.ShownTo.HasFlag(readers);

    /// <summary>Whether the entry opens and is what its kind says, with all that is needed to draw it.</summary>
    public static bool IsWhole(ReadEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Of(entry.Kind)?.IsWhole(entry) ?? false;
    }

    private static EntryTraits Of<TContent>(EntryKind kind, EntryReaders shownTo, Func<TContent, bool>? whole = null) where TContent : class
        => new(kind, typeof(TContent), shownTo, entry => entry.As<TContent>() is { } content && whole?.Invoke(content) != false);

    // JSON may lack what a record says it has.
    private static bool HasText(TextContent content) => content.Text is not null;
}
