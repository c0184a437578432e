"""
Pictures of old Windows programs in documents. EMF ([MS-EMF]) and WMF ([MS-WMF]) are lists of drawing records: only those known are
passed on, without the title and the comments. BMP ([MS-WMF] 2.2.2.3) is a header and pixels.
"""
import struct

import answers
from answers import Refused

# 2.1.1, without drawing escapes, which hold whatever a printer takes, and OpenGL's drawings, which hold whatever that does.
EMF_RECORDS = set(range(1, 123)) - {102, 103, 105, 106, 107, 109, 110, 117}
# 2.3.7.3 and 2.3.8: colour profiles, which are named by their files, and the pixel format of OpenGL. The colours are those of the records.
PROFILES = {98, 99, 100, 101, 104, 111, 112, 113, 121, 122}
WMF_RECORDS = {
    0x0000, 0x001E, 0x0035, 0x0037, 0x00F7, 0x00F8, 0x0102, 0x0103, 0x0104, 0x0105, 0x0106, 0x0107, 0x0108,
    0x0127, 0x012A, 0x012B, 0x012C, 0x012D, 0x012E, 0x0139,
    0x0142, 0x0149, 0x01F0, 0x01F9, 0x0201, 0x0209, 0x020A, 0x020B, 0x020C, 0x020D, 0x020E, 0x020F, 0x0211, 0x0213, 0x0214, 0x0220, 0x0228,
    0x0231, 0x0234, 0x02FA, 0x02FB, 0x02FC, 0x0324, 0x0325, 0x0410, 0x0412, 0x0415, 0x0416, 0x0418, 0x0419, 0x041B, 0x041F, 0x0429, 0x0436,
    0x0521, 0x0538, 0x0548, 0x0551, 0x061C, 0x061D, 0x0626, 0x062F, 0x06FF, 0x0817, 0x081A, 0x0830, 0x0922, 0x0940, 0x0A32, 0x0B23, 0x0B41,
    0x0D33, 0x0F43}
HEADER, END, COMMENT = 1, 14, 70
BITS = {76, 77, 78, 79, 80, 81, 93, 94, 114, 116}
ESCAPE = 0x0626
BITMAP_HEADERS = {bytes((size, 0, 0, 0)) for size in (40, 52, 56, 108, 124)}


def clean_emf(data):
    """Also tells what was found in it."""
    if len(data) < 108 or data[40:44] != b" EMF":
        raise Refused(answers.DAMAGED)
    records, place, found = [], 0, set()
    while place < len(data):
        if place + 8 > len(data):
            raise Refused(answers.DAMAGED)
        kind, size = struct.unpack_from("<II", data, place)
        if size < 8 or size % 4 or place + size > len(data) or kind not in EMF_RECORDS or (place == 0) != (kind == HEADER):
            raise Refused(answers.UNKNOWN_PART)
        record = data[place:place + size]
        place += size
        if kind == COMMENT:
            refuse_only_plus(record)
            found.add(answers.OTHER)
            continue
        if kind in PROFILES:
            found.add(answers.OTHER)
            continue
        if kind in BITS:
            refuse_files(record)
        records.append(record)
        if kind == END:
            break
    if place < len(data):
        found.add(answers.TRAILING)
    if struct.unpack_from("<I", records[0], 60)[0]:
        found.add(answers.SOFTWARE)
    records[0] = emf_header(records[0], len(records), sum(map(len, records)))
    return b"".join(records), found


def emf_header(record, count, length):
    """2.3.4.2: sizes counted again, the description of who drew it left out; what follows the header's own fields is zeroed."""
    size = 108 if len(record) >= 108 else 100 if len(record) >= 100 else 88
    offset = struct.unpack_from("<I", record, 64)[0]
    if offset:
        size = min(size, offset)
    header = bytearray(record[:size]) + bytes(len(record) - size)
    struct.pack_into("<III", header, 48, length, count, struct.unpack_from("<I", record, 56)[0])
    struct.pack_into("<II", header, 60, 0, 0)
    if size >= 100:
        struct.pack_into("<II", header, 88, 0, 0)  # A pixel format of OpenGL, which would lie behind.
    return bytes(header)


def refuse_only_plus(record):
    """[MS-EMFPLUS] 2.3.3.3: unless the same is drawn twice, a comment holds the picture itself."""
    if record[12:16] == b"EMF+" and len(record) >= 28:
        kind, flags = struct.unpack_from("<HH", record, 16)
        if kind == 0x4001 and not flags & 1:
            raise Refused(answers.UNKNOWN_PART)


def refuse_files(record):
    """A bitmap may be a whole JPEG or PNG (compression 4 and 5), with all that these can carry, or have a colour profile's file."""
    for place in range(8, len(record) - 20, 4):
        if record[place + 12:place + 14] == b"\x01\0" and record[place:place + 4] in BITMAP_HEADERS:
            packed = struct.unpack_from("<I", record, place + 16)[0] in (4, 5)
            if packed or record[place] == 124 and record[place + 56:place + 60] in (b"KNIL", b"DEBM"):
                raise Refused(answers.UNKNOWN_PART)


def clean_wmf(data):
    start = 22 if data[:4] == b"\xd7\xcd\xc6\x9a" else 0
    if len(data) < start + 18 or struct.unpack_from("<H", data, start + 2)[0] != 9:
        raise Refused(answers.DAMAGED)
    records, place, found, largest = [], start + 18, set(), 0
    while place < len(data):
        if place + 6 > len(data):
            raise Refused(answers.DAMAGED)
        size, kind = struct.unpack_from("<IH", data, place)
        if size < 3 or place + 2 * size > len(data) or kind not in WMF_RECORDS:
            raise Refused(answers.UNKNOWN_PART)
        if kind == ESCAPE:
            found.add(answers.OTHER)
        else:
            records.append(data[place:place + 2 * size])
            largest = max(largest, size)
        place += 2 * size
        if kind == 0:
            break
    if place < len(data):
        found.add(answers.TRAILING)
    header = bytearray(data[start:start + 18])
    struct.pack_into("<I", header, 6, (18 + sum(map(len, records))) // 2)
    struct.pack_into("<I", header, 12, largest)
    return data[:start] + bytes(header) + b"".join(records), found


def clean_bmp(data):
    """The pixels and palette as they are; a colour profile and bytes that belong to nothing are left out."""
    if len(data) < 54 or data[:2] != b"BM":
        raise Refused(answers.DAMAGED)
    pixels, size = struct.unpack_from("<I", data, 10)[0], struct.unpack_from("<I", data, 14)[0]
    if size not in (40, 52, 56, 108, 124) or len(data) < 14 + size:
        raise Refused(answers.UNKNOWN_PART)
    width, height, _, depth, packing, packed, _, _, colours = struct.unpack_from("<iiHHIIiiI", data, 18)
    if packing not in (0, 1, 2, 3, 6) or depth not in (1, 4, 8, 16, 24, 32) or width <= 0:
        raise Refused(answers.UNKNOWN_PART)
    masks = {3: 12, 6: 16}.get(packing, 0) if size == 40 else 0
    palette = 4 * (colours or (1 << depth if depth <= 8 else 0)) + masks
    length = packed if packing in (1, 2) else (width * depth + 31) // 32 * 4 * abs(height)
    if 14 + size + palette > pixels or pixels + length > len(data):
        raise Refused(answers.DAMAGED)
    header = bytearray(data[14:14 + size])
    if size == 124:
        struct.pack_into("<4I", header, 108, struct.unpack_from("<I", header, 108)[0], 0, 0, 0)
        if struct.unpack_from("<I", header, 56)[0] in (0x4C494E4B, 0x4D424544):
            struct.pack_into("<I", header, 56, 0x73524742)
    start = 14 + size + palette
    found = {answers.TRAILING} if len(data) > pixels + length + 2 or pixels > start + 4 else set()
    body = bytes(header) + data[14 + size:start] + data[pixels:pixels + length]
    return b"BM" + struct.pack("<IHHI", 14 + len(body), 0, 0, start) + body, found


CLEAN = {"emf": clean_emf, "wmf": clean_wmf, "bmp": clean_bmp}


def kind_of(head):
    """Which of these a picture is, whatever its name says."""
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head[40:44] == b" EMF" and head[:4] == b"\x01\0\0\0":
        return "emf"
    if head[:4] == b"\xd7\xcd\xc6\x9a" or head[:4] in (b"\x01\0\x09\0", b"\x02\0\x09\0"):
        return "wmf"
    return None
