namespace Intake.Web.Reporter.Reports;

/// <summary>Why a form comes back although nothing in its fields is wrong. Each has a text.</summary>
public enum ReportNotice
{
    None,

    /// <summary>Sent sooner than a person could fill it in.</summary>
    TooEarly,

    /// <summary>The ticket is too old, forged or missing; a new one is in the page now.</summary>
    Expired,

    /// <summary>The ticket has become a report already; a new one is in the page now.</summary>
    Used,

    /// <summary>This page was saved as a draft before, and that draft's key was shown; a new ticket is in the page now.</summary>
    SavedBefore,

    /// <summary>The staged files were swept meanwhile.</summary>
    FilesGone,

    /// <summary>The database can't be reached.</summary>
    Unreachable,

    /// <summary>Too many files are on their way to us at once.</summary>
    Busy,

    /// <summary>More people are here than we take on at once; the page holds a turn.</summary>
    Waiting,

    /// <summary>The field that nobody sees was filled in; it is empty now.</summary>
    Extra,

    /// <summary>More was sent than can be taken at once.</summary>
    TooLarge,

    /// <summary>The files took longer to arrive than they may.</summary>
    TooSlow,

    /// <summary>A staged file was taken away, as asked.</summary>
    Removed,
}
