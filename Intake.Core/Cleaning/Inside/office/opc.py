"""The package that Office files come in (ECMA-376 part 2): types of content, and relations from part to part."""
import posixpath
from urllib.parse import unquote

from lxml import etree

import answers
from answers import Refused
from markup import parse, serialise

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class Relation:
    """From a part to another, or to an address outside."""

    def __init__(self, element, source):
        self.id, self.kind, self.target = element.get("Id", ""), element.get("Type", ""), element.get("Target", "")
        self.external = element.get("TargetMode") == "External"
        self.part = None if self.external or self.target.startswith("#") else resolved(self.target, source)


def resolved(target, source):
    """The name of the part that a target means (part 2, annex A), without the slash it begins with."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), unquote(target.split("#")[0])))
    return path.lstrip("/")


class Package:
    """The parts of a package that was received, under the names they have there whatever the case."""

    def __init__(self, members):
        self.members = members
        self.names = {name.lower(): name for name in members.names()}
        self.defaults, self.overrides = {}, {}
        root = parse(members.read("[Content_Types].xml"), "[Content_Types].xml")
        for element in root:
            kind = element.get("ContentType", "")
            if element.tag == f"{{{TYPES}}}Default":
                self.defaults[element.get("Extension", "").lower()] = kind
            elif element.tag == f"{{{TYPES}}}Override":
                self.overrides[element.get("PartName", "").lstrip("/").lower()] = kind

    def type_of(self, part):
        return self.overrides.get(part.lower()) or self.defaults.get(part.rpartition(".")[2].lower(), "")

    def has(self, part):
        return part.lower() in self.names

    def read(self, part):
        if not self.has(part):
            raise Refused(answers.DAMAGED, part)
        return self.members.read(self.names[part.lower()])

    def relations(self, part):
        name = relations_name(part)
        if not self.has(name):
            return []
        found = [Relation(element, part) for element in parse(self.read(name), name) if element.tag == f"{{{RELATIONS}}}Relationship"]
        if len({relation.id for relation in found}) != len(found):
            raise Refused(answers.DAMAGED, name)
        return found


def relations_name(part):
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels") if part else "_rels/.rels"


def relations_part(relations, source):
    """The bytes of a relations part: each relation with its id, kind, target and whether that lies outside."""
    root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
    for id, kind, target, external in relations:
        if not external and not target.startswith("#"):
            target = posixpath.relpath("/" + target, "/" + posixpath.dirname(source))
        element = etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=id, Type=kind, Target=target)
        if external:
            element.set("TargetMode", "External")
    return serialise(root)


def types_part(types):
    """The bytes of the types part. An ending whose parts are all of one type has it by default."""
    root = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
    by_ending = {"rels": RELATIONS_TYPE, "xml": "application/xml"}
    for part, kind in types.items():
        by_ending.setdefault(part.rpartition(".")[2], kind)
    for ending, kind in by_ending.items():
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension=ending, ContentType=kind)
    for part, kind in types.items():
        if by_ending[part.rpartition(".")[2]] != kind:
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName="/" + part, ContentType=kind)
    return serialise(root)
