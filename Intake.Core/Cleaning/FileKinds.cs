using System.Buffers.Binary;
using System.Text;

namespace Intake.Core.Cleaning;

/// <summary>Tells a file's kind by its first bytes: its name and the type it claims don't count.</summary>
public static class FileKinds
{
    /// <summary>As many bytes as are looked at.</summary>
    public const int HeadSize = 4096;

    private static readonly string[] Pictures = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
    private static readonly string[] NotPlain =
    [
        "{\\rtf", "<?xml", "<svg", "<!doctype", "<html",
        "from ", "received:", "return-path:", "delivered-to:", "message-id:", "mime-version:", "begin:v",
    ];

    /// <summary>The kind of a file that begins so.</summary>
    public static FileKind Of(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => FileKind.Jpeg,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => FileKind.Png,
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => FileKind.Gif,
        _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) => FileKind.Tiff,
        _ when head.StartsWith("%PDF-"u8) => FileKind.Pdf,
        _ when head.StartsWith("PK\x03\x04"u8) => FileKind.Zip,
        _ when head.StartsWith("fLaC"u8) => FileKind.Flac,
        _ when head.StartsWith("OggS"u8) => FileKind.Ogg,
        _ when head.StartsWith("ID3"u8) || IsMpegFrame(head) => FileKind.Mpeg,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) => FileKind.Wmv,
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 => OfRiff(head[8..12]),
        _ when head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) => OfBrand(Encoding.Latin1.GetString(head[8..12])),
        _ when IsPlainText(head) => FileKind.Text,
        _ => FileKind.Unknown,
    };

    private static FileKind OfRiff(ReadOnlySpan<byte> form) => form switch
    {
        _ when form.SequenceEqual("WEBP"u8) => FileKind.WebP,
        _ when form.SequenceEqual("WAVE"u8) => FileKind.Wav,
        _ when form.SequenceEqual("AVI "u8) => FileKind.Avi,
        _ => FileKind.Unknown,
    };

    private static FileKind OfBrand(string brand) => brand switch
    {
        _ when Pictures.Contains(brand) => FileKind.Heic,
        "qt  " => FileKind.QuickTime,
        "M4A " or "M4B " => FileKind.M4a,
        "avif" or "avis" or "crx " => FileKind.Unknown,
        _ => FileKind.Mp4,
    };

    /// <summary>
    /// The header of an MPEG audio frame, layer 3: 11 sync bits, then a version, layer, bit rate and sample rate that exist.
    /// </summary>
    private static bool IsMpegFrame(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4) return false;
        var frame = BinaryPrimitives.ReadUInt32BigEndian(head);
        return frame >> 21 == 0x7FF && (frame >> 19 & 3) != 1 && (frame >> 17 & 3) == 1
            && (frame >> 12 & 15) is not (0 or 15) && (frame >> 10 & 3) != 3;
    }

    /// <summary>
    /// Plain text: no control characters and none of the formats that are written in letters but carry more than they show.
    /// </summary>
    private static bool IsPlainText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return false;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return true;
        foreach (var one in head)
        {
            if (one < 0x20 && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;
        }

        var start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 64)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return !NotPlain.Any(format => start.StartsWith(format, StringComparison.OrdinalIgnoreCase));
    }
}
