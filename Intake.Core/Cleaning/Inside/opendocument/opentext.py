"""What goes of an OpenDocument's content and styles (ODF 1.3 part 3). What one reads stays, comments and tracked changes too."""
import re

import answers
import formulas
from answers import Refused
from markup import Names, drop, unwrap

AUTHOR, TIMES, IDS, LINKS, COMMENTS, SETTINGS, FONTS, OTHER = (
    answers.AUTHOR, answers.TIMES, answers.IDS, answers.LINKS, answers.COMMENTS, answers.SETTINGS, answers.FONTS, answers.OTHER)
OASIS, OOO = "urn:oasis:names:tc:opendocument:xmlns:", "http://openoffice.org/"
NAMES = Names({
    "http://www.w3.org/XML/1998/namespace": "xml",
    **{OASIS + long + ":1.0": short for long, short in (
        ("office", "office"), ("text", "text"), ("drawing", "draw"), ("style", "style"), ("datastyle", "number"), ("table", "table"),
        ("chart", "chart"), ("dr3d", "dr3d"), ("script", "script"), ("form", "form"), ("config", "config"), ("meta", "meta"),
        ("svg-compatible", "svg"), ("xsl-fo-compatible", "fo"), ("presentation", "presentation"), ("smil-compatible", "smil"),
        ("animation", "anim"), ("manifest", "manifest"), ("database", "db"))},
    "http://purl.org/dc/elements/1.1/": "dc", "http://www.w3.org/1999/xlink": "xlink", "http://www.w3.org/1998/Math/MathML": "math",
    "http://www.w3.org/2002/xforms": "xforms", "http://www.w3.org/2001/xml-events": "dom", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2003/g/data-view#": "grddl", "http://www.w3.org/TR/css3-text/": "css3t",
    "http://docs.oasis-open.org/opendocument/meta/rdfa#": "rdfa",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi", "http://www.w3.org/2001/XMLSchema": "xsd",
    OOO + "2004/office": "ooo", OOO + "2004/writer": "ooow", OOO + "2004/calc": "oooc", OOO + "2009/office": "officeooo",
    OOO + "2013/office": "officeooo", OOO + "2009/table": "tableooo", OOO + "2010/draw": "drawooo", OOO + "2010/chart": "chartooo",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
    "urn:openoffice:names:experimental:ooxml-odf-interop:xmlns:field:1.0": "field",
    "urn:openoffice:names:experimental:ooxml-odf-interop:xmlns:form:1.0": "formx",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "http://www.w3.org/2000/svg": "svg", "http://www.w3.org/1999/XSL/Format": "fo",  # As drafts of the standard had them.
    "http://www.koffice.org/2005/": "koffice", "http://www.calligra.org/2005/": "calligra",
})
# Marks of other programs that show nothing.
FOREIGN = ("http://www.deltaxml.com/", "http://www.gnumeric.org/", "http://openoffice.org/2004/writer/", "http://www.w3.org/XML/")

DROP = {
    "svg:title": COMMENTS, "svg:desc": COMMENTS, "office:meta": COMMENTS, "office:settings": SETTINGS, "office:event-listeners": LINKS,
    "meta:date-string": TIMES, "meta:creator-initials": AUTHOR, "loext:sender-initials": AUTHOR, "loext:signatureline": AUTHOR,
    "svg:font-face-src": FONTS,
    "table:table-source": LINKS, "table:cell-range-source": LINKS, "text:section-source": LINKS,
    "office:dde-source": LINKS, "table:dde-links": LINKS, "text:dde-connection-decls": LINKS, "table:database-source-sql": LINKS,
    "table:database-source-table": LINKS, "table:database-source-query": LINKS, "form:connection-resource": LINKS,
    "form:properties": SETTINGS,
    "text:alphabetical-index-auto-mark-file": LINKS, "script:event-listener": LINKS,
    "presentation:event-listener": LINKS, "table:source-service": LINKS, "svg:definition-src": LINKS,
    "text:script": OTHER,
}
# Fields that tell of people, times and places, and links: what they show stays as text.
UNWRAP = {
    **{"text:" + name: AUTHOR for name in """author-name author-initials initial-creator creator printed-by sender-firstname
        sender-lastname sender-initials sender-title sender-position sender-email sender-phone-private sender-fax sender-company
        sender-phone-work sender-street sender-city sender-postal-code sender-country sender-state-or-province""".split()},
    **{"text:" + name: TIMES for name in """date time creation-date creation-time modification-date modification-time print-date
        print-time editing-cycles editing-duration""".split()},
    **{"text:" + name: LINKS for name in """file-name template-name database-display database-name database-row-number
        database-next database-row-select dde-connection execute-macro bibliography-mark""".split()},
    **{"text:" + name: COMMENTS for name in ("user-defined", "title", "subject", "keywords", "description")},
    "text:meta": IDS, "text:meta-field": IDS,
}
REFUSED = {"office:binary-data", "draw:applet", "form:file", "db:data-source", "office:database"}
ANCHORED = {("text:bookmark", "text:name"), ("text:bookmark-start", "text:name"), ("text:bookmark-end", "text:name"),
            ("text:bookmark-ref", "text:ref-name"), ("text:reference-mark", "text:name"), ("text:reference-mark-start", "text:name"),
            ("text:reference-mark-end", "text:name"), ("text:reference-ref", "text:ref-name")}
NUMBERED = {"text:change-id": "change", "table:change-id": "change"}
CHANGED = {"text:changed-region": "change", "table:cell-content-change": "change"}
GONE = {
    "office:chg-author": AUTHOR, "office:chg-date-time": TIMES, "loext:can-add-comment": None, "loext:mime-type": None,
    "loext:external-data": LINKS, "officeooo:rsid": IDS, "rsid": IDS, "paragraph-rsid": IDS, "officeooo:paragraph-rsid": IDS,
    "xhtml:about": IDS, "xhtml:property": IDS, "xhtml:datatype": IDS, "xhtml:content": IDS,
    "grddl:transformation": None, "table:protection-key": IDS, "text:protection-key": IDS, "table:protection-key-digest-algorithm": None,
    "table:protection-key-digest-algorithm-2": None, "loext:protection-key-digest-algorithm-2": None, "office:target-frame-name": None,
    "text:protection-key-digest-algorithm": None, "xlink:title": LINKS, "office:title": LINKS, 
    "form:datasource": LINKS, "form:command": LINKS, "draw:copy-of": None, "table:comment": COMMENTS, "form:target-frame": None,
    "form:control-implementation": None, "xsi:schemaLocation": None, "script:event-name": None, "draw:archive": LINKS,
    "table:database-name": LINKS, "text:database-name": LINKS, "xml:base": LINKS, "draw:caption-id": None, "form:image-data": LINKS,
    "loext:image-data-hash": IDS, "table:user-name": AUTHOR, "table:password": IDS, "xhtml:typeof": IDS, "xhtml:resource": IDS,
    "rdfa:curie": IDS,
}
# Shapes' names are seen by nobody; those of pages, fills and markers are seen or pointed to.
NAMED = {"draw:page", "draw:layer", "draw:gradient", "draw:hatch", "draw:fill-image", "draw:marker", "draw:stroke-dash", "draw:opacity",
         "draw:param", "draw:equation", "presentation:show", "svg:linearGradient", "svg:radialGradient"}
# ODF 1.3 part 4, 5.8: a file outside, in apostrophes; one in the name is doubled. An address, a path, or a name with its ending.
OUTSIDE = re.compile(r"'(?:(?:[A-Za-z][A-Za-z0-9+.-]*:/|\.{0,2}/|[A-Za-z]:\\|\\\\)(?:[^']|'')*+"
                     r"|(?:[^'\"\[\]()]|''){1,400}\.\w{2,4})'#")
NEVER = "2000-01-01T00:00:00"
LONG_LIST = re.compile(r"list\d{6,}\Z")


class Text:
    """One XML part on its way; `media(href)` gives the new address of a file inside, or nothing where it may not stay."""

    def __init__(self, part, stand, cleaning, media):
        self.part, self.stand, self.cleaning, self.media = part, stand, cleaning, media

    def tell(self, kind):
        if kind:
            self.cleaning.found.add(kind)

    def strip(self, root):
        dropped, unwrapped = [], []
        for element in root.iter():
            name = NAMES.of(element.tag)
            if name is None or name in REFUSED:
                raise Refused(answers.UNKNOWN_PART, self.part)
            if name in DROP:
                self.tell(DROP[name] if len(element) or element.text or element.attrib else None)
                dropped.append(element)
            elif name in UNWRAP:
                self.tell(UNWRAP[name])
                unwrapped.append(element)
            elif name in ("office:scripts", "office:script"):
                if any((text or "").strip() for text in element.itertext()):
                    raise Refused(answers.MACROS)
                dropped.append(element)
            elif name == "dc:creator" and element.text:
                self.tell(AUTHOR)
                element.text = self.stand.person(element.text)
            elif name == "dc:date":
                self.date(element, dropped)
            for key, value in list(element.attrib.items()):
                self.attribute(element, name, key, value)
            href = NAMES.tag("xlink:href")
            if href in element.attrib:
                self.link(element, name, element.get(href), href, dropped, unwrapped)
        for element in dropped:
            if element.getparent() is not None:
                drop(element)
        for element in reversed(unwrapped):
            if element.getparent() is not None:
                unwrap(element)

    def date(self, element, dropped):
        """The schema asks for a date of a change, and not of a comment."""
        self.tell(TIMES)
        if NAMES.of(element.getparent().tag) == "office:change-info":
            element.text = NEVER
        else:
            dropped.append(element)

    def attribute(self, element, name, key, value):
        short = NAMES.of(key)
        if short is None:
            if not key[1:].startswith(FOREIGN):
                raise Refused(answers.UNKNOWN_PART, self.part)
            self.tell(OTHER)
            del element.attrib[key]
        elif short in GONE:
            self.tell(GONE[short])
            del element.attrib[key]
        elif (name, short) in ANCHORED:
            element.set(key, self.stand.anchor(value))
        elif short == "draw:name" and name not in NAMED:
            if re.search(r"[\\/.@]", value):
                self.tell(LINKS)
            del element.attrib[key]
        elif short in NUMBERED or name in CHANGED and short in ("text:id", "xml:id", "table:id"):
            element.set(key, "ct" + self.stand.guid("change " + value)[-6:].lstrip("0"))
        elif short in ("xml:id", "text:continue-list") and LONG_LIST.match(value):
            self.tell(IDS)
            element.set(key, "list" + self.stand.guid("list " + value)[-6:].lstrip("0"))
        elif "'" in value and OUTSIDE.search(value) or "HYPERLINK" in value:
            new = OUTSIDE.sub(self.book, value)
            new = formulas.without_targets(new) if short.endswith(":formula") else new
            self.tell(LINKS if new != value else None)
            element.set(key, new)

    def book(self, found):
        return f"'file:///Book{self.stand.guid('book ' + found[0])[-6:].lstrip('0')}.ods'#"

    def link(self, element, name, value, key, dropped, unwrapped):
        """Addresses: inside the document they stay, to its files they follow, outside they go."""
        if value.startswith("#"):
            target, bar, kind = value[1:].partition("|")
            element.set(key, "#" + self.stand.anchor(target) + bar + kind if target in self.stand.anchors or target.startswith("__Ref")
                        else value)
            return
        if value in (".", "..", "../") and name == "chart:chart":  # Its figures are those of the document around it.
            return
        new = self.media(value, name) if name not in ("text:a", "draw:a") else None
        if new:
            element.set(key, new)
        elif name in ("text:a", "draw:a", "form:form", "draw:fill-image"):
            self.tell(LINKS if value else None)
            if name in ("text:a", "draw:a"):
                unwrapped.append(element)
            else:
                del element.attrib[key]
        elif name in ("draw:image", "draw:object", "presentation:sound", "draw:plugin", "anim:audio", "svg:font-face-uri",
                      "text:list-level-style-image", "style:background-image"):
            self.tell(LINKS if new is None else answers.THUMBNAIL)
            if name in ("text:list-level-style-image", "style:background-image"):
                del element.attrib[key]
            else:
                dropped.append(element)
        else:
            self.tell(LINKS)
            del element.attrib[key]
