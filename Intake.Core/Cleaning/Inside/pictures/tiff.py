"""
TIFF 6.0. Every page is written again with the tags that say how it is shown, its strips or tiles copied; all other tags go,
and with them EXIF, places, layers and what a program keeps of its own. Small copies of a page go. A camera's raw file is
built like a TIFF and is refused as a type that is not known.
"""
import hashlib
import re
import struct

import answers
import colours
import jpeg
import pictures
import tags
from answers import Refused

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
LETTERS = {1: "B", 2: "B", 3: "H", 4: "L", 6: "b", 7: "B", 8: "h", 9: "l"}
NEW_SUBFILE, SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION = 254, 255, 256, 257, 258, 259
PHOTOMETRIC, SAMPLES, ROWS, PLANAR = 262, 277, 278, 284
STRIPS, STRIP_SIZES, TILES, TILE_SIZES, TABLES, PROFILE, SUB_PAGES = 273, 279, 324, 325, 347, 34675, 330
# Everything that says how the numbers become a picture, with the most bytes that it may take.
COPIED = {
    NEW_SUBFILE: 4, SUBFILE: 2, WIDTH: 4, HEIGHT: 4, BITS: 64, COMPRESSION: 2, PHOTOMETRIC: 2, 263: 2, 266: 2, 274: 2, SAMPLES: 2, ROWS: 4,
    280: 64, 281: 64, 282: 8, 283: 8, PLANAR: 2, 290: 2, 291: 131072, 292: 4, 293: 4, 296: 2, 297: 4, 301: 393216, 317: 2, 318: 16,
    319: 48, 320: 393216, 322: 4, 323: 4, 332: 2, 334: 2, 336: 128, 338: 64, 339: 64, 340: 256, 341: 256, 529: 24, 530: 4, 531: 2, 532: 48,
}
PLAIN, JPEG, ZLIB = 1, 7, (8, 32946)
COMPRESSIONS = {PLAIN, 2, 3, 4, 5, JPEG, 32773, 32771, 34676, 34677, 34925, 50000, *ZLIB}
PHOTOMETRICS = {0, 1, 2, 3, 4, 5, 6, 8, 32844, 32845}
NOTES = {32932}                                                     # Windows Imaging: notes stuck on the page.
RAW = {50706, 50707, 33421, 33422, 50752}                           # DNG and the mosaics of cameras.
MOST_PAGES, MOST_PIECES, DECODED = 2000, 1_000_000, 5
LEFT = re.compile(
    r"^IFD\d+:(SubfileType|OldSubfileType|Image(Width|Height)|BitsPerSample|Compression|PhotometricInterpretation|Thresholding|FillOrder|"
    r"Strip(Offsets|ByteCounts)|Orientation|SamplesPerPixel|RowsPerStrip|M(ax|in)SampleValue|[XY]Resolution|PlanarConfiguration|"
    r"GrayResponse(Unit|Curve)|T[46]Options|ResolutionUnit|PageNumber|TransferFunction|Predictor|WhitePoint|PrimaryChromaticities|ColorMap|"
    r"Tile(Width|Length|Offsets|ByteCounts)|InkSet|NumberofInks|DotRange|ExtraSamples|SampleFormat|SM(ax|in)SampleValue|JPEGTables|"
    r"YCbCr(Coefficients|SubSampling|Positioning)|ReferenceBlackWhite|PreviewImage(Start|Length)?)$|^File:PageCount$|" + colours.TAGS)


def clean(source, target, ending, cleaning):
    data = pictures.read_all(source)
    order = "<" if data[:2] == b"II" else ">"
    if data[8:10] == b"CR":
        raise Refused(answers.UNKNOWN_TYPE)
    tags.tell(source, cleaning)
    found = read(data, order)
    pages = [page for page in found if is_page(data, order, page, cleaning)]
    if not pages:
        raise Refused(answers.UNKNOWN_TYPE)
    written = [shown(data, order, page, cleaning) for page in pages]
    write(target, order, written)
    judge(target, order, written)
    if len(pages) == len(found):
        for number in range(min(len(pages), DECODED)):
            pictures.same_pictures(source, target, ("-f", "tiff_pipe", *(("-page", str(number + 1)) if len(pages) > 1 else ())))
    tags.look_again(target, LEFT)
    return ending


def read(data, order):
    """The pages' directories, as {tag: (type, count, bytes)}."""
    at, = struct.unpack_from(order + "L", data, 4)
    pages, before = [], set()
    while at:
        if at in before or len(pages) >= MOST_PAGES:
            raise Refused(answers.TOO_LARGE if len(pages) >= MOST_PAGES else answers.DAMAGED)
        before.add(at)
        page, at = directory(data, order, at)
        pages.append(page)
    return pages


def directory(data, order, at):
    try:
        count, = struct.unpack_from(order + "H", data, at)
        page = {}
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, values = struct.unpack_from(order + "HHL", data, entry)
            size = SIZES.get(kind, 1) * values
            where = entry + 8 if size <= 4 else struct.unpack_from(order + "L", data, entry + 8)[0]
            if where + size > len(data):
                if tag in COPIED or tag in (STRIPS, STRIP_SIZES, TILES, TILE_SIZES, TABLES):
                    raise Refused(answers.DAMAGED)
                size = 0
            page.setdefault(tag, (kind, values, data[where:where + size]))
        after = struct.unpack_from(order + "L", data, at + 2 + 12 * count)
        return page, after[0]
    except struct.error:
        raise Refused(answers.DAMAGED) from None


def numbers(order, page, tag, default=None):
    if tag not in page:
        return default
    kind, count, value = page[tag]
    if kind not in LETTERS or count > MOST_PIECES:
        raise Refused(answers.DAMAGED)
    return struct.unpack(f"{order}{count}{LETTERS[kind]}", value)


def is_page(data, order, page, cleaning):
    """Whether a directory is a page that one reads, and not a small copy. Refuses what is no picture to look at."""
    if NOTES & page.keys():
        raise Refused(answers.NOTES_INSIDE)
    small = numbers(order, page, NEW_SUBFILE, (0,))[:1] == (1,) or numbers(order, page, SUBFILE, (0,))[:1] == (2,)
    inner = numbers(order, page, SUB_PAGES, ())
    if RAW & page.keys() or small and inner:
        raise Refused(answers.UNKNOWN_TYPE)
    for at in inner[:100]:
        other, _ = directory(data, order, at)
        if RAW & other.keys() or numbers(order, other, NEW_SUBFILE, (0,))[:1] == (0,):
            raise Refused(answers.UNKNOWN_TYPE)
        cleaning.found.add(answers.THUMBNAIL)
    if small:
        cleaning.found.add(answers.THUMBNAIL)
    return not small


def shown(data, order, page, cleaning):
    """What of a page is written: its entries, and its pieces in their order."""
    (width, *_), (height, *_) = numbers(order, page, WIDTH, (0,)), numbers(order, page, HEIGHT, (0,))
    pictures.check_size(width, height)
    packing, photometric = numbers(order, page, COMPRESSION, (1,))[0], numbers(order, page, PHOTOMETRIC, (0,))[0]
    if photometric not in PHOTOMETRICS or packing not in COMPRESSIONS:
        raise Refused(answers.UNKNOWN_TYPE if photometric > 10 else answers.UNKNOWN_PART)
    entries = {tag: page[tag] for tag in page.keys() & COPIED.keys() if len(page[tag][2]) <= COPIED[tag] and page[tag][0] in SIZES}
    if len(entries) < len(page.keys() & COPIED.keys()):
        raise Refused(answers.DAMAGED)
    if PROFILE in page and (ours := colours.replaced(page[PROFILE][2], cleaning)) and photometric in (2, 6):
        entries[PROFILE] = (7, len(ours), ours)
    if TABLES in page and packing == JPEG:
        tables = jpeg_tables(page[TABLES][2])
        entries[TABLES] = (7, len(tables), tables)
    tiled = TILES in page
    starts = numbers(order, page, TILES if tiled else STRIPS, ())
    lengths = numbers(order, page, TILE_SIZES if tiled else STRIP_SIZES)
    if not starts or lengths is None and (packing != PLAIN or tiled or len(starts) > 1) or lengths and len(lengths) != len(starts):
        raise Refused(answers.DAMAGED)
    room = raw_size(order, page, width, height, tiled)
    view = memoryview(data)
    pieces = [piece(view[at:at + length], packing, room) for at, length in zip(starts, lengths or (room,))]
    return entries, pieces, tiled


def raw_size(order, page, width, height, tiled):
    """The most bytes that one piece has when unpacked."""
    bits = sum(numbers(order, page, BITS, (1,)))
    samples = numbers(order, page, SAMPLES, (1,))[0]
    bits = max(bits, samples * numbers(order, page, BITS, (1,))[0])
    if tiled:
        width, rows = numbers(order, page, 322, (0,))[0], numbers(order, page, 323, (0,))[0]
    else:
        rows = min(numbers(order, page, ROWS, (height,))[0], height)
    if width > 1 << 20 or rows > 1 << 20:
        raise Refused(answers.DAMAGED)
    return (width * bits + 7) // 8 * rows + 16 * (width + rows)


def piece(packed, packing, room):
    """The bytes of one strip or tile, without what lies behind its picture where that can be known."""
    if packing in ZLIB:
        _, _, used = pictures.inflated(packed, room)
        return packed[:used]
    if packing == JPEG:
        kept, _, end = jpeg.parts(bytes(packed))
        return b"\xff\xd8" + b"".join(packed[start:stop] for _, start, stop in kept) + (b"\xff\xd9" if end else b"")
    return packed[:room] if packing == PLAIN else packed


def jpeg_tables(stream):
    """An abbreviated stream (TIFF Technical Note 2): only tables."""
    at, kept = 2, b""
    while stream[at:at + 2] != b"\xff\xd9" and at + 4 <= len(stream):
        stop = at + 2 + int.from_bytes(stream[at + 2:at + 4], "big")
        kept += stream[at:stop] if stream[at + 1] in jpeg.TABLES else b""
        at = stop
    return b"\xff\xd8" + kept + b"\xff\xd9"


def write(path, order, pages):
    with open(path, "wb") as file:
        file.write((b"II*\0" if order == "<" else b"MM\0*") + bytes(4))
        link = 4
        for entries, pieces, tiled in pages:
            starts = []
            for bytes_of in pieces:
                starts.append(file.tell())
                file.write(bytes_of)
                file.write(bytes(file.tell() & 1))
            entries = dict(entries)
            for tag, values in ((TILES if tiled else STRIPS, starts), (TILE_SIZES if tiled else STRIP_SIZES, [len(one) for one in pieces])):
                entries[tag] = (4, len(values), struct.pack(f"{order}{len(values)}L", *values))
            rows = b""
            for tag, (kind, count, value) in sorted(entries.items()):
                if len(value) > 4:
                    at = file.tell()
                    file.write(value + bytes(len(value) & 1))
                    value = struct.pack(order + "L", at)
                rows += struct.pack(order + "HHL", tag, kind, count) + value.ljust(4, b"\0")
            at = file.tell()
            file.write(struct.pack(order + "H", len(entries)) + rows + bytes(4))
            file.seek(link)
            file.write(struct.pack(order + "L", at))
            link = at + 2 + 12 * len(entries)
            file.seek(0, 2)


def judge(path, order, pages):
    """Reads the result again: every page in its order, its pieces bit for bit, and no tag that is not on the list."""
    data, expected = pictures.read_all(path), [hashlib.sha256(b"".join(pieces)).digest() for _, pieces, _ in pages]
    at, seen = struct.unpack_from(order + "L", data, 4)[0], []
    while at:
        count, rows = struct.unpack_from(order + "H", data, at)[0], {}
        for tag, kind, values, value in struct.iter_unpack(order + "HHL4s", data[at + 2:at + 2 + 12 * count]):
            size = SIZES[kind] * values
            start = struct.unpack(order + "L", value)[0]
            rows[tag] = value[:size] if size <= 4 else data[start:start + size]
        places = rows.get(STRIPS, rows.get(TILES)), rows.get(STRIP_SIZES, rows.get(TILE_SIZES))
        starts, lengths = (struct.unpack(f"{order}{len(place) // 4}L", place) for place in places)
        seen.append(hashlib.sha256(b"".join(data[start:start + length] for start, length in zip(starts, lengths))).digest())
        entries = pages[len(seen) - 1][0] if len(seen) <= len(pages) else {}
        kept = {tag: value for tag, value in rows.items() if tag not in (STRIPS, STRIP_SIZES, TILES, TILE_SIZES)}
        if kept != {tag: value for tag, (_, _, value) in entries.items()} or kept.keys() - COPIED.keys() - {TABLES, PROFILE}:
            raise Refused(answers.CHANGED)
        at, = struct.unpack_from(order + "L", data, at + 2 + 12 * count)
    if seen != expected:
        raise Refused(answers.CHANGED)
