"""
exiftool's view of a file: the names of its tags, never their values. Before cleaning they say what the reporter is told
of; after it they are a second look at what is left, beside each format's own parsing.
"""
import atexit
import json
import os
import re
import subprocess

import answers
from answers import Refused

# Groups that describe the file or what it shows.
INTRINSIC = re.compile(r"^(System|File|ExifTool|Composite|JFIF|Adobe|MPEG|LAME|PNG-(cICP|pHYs)|Main)$")
HARMLESS = re.compile(
    r"^(Resolution.*|[XY]Resolution|Compression|YCbCr.*|GPSVersionID|HandlerVendorID|HandlerType|HandlerDescription|VendorID|Vendor|"
    r"CompressorName|MediaLanguageCode|TimeScale|MediaTimeScale|(Current|Poster|Preview|Selection)Time|PreviewDuration|ExposureTime|"
    r"TimeOffset|.*CodecDescription|XMPToolkit|Sample(Group)?Description|SampleToGroup|DeviceAttributes|TrackID|AnimationIterations|"
    r"\w*SampleTable|\w*ToSample|"
    r"Gamma|BackgroundColor|SRGBRendering|Pixel.*|(Red|Green|Blue|WhitePoint)[XY])$")
# Each kind with what its names look like; the first that fits is it.
KINDS = (
    (answers.THUMBNAIL, re.compile(r"Thumbnail(?!Tool)|PreviewImage|CoverArt|^Picture$|^PhotoshopThumbnail", re.I)),
    (answers.FILM, re.compile(r"MotionPhoto|MicroVideo|EmbeddedVideo", re.I)),
    (answers.PLACE, re.compile(r"GPS|Latitude|Longitude|Location|^City|Country|Province|Sublocation|Geo", re.I)),
    (answers.IDS, re.compile(
        r"DocumentID|InstanceID|ImageUniqueID|ContentIdentifier|^(ID|UUID|GUID|FileID)$|HistoryInstance|BurstUUID", re.I)),
    (answers.SOFTWARE, re.compile(
        r"Software|CreatorTool|Producer|Application|AppVersion|Encod(er|edBy|ingSettings)|Generator|WriterName|Template", re.I)),
    (answers.TIMES, re.compile(r"Date|(^|Sub)Time|SubSec|^Year$|When|TotalEditTime", re.I)),
    (answers.AUTHOR, re.compile(
        r"Author|Artist|Creator|By-?line|Owner|Copyright|Rights|LastModifiedBy|LastSavedBy|Manager|Company|Composer|Performer|Credit|"
        r"Contact|Publisher|Photographer|UserName|Signing", re.I)),
    (answers.DEVICE, re.compile(
        r"^(Make|Model|UniqueCameraModel|HostComputer|DeviceSettingDescription)$|Serial|Lens(Make|Model|Info|ID)?$|Camera|AndroidV|"
        r"AndroidM|DeviceModel|DeviceManufacturer", re.I)),
    (answers.COMMENTS, re.compile(r"Comment|Description|Caption|Headline|Keywords|Subject|Title|^Album|Instructions|Notes", re.I)),
)
NO_TIME = re.compile(r"0000:00:00 00:00:00")  # A field for a time that holds none.
# What a picture or sound needs to be shown.
SHAPE = re.compile(
    r"^(Image(Width|Height)|BitsPerSample|Photometric.*|Strip.*|RowsPerStrip|Samples.*|PlanarConfiguration|Orientation|Predictor|ColorMap|"
    r"ExtraSamples|Fill.*|SubfileType|Tile.*|Exif(Version|Image.*)|FlashpixVersion|ColorSpace|ComponentsConfiguration|Pixel.*|Interop.*|"
    r"AudioChannels|SampleRate|NominalBitrate|VorbisVersion|PageNumber|PDFVersion|Linearized|PageCount|Encryption|HasXFA|TaggedPDF|"
    r"JPEGTables|T[46]Options|NewSubfileType)$")
# Groups that exist to carry such data.
CARRYING = re.compile(
    r"^(IFD|ExifIFD|InteropIFD|SubIFD|XMP|IPTC|Photoshop|MakerNotes|Apple|Canon|Nikon|Samsung|ID3|Vorbis|ItemList|Keys|UserData|XML|Zip|"
    r"PDF-|APP)", re.I)


class ExifTool:
    """
    One exiftool for all files of a run (`-stay_open`): a document has many pictures, and starting it takes longer than a
    picture. It is given a path and answers in JSON up to a line {ready}.
    """

    def __init__(self):
        self.program = None

    def ask(self, *arguments):
        if self.program is None or self.program.poll() is not None:
            self.program = subprocess.Popen(["exiftool", "-stay_open", "True", "-@", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL)
        if any("\n" in argument for argument in arguments):
            raise Refused(answers.FAILED)
        self.program.stdin.write("\n".join([*arguments, "-execute", ""]).encode())
        self.program.stdin.flush()
        said = []
        for line in self.program.stdout:
            if line == b"{ready}\n":
                return b"".join(said)
            said.append(line)
        return b""  # It broke down over this file.

    def end(self):
        if self.program is not None and self.program.poll() is None:
            self.program.communicate(b"-stay_open\nFalse\n")


TOOL = ExifTool()
atexit.register(TOOL.end)


def read(path, *options):
    """What exiftool finds: names with their groups, such as GPS:GPSLatitude, and their values, which must not leave here."""
    if not os.path.exists("/usr/bin/exiftool"):
        raise ImportError("exiftool")
    try:
        return json.loads(TOOL.ask("-a", "-G1", "-s", "-j", "-u", *options, path).decode("utf-8", "replace"))[0]
    except (ValueError, IndexError, BrokenPipeError):
        return {}


def kind_of(tag):
    """The kind of one name, or None for what only describes the file."""
    group, _, name = tag.partition(":")
    if not name or HARMLESS.match(name) or INTRINSIC.match(group) and tag != "File:Comment":
        return None
    if group.startswith("ICC"):
        return answers.COLOURS
    if tag == "PDF:Creator":
        return answers.SOFTWARE
    if group == "GPS":
        return answers.PLACE
    if group.startswith("Samsung") and name.startswith("EmbeddedVideo"):
        return answers.FILM
    for kind, names in KINDS:
        if names.search(name):
            return kind
    return answers.OTHER if CARRYING.match(group) and not SHAPE.match(name) else None


def tell(path, cleaning, *options):
    """Adds what a file carries to what the reporter is told, and gives what exiftool found."""
    found = read(path, *options)
    cleaning.found.update(kind for kind in (kind_of(name) for name, value in found.items() if not NO_TIME.match(str(value))) if kind)
    return found


def look_again(path, allowed, *options):
    """
    Refuses a cleaned file in which exiftool still finds a name that is not on the format's list (`group:name`, a pattern).
    A warning of exiftool is a name too.
    """
    found = read(path, *options)
    if not any(name.startswith("File:") for name in found):
        raise Refused(answers.FAILED)
    for name in found:
        if ":" in name and not COMMON.match(name) and not allowed.match(name):
            raise Refused(answers.FAILED)


COMMON = re.compile(
    r"^(System:\w+|ExifTool:ExifToolVersion|File:(FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess|"
    r"BitsPerSample|ColorComponents|YCbCrSubSampling|ExifByteOrder|FileSize)|"
    r"Composite:(ImageSize|Megapixels|Duration|AvgBitrate|AudioBitrate|Rotation))$")
