using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>
/// Dates that an administrator sets for a unit when a report is referred, in place of the scheme's: to take the case on, and for the
/// statement. Pure. They bind the unit alone: what the law gives the reporter, acknowledgement and feedback, is never moved.
/// </summary>
public static class OwnDates
{
    /// <summary>The scheme's dates for a report that is referred today, if it is taken on on the last day.</summary>
    /// <param name="referred">The day of the referral.</param>
    /// <param name="severity">How grave the report is said to be; null for not yet.</param>
    /// <param name="feedback">The last day for feedback.</param>
    /// <param name="settings">The scheme's lengths.</param>
    public static UsualDates Usual(DateOnly referred, Severity? severity, DateOnly? feedback, DeadlineSettings settings)
    {
        var accept = DeadlinePolicy.Acceptance(referred, settings).Due;
        var statement = DeadlinePolicy.Statement(accept, severity ?? Severity.Ordinary, settings).Due;
        return new(referred, accept, statement, feedback is { } law && law > statement ? law : statement);
    }

    /// <summary>
    /// Why the dates can't be; null where they can. None is in the past, or later than the last day for feedback, or than the
    /// scheme's own date where that is later still; a statement isn't due before the case is to be taken on. A later date than the
    /// scheme's needs a reason.
    /// </summary>
    /// <param name="accept">The last day to take the case on; null for the scheme's.</param>
    /// <param name="statement">The last day for the statement; null for the scheme's.</param>
    /// <param name="reason">Why.</param>
    /// <param name="usual">The scheme's dates.</param>
    public static CaseResult? Fault(DateOnly? accept, DateOnly? statement, string? reason, UsualDates usual)
    {
        ArgumentNullException.ThrowIfNull(usual);
        if (accept is { } day && (day < usual.Today || day > usual.Latest)) return CaseResult.AcceptByImpossible;
        if (statement is { } due && (due < (accept ?? usual.Accept) || due > usual.Latest)) return CaseResult.StatementByImpossible;
        if (CaseText.FaultOfOptional(reason) is not null) return CaseResult.DatesReasonTooLong;
        return (accept > usual.Accept || statement > usual.Statement) && BlankText.Is(reason) ? CaseResult.DatesReasonMissing : null;
    }

    /// <summary>
    /// The statement's deadline of a referral that was taken on. A date that was set counts unless it has passed by then, and unless the
    /// report is found graver than it was at the referral: then the earlier of both, for the graver, the sooner.
    /// </summary>
    /// <param name="accepted">The day on which the unit took it on.</param>
    /// <param name="severity">How grave it is.</param>
    /// <param name="own">What was set; null for nothing.</param>
    /// <param name="settings">The scheme's lengths.</param>
    public static Deadline Statement(DateOnly accepted, Severity severity, OwnDatesContent? own, DeadlineSettings settings)
    {
        var usual = DeadlinePolicy.Statement(accepted, severity, settings);
        if (own?.StatementBy is not { } due || due < accepted) return usual;
        var before = Codes.Read<Severity>(own.Severity) ?? Severity.Ordinary;
        return severity > before && usual.Due < due ? usual : DeadlinePolicy.SetAtReferral(DeadlineKind.Statement, accepted, due);
    }

    /// <summary>What was set of a referral; null for nothing, or where it can't be read.</summary>
    /// <param name="file">The entries of its StatementFile.</param>
    public static OwnDatesContent? Of(IReadOnlyList<ReadEntry>? file) =>
        (file ?? []).LastOrDefault(entry => entry.Kind == EntryKind.OwnDates)?.As<OwnDatesContent>();

    /// <summary>
    /// Where the unit has found the case graver than it was at the referral, and its statement is due before the day that an administrator
    /// set: both days. Null where that day stands. Pure.
    /// </summary>
    /// <param name="referral">The referral as a person sees it.</param>
    public static MovedDate? Moved(ReferralView referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        return Of(referral.StatementFile)?.StatementBy is { } set && referral.Deadlines
            .FirstOrDefault(one => one.Deadline.Kind == DeadlineKind.Statement && one.Deadline.Due < set) is { Deadline.Due: var due }
                ? new(set, due) : null;
    }

    /// <summary>A stored deadline as it explains itself: by the day of the referral where it is a date that was set then.</summary>
    /// <param name="deadline">As it is stored.</param>
    /// <param name="own">What was set; null for nothing.</param>
    /// <param name="referred">The day of the referral.</param>
    public static Deadline Explained(Deadline deadline, OwnDatesContent? own, DateOnly referred)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var isSet = deadline.Kind switch
        {
            DeadlineKind.Acceptance => deadline.Origin == DeadlineOrigin.Referred && own?.AcceptBy == deadline.Due,
            DeadlineKind.Statement => own?.StatementBy == deadline.Due,
            _ => false,
        };
        return isSet ? DeadlinePolicy.SetAtReferral(deadline.Kind, referred, deadline.Due) : deadline;
    }
}

/// <summary>The scheme's dates for a unit.</summary>
/// <param name="Today">The day of the referral.</param>
/// <param name="Accept">The last day to take the case on.</param>
/// <param name="Statement">The last day for the statement, if it is taken on then.</param>
/// <param name="Latest">No own date is later.</param>
public sealed record UsualDates(DateOnly Today, DateOnly Accept, DateOnly Statement, DateOnly Latest);

/// <summary>A statement's date that an assessment brought forward.</summary>
/// <param name="Set">The day that an administrator set.</param>
/// <param name="Due">The day on which it is due instead.</param>
public sealed record MovedDate(DateOnly Set, DateOnly Due);
