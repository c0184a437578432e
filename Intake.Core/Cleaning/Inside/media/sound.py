"""
Sounds: MP3 (ISO/IEC 11172-3), FLAC (RFC 9639), Ogg (RFC 3533) and WAV. The sound is copied bit for bit; titles, names,
cover pictures, markers and what recorders and editors note go.
"""
import re
import struct
import tempfile

import answers
import mpegaudio
import oggpages
import pictures
import streams
import tags
from answers import Refused

FLAC_INFO, FLAC_SEEK, FLAC_PICTURE, FLAC_WORDS, FLAC_CUES = 0, 3, 6, 4, 5
WAV_FORMATS = {1, 2, 3, 6, 7, 0x11, 0x31, 0x50, 0x55, 0xFFFE}       # PCM, ADPCM, float, A- and µ-law, GSM, MPEG, extensible.
WAV_LONGEST = {b"fmt ": 64, b"fact": 12}
LEFT = {
    "mp3": re.compile(r"^(MPEG:(MPEGAudioVersion|AudioLayer|AudioBitrate|SampleRate|ChannelMode|MSStereo|IntensityStereo|CopyrightFlag|"
                      r"OriginalMedia|Emphasis|VBRFrames|VBRBytes|VBRScale|Encoder|LameVBRQuality|LameQuality|LameMethod|LameLowPassFilter|"
                      r"LameBitrate|LameStereoMode)|LAME:Lame\w+)$"),
    "flac": re.compile(r"^FLAC:(BlockSizeM(in|ax)|FrameSizeM(in|ax)|SampleRate|Channels|BitsPerSample|TotalSamples|"
                       r"MD5Signature|SeekTable)$"),
    "ogg": re.compile(r"^(Vorbis:(VorbisVersion|AudioChannels|SampleRate|(Nominal|Maximum|Minimum)Bitrate|Vendor|BlockSize\w*)|"
                      r"Opus:(OpusVersion|AudioChannels|SampleRate|OutputGain)|FLAC:\w+|Speex:\w+|"
                      r"Ogg:(Stream\w*|Vendor))$"),
    "wav": re.compile(r"^RIFF:(Encoding|NumChannels|SampleRate|AvgBytesPerSec|BitsPerSample|BlockAlign|NumberOfSamples|ValidBitsPerSample|"
                      r"ChannelMask|SubformatGUID|ExtensionSize)$"),
}
DEMUXER = {"mp3": "mp3", "flac": "flac", "ogg": "ogg", "wav": "wav"}


def clean(source, target, ending, cleaning):
    data = pictures.read_all(source)
    if ending != "ogg":
        ending, write = {"mp3": ("mp3", mp3), "flac": ("flac", flac), "wav": ("wav", wav)}[beyond_id3(data, ending)]
    else:
        write = ogg
    tags.tell(source, cleaning)
    cleaning.found.update(cover(source))
    write(data, target, cleaning)
    compare(source, target, ending, data)
    tags.look_again(target, LEFT[ending])
    return ending


def beyond_id3(data, ending):
    """A FLAC too may begin with ID3."""
    rest = data[mpegaudio.id3_size(data):][:4]
    return "flac" if rest == b"fLaC" else ending


def cover(source):
    """A cover picture is a track for ffprobe."""
    try:
        said = streams.probe(source)
    except Refused:
        return []
    return [answers.THUMBNAIL] if any(one.get("disposition", {}).get("attached_pic") for one in said["streams"]) else []


def compare(source, target, ending, data):
    """Another program must find the same packets in both. It takes tags behind MP3 frames for sound, so they are cut off for it."""
    with tempfile.NamedTemporaryFile() as without:
        if ending == "mp3" and (behind := mpegaudio.tail_size(data)):
            without.write(data[:len(data) - behind])
            without.flush()
            source = without.name
        said = streams.probe(target, DEMUXER[ending])["streams"]
        first = next((one["index"] for one in streams.probe(source)["streams"] if one["codec_type"] == "audio"), None)
        if [one["codec_type"] for one in said] != ["audio"] or first is None or \
                streams.digests(source, [first]) != streams.digests(target, [0], demuxer=DEMUXER[ending]):
            raise Refused(answers.CHANGED)


def mp3(data, target, cleaning):
    frames, rest = mpegaudio.frames(data)
    cleaning.found.update([answers.COMMENTS] if rest & {"ID3", "TAG", "APE", "Lyrics"} else [])
    cleaning.found.update([answers.TRAILING] if "bytes" in rest else [])
    with open(target, "wb") as file:
        for start, stop in frames:
            file.write(data[start:stop])
    again, rest = mpegaudio.frames(pictures.read_all(target))
    if rest or sum(stop - start for start, stop in again) != sum(stop - start for start, stop in frames):
        raise Refused(answers.CHANGED)


def flac(data, target, cleaning):
    at, kept, last = mpegaudio.id3_size(data) + 4, [], 0
    while not last:
        if at + 4 > len(data):
            raise Refused(answers.DAMAGED)
        last, kind, size = data[at] >> 7, data[at] & 0x7F, int.from_bytes(data[at + 1:at + 4], "big")
        body = data[at + 4:at + 4 + size]
        if kind == FLAC_INFO and size == 34 and not kept or kind == FLAC_SEEK and size % 18 == 0:
            kept.append((kind, body))
        elif kind == FLAC_PICTURE:
            cleaning.found.add(answers.THUMBNAIL)
        elif kind == FLAC_CUES or kind not in (1, FLAC_WORDS):
            cleaning.found.add(answers.OTHER)
        at += 4 + size
    if not kept or kept[0][0] != FLAC_INFO:
        raise Refused(answers.DAMAGED)
    end = len(data) - mpegaudio.tail_size(data)
    if not mpegaudio.flac_ends(data, at, end):
        raise Refused(answers.DAMAGED)
    with open(target, "wb") as file:
        file.write(b"fLaC")
        for index, (kind, body) in enumerate(kept):
            file.write(struct.pack(">L", (index == len(kept) - 1) << 31 | kind << 24 | len(body)) + body)
        file.write(data[at:end])


def wav(data, target, cleaning):
    size, at, kept, samples = int.from_bytes(data[4:8], "little"), 12, {}, None
    end = len(data) if size in (0, 0xFFFFFFFF) else min(len(data), 8 + size)
    while at + 8 <= end:
        kind, length = data[at:at + 4], int.from_bytes(data[at + 4:at + 8], "little")
        if kind == b"data":
            if samples is not None:
                raise Refused(answers.UNKNOWN_PART)
            length = min(length, len(data) - at - 8)
            samples = at + 8, at + 8 + length
        elif kind in WAV_LONGEST and kind not in kept and length <= WAV_LONGEST[kind]:
            kept[kind] = data[at + 8:at + 8 + length]
        elif kind == b"LIST" and data[at + 8:at + 12] == b"wavl":
            raise Refused(answers.UNKNOWN_PART)
        elif kind not in (b"JUNK", b"junk", b"PAD ", b"FLLR") or data[at + 8:at + 8 + length].strip(b"\0"):
            cleaning.found.add(answers.COMMENTS if kind == b"LIST" else answers.OTHER)
        at += 8 + length + (length & 1)
    if at < len(data) - 1:
        cleaning.found.add(answers.TRAILING)
    if samples is None or len(kept.get(b"fmt ", b"")) < 14 or int.from_bytes(kept[b"fmt "][:2], "little") not in WAV_FORMATS:
        raise Refused(answers.DAMAGED if samples is None else answers.UNKNOWN_PART)
    head = b"".join(kind + struct.pack("<L", len(kept[kind])) + kept[kind] + bytes(len(kept[kind]) & 1)
                    for kind in (b"fmt ", b"fact") if kind in kept)
    start, stop = samples
    odd = (stop - start) & 1
    with open(target, "wb") as file:
        file.write(b"RIFF" + struct.pack("<L", 4 + len(head) + 8 + stop - start + odd) + b"WAVE" + head)
        file.write(b"data" + struct.pack("<L", stop - start) + data[start:stop] + bytes(odd))


def ogg(data, target, cleaning):
    """The pages in a new file with an empty comment header. A film in Ogg, or several sounds one after another, is refused."""
    found, strange = oggpages.pages(data)
    if strange:
        cleaning.found.add(answers.TRAILING)
    packets, behind = oggpages.headers(found)
    made = oggpages.paged(oggpages.plain(packets), 1)
    with open(target, "wb") as file:
        for number, page in enumerate(made + behind):
            page.number, page.serial = number, 1
            file.write(page.bytes())
    again, strange = oggpages.pages(pictures.read_all(target))
    if strange or [(page.flags, page.granule, page.lacing, page.body) for page in again] != \
            [(page.flags, page.granule, page.lacing, page.body) for page in made + behind]:
        raise Refused(answers.CHANGED)
