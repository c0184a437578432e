namespace Intake.Core.Cleaning;

/// <summary>
/// What a file is by its first bytes. Office documents, OpenDocument
/// and archives are one family, distinguished inside the sandbox.
/// </summary>
public enum FileKind
{
    Unknown,
    Jpeg,
    Png,
    Gif,
    WebP,
    Heic,
    Tiff,
    Pdf,
    Zip,
    Text,
    Mpeg,
    Flac,
    Ogg,
    Wav,
    M4a,
    Mp4,
    QuickTime,
    Avi,
    Wmv,
}
