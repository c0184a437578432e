using System.Text.RegularExpressions;

namespace Intake.Core.Cleaning;

/// <summary>
/// Sorts the names of tags, as exiftool gives them with their groups (<c>GPS:GPSLatitude</c>), into kinds. Values never
/// come here.
/// </summary>
public static partial class HiddenTags
{
    /// <summary>The kinds that must not be left in a file that is called cleaned.</summary>
    public static IReadOnlyList<HiddenData> Telling { get; } =
        [HiddenData.Place, HiddenData.Author, HiddenData.Device, HiddenData.Comments, HiddenData.Thumbnail];

    /// <summary>The kinds among these tags, each once, in the order of <see cref="HiddenData"/>.</summary>
    public static IReadOnlyList<HiddenData> KindsOf(IEnumerable<string> tags) =>
        [.. tags.Select(KindOf).OfType<HiddenData>().Distinct().Order()];

    private static HiddenData? KindOf(string tag)
    {
        var parts = tag.Split(':', 2);
        if (parts.Length < 2 || Intrinsic().IsMatch(parts[0]) && tag != "File:Comment" || Harmless().IsMatch(parts[1])) return null;
        var (group, name) = (parts[0], parts[1]);
        return name switch
        {
            _ when Thumbnail().IsMatch(name) => HiddenData.Thumbnail,
            _ when group == "GPS" || Place().IsMatch(name) => HiddenData.Place,
            _ when Software().IsMatch(name) => HiddenData.Software,
            _ when Times().IsMatch(name) => HiddenData.Times,
            _ when Author().IsMatch(name) => HiddenData.Author,
            _ when Device().IsMatch(name) => HiddenData.Device,
            _ when Comments().IsMatch(name) => HiddenData.Comments,
            _ when Carrying().IsMatch(group) && !Shape().IsMatch(name) => HiddenData.Other,
            _ => null,
        };
    }

    /// <summary>Groups that describe the file or what it shows, and profiles of colour.</summary>
    [GeneratedRegex("^(System|File|ExifTool|Composite|JFIF|ICC.*|Adobe|MPEG|LAME)$")]
    private static partial Regex Intrinsic();

    /// <summary>Names that look revealing and are not.</summary>
    [GeneratedRegex("^(Resolution.*|[XY]Resolution|Compression|YCbCr.*|GPSVersionID|HandlerVendorID|HandlerType|HandlerDescription|"
        + "VendorID|Vendor|CompressorName|MediaLanguageCode|TimeScale|MediaTimeScale|"
        + "(Current|Poster|Preview|Selection)Time|PreviewDuration|ExposureTime|TimeOffset|.*CodecDescription|"
        + "XMPToolkit|Sample(Group)?Description|SampleToGroup|DeviceAttributes|TrackID)$")]
    private static partial Regex Harmless();

    [GeneratedRegex("Thumbnail(?!Tool)|PreviewImage|CoverArt|^Picture$|^PhotoshopThumbnail", RegexOptions.IgnoreCase)]
    private static partial Regex Thumbnail();

    [GeneratedRegex("GPS|Latitude|Longitude|Location|^City|Country|Province|Sublocation|Geo", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex("Software|CreatorTool|Producer|Application|AppVersion|Encod(er|edBy|ingSettings)|Generator|WriterName|Template",
        RegexOptions.IgnoreCase)]
    private static partial Regex Software();

    [GeneratedRegex("Date|(^|Sub)Time|SubSec|^Year$|When|TotalEditTime", RegexOptions.IgnoreCase)]
    private static partial Regex Times();

    [GeneratedRegex("Author|Artist|Creator|By-?line|Owner|Copyright|Rights|LastModifiedBy|LastSavedBy|Manager|Company|"
        + "Composer|Performer|Credit|Contact|Publisher|Photographer|Credit|UserName",
        RegexOptions.IgnoreCase)]
    private static partial Regex Author();

    [GeneratedRegex("^(Make|Model|UniqueCameraModel|HostComputer|DeviceSettingDescription)$|Serial|Lens(Make|Model|Info|ID)?$|"
        + "Camera|AndroidV|AndroidM|DeviceModel|DeviceManufacturer|ContentIdentifier|ImageUniqueID",
        RegexOptions.IgnoreCase)]
    private static partial Regex Device();

    [GeneratedRegex("Comment|Description|Caption|Headline|Keywords|Subject|Title|^Album|Instructions|Notes", RegexOptions.IgnoreCase)]
    private static partial Regex Comments();

    /// <summary>What a picture or sound needs to be shown.</summary>
    [GeneratedRegex("^(Image(Width|Height)|BitsPerSample|Photometric.*|Strip.*|RowsPerStrip|Samples.*|PlanarConfiguration|"
        + "Orientation|Predictor|ColorMap|ExtraSamples|Fill.*|SubfileType|Tile.*|Exif(Version|Image.*)|FlashpixVersion|ColorSpace|"
        + "ComponentsConfiguration|Pixel.*|Interop.*|AudioChannels|SampleRate|NominalBitrate|VorbisVersion|PageNumber)$")]
    private static partial Regex Shape();

    /// <summary>Groups that exist to carry such data.</summary>
    [GeneratedRegex("^(IFD|ExifIFD|InteropIFD|SubIFD|XMP|IPTC|Photoshop|MakerNotes|Apple|Canon|Nikon|Samsung|"
        + "ID3|Vorbis|ItemList|Keys|UserData|XML|Zip|PDF-|APP)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Carrying();
}
