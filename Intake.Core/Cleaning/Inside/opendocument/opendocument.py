"""
Texts, spreadsheets, presentations and drawings of LibreOffice and others (ODF 1.3). The package holds documents: one at its root, and
others in folders (charts, formulas). Of each the content and styles are copied without what they hide, with the files they show.
"""
import posixpath
import re
from urllib.parse import unquote

from lxml import etree

import answers
import openknown
import said_opendocument
from answers import Refused
from contents import clean_picture
from markup import Stand, parse, serialise
from members import Members, Result
from opentext import NAMES, Text

MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
OPEN = "application/vnd.oasis.opendocument."
ENDINGS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg", "text-template": "ott",
           "spreadsheet-template": "ots", "presentation-template": "otp", "graphics-template": "otg"}
VERSIONS = ("1.2", "1.3", "1.4")
INSIDE = {"chart", "formula", "text", "spreadsheet", "presentation", "graphics", "image"}
MEDIA = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tiff": "image/tiff", "bmp": "image/bmp", "webp": "image/webp",
         "emf": "image/x-emf", "wmf": "image/x-wmf", "mp4": "video/mp4", "mov": "video/quicktime", "m4a": "audio/mp4",
         "avi": "video/x-msvideo", "wmv": "video/x-ms-wmv", "mp3": "audio/mpeg", "wav": "audio/x-wav",
         "flac": "audio/flac", "ogg": "audio/ogg", "heic": "image/heic"}
# What may lie in the package besides its documents and their files, and is left out.
LEFT = [(re.compile(pattern), kind) for pattern, kind in (
    (r"mimetype|META-INF/manifest\.xml|(.*/)?(content|styles|settings)\.xml", None),
    (r"(.*/)?meta\.xml", "meta"),
    (r"Thumbnails/.*", answers.THUMBNAIL),
    (r"ObjectReplacements/.*", answers.THUMBNAIL),
    (r"(.*/)?Configurations2/.*", answers.SETTINGS),
    (r"(.*/)?(layout-cache|manifest\.rdf)", None),
    (r".*\.rdf", answers.OTHER),
    (r"META-INF/(documentsignatures|macrosignatures)\.xml", answers.AUTHOR),
    (r"(Fonts|Pictures|Media|(Object|Chart|Formula) ?\d+)/.*", answers.OTHER),
    (r"(Basic|Dialogs)/.*(script-l[cb]|dialog-l[cb])\.xml", None),
)]
PROPERTIES = {"initial-creator": answers.AUTHOR, "creator": answers.AUTHOR, "printed-by": answers.AUTHOR, "generator": answers.SOFTWARE,
              "creation-date": answers.TIMES, "date": answers.TIMES, "print-date": answers.TIMES, "editing-duration": answers.TIMES,
              "title": answers.COMMENTS, "subject": answers.COMMENTS, "description": answers.COMMENTS, "keyword": answers.COMMENTS,
              "user-defined": answers.COMMENTS}


def clean(source, target, ending, cleaning):
    members = Members(source, cleaning)
    if members.has_bytes_between():
        cleaning.found.add(answers.TRAILING)
    kind = kind_of(members)
    refuse(members)
    walk = Walk(members, cleaning)
    walk.document("")
    walk.tell_what_is_left()
    result = Result(target)
    result.write("mimetype", (OPEN + kind).encode(), packed=False)
    for name, data in walk.parts.items():
        result.write(name, data)
    result.write("META-INF/manifest.xml", manifest(OPEN + kind, walk.types, walk.version))
    result.close()
    said_opendocument.compare(source, target)
    return ENDINGS[kind]


def kind_of(members):
    kind = members.read("mimetype")[:100].decode("ascii", "replace").strip()
    kind = kind[len(OPEN):] if kind.startswith(OPEN) else None
    if kind not in ENDINGS:
        raise Refused(answers.UNKNOWN_TYPE)
    return kind


def refuse(members):
    """What nobody can take out without losing it: earlier versions, programs, a password."""
    if "META-INF/manifest.xml" in members and b"encryption-data" in members.read("META-INF/manifest.xml"):
        raise Refused(answers.LOCKED)
    for name in members.names():
        if name.startswith("Scripts/") or re.match(r"(Basic|Dialogs)/", name) and not re.search(r"(script|dialog)-l[cb]\.xml$", name):
            raise Refused(answers.MACROS, name)
        if name.startswith("Versions/") or name == "VersionList.xml":
            raise Refused(answers.FILES_INSIDE, name)


def manifest(kind, types, version):
    """The version has to be that of the document: LibreOffice takes another for damage."""
    root = etree.Element(f"{{{MANIFEST}}}manifest", nsmap={"manifest": MANIFEST})
    if version:
        root.set(f"{{{MANIFEST}}}version", version)
    for name, type in {"/": kind, **types}.items():
        entry = etree.SubElement(root, f"{{{MANIFEST}}}file-entry")
        entry.set(f"{{{MANIFEST}}}full-path", name)
        entry.set(f"{{{MANIFEST}}}media-type", type)
        if name == "/" and version:
            entry.set(f"{{{MANIFEST}}}version", version)
    return serialise(root)


class Walk:
    """One package on its way: what is written of it, and the types of that."""

    def __init__(self, members, cleaning):
        self.members, self.cleaning, self.stand = members, cleaning, Stand()
        self.parts, self.types, self.moved, self.depth = {}, {}, {}, 0
        self.declared, self.version = self.read_types(), None

    def read_types(self):
        if "META-INF/manifest.xml" not in self.members:
            return {}
        root = parse_manifest(self.members.read("META-INF/manifest.xml"))
        return {entry.get(f"{{{MANIFEST}}}full-path", ""): entry.get(f"{{{MANIFEST}}}media-type", "") for entry in root}

    def document(self, folder):
        """Cleans the document in a folder of the package: the root one has no name."""
        if self.depth > 3:
            raise Refused(answers.UNKNOWN_PART)
        self.depth += 1
        for part in ("styles.xml", "content.xml"):
            name = folder + part
            if name in self.members:
                root = parse(self.members.read(name), name)
                if folder + part == "content.xml":
                    version = root.get(NAMES.tag("office:version"))
                    self.version = version if version in VERSIONS else None
                Text(name, self.stand, self.cleaning, lambda href, element: self.file(href, folder, element)).strip(root)
                choose_pictures(root, name)
                openknown.check(root, name)
                tidy(root)
                self.write(name, serialise(root), "text/xml")
            elif part == "content.xml":
                raise Refused(answers.DAMAGED, name)
        if folder + "settings.xml" in self.members:
            self.settings(folder + "settings.xml")
        self.depth -= 1

    def write(self, name, data, type):
        self.parts[name], self.types[name] = data, type

    def settings(self, name):
        """Of the settings those that lay out the document: of `configuration-settings` the switches. Printers and windows go."""
        root = parse(self.members.read(name), name)
        item, group, key, type = (NAMES.tag("config:" + name) for name in ("config-item", "config-item-set", "name", "type"))
        kept = [(element.get(key), element.text) for group_of in root.iter(group)
                if group_of.get(key, "").rpartition(":")[2] == "configuration-settings" for element in group_of.iterchildren(item)
                if element.get(type) == "boolean" and re.fullmatch(r"[A-Za-z]{1,60}", element.get(key, ""))
                and element.text in ("true", "false")]
        if sum(1 for _ in root.iter(item)) > len(kept):
            self.cleaning.found.add(answers.SETTINGS)
        office, config = NAMES.tag("office:x")[1:].partition("}")[0], key[1:].partition("}")[0]
        made = etree.Element(f"{{{office}}}document-settings", nsmap={
            "office": office, "config": config, "ooo": "http://openoffice.org/2004/office"})
        if self.version:
            made.set(f"{{{office}}}version", self.version)
        made_set = etree.SubElement(etree.SubElement(made, f"{{{office}}}settings"), group)
        made_set.set(key, "ooo:configuration-settings")
        for wanted, value in kept:
            made_item = etree.SubElement(made_set, item)
            made_item.set(key, wanted)
            made_item.set(type, "boolean")
            made_item.text = value
        self.write(name, serialise(made), "text/xml")

    def file(self, href, folder, element):
        """The new address of what an address leads to: nothing outside, False where it is a picture of what is there anyway."""
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\\\", href) or href.startswith("../"):
            return None
        name = posixpath.normpath(posixpath.join(folder, unquote(href)))
        if "ObjectReplacements" in name.split("/"):
            return False
        if name + "/content.xml" in self.members:
            return self.object(name, href)
        if name not in self.members:
            return None
        if element.startswith("svg:font-face"):
            return None
        if element in ("draw:object", "draw:object-ole"):
            raise Refused(answers.FILES_INSIDE, name)
        if name not in self.moved:
            data = self.members.read(name)
            if looks_like_drawing(data):
                self.moved[name] = "svg"
            else:
                data, ending = clean_picture(data, name, self.cleaning)
                if ending not in MEDIA:
                    raise Refused(answers.UNKNOWN_PART, name)
                new = f"{folder}{'Media' if MEDIA[ending][:5] != 'image' else 'Pictures'}/file{len(self.moved) + 1}.{ending}"
                self.moved[name] = new
                self.write(new, data, MEDIA[ending])
        new = self.moved[name]
        return "svg:" if new == "svg" else ("./" if href.startswith("./") else "") + new[len(folder):]

    def object(self, name, href):
        """A document inside: under its own name where that is a number's, as it nearly always is."""
        if name in self.moved:
            return self.moved[name]
        kind = self.declared.get(name + "/", "")
        named = re.fullmatch(r"(.*/)?(Object|Chart|Formula) ?\d+", name)
        if kind and not kind.startswith(OPEN) or kind.removeprefix(OPEN) not in INSIDE | {""} or not named:
            raise Refused(answers.FILES_INSIDE, name)
        self.moved[name] = href
        self.types[name + "/"] = kind
        self.document(name + "/")
        return href

    def tell_what_is_left(self):
        for name in self.members.names():
            if name in self.parts or name in self.moved:
                continue
            kind = next((kind for pattern, kind in LEFT if pattern.fullmatch(name)), False)
            if kind is False:
                raise Refused(answers.UNKNOWN_PART, name)
            if kind == "meta":
                root = parse(self.members.read(name), name)
                told = {element.tag.rpartition("}")[2] for element in root.iter() if (element.text or "").strip()}
                self.cleaning.found |= {PROPERTIES[name] for name in told if name in PROPERTIES}
                if any(element.tag.endswith("}template") for element in root.iter()):
                    self.cleaning.found.add(answers.LINKS)
            elif kind and self.members.every[name].file_size:
                self.cleaning.found.add(kind)


def parse_manifest(data):
    """Files of OpenOffice 1 and 2 name a DTD that is nowhere: it says nothing, and is not asked for."""
    data = re.sub(rb"<!DOCTYPE\s+manifest:manifest\s+PUBLIC\s+\"[^\"<>]*\"\s+\"[^\"<>]*\"\s*>", b"", data, count=1)
    try:
        return parse(data, "META-INF/manifest.xml")
    except Refused:
        return ()  # It is written again; without it the documents inside are known by what is in them.


def looks_like_drawing(data):
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"<svg") or head.startswith((b"<?xml", b"<!")) and b"<svg" in data[:20000]


def choose_pictures(root, name):
    """A drawing in SVG can't be cleaned, but its picture in pixels shows the same: it stays alone."""
    image, href = NAMES.tag("draw:image"), NAMES.tag("xlink:href")
    for element in list(root.iter(image)):
        if element.get(href) == "svg:":
            others = [other for other in element.getparent().iterchildren(image) if other.get(href) != "svg:"]
            if not others:
                raise Refused(answers.UNKNOWN_PART, name)
            element.getparent().remove(element)
    if any(value == "svg:" for element in root.iter() for value in element.attrib.values()):
        raise Refused(answers.UNKNOWN_PART, name)


def tidy(root):
    """Namespaces that nothing uses would tell of the program. Formulas and conditions begin with the prefix of theirs."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["of", "oooc", "ooow", "msoxl"])
