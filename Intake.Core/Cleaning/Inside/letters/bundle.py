"""
A zip of cleaned files: what archives and mails with attachments become. Every member is cleaned by what it is, not by its name, and
its name follows what it is. Times, comments, owners and extra fields of the archive it came from are not carried over.
"""
import hashlib
import os
import tempfile
import zipfile

import answers
import filenames
import formats
import striking
from answers import Refused

FIXED = (1980, 1, 1, 0, 0, 0)  # The first time that a zip can tell (APPNOTE 4.4.6).
MOST_FILES, MOST_BYTES = 20000, 1 << 30
MOST_DETAIL = 200


class Total:
    """What all bundles of this run have unpacked: one process cleans one file."""
    files = size = 0


def count(size):
    Total.files += 1
    Total.size += size
    if Total.files > MOST_FILES or Total.size > MOST_BYTES:
        raise Refused(answers.TOO_LARGE)


class Bundle:
    """Members are added one by one; `close` checks what was written."""

    def __init__(self, target, cleaning):
        self.target, self.cleaning = target, cleaning
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.names, self.written = filenames.Names(), {}

    def add_folder(self, name):
        name = self.names.folder(self.struck(name))
        if name and name not in self.written:
            self.zip.writestr(entry(name, 0o40755 << 16 | 0x10), b"")
            self.written[name] = hashlib.sha256().digest()

    def add_text(self, name, text):
        self.write(self.names.member(self.struck(name), "txt"), text.encode())

    def add(self, name, data):
        """Cleans bytes that are a file."""
        count(len(data))
        if not data:
            self.write(self.names.member(self.struck(name), None), b"")
            return

        def clean(path, inside):
            with tempfile.NamedTemporaryFile(dir="/tmp") as source:
                source.write(data)
                source.flush()
                return formats.clean_file(source.name, path, inside)
        self.add_by(name, clean)

    def add_by(self, name, clean):
        """Adds what `clean(path, cleaning)` writes; it gives the ending."""
        handle, path = tempfile.mkstemp(dir="/tmp")
        os.close(handle)
        try:
            inside = self.cleaning.inside()
            ending = clean(path, inside)
            self.cleaning.names += [person for person in inside.names if person not in self.cleaning.names]
            with open(path, "rb") as cleaned:
                self.write(self.names.member(self.struck(name), ending), cleaned.read())
        except Refused as refused:
            reason = answers.UNKNOWN_PART if refused.reason == answers.UNKNOWN_TYPE else refused.reason
            raise Refused(reason, "/".join(filter(None, [filenames.safe(name), refused.detail]))[:MOST_DETAIL]) from None
        finally:
            os.remove(path)

    def struck(self, name):
        return striking.strike(name, striking.People(), self.cleaning.strike) if self.cleaning.strike else name

    def write(self, name, data):
        self.zip.writestr(entry(name, 0o100644 << 16), data, compresslevel=6)
        self.written[name] = hashlib.sha256(data).digest()

    def close(self):
        self.zip.close()
        with zipfile.ZipFile(self.target) as bundle:
            members = bundle.infolist()
            if [member.filename for member in members] != list(self.written) or bundle.comment:
                raise Refused(answers.CHANGED)
            for member in members:
                if (hashlib.sha256(bundle.read(member)).digest() != self.written[member.filename] or member.extra or member.comment
                        or member.date_time != FIXED):
                    raise Refused(answers.CHANGED)


def entry(name, attributes):
    member = zipfile.ZipInfo(name, FIXED)
    member.compress_type = zipfile.ZIP_STORED if name.endswith("/") else zipfile.ZIP_DEFLATED
    member.create_system, member.external_attr = 3, attributes
    return member
