"""
WebP (RFC 9649). The picture or the frames are copied bit for bit with their transparency and times; EXIF stays as its
orientation alone, a colour profile is replaced, XMP and unknown chunks go, and so do bytes behind the file's end.
"""
import re
import struct

import answers
import colours
import pictures
import tags
from answers import Refused

ICC, ALPHA, EXIF, XMP, ANIMATION = 0x20, 0x10, 0x08, 0x04, 0x02    # Flags of VP8X (2.7).
IMAGE = (b"VP8 ", b"VP8L")
LEFT = re.compile(
    r"^(RIFF:(WebPFlags|WebP_Flags|ImageWidth|ImageHeight|VP8Version|HorizontalScale|VerticalScale|AlphaIsUsed|AlphaPreprocessing|"
    r"AlphaFiltering|AlphaCompression|AnimationLoopCount|BackgroundColor|FrameCount|Duration)|IFD0:Orientation)$|" + colours.TAGS)


def clean(source, target, ending, cleaning):
    tags.tell(source, cleaning)
    data = pictures.read_all(source)
    size = 8 + int.from_bytes(data[4:8], "little")
    if size > len(data) + 1:
        raise Refused(answers.DAMAGED)
    if data[size + (size & 1):]:
        cleaning.found.add(answers.TRAILING)
    found = list(chunks(data[12:size]))
    kept = list(shown(found, cleaning))
    with open(target, "wb") as file:
        body = b"WEBP" + b"".join(chunk(*one) for one in kept)
        file.write(b"RIFF" + struct.pack("<L", len(body)) + body)
    judge(target, found)
    if not any(kind == b"ANMF" for kind, _ in kept):
        pictures.same_pictures(source, target, ("-f", "webp_pipe"), ("-frames:v", "1"))
    tags.look_again(target, LEFT)
    return ending


def chunks(data):
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sL", data, at)
        if at + 8 + size > len(data):
            raise Refused(answers.DAMAGED)
        yield kind, data[at + 8:at + 8 + size]
        at += 8 + size + (size & 1)


def chunk(kind, body):
    return kind + struct.pack("<L", len(body)) + body + bytes(len(body) & 1)


def check_image(kind, body):
    """The size that the picture itself states: VP8 (RFC 6386, 9.1) or VP8L (RFC 9649, 3.4)."""
    if kind == b"VP8 ":
        if len(body) < 10 or body[3:6] != b"\x9d\x01\x2a":
            raise Refused(answers.DAMAGED)
        width, height = (value & 0x3FFF for value in struct.unpack_from("<HH", body, 6))
    else:
        if len(body) < 5 or body[0] != 0x2F:
            raise Refused(answers.DAMAGED)
        bits = int.from_bytes(body[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    pictures.check_size(width, height)


def frame(body, cleaning):
    """A frame (2.7.1.1): 16 bytes of place and time, then its transparency and picture; unknown chunks go."""
    kept, seen = body[:16], 0
    for kind, part in chunks(body[16:]):
        if kind in IMAGE:
            check_image(kind, part)
            seen += 1
        if kind in (b"ALPH", *IMAGE):
            kept += chunk(kind, part)
        else:
            cleaning.found.add(answers.OTHER)
    if seen != 1 or len(body) < 16:
        raise Refused(answers.DAMAGED)
    return kept


def shown(found, cleaning):
    if not found or found[0][0] not in (b"VP8X", *IMAGE):
        raise Refused(answers.DAMAGED)
    kinds = [kind for kind, _ in found]
    frames = kinds.count(b"ANMF")
    if frames > pictures.MOST_FRAMES:
        raise Refused(answers.TOO_LARGE)
    if not frames and sum(kind in IMAGE for kind in kinds) != 1 or frames and any(kind in IMAGE for kind in kinds):
        raise Refused(answers.DAMAGED)
    if kinds[0] != b"VP8X":
        for kind, body in found:
            if kind in IMAGE:
                check_image(kind, body)
                yield kind, body
            else:
                cleaning.found.add(answers.OTHER)
        return
    head = found[0][1]
    if len(head) < 10:
        raise Refused(answers.DAMAGED)
    pictures.check_size(int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1)
    profile = next((body for kind, body in found if kind == b"ICCP"), None)
    ours = colours.replaced(profile, cleaning) if profile is not None and head[0] & ICC else None
    turn = pictures.orientation_of(next((body for kind, body in found if kind == b"EXIF"), b"")) if head[0] & EXIF else 1
    flags = head[0] & (ALPHA | ANIMATION) | (ICC if ours else 0) | (EXIF if turn != 1 else 0)
    yield b"VP8X", bytes([flags]) + bytes(3) + head[4:10]
    if ours:
        yield b"ICCP", ours
    for kind, body in found[1:]:
        if kind in IMAGE:
            check_image(kind, body)
        if kind == b"ANMF":
            yield kind, frame(body, cleaning)
        elif kind in (b"ALPH", *IMAGE) or kind == b"ANIM" and len(body) == 6:
            yield kind, body
        elif kind not in (b"ICCP", b"EXIF", b"XMP "):
            cleaning.found.add(answers.OTHER)
    if turn != 1:
        yield b"EXIF", pictures.orientation_exif(turn)


def judge(path, found):
    """Reads the result again: the same picture or frames in their order, and nothing that is not on the list."""
    def seen(pairs):
        for kind, body in pairs:
            if kind == b"ANMF":
                yield kind, body[:16], [(inner, part) for inner, part in chunks(body[16:]) if inner in (b"ALPH", *IMAGE)]
            elif kind in (b"ALPH", b"ANIM", *IMAGE):
                yield kind, body

    data = pictures.read_all(path)
    result = list(chunks(data[12:]))
    ours = {b"EXIF": [pictures.orientation_exif(turn) for turn in range(2, 9)], b"ICCP": list(colours.OURS.values())}
    alike = list(seen(result)) == list(seen(found))
    known = all(kind in (b"VP8X", b"ALPH", b"ANIM", b"ANMF", *IMAGE) or body in ours.get(kind, ()) for kind, body in result)
    inner = all(part in (b"ALPH", *IMAGE) for kind, body in result if kind == b"ANMF" for part, _ in chunks(body[16:]))
    if len(data) != 8 + int.from_bytes(data[4:8], "little") or not (alike and known and inner):
        raise Refused(answers.CHANGED)
