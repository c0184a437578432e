"""The zip around Office and OpenDocument files: read within bounds, written so that nothing but names and contents is left."""
import zipfile

import answers
from answers import Refused

MOST_MEMBERS = 5000
MOST_INFLATION = 100
LARGE = 1 << 20
MOST_BYTES = 400 << 20
MOST_XML = 96 << 20
NEVER = (1980, 1, 1, 0, 0, 0)


class Members:
    """A zip that was received. Names are unique and stay inside; what would unpack to too much is refused before it does."""

    def __init__(self, path, cleaning):
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise Refused(answers.DAMAGED) from None
        every = self.zip.infolist()
        if any(member.flag_bits & 1 for member in every):
            raise Refused(answers.LOCKED)
        packed = sum(member.compress_size for member in every)
        size = sum(member.file_size for member in every)
        if len(every) > MOST_MEMBERS or size > max(MOST_INFLATION * packed, LARGE) or size > MOST_BYTES:
            raise Refused(answers.TOO_LARGE)
        self.every = {member.filename: member for member in every}
        if len({name.lower() for name in self.every}) != len(every) or not all(map(is_inside, self.every)):
            raise Refused(answers.DAMAGED)
        if self.zip.comment or any(member.comment for member in every):
            cleaning.found.add(answers.COMMENTS)
        if any(member.date_time != NEVER for member in every):
            cleaning.found.add(answers.TIMES)

    def __contains__(self, name):
        return name in self.every

    def names(self):
        """Of the files: folders are told by a slash at the end."""
        return [name for name in self.every if not name.endswith("/")]

    def read(self, name):
        """A member's bytes."""
        member = self.every.get(name)
        if member is None:
            raise Refused(answers.DAMAGED)
        if name.endswith((".xml", ".rels", ".vml")) and member.file_size > MOST_XML:
            raise Refused(answers.TOO_LARGE)
        try:
            return self.zip.read(member)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OverflowError):
            raise Refused(answers.DAMAGED) from None
        except Exception as failure:  # zlib.error and lzma.LZMAError share no base.
            if isinstance(failure, (MemoryError, OSError)):
                raise
            raise Refused(answers.DAMAGED) from None

    def has_bytes_between(self):
        """Whether bytes lie before, between or behind the members: another file may hide there. Data descriptors are the zip's own."""
        end = self.zip.start_dir
        expected = 0
        for member in sorted(self.zip.infolist(), key=lambda member: member.header_offset):
            if member.header_offset - expected > 24:
                return True
            self.zip.fp.seek(member.header_offset + 26)
            lengths = self.zip.fp.read(4)
            expected = (member.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
                        + member.compress_size)
        return end - expected > 24


def is_inside(name):
    parts = name.rstrip("/").split("/")
    return "\\" not in name and "\0" not in name and ":" not in name and all(part not in ("", ".", "..") for part in parts)


class Result:
    """The zip to give back: members in the order written, dated 1980, without extra fields, comments or attributes."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)

    def write(self, name, data, packed=True):
        member = zipfile.ZipInfo(name, NEVER)
        member.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        member.create_system = 0
        self.zip.writestr(member, data)

    def close(self):
        self.zip.close()
