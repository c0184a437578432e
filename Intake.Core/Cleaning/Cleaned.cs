namespace Intake.Core.Cleaning;

/// <summary>A file without its hidden data, as it is about to stream out of the sandbox.</summary>
/// <param name="Ending">The ending of its format, without a dot.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Removed">What was taken out.</param>
public sealed record Cleaned(string Ending, long Length, IReadOnlyList<HiddenData> Removed);

/// <summary>Takes the cleaned bytes; it must read to the end, where a file that was cut or altered on the way throws.</summary>
public delegate Task CleanedReceiver(Cleaned file, Stream content, CancellationToken cancel);

/// <summary>Writes the file as it came.</summary>
public delegate Task OriginalSource(Stream destination, CancellationToken cancel);
