using System.Text.Json.Serialization;

namespace Intake.Core.Cleaning;

/// <summary>Why a file could not be cleaned. The reporter sees it, and decides.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotCleaned>))]
public enum NotCleaned
{
    /// <summary>The cleaning tools are not installed.</summary>
    Missing,

    /// <summary>No format that we know how to clean.</summary>
    UnknownType,

    /// <summary>Something in it that nobody here knows how to judge.</summary>
    UnknownPart,

    /// <summary>It is locked with a password.</summary>
    Locked,

    /// <summary>Programs inside.</summary>
    Macros,

    /// <summary>Whole files inside that a cleaned copy would lose.</summary>
    FilesInside,

    /// <summary>Notes, forms or layers inside that a cleaned copy would lose.</summary>
    NotesInside,

    /// <summary>A web page, or a drawing written as one.</summary>
    SavedPage,

    /// <summary>A text with long runs that no person reads.</summary>
    Encoded,

    /// <summary>A text with a mail's way from server to server in it.</summary>
    MailSource,

    /// <summary>The cleaned copy would not say the same.</summary>
    Changed,

    /// <summary>It grew over the limits while it was taken apart.</summary>
    TooLarge,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Too many files were being cleaned.</summary>
    Busy,

    /// <summary>It can't be read to its end.</summary>
    Damaged,

    /// <summary>The tools gave up, or something was left behind.</summary>
    Failed,
}
