"""
A zip (APPNOTE 6.3): each member is cleaned by itself, folders and names stay. What systems put in by themselves is left out: the
resource forks of macOS and the folder files of macOS and Windows.
"""
import errno
import lzma
import re
import stat
import struct
import zipfile
import zlib

import answers
import bundle
import filenames
import invisible
from answers import Refused

MOST_MEMBERS, MOST_INFLATION, ALWAYS = 5000, 100, 1 << 20
UNICODE_PATH = 0x7075  # APPNOTE 4.6.9.
UTF8 = 0x800           # APPNOTE 4.4.4, bit 11.
FOLDER_HEAD = re.compile(r"\[(\.ShellClassInfo|ViewState|LocalizedFileNames|DeleteOnCopy)\]", re.I)
FOLDER_LINE = re.compile(r"\[[^\[\]]*\]|[^=]{1,260}=.*")
MOST_FOLDER = 8192
LEFTOVERS = (
    (re.compile(r"(^|/)\._[^/]*$|^__MACOSX/"), b"\0\5\x16\7", answers.OTHER),
    (re.compile(r"(^|/)\.DS_Store$"), b"\0\0\0\1Bud1", answers.OTHER),
    (re.compile(r"(^|/)(ehthumbs(_vista)?|Thumbs)\.db$", re.I), b"\xd0\xcf\x11\xe0", answers.THUMBNAIL),
    (re.compile(r"(^|/)desktop\.ini$", re.I), None, answers.SETTINGS))


def clean(source, target, ending, cleaning):
    try:
        with zipfile.ZipFile(source) as package:
            members = package.infolist()
            refuse_bombs(package, members)
            tell(package, members, cleaning)
            result = bundle.Bundle(target, cleaning)
            for member in members:
                add(package, member, result, cleaning)
            result.close()
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, ValueError, IndexError):
        raise Refused(answers.DAMAGED) from None
    except OSError as failure:
        if failure.errno == errno.EINVAL:  # A place before the beginning of the file.
            raise Refused(answers.DAMAGED) from None
        raise


def refuse_bombs(package, members):
    if any(member.flag_bits & 1 for member in members):
        raise Refused(answers.LOCKED)
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    starts = sorted((member.header_offset, member.compress_size) for member in members)
    overlap = any(start + size > after for (start, size), (after, _) in zip(starts, starts[1:]))
    if len(members) > MOST_MEMBERS or overlap or unpacked > max(MOST_INFLATION * packed, ALWAYS):
        raise Refused(answers.TOO_LARGE)


def tell(package, members, cleaning):
    """What goes with the old archive itself."""
    if package.comment or any(member.comment for member in members):
        cleaning.found.add(answers.COMMENTS)
    if any(member.date_time != bundle.FIXED for member in members):
        cleaning.found.add(answers.TIMES)
    if any(has_owner(member.extra) for member in members):
        cleaning.found.add(answers.AUTHOR)


def has_owner(extra):
    """Numbers of a user: the fields of Info-ZIP for Unix."""
    return any(field in extra for field in (b"ux\x0b\0", b"Ux\4\0"))


def add(package, member, result, cleaning):
    name = name_of(member)
    if invisible.strip(name) != name:
        cleaning.found.add(answers.INVISIBLE)
    if member.create_system == 3 and stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(answers.UNKNOWN_PART, filenames.safe(name))  # A link or a device.
    if member.is_dir() or name.endswith("\\"):
        if not name.startswith("__MACOSX/"):
            result.add_folder(name)
        return
    try:
        data = package.read(member)
    except (NotImplementedError, RuntimeError):
        raise Refused(answers.UNKNOWN_PART, filenames.safe(name)) from None
    for pattern, start, kind in LEFTOVERS:
        if pattern.search(name) and (is_folder_file(data) if start is None else data.startswith(start)):
            cleaning.found.add(kind)
            return
    result.add(name, data)


def is_folder_file(data):
    """How Windows shows a folder: sections and settings, of which the first section is one of its own. Anything else is someone's file."""
    if len(data) > MOST_FOLDER:
        return False
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return not lines or FOLDER_HEAD.fullmatch(lines[0]) is not None and all(map(FOLDER_LINE.fullmatch, lines))


def name_of(member):
    """
    Its name as the person who packed it saw it. Without the mark for UTF-8 it is UTF-8 all the same from many programs, and else
    in the letters of DOS: code page 850 in Western Europe, where it differs from 437 in the Danish ø alone of all its letters.
    """
    if member.flag_bits & UTF8:
        return member.filename
    raw = member.orig_filename.encode("cp437", "replace").partition(b"\0")[0]
    told = unicode_path(member.extra, raw)
    if told is not None:
        return told
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def unicode_path(extra, raw):
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4:4 + size], extra[4 + size:]
        if kind == UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    return None
