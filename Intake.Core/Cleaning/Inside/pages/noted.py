"""
What encoders and cameras note inside the pictures of a film: H.264 and HEVC user data (SEI of type 5, where AVCHD cameras
keep place, time and device, and x264 its settings), and the comments of JPEG frames. It is blanked in place, at the same
length, so that nothing else moves: a message becomes one of filler (type 3), which says nothing. Captions and the maps of
brightness (registered user data of ATSC, SMPTE) stay. Units that no decoder needs become filler too (`units`).
"""
import mmap
import re
import subprocess

import answers
import units
from answers import Refused
from boxes import boxes

HEAD = 64 * 1024
FILLER, REGISTERED, UNREGISTERED = 3, 4, 5
KEPT = (b"\xb5\x00\x31", b"\xb5\x00\x2f", b"\xb5\x00\x3c", b"\xb5\x00\x3b", b"\xb5\x00\x3a")  # ITU-T T.35: ATSC, DirecTV, HDR10+, Dolby.
ENCODERS = re.compile(rb"(DivX|XviD|Lavc|FMP4|ffmpeg|x264)[\x20-\x7e]{0,60}\0?")


def blank(path, ending, kept, cleaning):
    """Blanks what is noted in each track; True where something was."""
    changed = False
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        for index, one in enumerate(kept):
            codec = one["codec_name"]
            if codec in units.SHOWN:
                if ending not in ("mp4", "mov", "m4a"):
                    raise Refused(answers.UNKNOWN_PART, codec)
                changed |= in_units(data, packets(path, index), codec, length_size(data, codec), has_dolby(one))
            elif codec == "mjpeg":
                changed |= in_jpegs(data, packets(path, index))
            elif codec == "mpeg4":
                check_words(data, packets(path, index), ENCODERS.fullmatch)
                check_words(data, heads(data), ENCODERS.match)  # Other parts of the file follow.
        if any(one["codec_name"] == "hevc" for one in kept):
            changed |= in_setup(data)
        data.flush()
    if changed:
        cleaning.found.add(answers.SOFTWARE)
    return changed


def packets(path, index):
    """Where each packet lies and how long it is."""
    run = subprocess.run(["ffprobe", "-v", "quiet", "-select_streams", str(index), "-show_entries", "packet=pos,size", "-of", "csv=p=0",
                          path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    for line in run.stdout.split():
        size, at = (line.split(b",") + [b""])[:2]
        if not at.isdigit():
            raise Refused(answers.FAILED)
        yield int(at), int(size)


def heads(data):
    """Where a track's setup lies: in `moov`, or at the beginning of an AVI or ASF."""
    if data[4:8] != b"ftyp":
        return [(0, min(len(data), HEAD))]
    return [(start, end - start) for kind, start, end in boxes(data) if kind == b"moov"]


def setups(data, kind):
    """The bodies of the boxes that hold a track's parameter sets."""
    for name, start, stop in boxes(data):
        if name == b"moov":
            at = data.find(kind, start, stop)
            while at >= 0:
                yield at + 4, at - 4 + int.from_bytes(data[at - 4:at], "big")
                at = data.find(kind, at + 4, stop)


def length_size(data, codec):
    """Bytes of each unit's length (ISO/IEC 14496-15): one for all tracks, or it is refused."""
    found = {(data[at + (4 if codec == "h264" else 21)] & 3) + 1 for at, _ in setups(data, b"avcC" if codec == "h264" else b"hvcC")}
    if len(found) != 1:
        raise Refused(answers.UNKNOWN_PART, codec)
    return found.pop()


def has_dolby(one):
    return any(side.get("side_data_type") == "DOVI configuration record" for side in one.get("side_data_list", []))


def in_units(data, places, codec, width, dolby):
    head = units.HEAD[codec]
    changed = False
    for at, size in places:
        end = at + size
        while at + width < end:
            length = int.from_bytes(data[at:at + width], "big")
            if at + width + length > end:
                raise Refused(answers.DAMAGED)
            if units.is_note(data, at + width, length, codec):
                changed |= blank_unit(data, at + width + head, at + width + length)
            else:
                changed |= units.empty(data, at + width, length, codec, dolby)
            at += width + length
    return changed


def in_setup(data):
    """hvcC holds SEI too."""
    changed = False
    for at, end in setups(data, b"hvcC"):
        count, at = data[at + 22], at + 23
        for _ in range(count):
            kind, several, at = data[at] & 0x3F, int.from_bytes(data[at + 1:at + 3], "big"), at + 3
            for _ in range(several):
                length = int.from_bytes(data[at:at + 2], "big")
                if at + 2 + length > end:
                    raise Refused(answers.DAMAGED)
                if length < 2 or kind != units.kind_of(data, at + 2, "hevc") or kind not in (32, 33, 34, 39, 40):
                    raise Refused(answers.UNKNOWN_PART, "hevc")
                if kind in (39, 40):
                    changed |= blank_unit(data, at + 4, at + 2 + length)
                at += 2 + length
    return changed


def blank_unit(data, start, end):
    """Rewrites the messages of one SEI unit (H.264 7.3.2.3, HEVC 7.3.2.4) between its head and its end."""
    raw = re.sub(rb"\0\0\x03", b"\0\0", data[start:end])
    found, at = [], 0
    while at < len(raw) and raw[at:].rstrip(b"\0") != b"\x80":
        kind, at = sized(raw, at)
        size, at = sized(raw, at)
        if at + size > len(raw):
            raise Refused(answers.DAMAGED)
        found.append((kind, raw[at:at + size]))
        at += size
    telling = [kind == UNREGISTERED or kind == REGISTERED and not body.startswith(KEPT) for kind, body in found]
    if not any(telling):
        return False
    room = end - start
    for spare in range(room):
        done = fitted(found, telling, room, spare)
        if len(done) == room:
            data[start:end] = done
            return True
        if len(done) < room and spare == 0:
            return blank_with(data, start, end, found, telling, room)
    raise Refused(answers.UNKNOWN_PART)


def blank_with(data, start, end, found, telling, room):
    """The escapes that the old words needed leave room: the filler grows, or by one when a byte of its size is added, shrinks."""
    for more in range(room):
        done = fitted(found, telling, room, -more)
        if len(done) == room:
            data[start:end] = done
            return True
    raise Refused(answers.UNKNOWN_PART)


def fitted(found, telling, room, spare):
    done, first = b"", True
    for (kind, body), tells in zip(found, telling):
        if tells:
            size = max(0, len(body) - (spare if first else 0))
            kind, body, first = FILLER, b"\xff" * size, False
        done += b"\xff" * (kind // 255) + bytes([kind % 255]) + b"\xff" * (len(body) // 255) + bytes([len(body) % 255]) + body
    return re.sub(rb"\0\0(?=[\0-\x03])", b"\0\0\x03", done + b"\x80")


def sized(raw, at):
    value = 0
    while at < len(raw) and raw[at] == 0xFF:
        value, at = value + 255, at + 1
    if at >= len(raw):
        raise Refused(answers.DAMAGED)
    return value + raw[at], at + 1


def in_jpegs(data, places):
    """APPn and COM of each frame: emptied but for those that say how it is shown (JFIF, AVI1, Adobe)."""
    changed = False
    for at, size in places:
        begin = next((start for start in (at, at + 8) if data[start:start + 2] == b"\xff\xd8"), None)
        if begin is None:
            raise Refused(answers.UNKNOWN_PART, "mjpeg")
        at, end = begin + 2, begin + size
        while at + 4 <= end and data[at] == 0xFF and data[at + 1] != 0xDA:
            stop = at + 2 + int.from_bytes(data[at + 2:at + 4], "big")
            body = data[at + 4:stop]
            telling = 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE
            if telling and not (body[:4] in (b"JFIF", b"AVI1", b"Adob") and len(body) < 32) and body.strip(b"\0"):
                data[at + 4:stop] = bytes(len(body))
                changed = True
            at = stop
    return changed


def check_words(data, places, fits):
    """User data of MPEG-4 (start code B2): an encoder's name passes, anything else is refused."""
    for at, size in places:
        for found in re.finditer(rb"\x00\x00\x01\xb2(.*?)(?=\x00\x00\x01|$)", data[at:at + size], re.S):
            if not fits(found[1].rstrip(b"\0")):
                raise Refused(answers.UNKNOWN_PART, "mpeg4")
