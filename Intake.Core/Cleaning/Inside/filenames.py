"""
Names of files inside a bundle. A name is evidence, so it stays readable; but it must not lead out of the folder, fool the eye
or lie about what the file is.
"""
import re
import unicodedata

import invisible

MOST_LETTERS, MOST_FOLDERS = 120, 20
FORBIDDEN = re.compile('[\0-\x1f\x7f-\x9f<>:"|?*]')
BIDIRECTIONAL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)
ALIASES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff", "oga": "ogg", "heif": "heic",
           "m4v": "mp4", "wave": "wav", "htm": "html"}
# Texts that stay what they are called.
TEXTS = {"txt", "csv", "md", "log", "json", "vtt", "srt", "text", "tsv", "ics"}
# Endings that give way to that of what the file is; others stay and it comes behind.
KNOWN = TEXTS | set(ALIASES) | set(ALIASES.values()) | {
    "png", "gif", "webp", "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "odg", "docm", "xlsm", "pptm", "dotx", "xltx", "potx", "mp3",
    "flac", "wmv", "avi", "mov", "m4a", "mp4", "zip", "eml", "msg", "mbox", "doc", "xls", "ppt", "bmp"}


def safe(path):
    """A path without what is not allowed in any folder; "" when nothing is left."""
    parts = unicodedata.normalize("NFC", path).replace("\\", "/").split("/")
    return "/".join(filter(None, map(component, parts[-MOST_FOLDERS:])))


def component(part):
    part = FORBIDDEN.sub("_", invisible.strip(BIDIRECTIONAL.sub("", part))).strip(" ").rstrip(". ")
    if not part.strip("."):
        return ""
    stem, dot, ending = part.rpartition(".")
    if len(part) > MOST_LETTERS:
        kept = dot + ending if dot and stem and len(ending) < 11 else ""
        part = (stem if kept else part)[:MOST_LETTERS - len(kept)].rstrip(". ") + kept
    return "_" + part if DEVICES.match(part) else part


class Names:
    """The names of one bundle, no two alike, also for systems that don't tell capitals from small letters."""

    def __init__(self):
        self.taken = set()

    def folder(self, name):
        name = safe(name)
        self.taken.add(name.lower())
        return name + "/" if name else ""

    def member(self, name, ending):
        """Its name there. Ending: of what it is; None leaves it."""
        name = with_ending(safe(name) or "fil", ending)
        folder, slash, last = name.rpartition("/")
        stem, dot, tail = last.rpartition(".")
        number, chosen = 1, name
        while chosen.lower() in self.taken:
            number += 1
            chosen = folder + slash + (f"{stem} ({number}){dot}{tail}" if dot and stem else f"{last} ({number})")
        self.taken.add(chosen.lower())
        return chosen


def with_ending(name, ending):
    folder, slash, last = name.rpartition("/")
    stem, dot, told = last.rpartition(".")
    told = told.lower()
    if ending is None or dot and stem and (ALIASES.get(told, told) == ending or ending == "txt" and told in TEXTS - {"ics"}):
        return name
    return folder + slash + ((stem if dot and stem and told in KNOWN else last) + "." + ending)
