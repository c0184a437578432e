"""The items of a HEIC file (ISO/IEC 23008-12): pictures, what they are made of, and how each is to be shown."""
from collections import defaultdict

import answers
from answers import Refused
from boxes import Reader, boxes

MOST_ITEMS = 4096


class Items:
    """What the `meta` box says. types: item to type; hidden: items; data: item to bytes; links: (type, from, [to])."""

    def __init__(self, file, start, end):
        self.file, self.inline = file, b""
        self.types, self.hidden, self.data, self.in_idat = {}, set(), {}, set()
        self.links, self.properties, self.shown_by, self.groups = [], [], defaultdict(list), []
        self.primary = None
        parts = {kind: (at, stop) for kind, at, stop in boxes(file, start + 4, end)}
        if b"idat" in parts:
            self.inline = file[slice(*parts[b"idat"])]
        for kind, read in ((b"pitm", self.read_primary), (b"iinf", self.read_types), (b"iref", self.read_links),
                           (b"iprp", self.read_properties), (b"iloc", self.read_places), (b"grpl", self.read_groups)):
            if kind in parts:
                read(Reader(file, *parts[kind]))

    def read_primary(self, reader):
        version = reader.number(4) >> 24
        self.primary = reader.number(2 if version == 0 else 4)

    def read_types(self, reader):
        reader.number(2 if reader.number(4) >> 24 == 0 else 4)
        for kind, at, end in boxes(self.file, reader.at, reader.end):
            entry = Reader(self.file, at, end)
            version, flags = divmod(entry.number(4), 1 << 24)
            if kind != b"infe" or version < 2 or len(self.types) >= MOST_ITEMS:
                raise Refused(answers.UNKNOWN_PART)
            item = entry.number(2 if version == 2 else 4)
            entry.number(2)
            self.types[item] = entry.number(4).to_bytes(4, "big")
            if flags & 1:
                self.hidden.add(item)

    def read_links(self, reader):
        width = 2 if reader.number(4) >> 24 == 0 else 4
        for kind, at, end in boxes(self.file, reader.at, reader.end):
            link = Reader(self.file, at, end)
            item = link.number(width)
            self.links.append((kind, item, [link.number(width) for _ in range(link.number(2))]))

    def read_properties(self, reader):
        for kind, at, end in boxes(self.file, reader.at, reader.end):
            if kind == b"ipco":
                self.properties += [(name, self.file[start:stop]) for name, start, stop in boxes(self.file, at, end)]
            elif kind == b"ipma":
                table = Reader(self.file, at, end)
                version, flags = divmod(table.number(4), 1 << 24)
                for _ in range(table.number(4)):
                    item = table.number(2 if version == 0 else 4)
                    for _ in range(table.number(1)):
                        value = table.number(2 if flags & 1 else 1)
                        top = 15 if flags & 1 else 7
                        index = value & (1 << top) - 1
                        if index > len(self.properties):
                            raise Refused(answers.DAMAGED)
                        if index:
                            self.shown_by[item].append((value >> top == 1, *self.properties[index - 1]))

    def read_places(self, reader):
        version = reader.number(4) >> 24
        sizes, more = reader.number(1), reader.number(1)
        for _ in range(reader.number(2 if version < 2 else 4)):
            item = reader.number(2 if version < 2 else 4)
            method = reader.number(2) & 15 if version else 0
            source = reader.number(2)
            base = reader.number(more >> 4)
            pieces = []
            for _ in range(reader.number(2)):
                if version:
                    reader.number(more & 15)
                at, size = base + reader.number(sizes >> 4), reader.number(sizes & 15)
                store = self.inline if method == 1 else self.file
                if at + size > len(store):
                    raise Refused(answers.DAMAGED)
                pieces.append(store[at:at + size] if size else store[at:])
            if method > 1 or source:
                raise Refused(answers.UNKNOWN_PART)
            if method == 1:
                self.in_idat.add(item)
            self.data[item] = b"".join(pieces)

    def read_groups(self, reader):
        for kind, at, end in boxes(self.file, reader.at, reader.end):
            group = Reader(self.file, at, end)
            group.number(8)
            self.groups.append((kind, [group.number(4) for _ in range(group.number(4))]))

    def sources(self, item):
        """The items of which a picture is made."""
        return [other for kind, start, others in self.links if kind == b"dimg" and start == item for other in others]
