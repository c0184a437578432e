namespace Intake.Web.Office.Cases;

/// <summary>What was just done to a case, shown once above the page.</summary>
public enum CaseNotice
{
    None,
    Passed,
    Inside,
    Outside,
    InDoubt,
    Linked,
    Unlinked,
    Referred,
    Asked,
    Feedback,
    Noted,
    Stepped,
    Assessed,
    HandedOver,
    Sent,
    Returned,
    Accepted,
    Closed,
    Proposed,
    Minutes,
    Covered,
    ApartProposed,
    ApartAnswered,
    AccessEnded,
    NameAdded,
    DateSet,
    DateMet,
    CheckedIn,
    Reopened,
    FilesAdded,
    HoldAsked,
    HoldAnswered,
    Notified,
    Labelled,
    DraftSaved,
    ActionSaved,
    DutySaved,
    PlanSaved,
    UnitMessaged,
    TakenBack,
    MarkSaved,
    PutInCharge,
    MessageProposed,
    MessageRead,
    MessageReturned,
}

/// <summary>Reads notices from addresses.</summary>
public static class CaseNotices
{
    /// <summary>The notice of that name; none for anything else.</summary>
    public static CaseNotice Of(string? done) =>
        done is { Length: > 3 } && char.IsAsciiLetter(done[0]) && Enum.TryParse<CaseNotice>(done, ignoreCase: true, out var notice)
            ? notice
            : CaseNotice.None;
}
