"""
JPEG (ITU-T T.81). The parts that make the picture are copied bit for bit: tables, frame header, scans, restart markers.
All APPn and COM go but for three that change how it is shown, and those are written by us: JFIF without its thumbnail,
Adobe's choice of colours, and EXIF that says the orientation alone. What lies behind the end goes.
"""
import hashlib
import re
import struct

import answers
import colours
import pictures
import tags
from answers import Refused

SOI, EOI, SOS, DNL = 0xD8, 0xD9, 0xDA, 0xDC
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB}                 # B.1.1.3: not the hierarchical ones.
TABLES = {0xC4, 0xCC, 0xDB, 0xDD}                                   # DHT, DAC, DQT, DRI.
ALONE = {0x01, *range(0xD0, 0xD9)}                                  # TEM, RSTn, SOI: no length follows.
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
OF_SHAPE = ((0xE0, b"JFIF\0"), (0xE1, b"Exif\0\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
PICTURES_APART = (0x020001, 0x020002, 0x020003)                     # CIPA DC-007: panorama, stereo, several angles.
LEFT = re.compile(
    r"^(JFIF:(JFIFVersion|ResolutionUnit|[XY]Resolution)|IFD0:Orientation|"
    r"Adobe:(DCTEncodeVersion|APP14Flags[01]|ColorTransform))$|" + colours.TAGS)


def clean(source, target, ending, cleaning):
    data = pictures.read_all(source)
    tags.tell(source, cleaning)
    shown, applications, end = parts(data)
    tell(data, applications, end, cleaning)
    with open(target, "wb") as file:
        file.write(b"\xff\xd8")
        for marker, payload in written(applications, cleaning):
            file.write(struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload)
        for _, start, stop in shown:
            file.write(data[start:stop])
        file.write(b"\xff\xd9" if end else b"")  # A picture that was cut off is shown as far as it goes.
    judge(target, [(marker, hashlib.sha256(data[start:stop]).digest()) for marker, start, stop in shown])
    pictures.same_pictures(source, target, ("-f", "jpeg_pipe"), ("-frames:v", "1"))
    tags.look_again(target, LEFT)
    return ending


def parts(data):
    """What is shown, as (marker, start, stop) with its marker; APPn and COM as (marker, payload); where it ends, if it does."""
    shown, applications, at, frames = [], [], 2, 0
    while True:
        at = data.find(b"\xff", at)
        while 0 <= at < len(data) - 1 and data[at + 1] == 0xFF:
            at += 1
        if at < 0 or at >= len(data) - 1:
            if not any(marker == SOS for marker, _, _ in shown):
                raise Refused(answers.DAMAGED)
            return shown, applications, None
        marker = data[at + 1]
        if marker == EOI:
            if not any(marker == SOS for marker, _, _ in shown):
                raise Refused(answers.DAMAGED)
            return shown, applications, at + 2
        if marker == 0 or marker in ALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2:at + 4], "big")
        stop = at + 2 + size
        if size < 2 or stop > len(data):
            raise Refused(answers.DAMAGED)
        if marker in FRAMES:
            frames += 1
            height, width = struct.unpack_from(">HH", data, at + 5)
            pictures.check_size(width, height or 1)
            shown.append((marker, at, stop))
        elif marker in TABLES or marker == DNL:
            shown.append((marker, at, stop))
        elif marker == SOS:
            found = SCAN_END.search(data, stop)
            stop = found.start() if found else len(data)
            shown.append((marker, at, stop))
        elif 0xE0 <= marker <= 0xEF or marker == 0xFE:
            applications.append((marker, data[at + 4:stop]))
        else:
            raise Refused(answers.UNKNOWN_PART)
        if frames > 1:
            raise Refused(answers.UNKNOWN_PART)
        at = stop


def written(applications, cleaning):
    """The few segments that say how to show it, written anew."""
    jfif = next((body for marker, body in applications if marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) >= 14), None)
    if jfif:
        if jfif[12] and jfif[13]:
            cleaning.found.add(answers.THUMBNAIL)
        yield 0xE0, jfif[:12] + b"\0\0"
    exif = next((body for marker, body in applications if marker == 0xE1 and body[:6] == b"Exif\0\0"), b"")
    if (orientation := pictures.orientation_of(exif)) != 1:
        yield 0xE1, b"Exif\0\0" + pictures.orientation_exif(orientation)
    if profile := profile_of(applications):
        if ours := colours.replaced(profile, cleaning):
            yield 0xE2, b"ICC_PROFILE\0\x01\x01" + ours
    if adobe := next((body for marker, body in applications if marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12), None):
        yield 0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, adobe[11])


def profile_of(applications):
    """ICC.1, annex B.4: a profile in numbered pieces."""
    pieces = sorted((body[12], body[14:]) for marker, body in applications
                    if marker == 0xE2 and body[:12] == b"ICC_PROFILE\0" and len(body) > 14)
    return b"".join(piece for _, piece in pieces)


def tell(data, applications, end, cleaning):
    for marker, body in applications:
        if marker == 0xFE:
            cleaning.found.add(answers.COMMENTS)
        elif marker == 0xE0 and body[:5] == b"JFXX\0":
            cleaning.found.add(answers.THUMBNAIL)
        elif marker == 0xE2 and body[:4] == b"MPF\0":
            more_pictures(body[4:], cleaning)
        elif not any(marker == known and body.startswith(start) for known, start in OF_SHAPE):
            cleaning.found.add(answers.OTHER)
    behind = data[end:] if end else b""
    if behind.strip(b"\0\xff"):
        cleaning.found.add(answers.TRAILING)
        if behind[4:8] == b"ftyp" or b"ftypmp4" in behind or b"ftypisom" in behind or b"ftypqt" in behind:
            cleaning.found.add(answers.FILM)


def more_pictures(index, cleaning):
    """Multi-Picture Format (CIPA DC-007): previews and maps of light go; pictures that a viewer shows beside the first don't."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(index[:4])
    try:
        at, = struct.unpack_from(order + "L", index, 4)
        count, = struct.unpack_from(order + "H", index, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, length, where = struct.unpack_from(order + "HHLL", index, entry)
            if tag != 0xB002:
                continue
            for picture in range(min(length // 16, 100)):
                kind = struct.unpack_from(order + "L", index, where + 16 * picture)[0] & 0xFFFFFF
                if kind in PICTURES_APART:
                    raise Refused(answers.UNKNOWN_PART)
                if kind >> 8 == 0x0100:
                    cleaning.found.add(answers.THUMBNAIL)
    except (struct.error, TypeError):
        pass


def judge(path, expected):
    """Reads the result again, marker by marker: it may hold what was shown, in its order, and the few segments of ours."""
    seen, data = [], pictures.read_all(path)
    at = 2
    while at < len(data) and data[at:at + 2] != b"\xff\xd9":
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        stop = at + 2 + length
        if marker == SOS:
            while True:
                stop = data.find(b"\xff", stop)
                if stop < 0 or stop + 1 == len(data):
                    stop = len(data)
                    break
                if data[stop + 1] != 0 and not 0xD0 <= data[stop + 1] <= 0xD7 and data[stop + 1] != 0xFF:
                    break
                stop += 1 if data[stop + 1] == 0xFF else 2
        body = data[at + 4:stop]
        if data[at] != 0xFF:
            raise Refused(answers.CHANGED)
        if marker in (0xE0, 0xE1, 0xE2, 0xEE):
            ours = (marker == 0xE0 and length == 16 and body[12:] == b"\0\0" or marker == 0xEE and length == 14
                    or marker == 0xE1 and body in [b"Exif\0\0" + pictures.orientation_exif(turn) for turn in range(2, 9)]
                    or marker == 0xE2 and body[14:] in colours.OURS.values())
            if not ours:
                raise Refused(answers.CHANGED)
        else:
            seen.append((marker, hashlib.sha256(data[at:stop]).digest()))
        at = stop
    if data[:2] != b"\xff\xd8" or at < len(data) - 2 or seen != expected:
        raise Refused(answers.CHANGED)
