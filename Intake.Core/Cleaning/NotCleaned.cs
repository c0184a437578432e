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

    /// <summary>An archive with something in it that we can't clean.</summary>
    UnknownMember,

    /// <summary>It is locked with a password.</summary>
    Locked,

    /// <summary>A scan of several pages, of which only the first would be left.</summary>
    SeveralPages,

    /// <summary>It grew over the limits while it was taken apart.</summary>
    TooLarge,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>Too many files were being cleaned.</summary>
    Busy,

    /// <summary>The tools gave up, or something was left behind.</summary>
    Failed,
}
