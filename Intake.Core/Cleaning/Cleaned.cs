namespace Intake.Core.Cleaning;

/// <summary>A file without its hidden data, as it is about to stream out of the sandbox.</summary>
/// <param name="Ending">The ending of its format, without a dot.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Removed">What was taken out.</param>
/// <param name="Names">People that a mail names, for the reporter to strike out; at most a hundred.</param>
public sealed record Cleaned(string Ending, long Length, IReadOnlyList<HiddenData> Removed, IReadOnlyList<string> Names);

/// <summary>What is to be cleaned.</summary>
/// <param name="Length">The file's length in bytes.</param>
/// <param name="Limit">The most bytes that the cleaned file may have.</param>
/// <param name="Strike">Names that must not be left in a text; empty for a file that is cleaned for the first time.</param>
public sealed record CleaningOrder(long Length, long Limit, IReadOnlyList<string> Strike);

/// <summary>Why a file is not cleaned.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Part">The name of the member of the file that it is about, where there is one.</param>
public sealed record CleaningRefusal(NotCleaned Why, string? Part = null);

/// <summary>Takes the cleaned bytes; it must read to the end, where a file that was cut or altered on the way throws.</summary>
public delegate Task CleanedReceiver(Cleaned file, Stream content, CancellationToken cancel);

/// <summary>Writes the file as it came. It may be asked twice.</summary>
public delegate Task OriginalSource(Stream destination, CancellationToken cancel);
