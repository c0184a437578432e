"""
Fields of a Word document (ECMA-376 part 1, 17.16). Those that count, number or point inside the document stay; of every other the
instruction goes, which names files, addresses, people and macros, and what it showed stays as text.
"""
import re

import answers
from answers import Refused
from markup import drop, unwrap
from vocabulary import NAMES

STAY = set("""
PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF SEQ STYLEREF TOC TOA INDEX XE TC TA FORMTEXT FORMCHECKBOX FORMDROPDOWN SYMBOL EQ
IF COMPARE LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT ADVANCE BIDIOUTLINE NUMWORDS NUMCHARS
""".split())
POINT = {"REF", "PAGEREF", "NOTEREF"}
BUTTONS = {"MACROBUTTON", "GOTOBUTTON"}
SUM = re.compile(r"=[\sA-Z\d(),:;+*/.<>=^%-]*(\\[#*]\s*(\"[^\"]*\"|\S+)\s*)*\Z")
WORDS = re.compile(r'"[^"]*"|\S+')
MOST_DEPTH = 20  # Word itself takes as many; more would only cost time.
CHAR, INSTRUCTION, KIND = NAMES.tag("w:fldChar"), NAMES.tag("w:instrText"), NAMES.tag("w:fldCharType")
RUN, PROPERTIES = NAMES.tag("w:r"), NAMES.tag("w:rPr")


def instruction(text, stand):
    """What may stay of an instruction, its bookmarks under their new names; nothing where it goes."""
    words = WORDS.findall(text)
    if not words:
        return None
    code = words[0].upper()
    if code.startswith("="):
        return text if SUM.match(text.strip()) else None
    if code in BUTTONS and len(words) > 2:
        return f" {code} NoMacro {' '.join(words[2:])} "
    if code == "HYPERLINK":
        if len(words) < 3 or words[1].lower() != "\\l":
            return None
        return f' HYPERLINK \\l "{stand.anchor(words[2].strip(chr(34)))}" '
    if code not in STAY:
        return None
    for place, word in enumerate(words):
        before = words[place - 1].lower() if place else ""
        if place == 1 and code in POINT and not word.startswith("\\") or before == "\\b" and code in ("TOC", "INDEX", "TOA"):
            text = text.replace(word, '"' * word.startswith('"') + stand.anchor(word.strip('"')) + '"' * word.startswith('"'), 1)
    return text


class Field:
    """One that is open: its marks, what stands in its instruction, and the words of it that are its own."""

    def __init__(self, begin):
        self.marks, self.inside, self.own, self.shown = [begin], [], [], False


def clean_fields(root, stripping):
    """Of a whole part: a field may begin in one paragraph and end in another."""
    going = []
    open_fields = []
    for element in root.iter():
        parent = element.getparent()
        if parent is None or parent.tag != RUN or element.tag == PROPERTIES:
            continue
        if element.tag == CHAR:
            kind = element.get(KIND)
            if kind == "begin":
                note(open_fields, element)
                open_fields.append(Field(element))
                if len(open_fields) > MOST_DEPTH:
                    raise Refused(answers.UNKNOWN_PART, stripping.part)
                continue
            if not open_fields:
                going.append(element)
                continue
            if kind == "separate":
                open_fields[-1].shown = True
                open_fields[-1].marks.append(element)
                note(open_fields[:-1], element)
            else:
                field = open_fields.pop()
                field.marks.append(element)
                note(open_fields, element)
                going += judge(field, stripping)
            continue
        if element.tag == INSTRUCTION and open_fields and not open_fields[-1].shown:
            open_fields[-1].own.append(element)
        note(open_fields, element)
    for field in open_fields:
        going += judge(field, stripping)
    for element in going:
        if element.getparent() is not None:
            drop(element)
    for element in reversed(list(root.iter(NAMES.tag("w:fldSimple")))):
        simple(element, stripping)


def note(open_fields, element):
    for field in open_fields:
        if not field.shown:
            field.inside.append(element)


def judge(field, stripping):
    """The elements that go of a field that has ended."""
    text = "".join(element.text or "" for element in field.own)
    said = instruction(text, stripping.stand)
    if said is None:
        tell(text, stripping)
        if not field.shown and any(NAMES.of(element.tag) in ("w:drawing", "w:pict", "w:object") for element in field.inside):
            raise Refused(answers.UNKNOWN_PART, stripping.part)
        return field.marks + field.inside
    if said != text:
        field.own[0].text, field.own[0].attrib[NAMES.tag("xml:space")] = said, "preserve"
        for element in field.own[1:]:
            element.text = ""
    return []


def simple(element, stripping):
    text = element.get(NAMES.tag("w:instr"), "")
    said = instruction(text, stripping.stand)
    if said is None:
        tell(text, stripping)
        unwrap(element)
    else:
        element.set(NAMES.tag("w:instr"), said)


def tell(text, stripping):
    code = (WORDS.findall(text) or [""])[0].upper()
    stripping.cleaning.found.add(answers.AUTHOR if code in ("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS")
                                 else answers.TIMES if code in ("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME")
                                 else answers.LINKS)
