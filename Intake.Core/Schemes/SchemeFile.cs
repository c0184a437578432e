using Intake.Core.Schemes.Reading;
using Intake.Core.Schemes.Wording;

namespace Intake.Core.Schemes;

/// <summary>
/// Reads a scheme file: one JSON object of at most 1 MiB in UTF-8, comments allowed, unknown and duplicate fields
/// refused. The format is described, with an example, in <c>deploy/schemes</c>.
/// </summary>
public static class SchemeFile
{
    /// <summary>The scheme, or every fault with its line; nothing is thrown for anything that a file can hold.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="texts">
    /// The site's texts by language, against which the scheme's wording is checked before it is loaded. Without, as for a
    /// file that was loaded long ago, wording is taken as it stands; the site leaves out what no longer fits.
    /// </param>
    public static SchemeFileResult Read(ReadOnlyMemory<byte> utf8, Func<string, SiteTexts>? texts = null)
    {
        FileFaults faults = new();
        var root = FileParser.Parse(utf8.Span, faults);
        if (root is null)
            return new SchemeFileResult(null, faults.InOrder);
        var scheme = SchemePart.Read(root, faults, texts);
        new References(scheme, faults).Check();
        return faults.Count > 0
            ? new SchemeFileResult(null, faults.InOrder)
            : new SchemeFileResult(UnitTree.InOrder(scheme), []);
    }
}
