"""The names of tags that exiftool may find in a cleaned film: its shape, its tracks' shape, and times that must be empty (`film`)."""
import re

QUICKTIME = r"""
    (Create|Modify)Date (Max|Average)Bitrate (Preview|Poster|Selection|Current)Time (Preview|Selection)Duration AV1\w+ AVCConfiguration
    Audio(Format|Channels|BitsPerSample|SampleRate|VendorID) AudioChannelLayout Avg\w+ BackgroundColor Balance BitDepth BitrateInfo
    BufferSize ChannelMask ChunkOffset(64)? CleanAperture\w* Color(Profiles|Primaries|Representation) CompatibleBrands
    CompositionTimeToSample CompositionToDecodeTimelineMapping CompressorID CompressorName Duration EditList\w* ElementaryStreamID
    EncodedPixels\w* FontName FontTable Free GenBalance GenFlags GenGraphicsMode GenMediaVersion GenOpColor Gen\w+ General\w+
    GraphicsMode HEVC\w+ Handler(Class|Type|VendorID) HandlerDescription IdependentAndDisposableSamples ImageHeight ImageWidth
    LayoutFlags MajorBrand MatrixCoefficients MatrixStructure Media(Create|Modify)Date
    Media(HeaderVersion|TimeScale|Duration|LanguageCode) MediaData MediaData(Size|Offset) MediaLanguageCode MinorVersion
    MovieHeaderVersion NextTrackID NullMediaHeader OpColor OtherFormat PixelAspectRatio Preferred(Rate|Volume) ProductionAperture\w*
    PurchaseFileFormat QuickTime_tx3g_0x[0-9a-f]+ Rotation Sample\w+ SourceImage(Width|Height) SyncSampleTable Text
    Text(Font|Face|Size|Color) TimeScale
    TimeToSampleTable Track(Create|Modify)Date TrackDuration TrackHeaderVersion TrackID TrackLayer TrackVolume TransferCharacteristics
    Unknown_\w+ VP\w+ VendorID VideoFieldOrder VideoFrameRate VideoFullRangeFlag Wide [XY]Resolution \w*BitRate
"""
RIFF = r"""
    AudioCodec AvgBytesPerSec BMPVersion BitDepth BitsPerSample Compression Duration Encoding FrameCount ImageHeight ImageLength
    ImageWidth NumChannels Num\w+ Pixels\w+ Planes RedMask StreamType Total\w+ Unknown_(vprp|JUNK) VideoCodec
    \w*(Rate|Count|Scale|Quality|Size|Type|Offset|Length)
"""
ASF = r"""
    ASF\w+ AspectRatio[XY] Audio(Codec\w*|Channels|SampleRate) BitDepth Codec\w* Compression\w* CreationDate DataPackets Duration
    ErrorCorrectionType FileID FileLength Flags Image(Width|Height) M(in|ax)PacketSize MaxBitrate NumPackets PlayDuration Preroll
    SendDuration StreamNumber StreamType TimeOffset VideoCodec\w* \w*CodecDescription \w*CodecName
"""


def any_of(names):
    return "(" + "|".join(names.split()) + ")"


LEFT = re.compile(rf"^((QuickTime|Track\d+|Main|Meta):{any_of(QUICKTIME)}|RIFF:{any_of(RIFF)}|ASF:{any_of(ASF)}|File:\w+)$")
