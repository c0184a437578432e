"""XML of Office and OpenDocument files: read without a DTD, named by short prefixes, taken apart and written again."""
import re

from lxml import etree

import answers
from answers import Refused

GUID = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?\Z")


def parse(data, name):
    """The root of a part. A document type is refused: it is how entities grow into bombs and reach outside."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
                              collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(answers.DAMAGED, name) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(answers.UNKNOWN_PART, name)
    return root


def serialise(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def drop(element):
    """Takes an element out with what is in it; the text behind it stays."""
    parent = element.getparent()
    keep_text(element, parent, element.tail)
    parent.remove(element)


def unwrap(element):
    """Puts what is in an element in its place."""
    parent = element.getparent()
    keep_text(element, parent, element.text)
    for child in list(element):
        element.addprevious(child)
    drop(element)


def keep_text(element, parent, text):
    if not text:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


class Names:
    """Short names of elements and attributes: `w:p` for the namespace listed so, nothing for one that is not listed."""

    def __init__(self, namespaces):
        self.namespaces, self.known = namespaces, {}
        self.tags = {}
        for uri, prefix in reversed(list(namespaces.items())):
            self.tags[prefix] = uri

    def of(self, tag):
        if tag not in self.known:
            uri, _, local = tag.rpartition("}")
            prefix = self.namespaces.get(uri[1:]) if uri else ""
            self.known[tag] = None if prefix is None else f"{prefix}:{local}" if prefix else local
        return self.known[tag]

    def tag(self, name):
        prefix, _, local = name.rpartition(":")
        return f"{{{self.tags[prefix]}}}{local}" if prefix else local


class Stand:
    """Stand-ins that are the same wherever the same name or number stood in one package."""

    def __init__(self):
        self.people, self.numbers, self.anchors = {}, {}, {}

    def person(self, name):
        return f"Person {self.people.setdefault(name, len(self.people) + 1)}"

    def guid(self, value):
        number = self.numbers.setdefault(value.strip("{}").upper(), len(self.numbers) + 1)
        plain = f"00000000-0000-4000-8000-{number:012X}"
        return f"{{{plain}}}" if value.startswith("{") else plain

    def anchor(self, name):
        """For bookmarks. Word treats names with a leading underscore as its own, and tells tables of contents by `_Toc`."""
        if name not in self.anchors:
            start = re.match(r"_Toc|_Ref|__RefHeading__|_GoBack|_|", name)[0]
            number = len(self.anchors) + 1
            self.anchors[name] = start if start == "_GoBack" else f"{start}Mark{number}" if start in ("", "_") else f"{start}{number}"
        return self.anchors[name]
