"""The list of what can be cleaned: how a format is recognised, by its bytes and never its name, and who cleans it."""
import importlib
import os
import zipfile

import answers
from answers import Refused

MOST_DEPTH = 3
HEAD = 64 * 1024
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class Cleaning:
    """One file on its way: what it was asked to leave out, what was found and how deep it lies in others."""

    def __init__(self, strike=(), depth=0, found=None):
        self.strike, self.depth = list(strike), depth
        self.found = set() if found is None else found
        self.names = []  # People that a mail names, for striking out.

    def inside(self):
        """For a file inside this one."""
        if self.depth >= MOST_DEPTH:
            raise Refused(answers.UNKNOWN_PART)
        return Cleaning(self.strike, self.depth + 1, self.found)


def kind_of(head):
    """The module that cleans a file which begins so, and the ending of its name; None for a type that is not known."""
    for start, module, ending in (
            (b"\xff\xd8\xff", "jpeg", "jpg"), (b"\x89PNG\r\n\x1a\n", "png", "png"), (b"GIF87a", "gif", "gif"), (b"GIF89a", "gif", "gif"),
            (b"II*\0", "tiff", "tiff"), (b"MM\0*", "tiff", "tiff"), (b"%PDF-", "pdf", "pdf"), (b"fLaC", "sound", "flac"), (b"OggS", "sound", "ogg"),
            (b"ID3", "sound", "mp3"), (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "film", "wmv"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "outlook", "msg")):
        if head.startswith(start):
            return module, ending
    if head.startswith(b"RIFF"):
        return {b"WEBP": ("webp", "webp"), b"WAVE": ("sound", "wav"), b"AVI ": ("film", "avi")}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return of_brand(head[8:12])
    if head.startswith(b"PK\x03\x04"):
        return "zip", None
    if is_mpeg_frame(head):
        return "sound", "mp3"
    return "letters", None


def of_brand(brand):
    if brand in HEIC:
        return "heic", "heic"
    if brand in (b"avif", b"avis", b"crx "):
        return None
    return {b"qt  ": ("film", "mov"), b"M4A ": ("film", "m4a"), b"M4B ": ("film", "m4a")}.get(brand, ("film", "mp4"))


def is_mpeg_frame(head):
    """The header of an MPEG audio frame, layer 3: 11 sync bits, then a version, layer, bit rate and sample rate that exist."""
    frame = int.from_bytes(head[:4], "big")
    return (len(head) >= 4 and frame >> 21 == 0x7FF and frame >> 19 & 3 != 1 and frame >> 17 & 3 == 1
            and frame >> 12 & 15 not in (0, 15) and frame >> 10 & 3 != 3)


def kind_of_zip(path):
    """Which of the formats built on zip."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if "[Content_Types].xml" in names:
                return "office", None
            return ("opendocument", None) if "mimetype" in names and "content.xml" in names else ("archive", "zip")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError, OSError):
        raise Refused(answers.DAMAGED) from None


def clean_file(source, target, cleaning):
    """
    Cleans the file at one path into another and gives the ending of what it is. A module's `clean(source, target, ending,
    cleaning)` writes the target, adds what it took out to `cleaning.found`, raises Refused where it can't, and gives an
    ending where it knows better.
    """
    with open(source, "rb") as file:
        head = file.read(HEAD)
    kind = kind_of(head)
    if kind is None:
        raise Refused(answers.UNKNOWN_TYPE)
    module, ending = kind
    if module == "zip":
        module, ending = kind_of_zip(source)
    if module == "letters":
        import letters
        module, ending = letters.kind_of(head)
    try:
        ending = importlib.import_module(module).clean(source, target, ending, cleaning) or ending
    except ImportError:
        raise Refused(answers.MISSING) from None
    if not os.path.getsize(target):
        raise Refused(answers.FAILED)
    return ending
