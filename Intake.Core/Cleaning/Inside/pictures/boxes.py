"""The boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2), in which films and telephones' pictures lie."""
import struct

import answers
from answers import Refused

MOST = 200_000


def boxes(data, at=0, end=None):
    """Each box as (type, where its body begins, where it ends)."""
    end, count = len(data) if end is None else end, 0
    while at + 8 <= end:
        size, kind = struct.unpack_from(">L4s", data, at)
        body = at + 8
        if size == 1 and at + 16 <= end:
            size, body = struct.unpack_from(">Q", data, body)[0], at + 16
        elif size == 0:
            size = end - at
        count += 1
        if at + size > end or at + size < body or count > MOST:
            raise Refused(answers.DAMAGED)
        yield bytes(kind), body, at + size
        at += size


def box(kind, *bodies):
    body = b"".join(bodies)
    return struct.pack(">L4s", 8 + len(body), kind) + body


def full(kind, version, flags, *bodies):
    return box(kind, struct.pack(">L", version << 24 | flags), *bodies)


class Reader:
    """Numbers of stated sizes, one after another."""

    def __init__(self, data, at, end):
        self.data, self.at, self.end = data, at, end

    def number(self, size):
        if self.at + size > self.end:
            raise Refused(answers.DAMAGED)
        self.at += size
        return int.from_bytes(self.data[self.at - size:self.at], "big")

    def left(self):
        return self.data[self.at:self.end]
