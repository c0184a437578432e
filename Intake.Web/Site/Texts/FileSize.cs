namespace Intake.Web.Site.Texts;

/// <summary>A file's size in words, such as 1,4 MB.</summary>
public static class FileSize
{
    public static string Of(long bytes, Text text) => bytes switch
    {
        < 1000 => text["Report.Size.Bytes", bytes],
        < 1_000_000 => text["Report.Size.Kilobytes", bytes / 1000.0],
        _ => text["Report.Size.Megabytes", bytes / 1_000_000.0],
    };
}
