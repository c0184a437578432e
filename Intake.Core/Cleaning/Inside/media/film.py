"""
Films and M4A: the tracks that one sees, hears and reads (pictures, sound, subtitles) are copied, undecoded, into a new file
with their turning; all that is said about them goes, and so do tracks of data, cover pictures and chapters. A drone writes
its telemetry as subtitles: those go. What encoders and cameras note inside the pictures is blanked (`noted`).
"""
import mmap
import os
import re

import answers
import filmtags
import noted
import streams
import tags
import telemetry
import units
from answers import Refused
from boxes import boxes

SEEN = {"h264", "hevc", "av1", "vp8", "vp9", "mpeg4", "h263", "mjpeg", "msmpeg4v1", "msmpeg4v2", "msmpeg4v3", "wmv1", "wmv2", "wmv3", "vc1",
        "prores", "rawvideo", "qtrle", "png", "rpza", "cinepak", "svq1", "svq3", "huffyuv", "ffv1", "dnxhd", "flv1"}
HEARD = {"aac", "mp3", "mp2", "ac3", "eac3", "alac", "opus", "vorbis", "flac", "wmav1", "wmav2", "wmapro", "wmalossless", "amr_nb",
         "amr_wb", "dts", "truehd", "qdm2", "qdmc", "gsm", "gsm_ms"}
READ = {"mov_text", "dvd_subtitle", "eia_608", "text", "subrip", "webvtt", "xsub"}
MUXER = {"mp4": "mp4", "m4a": "mp4", "mov": "mov", "avi": "avi", "wmv": "asf"}
PLACES = {"gpmd", "camm", "djmd", "rtmd"}                            # Data tracks that cameras write positions into.
MOST_TRACKS = 32
BOXES_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"gmhd", b"tref", b"tapt"}
BOXES = BOXES_INSIDE | {b"ftyp", b"mdat", b"free", b"wide", b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"vmhd", b"smhd", b"nmhd",
                        b"sthd", b"gmin", b"text", b"dref", b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsz", b"stco", b"co64", b"stsc", b"sgpd",
                        b"sbgp", b"sdtp", b"stps", b"clef", b"prof", b"enof", b"iods", b"chap"}
NO_TIME = re.compile(r"(Create|Modify)Date$|CreationDate$")


def clean(source, target, ending, cleaning):
    tags.tell(source, cleaning)
    said = streams.probe(source)
    kept = tracks(said, source, cleaning)
    if not any(one["codec_type"] in ("video", "audio") for one in kept):
        raise Refused(answers.UNKNOWN_TYPE)
    copy(source, target, ending, kept)
    if MUXER[ending] in ("mp4", "mov"):
        empty(target)
    compare(source, target, kept)
    if noted.blank(target, ending, kept, cleaning):
        compare(source, target, kept, noted=True)
    if MUXER[ending] in ("mp4", "mov"):
        judge(target)
    tags.look_again(target, filmtags.LEFT, "-ee")
    without_times(target)
    alone = not any(one["codec_type"] == "video" for one in kept)
    return {"mp4": "m4a", "wmv": "wma"}.get(ending, ending) if alone and len(kept) == 1 else ending


def tracks(said, source, cleaning):
    """The tracks that stay. What goes is told; a kind of picture or sound that is not known is refused."""
    if len(said["streams"]) > MOST_TRACKS:
        raise Refused(answers.TOO_LARGE)
    kept = []
    for one in said["streams"]:
        kind, codec, marks = one.get("codec_type"), one.get("codec_name", ""), one.get("disposition", {})
        if marks.get("attached_pic") or marks.get("timed_thumbnails"):
            cleaning.found.add(answers.THUMBNAIL)
        elif kind == "video" and codec in SEEN or kind == "audio" and (codec in HEARD or codec.startswith(("pcm_", "adpcm_"))):
            kept.append(one)
        elif kind == "subtitle" and codec in READ:
            if telemetry.is_telemetry(source, one["index"]):
                cleaning.found.update([answers.TRACKS, answers.PLACE])
            elif is_chapters(said, source, one):
                cleaning.found.update([answers.TRACKS, answers.COMMENTS])
            else:
                kept.append(one)
        elif kind in ("video", "audio", "subtitle"):
            raise Refused(answers.UNKNOWN_PART, codec[:20] or None)
        else:
            cleaning.found.update([answers.TRACKS, *([answers.PLACE] if one.get("codec_tag_string") in PLACES else [])])
    if said.get("chapters"):
        cleaning.found.add(answers.COMMENTS)
    return kept


def is_chapters(said, source, one):
    """A QuickTime chapter track is a text track that ffmpeg lists too: as many texts as there are chapters, and their titles."""
    titles = [chapter.get("tags", {}).get("title", "") for chapter in said.get("chapters", [])]
    return bool(titles) and telemetry.texts(source, one["index"]) == [title for title in titles if title]


def copy(source, target, ending, kept):
    maps = [part for one in kept for part in ("-map", f"0:{one['index']}")]
    words = []
    for number, one in enumerate(one for one in kept if one["codec_type"] == "subtitle"):
        language = one.get("tags", {}).get("language", "")
        if re.fullmatch("[a-z]{3}", language) and language != "und":
            words += [f"-metadata:s:s:{number}", "language=" + language]
    mp4 = MUXER[ending] in ("mp4", "mov")
    streams.ffmpeg("-i", source, *maps, "-codec", "copy", "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", *words,
                   "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-max_muxing_queue_size", "9999",
                   *(("-empty_hdlr_name", "1", "-write_tmcd", "0", "-strict", "-2") if mp4 else ()), "-f", MUXER[ending], target)


def compare(source, target, kept, noted=False):
    """The same tracks in the same order with the same packets, turned and shaped the same."""
    said = streams.probe(target)
    if said.get("chapters") or len(said["streams"]) != len(kept):
        raise Refused(answers.CHANGED)
    for before, after in zip(kept, said["streams"]):
        same = ("codec_type", "codec_name", "width", "height", "sample_rate", "channels")
        if any(before.get(name) != after.get(name) for name in same) or turned(before) != turned(after):
            raise Refused(answers.CHANGED)
        if abs(float(before.get("duration") or 0) - float(after.get("duration") or 0)) > 1 and before["codec_type"] != "subtitle":
            raise Refused(answers.CHANGED)
    for index, one in enumerate(kept):
        filters = noted_filters(one) if noted else ()
        if noted and not filters:
            continue
        if streams.digests(source, [one["index"]], *filters) != streams.digests(target, [index], *filters):
            raise Refused(answers.CHANGED)


def noted_filters(one):
    """Leaves out the units that were blanked, so that all others can be compared."""
    types = units.REMOVED.get(one["codec_name"])
    return ("-bsf:v", "filter_units=remove_types=" + types) if types else ()


def turned(one):
    sides = one.get("side_data_list", [])
    return [(side.get("rotation"), side.get("displaymatrix")) for side in sides if side.get("side_data_type") == "Display Matrix"]


def empty(path):
    """ffmpeg writes a `udta` that says nothing: it becomes free space of zeros."""
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        def walk(at, end):
            for kind, start, stop in boxes(data, at, end):
                if kind == b"udta":
                    data[start - 4:stop] = b"free" + bytes(stop - start)
                elif kind in (b"moov", b"trak"):
                    walk(start, stop)

        walk(0, len(data))


def judge(path):
    """Reads the result's boxes: none but those that a film needs."""
    with open(path, "rb") as file:
        data = file.read()

    def walk(at, end):
        for kind, start, stop in boxes(data, at, end):
            if kind not in BOXES or kind in (b"free", b"wide") and data[start:stop].strip(b"\0"):
                raise Refused(answers.CHANGED)
            if kind in BOXES_INSIDE:
                walk(start, stop)

    walk(0, len(data))


def without_times(path):
    """The times that the headers have room for must be empty."""
    found = tags.read(path)
    if any(NO_TIME.search(name) and re.search("[1-9]", str(value)) and not str(value).startswith(("1601", "1970:01:01 00:00:00"))
           for name, value in found.items() if not name.startswith("System:")):
        raise Refused(answers.FAILED)
    if not os.path.getsize(path):
        raise Refused(answers.FAILED)
