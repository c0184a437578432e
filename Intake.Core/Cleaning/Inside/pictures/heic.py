"""
HEIC (ISO/IEC 23008-12). The picture, what it is made of and its transparency are copied into a new file with the properties
that say how it is shown; EXIF, XMP, small copies, maps of depth and light, and a telephone's short film go. Turned pictures
stay turned (irot, imir). A sequence, or several pictures to choose from, is refused.
"""
import hashlib
import re
import struct

import answers
import colours
import pictures
import tags
from answers import Refused
from boxes import box, boxes, full
from items import Items

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"miaf", b"MiHB", b"MiHE"}
CODED, DERIVED = {b"hvc1"}, {b"grid", b"iden", b"iovl"}
ABOUT = {b"Exif", b"mime", b"uri "}                                 # Items that no one sees.
PROPERTIES = {b"hvcC", b"ispe", b"pixi", b"pasp", b"clap", b"irot", b"imir", b"clli", b"mdcv", b"rloc", b"lsel"}
LONGEST = {b"ispe": 12, b"pixi": 16, b"pasp": 8, b"clap": 32, b"irot": 1, b"imir": 1, b"clli": 4, b"mdcv": 24, b"rloc": 12, b"lsel": 2}
ALPHA = (b"urn:mpeg:hevc:2015:auxid:1", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")
MOST_OF_DERIVED = 4096
LEFT = re.compile(
    r"^(QuickTime|Meta|Main|Track\d+):(MajorBrand|MinorVersion|CompatibleBrands|HandlerType|PrimaryItemReference|MediaData(Size|Offset)|"
    r"MetaImageSize|ImageSpatialExtent|ImageWidth|ImageHeight|ImagePixelDepth|Rotation|Mirroring|PixelAspectRatio|CleanAperture|"
    r"AuxiliaryImageType|HEVC\w+|General\w+|GenProfile\w+|ConstraintIndicatorFlags|MinSpatialSegmentationIDC|ParallelismType|"
    r"ChromaFormat|BitDepth(Luma|Chroma)|AverageFrameRate|ConstantFrameRate|NumTemporalLayers|TemporalIDNested|ColorProfiles|"
    r"ColorPrimaries|TransferCharacteristics|MatrixCoefficients|VideoFullRangeFlag|\w*ContentLightLevel|MediaDataOffset|RelativeLocation|"
    r"MediaData)$|" + colours.TAGS)


def clean(source, target, ending, cleaning):
    tags.tell(source, cleaning)
    data = pictures.read_all(source)
    items = open_file(data, cleaning)
    kept = keep(items, cleaning)
    with open(target, "wb") as file:
        file.write(written(items, kept, cleaning))
    judge(target, items, kept)
    tags.look_again(target, LEFT)
    return ending


def open_file(data, cleaning):
    meta = None
    for kind, at, end in boxes(data):
        if kind == b"meta" and meta is None:
            meta = Items(data, at, end)
        elif kind in (b"moov", b"moof"):
            raise Refused(answers.UNKNOWN_PART)
        elif kind == b"mpvd":
            cleaning.found.add(answers.FILM)
        elif kind not in (b"ftyp", b"mdat", b"free", b"skip") and data[at:end].strip(b"\0"):
            cleaning.found.add(answers.OTHER)
    if meta is None or meta.primary not in meta.types:
        raise Refused(answers.DAMAGED)
    return meta


def keep(items, cleaning):
    """The items that are seen; refuses a file with more pictures to choose from, or of a kind that is not known."""
    kept, waiting = [], [items.primary]
    transparency = {start: others for kind, start, others in items.links if kind == b"auxl" and is_alpha(items, start)}
    while waiting:
        item = waiting.pop(0)
        if item in kept:
            continue
        if items.types.get(item) not in CODED | DERIVED:
            raise Refused(answers.UNKNOWN_PART)
        kept.append(item)
        waiting += items.sources(item)
        waiting += [aux for aux, others in transparency.items() if item in others]
    for item, kind in items.types.items():
        if item not in kept and not is_droppable(items, item, kind, cleaning):
            raise Refused(answers.UNKNOWN_PART)
    return sorted(kept)


def is_alpha(items, item):
    return any(name == b"auxC" and body[4:].split(b"\0")[0] in ALPHA for _, name, body in items.shown_by[item])


def is_droppable(items, item, kind, cleaning):
    if kind in ABOUT:
        return True  # Told by exiftool's names.
    if any(link == b"thmb" and start == item for link, start, _ in items.links):
        cleaning.found.add(answers.THUMBNAIL)
        return True
    others = [group for name, group in items.groups if name == b"altr" and item in group]
    if (item in items.hidden or any(link == b"auxl" and start == item for link, start, _ in items.links)
            or any(items.primary in group for group in others) or kind == b"tmap"):
        cleaning.found.add(answers.OTHER)
        return True
    # Part of something that is dropped itself: a small copy made of tiles.
    return any(link == b"dimg" and item in to and items.types.get(start) not in ABOUT for link, start, to in items.links)


def properties_of(items, item, cleaning):
    """How an item is shown: (essential, box). Unknown properties that a viewer may ignore go."""
    for essential, name, body in items.shown_by[item]:
        if name == b"hvcC":
            yield True, box(name, parameter_sets(body))
        elif name == b"ispe":
            pictures.check_size(*struct.unpack_from(">LL", body, 4))
            yield essential, box(name, body[:12])
        elif name == b"colr":
            if body[:4] == b"nclx" and len(body) >= 11:
                yield essential, box(name, body[:11])
            elif ours := colours.replaced(body[4:], cleaning):
                yield essential, box(name, b"prof" + ours)
        elif name == b"auxC" and is_alpha(items, item):
            yield essential, full(name, 0, 0, body[4:].split(b"\0")[0] + b"\0")
        elif name in PROPERTIES:
            yield essential, box(name, body[:LONGEST[name]])
        elif essential:
            raise Refused(answers.UNKNOWN_PART)
        else:
            cleaning.found.add(answers.OTHER)


def parameter_sets(body):
    """hvcC (ISO/IEC 14496-15, 8.3.3) with VPS, SPS and PPS alone: encoders keep their name and settings in others."""
    if len(body) < 23:
        raise Refused(answers.DAMAGED)
    at, arrays = 23, []
    for _ in range(body[22]):
        kind, count = body[at] & 0x3F, int.from_bytes(body[at + 1:at + 3], "big")
        start, at = at, at + 3
        for _ in range(count):
            at += 2 + int.from_bytes(body[at:at + 2], "big")
        if at > len(body):
            raise Refused(answers.DAMAGED)
        if kind in (32, 33, 34):
            arrays.append(body[start:at])
    return body[:22] + bytes([len(arrays)]) + b"".join(arrays)


def coded(items, item):
    """A picture's bytes without what encoders note in it (SEI, and kinds that HEVC leaves undefined)."""
    setup = next((body for _, name, body in items.shown_by[item] if name == b"hvcC"), None)
    if setup is None or len(setup) < 23:
        raise Refused(answers.DAMAGED)
    width, data, at, kept = (setup[21] & 3) + 1, items.data.get(item, b""), 0, []
    while at < len(data):
        size = int.from_bytes(data[at:at + width], "big")
        if size < 2 or at + width + size > len(data):
            raise Refused(answers.DAMAGED)
        if data[at + width] >> 1 & 0x3F <= 37:
            kept.append(data[at:at + width + size])
        at += width + size
    if not kept:
        raise Refused(answers.DAMAGED)
    return b"".join(kept)


def body_of(items, item):
    if items.types[item] in CODED:
        return coded(items, item)
    data = items.data.get(item, b"")
    if len(data) > MOST_OF_DERIVED:
        raise Refused(answers.UNKNOWN_PART)
    return data


def written(items, kept, cleaning):
    inline, bulk, places, store, uses = b"", [], [], [], []
    for item in kept:
        body, inside = body_of(items, item), item in items.in_idat and items.types[item] in DERIVED
        places.append((item, inside, len(inline) if inside else sum(map(len, bulk)), len(body)))
        inline, bulk = (inline + body, bulk) if inside else (inline, bulk + [body])
        used = []
        for essential, one in properties_of(items, item, cleaning):
            if one not in store:
                store.append(one)
            used.append((essential, store.index(one) + 1))
        uses.append(struct.pack(">HB", item, len(used)) + b"".join(struct.pack(">H", essential << 15 | index) for essential, index in used))
    if kept[-1] > 65535:
        raise Refused(answers.UNKNOWN_PART)
    entries = [full(b"infe", 2, item in items.hidden, struct.pack(">HH4s", item, 0, items.types[item]) + b"\0") for item in kept]
    links = [box(kind, struct.pack(f">HH{len(to)}H", start, len(to), *to)) for kind, start, to in items.links
             if kind in (b"dimg", b"auxl") and start in kept and all(item in kept for item in to)]
    head = box(b"ftyp", b"heic", bytes(4), *[brand for brand in (b"mif1", b"heic", b"miaf")])

    def meta(start):
        rows = [struct.pack(">HHHHLL", item, inside, 0, 1, at if inside else start + at, size) for item, inside, at, size in places]
        return full(
            b"meta", 0, 0, full(b"hdlr", 0, 0, bytes(4) + b"pict" + bytes(13)), full(b"pitm", 0, 0, struct.pack(">H", items.primary)),
            full(b"iloc", 1, 0, struct.pack(">HH", 0x4400, len(rows)), *rows),
            full(b"iinf", 0, 0, struct.pack(">H", len(entries)), *entries),
            full(b"iref", 0, 0, *links) if links else b"",
            box(b"iprp", box(b"ipco", *store), full(b"ipma", 0, 1, struct.pack(">L", len(uses)), *uses)),
            box(b"idat", inline) if inline else b"")

    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", *bulk)


def judge(path, items, kept):
    """Reads the result again: the items that are seen, each with the same bytes and place, and no other."""
    data = pictures.read_all(path)
    kinds = [kind for kind, _, _ in boxes(data)]
    result = Items(data, *next((at, end) for kind, at, end in boxes(data) if kind == b"meta"))

    def digest(of, item):
        names = [name for _, name, _ in of.shown_by[item] if name in PROPERTIES]
        turns = [body for _, name, body in of.shown_by[item] if name in (b"irot", b"imir", b"clap", b"ispe")]
        return of.types[item], hashlib.sha256(body_of(of, item)).digest(), names, turns, of.sources(item), is_alpha(of, item)

    if (kinds != [b"ftyp", b"meta", b"mdat"] or sorted(result.types) != kept or result.primary != items.primary
            or [digest(result, item) for item in kept] != [digest(items, item) for item in kept]
            or sum(map(len, result.data.values())) != sum(len(body_of(items, item)) for item in kept)):
        raise Refused(answers.CHANGED)
