"""
GIF (CompuServe, GIF89a). Frames, their times and the loop are copied bit for bit; comments, XMP and other application
blocks go, so do bytes behind a frame's last code and behind the trailer. Plain text blocks, which no viewer shows, are
refused: someone may have written there what is to be read.
"""
import re

import answers
import pictures
import tags
from answers import Refused

LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
CONTROL, COMMENT, TEXT, APPLICATION = 0xF9, 0xFE, 0x01, 0xFF
LEFT = re.compile(r"^GIF:(GIFVersion|ImageWidth|ImageHeight|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|"
                  r"PixelAspectRatio|AnimationIterations|FrameCount|Duration|TransparentColor)$")


def clean(source, target, ending, cleaning):
    tags.tell(source, cleaning)
    data = pictures.read_all(source)
    shown, frames, end = blocks(data, cleaning)
    if end is not None and data[end:].strip(b"\0"):
        cleaning.found.add(answers.TRAILING)
    with open(target, "wb") as file:
        file.write(b"".join(shown) + b";")
    judge(target, shown, frames)
    pictures.same_pictures(source, target, ("-f", "gif", "-ignore_loop", "1"))
    tags.look_again(target, LEFT)
    return ending


def table(flags):
    """Bytes of a colour table (19.c.v)."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def sub_blocks(data, at):
    """The bytes of a run of data sub-blocks (15), and where it ends."""
    pieces = []
    while True:
        if at >= len(data):
            raise Refused(answers.DAMAGED)
        size = data[at]
        if size == 0:
            return b"".join(pieces), at + 1
        pieces.append(data[at + 1:at + 1 + size])
        at += 1 + size


def blocks(data, cleaning):
    """What is shown, block by block, how many frames, and where the trailer ends; None where there is none."""
    if len(data) < 13:
        raise Refused(answers.DAMAGED)
    pictures.check_size(int.from_bytes(data[6:8], "little") or 1, int.from_bytes(data[8:10], "little") or 1)
    at = 13 + table(data[10])
    shown, control, frames = [data[:at]], b"", 0
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:
            size = int.from_bytes(data[at + 5:at + 7], "little") * int.from_bytes(data[at + 7:at + 9], "little")
            begin, frames = at + 10 + table(data[at + 9]), frames + 1
            pictures.check_size(max(size, 1), 1, frames) if size <= 65535 else pictures.check_size(65535, size // 65535 + 1, frames)
            try:
                packed, stop = sub_blocks(data, begin + 1)
            except (Refused, IndexError):
                if frames > 1:
                    break  # Cut off: what there is of the frames before is shown.
                raise Refused(answers.DAMAGED) from None
            used = codes_end(packed, data[begin], size)
            if packed[used:].strip(b"\0"):
                cleaning.found.add(answers.TRAILING)
            shown.append(control + data[at:begin + 1] + in_blocks(packed[:used]))
            control, at = b"", stop
        elif data[at] == 0x21:
            body, stop = sub_blocks(data, at + 2)
            kind = data[at + 1]
            if kind == CONTROL and len(body) >= 4:
                control = b"\x21\xf9\x04" + body[:4] + b"\0"
            elif kind == APPLICATION and body[:11] in LOOPS and body[11:12] == b"\x01" and len(body) >= 14:
                shown.append(b"\x21\xff\x0b" + body[:11] + b"\x03" + body[11:14] + b"\0")
            elif kind == TEXT:
                raise Refused(answers.NOTES_INSIDE)
            else:
                cleaning.found.add(answers.COMMENTS if kind == COMMENT else answers.OTHER)
            at = stop
        elif data[at] == 0:
            at += 1
        else:
            raise Refused(answers.DAMAGED)
    if not frames:
        raise Refused(answers.DAMAGED)
    return shown, frames, at + 1 if at < len(data) else None


def in_blocks(packed):
    return b"".join(bytes([len(piece)]) + piece for piece in (packed[at:at + 255] for at in range(0, len(packed), 255))) + b"\0"


def codes_end(packed, least, pixels):
    """How many bytes belong to the picture: up to the end code of the variable-length codes (appendix F), or the last pixel."""
    if not 1 <= least <= 11:
        raise Refused(answers.DAMAGED)
    clear, end = 1 << least, (1 << least) + 1
    width, next_code, lengths, before, drawn = least + 1, end + 1, [1] * (end + 1), 0, 0
    bits = held = 0
    for at, byte in enumerate(packed):
        bits |= byte << held
        held += 8
        while held >= width:
            code = bits & (1 << width) - 1
            bits >>= width
            held -= width
            if code == clear:
                width, next_code, before = least + 1, end + 1, 0
                del lengths[end + 1:]
                continue
            if code == end:
                return at + 1
            if code > next_code or code == next_code and not before:
                return len(packed)  # Broken: a viewer shows what it can of it.
            if before and next_code < 4096:
                lengths.append(before + 1)
                next_code += 1
                if next_code == 1 << width and width < 12:
                    width += 1
            before = lengths[code] if code < len(lengths) else 1
            drawn += before
            if drawn > pixels + 4096:
                raise Refused(answers.UNKNOWN_PART)  # Goes on behind the last pixel.
    return len(packed)


def judge(path, shown, frames):
    """Reads the result again: only frames, their controls and loops, and all of them as they were."""
    data, at, seen = pictures.read_all(path), 0, []
    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] > 127 else 0)
    while data[at] != 0x3B:
        if data[at] == 0x21 and data[at + 1] not in (CONTROL, APPLICATION) or data[at] not in (0x21, 0x2C):
            raise Refused(answers.CHANGED)
        if data[at:at + 2] == b"\x21\xff" and data[at + 3:at + 14] not in LOOPS:
            raise Refused(answers.CHANGED)
        seen.append(data[at])
        flags = data[at + 9] if data[at] == 0x2C else 0
        at += 2 if data[at] == 0x21 else 11 + (3 * 2 ** ((flags & 7) + 1) if flags > 127 else 0)
        while data[at]:
            at += data[at] + 1
        at += 1
    if at + 1 != len(data) or data != b"".join(shown) + b";" or seen.count(0x2C) != frames:
        raise Refused(answers.CHANGED)
