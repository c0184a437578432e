using System.Text;

namespace Intake.Tests.Support;

/// <summary>
/// Real files of every type that is cleaned, each carrying what its type can: place, author, device, times, software,
/// comments, thumbnail. They are made by tools that the cleaning does not use, or byte by byte here.
/// </summary>
internal sealed class TellingFiles(string folder)
{
    /// <summary>Part of every hidden text, and of no text that a reader sees.</summary>
    public const string Canary = "kanarie-5e1f";

    /// <summary>What a reader sees, where the type has letters.</summary>
    public const string Shown = "Synlig tekst";

    private const string Pictures = "testsrc=size=320x200:rate=10:duration=1";
    private const string Sound = "sine=frequency=440:duration=1";

    private static readonly string[] Tags =
    [
        "-GPSLatitude=55.676098", "-GPSLatitudeRef=N", "-GPSLongitude=12.568337", "-GPSLongitudeRef=E", $"-Artist={Canary} author",
        $"-Make={Canary} make",
        $"-Model={Canary} device", $"-SerialNumber={Canary} serial", $"-Software={Canary} software", $"-ImageDescription={Canary} words",
        $"-Comment={Canary} comment",
        "-DateTimeOriginal=1999:12:31 23:59:58", "-CreateDate=1999:12:31 23:59:58", $"-XMP:Creator={Canary} creator",
        $"-XMP:Description={Canary} description", "-XMP:GPSLatitude=55.676098",
        $"-XMP:City={Canary} city", $"-IPTC:By-line={Canary} by", $"-Copyright={Canary} rights",
    ];

    /// <summary>
    /// A picture of one grey block in HEVC, without tags: exiftool adds those. Debian's encoders write no HEIC without
    /// more packages.
    /// </summary>
    private const string EmptyHeic =
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAActtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA"
        + "Rmlsb2MAAAAAREAAAwABAAAAAAHvAAEAAAAAAAAAggACAAAAAAJxAAEAAAAAAAAAAAADAAAAAAJxAAEAAAAAAAAAAAAAAGJpaW5mAAAAAAADAAAAFWluZmUC"
        + "AAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAKmluZmUCAAABAAMAAG1pbWUAYXBwbGljYXRpb24vcmRmK3htbAAAAAAAwGlwcnAAAACiaXBj"
        + "bwAAAHZodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoBkgafeW"
        + "6kkprmwIAAADAAgAAAMACEAiAAEAB0QBwXKwYkAAAAAUaXNwZQAAAAAAAADIAAAAZAAAABBwaXhpAAAAAAMICAgAAAAWaXBtYQAAAAAAAAABAAEDgQKDAAAA"
        + "KGlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAAOY2RzYwADAAEAAQAAAIptZGF0AAAAfigBrxNG+qGwhGyT0iYbNLo+1LQ0EFvffwo/ApvT/sMgve8YlLYLZZNX"
        + "PnT9a28Dq0nJmNUpBqn6bx6Fif9tS6cMAAAN2KnOaDZYRXxj6j/kBUQ0/f1bHX2TsLDrVXmrR056elOa00/9roEZSyAJeMPufPFL+TxrwtaOIN80gA==";

    /// <summary>Makes one file of each type.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> MakeAsync()
    {
        foreach (var ending in (string[])["jpg", "png", "tiff", "gif", "webp"])
            await FfmpegAsync(ending, ["-f", "lavfi", "-i", Pictures, "-frames:v", "1"]);
        await File.WriteAllBytesAsync(PathOf("heic"), Convert.FromBase64String(EmptyHeic));
        await FfmpegAsync("small.jpg", ["-f", "lavfi", "-i", Pictures, "-frames:v", "1", "-vf", "scale=80:50"]);
        foreach (var ending in (string[])["jpg", "png", "tiff", "gif", "webp", "heic"]) await ExifToolAsync(ending, Tags);
        await ExifToolAsync("jpg", [$"-ThumbnailImage<={PathOf("small.jpg")}"]);

        string[] words = ["-metadata", $"title={Canary} title", "-metadata", $"artist={Canary} artist", "-metadata",
            $"comment={Canary} comment", "-metadata", $"encoder={Canary} encoder", "-metadata", "location=+55.6761+012.5683/", "-metadata",
            "creation_time=1999-12-31T23:59:58Z"];
        foreach (var ending in (string[])["mp3", "flac", "ogg", "wav", "m4a"])
            await FfmpegAsync(ending, ["-f", "lavfi", "-i", Sound, .. words]);
        await File.WriteAllTextAsync(PathOf("srt"), $"1\n00:00:00,000 --> 00:00:01,000\nGPS (55.6761, 12.5683) {Canary} place\n");
        foreach (var ending in (string[])["mov", "avi", "wmv"])
        {
            await FfmpegAsync(
                ending, ["-f", "lavfi", "-i", Pictures, "-f", "lavfi", "-i", Sound, .. words, "-metadata:s:v", $"title={Canary} track"]);
        }
        await FfmpegAsync("mp4",
            ["-f", "lavfi", "-i", Pictures, "-f", "lavfi", "-i", Sound, "-i", PathOf("srt"), "-map", "0", "-map", "1", "-map", "2", "-c:s",
                "mov_text", .. words, "-metadata:s:v", $"title={Canary} track"]);
        await ExifToolAsync(
            "mp4", [$"-XMP:Creator={Canary} creator", "-UserData:GPSCoordinates=55.6761, 12.5683, 0", $"-QuickTime:Make={Canary} make"]);
        await ExifToolAsync("mov", [$"-XMP:Creator={Canary} creator", $"-Keys:Model={Canary} device", $"-Keys:Author={Canary} author"]);
        await PdfAsync();

        var picture = await File.ReadAllBytesAsync(PathOf("jpg"));
        await File.WriteAllBytesAsync(PathOf("docx"), OfficeFiles.Word(picture));
        await File.WriteAllBytesAsync(PathOf("xlsx"), OfficeFiles.Excel());
        await File.WriteAllBytesAsync(PathOf("pptx"), OfficeFiles.PowerPoint(picture, await File.ReadAllBytesAsync(PathOf("mp4"))));
        foreach (var (ending, body) in new[] { ("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation") })
        {
            await File.WriteAllBytesAsync(PathOf(ending), OfficeFiles.OpenDocument(body, picture));
        }

        var heard = await Task.WhenAll(Heard.Select(async ending => ("medie." + ending, await File.ReadAllBytesAsync(PathOf(ending)))));
        await File.WriteAllBytesAsync(PathOf("zip"), OfficeFiles.Zip(
            [("foto.jpg", picture), ("brev.docx", await File.ReadAllBytesAsync(PathOf("docx"))),
                ("note.txt", Encoding.UTF8.GetBytes(Shown)), .. heard]));
        await File.WriteAllTextAsync(PathOf("txt"), Shown + "\nÆøå, og ikke mere.\n");
        return Endings.ToDictionary(ending => ending, ending => File.ReadAllBytes(PathOf(ending)));
    }

    /// <summary>The videos, sounds and animations in the archive.</summary>
    public static IReadOnlyList<string> Heard { get; } = ["mp4", "avi", "wmv", "wav", "mp3", "flac", "ogg", "gif"];

    /// <summary>Every type that is cleaned.</summary>
    public static IReadOnlyList<string> Endings { get; } =
    [
        "jpg", "png", "gif", "webp", "heic", "tiff", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt",
        "mp3", "flac", "ogg", "wav", "m4a", "mp4", "mov", "avi", "wmv", "zip",
    ];

    /// <summary>All that exiftool finds in a file, one name and value per line.</summary>
    public async Task<string> TagsAsync(string ending, byte[] file)
    {
        var path = PathOf("asked." + ending);
        await File.WriteAllBytesAsync(path, file);
        return (await ProcessRun.RunAsync(
            "/usr/bin/exiftool", ["-a", "-u", "-G1", "-s", "--File:all", "--System:all", "--ExifTool:all", "-ee", path])).Output;
    }

    private string PathOf(string ending) => Path.Combine(folder, "file." + ending);

    private async Task FfmpegAsync(string ending, IEnumerable<string> arguments) =>
        (await ProcessRun.RunAsync("/usr/bin/ffmpeg", ["-nostdin", "-loglevel", "error", "-y", .. arguments, PathOf(ending)])).Required();

    private async Task ExifToolAsync(string ending, IEnumerable<string> tags) =>
        (await ProcessRun.RunAsync("/usr/bin/exiftool", ["-q", "-q", "-m", "-overwrite_original", .. tags, PathOf(ending)])).Required();

    /// <summary>A page with text and a photograph that keeps its own tags, as a camera wrote them.</summary>
    private async Task PdfAsync()
    {
        const string draw = """
            import cairo, sys
            surface = cairo.PDFSurface(sys.argv[2], 300, 300)
            for key, text in ((cairo.PDFMetadata.AUTHOR, "author"), (cairo.PDFMetadata.TITLE, "title"), (cairo.PDFMetadata.CREATOR, "program"), (cairo.PDFMetadata.KEYWORDS, "keywords")):
                surface.set_metadata(key, sys.argv[3] + " " + text)
            context = cairo.Context(surface)
            context.move_to(20, 40)
            context.show_text(sys.argv[4])
            picture = cairo.ImageSurface(cairo.FORMAT_RGB24, 320, 200)
            picture.set_mime_data(cairo.MIME_TYPE_JPEG, open(sys.argv[1], "rb").read())
            context.set_source_surface(picture, 10, 80)
            context.paint()
            surface.finish()
            """;
        (await ProcessRun.RunAsync("/usr/bin/python3", ["-c", draw, PathOf("jpg"), PathOf("pdf"), Canary, Shown])).Required();
        await ExifToolAsync("pdf", [$"-XMP:Creator={Canary} creator", $"-XMP:Description={Canary} description"]);
    }
}
