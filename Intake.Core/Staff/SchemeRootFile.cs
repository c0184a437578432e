using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Staff;

/// <summary>The founders' file beside the process (FORMAT.md §5), read again when it changes. A missing file has no founders.</summary>
public sealed class SchemeRootFile(string path)
{
    /// <summary>The root and a digest of its text.</summary>
    /// <exception cref="FormatException">A line is not in the form.</exception>
    public (SchemeRoot Root, byte[] Digest) Read()
    {
        var text = File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8) : "";
        return (SchemeRoot.Parse(text), SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
