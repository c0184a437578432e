"""What goes of drawings, charts, diagrams and themes in all Office files (ECMA-376 part 1, 20 and 21, part 4 for VML; [MS-ODRAWXML])."""
import re

import answers
from markup import GUID, drop
from vocabulary import MICROSOFT, NAMES

IDS, LINKS, COMMENTS, OTHER = answers.IDS, answers.LINKS, answers.COMMENTS, answers.OTHER

EXTENSIONS = {f"{prefix}:ext" for prefix in (
    "a", "x", "p", "c", "dgm", "cx", "p14", "p15", "p188", "xltc", "xltc2", "x14", "x15", "cs", "wp", "oel", "c15", "pc", "xdr")}
EXTENSIONS |= {"a:extLst"}
# Extensions of other programs that change nothing one sees: a viewer passes over them.
FOREIGN_EXTENSIONS = (
    "http://customooxmlschemas.google.com/", "http://textRoundtripDataId", "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    MICROSOFT + "drawing/2016/11/main", "http://schemas.haansoft.com/office/drawingml/2010/main",
    "http://schemas.haansoft.com/office/presentation/8.0")

# The root of a VML part has no namespace, nor has the text of its boxes.
MARKUP = {"xml", "div", "font", "br", "b", "i", "u", "s", "strike", "sub", "sup", "span", "p", "center"}

DROP = {
    "a16:creationId": IDS, "a16:rowId": IDS, "a16:colId": IDS, "a16:predDERef": IDS, "thm15:themeFamily": IDS, "a14:compatExt": None,
    "a14:imgProps": OTHER, "asvg:svgBlip": OTHER, "aoe:oembedShared": LINKS, "asl:scriptLink": LINKS, "ma:placeholderFlag": None,
    "ma:wrappingTextBoxFlag": None, "aclsh:classification": OTHER, "adec:decorative": None, "mx:ArchID": None, "mx:PLV": None,
    "o:signatureline": answers.AUTHOR, "o:ink": OTHER, "o:idmap": None, "o:rules": None, "o:regrouptable": None,
    "o:shapedefaults": None, "o:FieldCodes": LINKS,
}
UNWRAP = {}
REQUIRED = {"a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver", "c:externalData", "a:videoFile", "a:audioFile", "a:quickTimeFile",
            "a:wavAudioFile", "p14:media", "o:OLEObject", "cx:externalData"}
ACTIONS = re.compile(r"ppaction://(hlinksldjump|hlinkshowjump\?jump=((next|previous|first|last)slide|lastslideviewed|endshow)"
                     r"|media|noaction)\Z", re.I)
OFFICES = re.compile(r"|Office.*|Default Design|Theme")
VML_ID = re.compile(r"_x0000_[a-z]\d+\Z")


def neutral(value, element, stripping):
    """The schema asks for a name, and nobody sees it. Two exclamation marks tie shapes of two slides together for a transition."""
    number = element.get("id", "0")
    new = f"!!{stripping.stand.anchor('!!' + value)}" if value.startswith("!!") else f"Object {number}" if number.isdigit() else "Object"
    if re.search(r"[\\/.@]", value):
        stripping.cleaning.found.add(LINKS)
    return new if value else value


def design(value, element, stripping):
    """A theme's name is often that of a company. The schema asks for one."""
    if OFFICES.fullmatch(value):
        return value
    stripping.cleaning.found.add(OTHER)
    return "Theme"


def action(value, element, stripping):
    if ACTIONS.match(value) or value == "":
        return value
    stripping.cleaning.found.add(LINKS)
    return None


def told_if_said(value, element, stripping):
    if value.strip():
        stripping.cleaning.found.add(COMMENTS)


def linked(value, element, stripping):
    if value.strip():
        stripping.cleaning.found.add(LINKS)


def shape(value, element, stripping):
    """VML's ids are names that people gave to shapes. Those that Office counts stay."""
    mark = "#" if value.startswith("#") else ""
    value = value[len(mark):]
    return mark + (value if VML_ID.match(value) or not value else f"_x0000_z{stripping.stand.guid('shape ' + value)[-6:]}")


ATTRIBUTES = {
    **{f"*{element}@{name}": rule for element in ("cNvPr", "docPr")
       for name, rule in (("name", neutral), ("descr", told_if_said), ("title", told_if_said))},
    **{f"a:{element}@{name}": rule for element in ("hlinkClick", "hlinkHover", "hlinkMouseOver")
       for name, rule in (("action", action), ("tooltip", linked), ("invalidUrl", linked), ("tgtFrame", None))},
    "a:wavAudioFile@name": lambda value, element, stripping: "Sound", "a:snd@name": lambda value, element, stripping: "Sound",
    "p:snd@name": lambda value, element, stripping: "Sound",
    "a:theme@name": design, "a:clrScheme@name": design, "a:fontScheme@name": design, "a:fmtScheme@name": design,
    "@wp14:anchorId": IDS, "@wp14:editId": IDS, "@w14:anchorId": IDS, "@w16cid:durableId": IDS, "@w16cid:paraId": IDS,
    "@o:gfxdata": OTHER, "@o:title": told_if_said, "@o:href": linked, "@o:oleid": None, "@o:relid": None, "@o:althref": linked,
    **{f"v:{element}@{name}": rule for element in ("shape", "shapetype", "rect", "roundrect", "oval", "line", "polyline", "group", "arc",
                                                     "curve", "image", "background", "imagedata", "fill", "stroke")
       for name, rule in (("alt", told_if_said), ("title", told_if_said), ("href", linked), ("target", None), ("id", shape), ("ID", None),
                          ("type", shape), ("src", linked), ("name", None), ("class", None))},
    "o:OLEObject@ObjectID": IDS, "o:OLEObject@ShapeID": shape, "a14:cameraTool@spid": shape,
}
del ATTRIBUTES["v:fill@type"]  # Gradient or solid: no shape's.
TEXTS = {}


def finish(root, stripping):
    """Numbers that stand as text, and objects that are elsewhere: of those the picture stays."""
    for element in list(root.iter(NAMES.tag("x14:id"), NAMES.tag("xm:id"))):
        if element.text and GUID.match(element.text):
            element.text = stripping.stand.guid(element.text)
    for element in list(root.iter(NAMES.tag("o:OLEObject"))):
        if element.get("Type") == "Link":
            drop(element)
            stripping.cleaning.found.add(LINKS)
