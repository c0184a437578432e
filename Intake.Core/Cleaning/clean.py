# Runs inside the sandbox and nowhere else: reads one file from standard input and writes it without its hidden data to
# standard output. One line of JSON goes to standard error before the first byte of it:
#   {"answer": "Cleaned", "ending": "jpg", "length": 1234, "sha256": "…", "before": ["GPS:GPSLatitude", …], "after": […]}
# or {"answer": "<why not>"}. Names of tags leave this process, never their values.
# Arguments: the kind as told by the first bytes, and how many bytes the result may hold.
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
MOST_MEMBERS = 5000
MOST_INFLATION = 100
MORE_TYPES = {
    "audio/flac": [".flac"], "audio/ogg": [".ogg", ".oga"], "audio/x-wav": [".wav"], "audio/mpeg": [".mp3"], "image/heic": [".heic"],
    "video/mp4": [".mp4"], "video/x-msvideo": [".avi"], "video/x-ms-wmv": [".wmv"],
    "application/vnd.oasis.opendocument.text": [".odt"], "application/vnd.oasis.opendocument.spreadsheet": [".ods"],
    "application/vnd.oasis.opendocument.presentation": [".odp"], "application/vnd.oasis.opendocument.graphics": [".odg"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": [".pptx"],
}
PROSE = (".txt", ".csv", ".log", ".md")

# What libraries say of a file on standard error may quote it: it goes nowhere.
ANSWERS = os.fdopen(os.dup(2), "w", encoding="ascii")
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


class Refused(Exception):
    """The answer to give instead of a file."""


def say(**answer):
    ANSWERS.write(json.dumps(answer) + "\n")
    ANSWERS.flush()


def is_text(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        if any("\x7f" <= letter <= "\x9f" for letter in text):
            return False
    return all(letter >= " " or letter in "\t\n\r\f" for letter in text)


def ending_of_zip(path):
    """Which of the formats built on zip it is; a bomb is refused before anything of it is unpacked."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise Refused("Locked")
        packed = sum(member.compress_size for member in members)
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > max(MOST_INFLATION * packed, 1 << 20):
            raise Refused("TooLarge")
        names = [member.filename for member in members]
        if "[Content_Types].xml" in names:
            return next((ending for start, ending in OFFICE.items() if any(name.startswith(start) for name in names)), None)
        if "mimetype" in names:
            kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
            prefix = "application/vnd.oasis.opendocument."
            return OPEN_DOCUMENT.get(kind[len(prefix):]) if kind.startswith(prefix) else None
        return "zip"


def tags(path):
    """The names of what exiftool finds, with their groups."""
    run = subprocess.run(["exiftool", "-a", "-G1", "-s", "-j", "-u", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    try:
        return sorted(name for name in json.loads(run.stdout)[0] if ":" in name)
    except (ValueError, IndexError):
        return []


def tags_of_members(path):
    """What the members of a zip carry besides: comments, authors, pictures, films and sounds with tags of their own."""
    found = set()
    with zipfile.ZipFile(path) as archive:
        if archive.comment:
            found.add("Zip:Comment")
        for member in archive.infolist():
            name = member.filename
            if member.date_time != (1980, 1, 1, 0, 0, 0):
                found.add("Zip:ModifyDate")
            if re.search(r"(^|/)(comments|threadedComments|commentAuthors|people|persons/)", name):
                found.add("Zip:Comment")
            if re.match(r"(docProps/thumbnail|Thumbnails/)", name):
                found.add("Zip:Thumbnail")
            if re.search(r"\.(jpe?g|png|gif|tiff?|heic|webp|mp4|m4v|mov|avi|wmv|mp3|m4a|flac|og[ga]|wav|aiff?)$", name, re.I):
                inside = "/tmp/inside" + os.path.splitext(name)[1].lower()
                with archive.open(member) as source, open(inside, "wb") as target:
                    shutil.copyfileobj(source, target)
                found.update(tags(inside))
                os.remove(inside)
            if name in ("content.xml", "word/document.xml", "meta.xml"):
                data = archive.read(member)
                found.update(["Zip:Comment"] if b"office:annotation" in data or b"commentReference" in data else [])
                found.update(["Zip:Author"] if b"dc:creator" in data or b"w:author" in data else [])
    return found


def run(*command):
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        raise Refused("Failed")


def refuse_pages(found):
    """Of a scan of several pages mat2 leaves the first."""
    if any(name.endswith(":PageCount") for name in found):
        raise Refused("SeveralPages")


def pictures_and_sound(source, target, *more):
    """A film or sound without its other tracks: those of a telephone's or drone's film hold where it was taken."""
    run("ffmpeg", "-nostdin", "-loglevel", "panic", "-y", "-i", source, "-map", "0:V?", "-map", "0:a?", "-codec", "copy",
        "-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-disposition", "0",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", *more, target)


def strip_office(path, name):
    """What mat2 0.13 leaves in Office documents: who commented and changed, and where on whose machine it lay."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*?/>", "", text)
    text = re.sub(r"""\sw:(?:author|date|initials)=("[^"]*"|'[^']*')""", "", text)
    if name.endswith(".rels"):
        text = re.sub(r"""<Relationship\b[^>]*\bTarget=["'][^"']*(?:comments|commentAuthors|persons?/|people|thumbnail)[^>]*/>""", "", text, flags=re.I)
    if name == "xl/workbook.xml":
        text = re.sub(r"<mc:AlternateContent\b.*?</mc:AlternateContent>", "", text, flags=re.S)
        text = re.sub(r"<(?:\w+:)?(?:absPath|fileSharing)\b[^>]*?/>", "", text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def strip_open_document(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"<office:annotation\b.*?</office:annotation>", "", text, flags=re.S)
    text = re.sub(r"<office:annotation-end\b[^>]*?/>", "", text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def sharpen():
    """Makes mat2 stricter where the promise asks for it, also for documents inside archives."""
    import mimetypes
    from gi.repository import GdkPixbuf, Poppler
    from libmat2 import archive, images, office, parser_factory, pdf, video

    for kind, endings in MORE_TYPES.items():  # The sandbox has no /etc/mime.types.
        for ending in endings:
            mimetypes.add_type(kind, ending)

    def office_cleanup(self, full_path, mat2=office.MSOfficeParser._specific_cleanup):
        name = full_path.split("/", 3)[3] if full_path.count("/") > 2 else full_path
        if re.match(r"(word/(?!theme).*|xl/workbook)\.xml$|.*\.rels$", name):
            strip_office(full_path, name)
        return mat2(self, full_path)

    def office_begin(self, filename, mat2=office.MSOfficeParser.__init__):
        mat2(self, filename)
        self.files_to_omit |= {re.compile(p) for p in (
            r"^word/comments\w*\.xml$", r"^ppt/comments/", r"^ppt/commentAuthors\.xml$", r"^ppt/authors\.xml$",
            r"^xl/(threadedComments|persons)/", r"^docProps/thumbnail", r"^word/glossary/")}

    def open_cleanup(self, full_path, mat2=office.LibreOfficeParser._specific_cleanup):
        if os.path.basename(full_path) in ("content.xml", "styles.xml"):
            strip_open_document(full_path)
        return mat2(self, full_path)

    def open_begin(self, filename, mat2=office.LibreOfficeParser.__init__):
        mat2(self, filename)
        self.files_to_keep = {p for p in self.files_to_keep if "settings" not in p.pattern}
        self.files_to_omit |= {re.compile(r"^settings\.xml$"), re.compile(r"^Basic/|^Dialogs/|^Versions/")}

    def upright(self):
        if self._type == "tiff":
            refuse_pages(tags(self.filename))
        picture = GdkPixbuf.Pixbuf.new_from_file(self.filename).apply_embedded_orientation()
        jpeg = self._type == "jpeg"
        return picture.savev(self.output_filename, self._type, ["quality"] if jpeg else [], ["92"] if jpeg else [])

    def plain_pdf(drawn, target):
        # As mat2 does it, but leaving every offset where it was: its own way breaks the table that viewers read.
        document = Poppler.Document.new_from_file("file://" + drawn)
        document.set_producer("")
        document.set_creator("")
        document.set_creation_date(-1)
        document.save("file://" + os.path.abspath(target))
        with open(target, "rb") as file:
            data = re.sub(rb"<<\s*/Producer.*?>>", lambda found: b"<< >>".ljust(len(found[0])), file.read(), flags=re.S)
        with open(target, "wb") as file:
            file.write(data)
        return True

    def tracks(self):
        # Also for members: mat2 copies every track it finds.
        if not shutil.which("ffmpeg"):
            return False
        pictures_and_sound(self.filename, self.output_filename, *(["-empty_hdlr_name", "1"] if self.output_filename.lower().endswith(".mp4") else []))
        return True

    def parser_of(filename, mat2=parser_factory.get_parser):
        # mat2 goes by names; a picture called notes.txt would pass as harmless.
        parser, kind = mat2(filename)
        if parser is not None and kind and kind.startswith("text/") and not (filename.lower().endswith(PROSE) and is_text(filename)):
            return None, kind
        return parser, kind

    office.MSOfficeParser._specific_cleanup = office_cleanup
    office.MSOfficeParser.__init__ = office_begin
    office.LibreOfficeParser._specific_cleanup = open_cleanup
    office.LibreOfficeParser.__init__ = open_begin
    images.GdkPixbufAbstractParser.remove_all = upright
    video.AbstractFFmpegParser.remove_all = tracks
    pdf.PDFParser._PDFParser__remove_superficial_meta = staticmethod(plain_pdf)
    parser_factory.get_parser = parser_of
    archive.parser_factory.get_parser = parser_of


def clean(kind, source):
    """The path of the cleaned file and its ending."""
    if kind == "Text":
        if not is_text(source):
            raise Refused("UnknownType")
        return source, "txt"
    if kind == "WebP":
        run("exiftool", "-q", "-overwrite_original", "-all=", source)
        return source, "webp"
    if kind in ("Mp4", "QuickTime", "M4a"):
        ending = {"Mp4": "mp4", "QuickTime": "mov", "M4a": "m4a"}[kind]
        if not shutil.which("ffmpeg"):
            raise Refused("Missing")
        target = "/cleaning/cleaned." + ending
        pictures_and_sound(source, target, "-empty_hdlr_name", "1", "-f", "mov" if ending == "mov" else "mp4")
        return target, ending
    if kind in ("Avi", "Wmv", "Wav") and not shutil.which("ffmpeg"):
        raise Refused("Missing")

    from libmat2 import parser_factory
    sharpen()
    parser, _ = parser_factory.get_parser(source)
    if parser is None:
        raise Refused("UnknownType")
    parser.sandbox = False
    if not parser.remove_all() or not os.path.exists(parser.output_filename):
        raise Refused("UnknownMember" if kind == "Zip" else "Failed")
    return parser.output_filename, os.path.splitext(source)[1][1:]


def main(kind, limit):
    endings = {"Jpeg": "jpg", "Mpeg": "mp3", "QuickTime": "mov"}
    source = "/cleaning/file." + endings.get(kind, kind.lower())
    with open(source, "wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    if kind == "Zip":
        ending = ending_of_zip(source)
        if ending is None:
            raise Refused("UnknownType")
        os.rename(source, source[:-3] + ending)
        source = source[:-3] + ending

    before = tags(source)
    if kind == "Zip":
        before = sorted(tags_of_members(source).union(before))
    cleaned, ending = clean(kind, source)
    after = tags(cleaned)
    if kind == "Zip":
        after = sorted(tags_of_members(cleaned).union(after))
    length = os.path.getsize(cleaned)
    if length == 0 or length > limit:
        raise Refused("TooLarge" if length else "Failed")
    with open(cleaned, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        say(answer="Cleaned", ending=ending, length=length, sha256=digest, before=before, after=after)
        file.seek(0)
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


try:
    main(sys.argv[1], int(sys.argv[2]))
except Refused as refused:
    say(answer=str(refused))
except (MemoryError, OSError):
    say(answer="TooLarge")
except Exception:  # Whatever the file provoked: its words stay in here.
    say(answer="Failed")
