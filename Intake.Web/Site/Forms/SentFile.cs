using Intake.Core.Cleaning;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Intake.Web.Site.Forms;

/// <summary>A file in a form: the field, the name it had, as <see cref="FileNames"/> leaves it, and the type it claims.</summary>
public sealed record SentFile(string Field, string Name, string ClaimedType)
{
    /// <summary>The fields that stood before the file; a form that needs them for its files puts them first.</summary>
    public required ReadForm Before { get; init; }

    internal static SentFile Of(string field, StringSegment fileName, string? type, ReadForm before) =>
        new(field, FileNames.Clean(HeaderUtilities.UnescapeAsQuotedString(fileName).ToString()), type ?? "") { Before = before };
}

/// <summary>
/// Takes a file while it streams. It must let exceptions of the stream pass (a file over the limit or a broken request
/// throws there) and then keep nothing of the file.
/// </summary>
public delegate ValueTask FileReceiver(SentFile file, Stream content, CancellationToken cancel);
