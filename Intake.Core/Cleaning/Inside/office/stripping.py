"""What is done to each element and attribute of an Office file's parts, by tables that the modules of its families hold."""
import re

import answers
import drawings
import sheets
import slides
import word
from answers import Refused
from markup import GUID, drop, unwrap
from vocabulary import NAMES

FAMILIES = (word, sheets, slides, drawings)
DROP = {name: kind for family in FAMILIES for name, kind in family.DROP.items()}
UNWRAP = {name: kind for family in FAMILIES for name, kind in family.UNWRAP.items()}
ATTRIBUTES = {name: rule for family in FAMILIES for name, rule in family.ATTRIBUTES.items()}
TEXTS = {name: rule for family in FAMILIES for name, rule in family.TEXTS.items()}
REQUIRED = {name for family in FAMILIES for name in family.REQUIRED}
# Ink, models in three dimensions and pictures of a Mac: beside each lies a picture of it, which a viewer without that program shows.
PASSED_OVER = ("http://schemas.microsoft.com/office/mac/drawingml/2008/main", "http://schemas.haansoft.com/office/spreadsheet/8.0",
               "http://schemas.microsoft.com/office/word/2010/wordprocessingInk", "http://schemas.microsoft.com/office/drawing/2016/ink",
               "http://schemas.microsoft.com/office/drawing/2017/model3d",
               "http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing")
INK = ("p:contentPart", "w14:contentPart")
# Numbers that mean the same in every document: the kind of an extension, a built-in table style.
SAME_EVERYWHERE = {"uri", "styleId", "def", "classid"}
LONG_ID = re.compile(r"[A-Za-z_]{0,8}\d{0,6}\Z")


class Stripping:
    """One part on its way. `relations` maps the ids of its relations to what came of each: an id, or nothing where it was dropped."""

    def __init__(self, part, stand, cleaning, relations):
        self.part, self.stand, self.cleaning, self.relations = part, stand, cleaning, relations
        self.rules = {}

    def strip(self, root):
        self.drop_foreign(root)
        dropped, unwrapped = [], []
        for element in root.iter():
            name = NAMES.of(element.tag)
            if name is None:
                raise Refused(answers.UNKNOWN_PART, self.part)
            parent = element.getparent()
            inside = f"{NAMES.of(parent.tag)}/{name}" if parent is not None else name
            for key in (name, inside):
                if key in DROP:
                    self.tell(DROP[key], element)
                    dropped.append(element)
                elif key in UNWRAP:
                    self.tell(UNWRAP[key], element)
                    unwrapped.append(element)
            if element.attrib:
                for key, value in element.attrib.items():
                    self.attribute(element, name, key, value)
            if name in TEXTS and element.text:
                element.text = self.said(TEXTS[name], element.text, element)
            if name in REQUIRED and not any(NAMES.of(key).startswith("r:") for key in element.attrib):
                dropped.append(element)
        self.remove(root, dropped, unwrapped)
        for family in FAMILIES:
            family.finish(root, self)
        self.tidy(root)

    def remove(self, root, dropped, unwrapped):
        for element in dropped:
            if element is root:
                raise Refused(answers.UNKNOWN_PART, self.part)
            if element.getparent() is not None:
                drop(element)
        for element in reversed(unwrapped):
            if element.getparent() is not None:
                unwrap(element)

    def drop_foreign(self, root):
        """ECMA-376 part 3: what lies in an ignorable namespace may be passed over by who doesn't know it, and so it is dropped."""
        choice = NAMES.tag("mc:Choice")
        for element in list(root.iter(choice)):
            needed = [element.nsmap.get(prefix) for prefix in element.get("Requires", "").split()]
            if any(uri not in NAMES.namespaces for uri in needed):
                if not all(uri in NAMES.namespaces or uri in PASSED_OVER for uri in needed) or has_no_other(element):
                    raise Refused(answers.UNKNOWN_PART, self.part)
                drop(element)
        for element in list(root.iter(*map(NAMES.tag, INK))):
            while element is not None and element.tag != choice:
                element = element.getparent()
            if element is None or has_no_other(element):
                raise Refused(answers.UNKNOWN_PART, self.part)
            drop(element)
        ignorable = set()
        for element in root.iter():
            prefixes = element.get(NAMES.tag("mc:Ignorable"))
            if prefixes:
                ignorable.update(element.nsmap.get(prefix) for prefix in prefixes.split())
        foreign = []
        for element in root.iter():
            uri = element.tag[1:].partition("}")[0] if element.tag[0] == "{" else ""
            if uri not in NAMES.namespaces and element.tag not in drawings.MARKUP:
                holder = element.getparent()
                extension = holder is not None and NAMES.of(holder.tag) in drawings.EXTENSIONS and "uri" in holder.attrib
                if holder is None or uri not in ignorable and not (extension and uri in drawings.FOREIGN_EXTENSIONS):
                    raise Refused(answers.UNKNOWN_PART, self.part)
                foreign.append(element)
            for key in [key for key in element.attrib if key[0] == "{" and key[1:].partition("}")[0] not in NAMES.namespaces]:
                if key[1:].partition("}")[0] not in ignorable:
                    raise Refused(answers.UNKNOWN_PART, self.part)
                del element.attrib[key]
                self.cleaning.found.add(answers.OTHER)
        for element in foreign:
            if element.getparent() is not None:
                drop(element)
                self.cleaning.found.add(answers.OTHER)

    def attribute(self, element, name, key, value):
        rule = self.rules.get((name, key), self)
        if rule is self:
            rule = self.rules[name, key] = rule_of(name, key)
        if rule is not None:
            self.replace(element, key, self.said(rule, value, element))
        elif len(value) in (36, 38) and GUID.match(value):
            self.cleaning.found.add(answers.IDS)
            element.set(key, self.stand.guid(value))

    def said(self, rule, value, element):
        """What stands in the place of a value: nothing where it is dropped. A rule is the kind of what is told, or a way to say it."""
        if not callable(rule):
            self.tell(rule, None)
            return None
        return rule(value, element, self)

    def replace(self, element, key, value):
        if value is None:
            del element.attrib[key]
        else:
            element.set(key, value)

    def relation(self, value):
        """Of an id that leads nowhere nothing is kept: nobody sees what it should have shown."""
        return self.relations.get(value) if value else value

    def tell(self, kind, element):
        if kind and (element is None or len(element) or element.attrib or element.text):
            self.cleaning.found.add(kind)

    def tidy(self, root):
        """Takes out extension lists, choices and prefixes that nothing is left of."""
        for element in reversed(list(root.iter(*(NAMES.tag(name) for name in drawings.EXTENSIONS)))):
            if element.tag.endswith("}ext") and "uri" not in element.attrib:
                continue  # The size of a shape is called so too.
            if not len(element) and not (element.text or "").strip() and element.getparent() is not None:
                parent = element.getparent()
                drop(element)
                if not len(parent) and NAMES.of(parent.tag).endswith(":extLst"):
                    drop(parent)
        for element in reversed(list(root.iter(NAMES.tag("mc:AlternateContent")))):
            if not any(len(branch) for branch in element):
                drop(element)
        tidy_prefixes(root)


def has_no_other(choice):
    return choice.getparent().find(NAMES.tag("mc:Fallback")) is None


def tidy_prefixes(root):
    """Namespaces that are declared and not used would tell of the program; those that a value names have to stay."""
    from lxml import etree
    used = {element.tag[1:].partition("}")[0] for element in root.iter()}
    used.update(key[1:].partition("}")[0] for element in root.iter() for key in element.attrib if key[0] == "{")
    kept = set()
    ignorable = NAMES.tag("mc:Ignorable")
    for element in root.iter():
        if ignorable in element.attrib:
            prefixes = [prefix for prefix in element.get(ignorable).split() if element.nsmap.get(prefix) in used]
            if prefixes:
                element.set(ignorable, " ".join(prefixes))
                kept.update(prefixes)
            else:
                del element.attrib[ignorable]
        kept.update((element.get("Requires") or "").split())
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(kept))


def rule_of(element, key):
    """How an attribute is treated; nothing for one that stays, unless its value is a number that recognises the document."""
    name = NAMES.of(key)
    if name is None:
        return answers.OTHER
    prefix, _, local = name.rpartition(":")
    if prefix == "r":
        return lambda value, _, stripping: stripping.relation(value)
    if prefix == "mc" and local in ("ProcessContent", "MustUnderstand"):
        return refuse
    if prefix == "mc" and local in ("PreserveElements", "PreserveAttributes"):
        return dropped
    if local.startswith("rsid") or prefix in ("xr", "xr2", "xr3", "xr5", "xr6", "xr9", "xr10") and local in ("uid", "revIDLastSave"):
        return answers.IDS
    for rule in (f"{element}@{name}", f"@{name}", f"*{element.rpartition(':')[2]}@{name}"):
        if rule in ATTRIBUTES:
            return ATTRIBUTES[rule] or dropped
    return keep if local in SAME_EVERYWHERE else None


def keep(value, element, stripping):
    return value


def dropped(value, element, stripping):
    return None


def refuse(value, element, stripping):
    raise Refused(answers.UNKNOWN_PART, stripping.part)
