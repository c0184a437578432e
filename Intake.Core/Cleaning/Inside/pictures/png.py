"""
PNG (W3C, third edition). Chunks that make the picture are copied: header, palette, transparency, data, animation, and those
that say how its numbers are to be seen. All other ancillary chunks go; an unknown critical one is refused (5.4). Bytes
behind the compressed data and behind IEND go. A colour profile is replaced, an orientation in eXIf kept alone.
"""
import struct
import zlib

import answers
import colours
import pictures
import tags
import re
from answers import Refused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COPIED = {b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"mDCv", b"cLLi", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL",
          b"fcTL"}
SIZES = {b"IHDR": 13, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"cICP": 4, b"pHYs": 9, b"acTL": 8, b"fcTL": 26}
MOST_OF_OTHERS = 768                         # A palette of 256 colours; nothing else that is copied is longer.
WORDS = {b"tEXt", b"zTXt", b"iTXt"}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # 8.1: x, y and their steps.
LEFT = re.compile(
    r"^(PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|WhitePoint[XY]|"
    r"(Red|Green|Blue)[XY]|SRGBRendering|SignificantBits|BackgroundColor|AnimationFrames|AnimationPlays|ProfileName)|PNG-pHYs:\w+|"
    r"PNG-cICP:\w+|IFD0:Orientation)$|" + colours.TAGS)


def clean(source, target, ending, cleaning):
    tags.tell(source, cleaning)
    chunks, end = read(pictures.read_all(source))
    if end:
        cleaning.found.add(answers.TRAILING)
    header = next(chunk[1] for chunk in chunks)
    streams = frames(chunks, header, cleaning)
    with open(target, "wb") as file:
        file.write(SIGNATURE)
        for kind, body in kept(chunks, streams, cleaning):
            file.write(struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body)))
    judge(target, chunks, streams, header)
    for demuxer in ("png_pipe", "apng"):
        pictures.same_pictures(source, target, ("-f", demuxer, *(("-ignore_loop", "1") if demuxer == "apng" else ())))
    tags.look_again(target, LEFT)
    return ending


def read(data):
    """The chunks as (type, body), and whether anything lies behind them. Each one's CRC is checked (5.3)."""
    chunks, at, view = [], len(SIGNATURE), memoryview(data)
    while True:
        if at + 12 > len(data):
            raise Refused(answers.DAMAGED)
        size, kind = struct.unpack_from(">L4s", data, at)
        body = view[at + 8:at + 8 + size]
        if at + 12 + size > len(data) or zlib.crc32(view[at + 4:at + 8 + size]) != struct.unpack_from(">L", data, at + 8 + size)[0]:
            raise Refused(answers.DAMAGED)
        chunks.append((kind, body))
        at += 12 + size
        if kind == b"IEND":
            break
    if chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise Refused(answers.DAMAGED)
    return chunks, at < len(data)


def frames(chunks, header, cleaning):
    """The compressed data of the picture and each frame, without what lies behind it: [type, joined bytes, digest]."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">LLBBBBB", header)
    pictures.check_size(width, height, sum(kind == b"fcTL" for kind, _ in chunks))
    size, streams = (width, height), []
    for kind, body in chunks:
        if kind == b"fcTL" and len(body) == 26:
            size = struct.unpack_from(">LL", body, 4)
            pictures.check_size(*size)
        if kind not in (b"IDAT", b"fdAT"):
            streams += [None] if kind == b"fcTL" else []
        elif kind == b"fdAT" or not any(stream and stream[0] == b"IDAT" for stream in streams):
            if streams and streams[-1] and streams[-1][0] == kind:
                streams[-1][1].append(body[4:] if kind == b"fdAT" else body)
            else:
                streams.append([kind, [body[4:] if kind == b"fdAT" else body], size if kind == b"fdAT" else (width, height)])
        else:
            next(stream for stream in streams if stream and stream[0] == b"IDAT")[1].append(body)
    streams = [stream for stream in streams if stream]
    for stream in streams:
        data = b"".join(stream[1])
        digest, length, used = pictures.inflated(data, expected(*stream[2], depth, colour, interlaced))
        if used < len(data):
            cleaning.found.add(answers.TRAILING)
        stream[1:] = [data[:used], (digest, length)]
    if not streams:
        raise Refused(answers.DAMAGED)
    return streams


def expected(width, height, depth, colour, interlaced):
    """How many bytes the picture has when unpacked (7.2): more than that would be something that nobody sees."""
    bits = depth * CHANNELS.get(colour, 0)
    if not bits:
        raise Refused(answers.DAMAGED)
    if not interlaced:
        return height * (1 + (width * bits + 7) // 8)
    total = 0
    for left, top, across, down in PASSES:
        columns, rows = (width - left + across - 1) // across, (height - top + down - 1) // down
        total += rows * (1 + (columns * bits + 7) // 8) if columns > 0 else 0
    return total


def kept(chunks, streams, cleaning):
    left, number, written = list(streams), 0, None
    for kind, body in chunks:
        if kind in (b"IHDR", b"IEND"):
            yield kind, bytes(body) if kind == b"IHDR" else b""
        elif kind in COPIED and len(body) == SIZES.get(kind, len(body)) <= MOST_OF_OTHERS:
            if kind == b"fcTL":
                body, number = struct.pack(">L", number) + bytes(body[4:]), number + 1
            written = kind
            yield kind, bytes(body)
        elif kind in (b"IDAT", b"fdAT"):
            if written != kind and left and left[0][0] == kind:
                data = left.pop(0)[1]
                if kind == b"fdAT":
                    data, number = struct.pack(">L", number) + data, number + 1
                yield kind, data
            written = kind
        elif kind == b"iCCP":
            yield from profile(bytes(body), cleaning)
        elif kind == b"eXIf":
            if (orientation := pictures.orientation_of(bytes(body))) != 1:
                yield kind, pictures.orientation_exif(orientation)
        elif not kind[0] & 0x20:
            raise Refused(answers.UNKNOWN_PART)
        elif kind == b"tIME":
            cleaning.found.add(answers.TIMES)
        else:
            cleaning.found.add(answers.COMMENTS if kind in WORDS else answers.OTHER)


def profile(body, cleaning):
    try:
        unpacked = zlib.decompressobj().decompress(body[body.index(b"\0") + 2:], colours.MOST_PROFILE)
    except (ValueError, zlib.error):
        unpacked = b""
    if ours := colours.replaced(unpacked, cleaning):
        yield b"iCCP", b"-\0\0" + zlib.compress(ours, 9)


def judge(path, chunks, streams, header):
    """Reads the result again: the same header, chunks and unpacked data of each frame in the same order, and nothing else."""
    def plain(pairs):
        return [(kind, bytes(body)[4 if kind == b"fcTL" else 0:]) for kind, body in pairs
                if kind in COPIED and len(body) == SIZES.get(kind, len(body)) <= MOST_OF_OTHERS]

    result, behind = read(pictures.read_all(path))
    same = [(kind, *pictures.inflated(body[4 if kind == b"fdAT" else 0:], 1 << 40)) for kind, body in result if kind in (b"IDAT", b"fdAT")]
    numbers = [struct.unpack_from(">L", body)[0] for kind, body in result if kind in (b"fcTL", b"fdAT")]
    if (behind or result[0][1] != header or plain(result) != plain(chunks) or numbers != list(range(len(numbers)))
            or [(kind, (digest, length), used) for kind, digest, length, used in same]
            != [(kind, digest, len(data)) for kind, data, digest in streams]
            or any(kind not in COPIED | {b"IHDR", b"IDAT", b"fdAT", b"IEND", b"eXIf", b"iCCP"} for kind, _ in result)):
        raise Refused(answers.CHANGED)
