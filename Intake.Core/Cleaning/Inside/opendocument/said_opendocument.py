"""What an OpenDocument says: its text, tables, pages and pictures in order, all that stands in them but what a cleaning may take."""
import itertools
import posixpath
import re
import zipfile
from urllib.parse import unquote

import answers
import said_formulas
import saying
from answers import Refused
from opentext import NAMES

READ = {"text:p", "text:h", "text:span", "text:s", "text:tab", "text:line-break", "text:list", "text:list-item", "text:note",
        "text:section",
        "table:table", "table:table-row", "table:table-cell", "draw:page", "draw:frame", "draw:text-box", "office:annotation",
        "text:deletion",
        "text:insertion", "text:change", "text:change-start", "text:change-end", "text:page-number", "presentation:notes", "math:mi"}
PASSED = {
    "svg:title", "svg:desc", "office:meta", "office:settings", "office:event-listeners", "office:scripts", "office:script",
    "meta:date-string",
    "meta:creator-initials", "loext:sender-initials", "loext:signatureline", "svg:font-face-src", "table:table-source",
    "table:cell-range-source",
    "text:section-source", "office:dde-source", "table:dde-links", "text:dde-connection-decls", "table:database-source-sql",
    "svg:definition-src",
    "table:database-source-table", "table:database-source-query", "form:connection-resource", "form:properties", "text:script",
    "text:alphabetical-index-auto-mark-file", "script:event-listener", "presentation:event-listener",
    "table:source-service", "dc:creator", "dc:date"}
THROUGH = re.compile(r"text:(author-(name|initials)|initial-creator|creator|printed-by|sender-[\w-]+"
                     r"|(creation-|modification-|print-)?(date|time)"
                     r"|editing-(cycles|duration)|file-name|template-name|database-(display|name|row-number|next|row-select)|dde-connection"
                     r"|execute-macro|bibliography-mark|user-defined|title|subject|keywords|description|meta|meta-field)\Z")
UNTOLD = re.compile(r"office:chg-.*|loext:(can-add-comment|mime-type|external-data)|(paragraph-)?rsid"
                    r"|officeooo:(paragraph-)?rsid|xhtml:\w+|grddl:.*|(table|text):protection-key.*"
                    r"|loext:protection-key.*|office:target-frame-name"
                    r"|xlink:(title|href|type|show|actuate)|office:title|form:(datasource|command|target-frame|control-implementation"
                    r"|image-data)"
                    r"|draw:(copy-of|archive|caption-id|name)|table:(comment|database-name|user-name|password)"
                    r"|text:(database-name|id|change-id)"
                    r"|xsi:.*|script:event-name|xml:(base|id)|loext:image-data-hash|text:continue-list|table:(id|change-id)|rdfa:.*"
                    r"|text:(ref-name)\Z")
# What lies in apostrophes before a # is another file: where it starts as an address or a path does, or ends as the name of a file does.
OUTSIDE = re.compile(r"'(?=[A-Za-z][\w+.-]*:/|[.]{0,2}/|[A-Za-z]:\\|\\\\|[^\"\[\]()]{1,800}[.]\w{2,4}'#)(?:''|[^'])*+'#")


def compare(first, second):
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        if one.read("mimetype").strip() != other.read("mimetype").strip():
            raise Refused(answers.CHANGED)
        compare_document(one, other, "", set())


def compare_document(one, other, folder, done):
    documents = []
    done.add(folder)
    for part in ("styles.xml", "content.xml"):
        if (folder + part in one.namelist()) != (folder + part in other.namelist()):
            raise Refused(answers.CHANGED)
        if folder + part in one.namelist():
            mine, theirs = Part(one, folder, part, True), Part(other, folder, part, False)
            saying.same(mine.marks(), theirs.marks())
            for a, b in itertools.zip_longest(mine.files, theirs.files):
                compare_files(one, other, a, b)
            documents += mine.documents
            if mine.documents != theirs.documents:
                raise Refused(answers.CHANGED)
    for inner in dict.fromkeys(documents):
        if inner not in done:
            compare_document(one, other, inner, done)


def compare_files(one, other, mine, theirs):
    """Pictures, sounds and films: each was compared by who cleaned it; here it is asked that it is there and of the same kind."""
    if mine is None or theirs is None or one.read(mine)[:2] != other.read(theirs)[:2]:
        raise Refused(answers.CHANGED)


class Part:
    """The content or styles of a document in the package, with the files and documents that it shows."""

    def __init__(self, package, folder, name, came):
        self.package, self.folder, self.files, self.documents = package, folder, [], []
        self.names = set(package.namelist())
        self.came, self.root = came, saying.read(package.read(folder + name))

    def marks(self):
        return joined(saying.walk(self.root, self.silent, self.see, lambda element, text: [("text", text)]))

    def leads(self, element):
        """The member or folder that an element shows, where it is in the package."""
        href = element.get(NAMES.tag("xlink:href"))
        if not href or href.startswith("#") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/", href):
            return None
        name = posixpath.normpath(posixpath.join(self.folder, unquote(href)))
        return name + "/" if name + "/content.xml" in self.names else name if name in self.names else None

    def silent(self, element):
        name = NAMES.of(element.tag)
        if name in PASSED:
            return "all"
        if name is None:
            return None
        if name in ("text:a", "draw:a") and not element.get(NAMES.tag("xlink:href"), "").startswith("#") or THROUGH.match(name):
            return "itself"
        if name in ("draw:image", "draw:object", "draw:plugin", "presentation:sound", "anim:audio"):
            leads = self.leads(element)
            if leads is None or leads.startswith("ObjectReplacements/") or self.is_drawing(leads):
                return "all" if not element.get(NAMES.tag("xlink:href"), "").startswith("#") else None
        return None

    def is_drawing(self, name):
        if name.endswith("/"):
            return False
        data = self.package.read(name)
        return b"<svg" in data[:20000] and data.lstrip()[:1] in (b"<", b"\xef")

    def see(self, element):
        name = NAMES.of(element.tag)
        leads = self.leads(element)
        if leads and leads.endswith("/"):
            self.documents.append(leads)
        elif leads and name != "text:a":
            self.files.append(leads)
        attributes = []
        for key, value in element.attrib.items():
            short = NAMES.of(key)
            if short is None:
                attributes += [] if "deltaxml" in key or "gnumeric" in key else [(key, value)]
            elif not UNTOLD.match(short) and not (short == "text:name" and str(name).startswith(("text:bookmark", "text:reference-mark"))):
                if self.came and short.endswith(":formula"):
                    value = said_formulas.Reader(value, office=False).read()
                attributes.append((short, OUTSIDE.sub("''#", value)))
        if name == "draw:page":
            attributes.append(("draw:name", element.get(NAMES.tag("draw:name"))))
        yield name or element.tag, tuple(sorted(attributes, key=str))


def joined(marks):
    """Text that a field or link ended and went on is one."""
    text = ""
    for mark in marks:
        if mark[0] == "text":
            text += mark[1]
            continue
        if text.strip() or text == " ":
            yield "text", text
        text = ""
        yield mark
    if text.strip():
        yield "text", text
