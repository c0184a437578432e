"""
Ogg (RFC 3533): pages and packets of one sound. The comment header is written anew and says nothing; every page behind the
headers is copied, with its number and check sum where the headers became fewer pages.
"""
import struct
import zlib

import answers
from answers import Refused

MOST_PAGE = 255 * 255
REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
FIRST = {b"\x01vorbis": "vorbis", b"OpusHead": "opus", b"\x7fFLAC": "flac", b"Speex   ": "speex"}


class Page:
    def __init__(self, flags, granule, serial, number, lacing, body):
        self.flags, self.granule, self.serial, self.number, self.lacing, self.body = flags, granule, serial, number, lacing, body

    def bytes(self):
        head = struct.pack("<4sBBqLLLB", b"OggS", 0, self.flags, self.granule, self.serial, self.number, 0, len(self.lacing)) + self.lacing
        return head[:22] + struct.pack("<L", checksum(head + self.body)) + head[26:] + self.body


def checksum(data):
    """Polynomial 0x04c11db7 from the top bit, from zero: zlib's with every byte and the sum reversed."""
    value = zlib.crc32(data.translate(REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{value:032b}"[::-1], 2)


def pages(data):
    """The pages, and whether anything lies between or behind them."""
    found, at, strange = [], 0, False
    while (start := data.find(b"OggS", at)) >= 0:
        strange |= bool(data[at:start].strip(b"\0"))
        if start + 27 > len(data):
            return found, True
        _, version, flags, granule, serial, number, said, count = struct.unpack_from("<4sBBqLLLB", data, start)
        lacing = data[start + 27:start + 27 + count]
        end = start + 27 + count + sum(lacing)
        page = Page(flags, granule, serial, number, lacing, data[start + 27 + count:end])
        if version or end > len(data) or struct.pack("<L", said) != page.bytes()[22:26]:
            if not found or end <= len(data):
                raise Refused(answers.DAMAGED)
            return found, True  # Cut off.
        found.append(page)
        at = end
    return found, strange or bool(data[at:].strip(b"\0"))


def headers(found):
    """The header packets, and the pages behind them. One sound only: a film, or sounds in a row, is refused."""
    if not found or any(page.serial != found[0].serial for page in found) or any(page.flags & 2 for page in found[1:]):
        raise Refused(answers.UNKNOWN_PART)
    packets, open_one, wanted = [], b"", None
    for index, page in enumerate(found):
        at = 0
        for length in page.lacing:
            open_one += page.body[at:at + length]
            at += length
            if length < 255:
                packets.append(open_one)
                open_one = b""
        if wanted is None and packets:
            wanted = how_many(packets[0])
        if wanted is not None and len(packets) >= wanted:
            if len(packets) > wanted or open_one:
                raise Refused(answers.UNKNOWN_PART)
            return packets, found[index + 1:]
        if len(open_one) > 64 << 20:
            raise Refused(answers.DAMAGED)
    raise Refused(answers.DAMAGED)


def kind_of(first):
    return next((kind for start, kind in FIRST.items() if first.startswith(start)), None)


def how_many(first):
    kind = kind_of(first)
    if kind == "flac" and len(first) >= 13 + 38:
        count = int.from_bytes(first[7:9], "big")
        if not count:
            raise Refused(answers.UNKNOWN_PART)
        return 1 + count
    if kind == "speex" and len(first) >= 72:
        return 2 + int.from_bytes(first[68:72], "little")
    return {"vorbis": 3, "opus": 2}.get(kind) or refuse()


def refuse():
    raise Refused(answers.UNKNOWN_PART)


def plain(packets):
    """The header packets with a comment that says nothing: no vendor, no words."""
    kind = kind_of(packets[0])
    if kind == "vorbis":
        return [packets[0], b"\x03vorbis" + bytes(8) + b"\x01", packets[2]]
    if kind == "opus":
        return [packets[0], b"OpusTags" + bytes(8)]
    if kind == "speex":
        return [packets[0], bytes(8), *packets[2:]]
    seeks = [packet for packet in packets[1:] if packet[0] & 0x7F == 3]
    blocks = [b"\x04\0\0\x08" + bytes(8), *seeks]
    blocks[-1] = bytes([blocks[-1][0] | 0x80]) + blocks[-1][1:]
    return [packets[0][:7] + struct.pack(">H", len(blocks)) + packets[0][9:], *(bytes([one[0] & 0x7F | (one is blocks[-1]) << 7]) + one[1:]
                                                                                for one in blocks)]


def paged(packets, serial):
    """Pages of the header packets: the first alone, as 4 of RFC 3533 asks, the others after it."""
    made = [Page(2, 0, serial, 0, lacing_of(packets[0]), packets[0])]
    segments = b"".join(lacing_of(packet) for packet in packets[1:])
    body, at, continued = b"".join(packets[1:]), 0, 0
    for start in range(0, len(segments), 255):
        part = segments[start:start + 255]
        size = sum(part)
        made.append(Page(continued, 0 if min(part) < 255 else -1, serial, len(made), part, body[at:at + size]))
        at, continued = at + size, 1 if part[-1] == 255 else 0
    return made


def lacing_of(packet):
    return b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
