"""What goes of a slide show (ECMA-376 part 1, 19; [MS-PPTX]). Slides, notes, comments and their order stay."""
import answers
from markup import drop
from sheets import same
from vocabulary import NAMES
from word import person

AUTHOR, TIMES, IDS, LINKS, COMMENTS = answers.AUTHOR, answers.TIMES, answers.IDS, answers.LINKS, answers.COMMENTS

DROP = {
    "p14:creationId": IDS, "p14:modId": IDS, "p:tags": IDS, "p:custDataLst": IDS, "p:custData": IDS, "p:modifyVerifier": IDS,
    "p:smartTags": IDS,
    "p:embeddedFontLst": answers.FONTS, "p15:presenceInfo": AUTHOR, "p:htmlPubPr": LINKS, "p15:chartTrackingRefBased": None,
    "p16:designElem": None, "p1510:revLst": IDS, "p159:revLst": IDS, "p14:browseMode": None, "p14:laserClr": None,
    "p14:showMediaCtrls": None,
    "p14:discardImageEditData": None, "p14:defaultImageDpi": None, "p:viewPr": None,
    "p202:designTagLst": IDS, "p188:commentRel": None, "p223:reactions": AUTHOR, "p1710:readonlyRecommended": None,
}
UNWRAP = {}
TEXTS = {}
REQUIRED = {"p:snd", "p:oleObj", "p:control", "p14:media"}
NEVER = "2000-01-01T00:00:00.000"


def letters(value, element, stripping):
    stripping.cleaning.found.add(AUTHOR)
    return "P"


def name_of_layout(value, element, stripping):
    """A layout's name is seen by who makes slides, a slide's by nobody."""
    return value if NAMES.of(element.getparent().tag) in ("p:sldLayout", "p:sldMaster", "p:notesMaster", "p:handoutMaster") else None


ATTRIBUTES = {
    "p:cmAuthor@name": person, "p:cmAuthor@initials": letters, "p:cm@dt": TIMES,
    "p188:author@name": person, "p188:author@initials": letters, "p188:author@userId": person, "p188:author@providerId": same("None"),
    "p188:cm@created": same(NEVER), "p188:reply@created": same(NEVER), "p188:cm@startDate": TIMES, "p188:cm@dueDate": TIMES,
    "p188:cm@assignedTo": AUTHOR, "p188:cm@title": COMMENTS, "p188:cm@complete": None,
    "pc:sldMk@cId": same("0"), "p:presentation@removePersonalInfoOnSave": None, "p:presentation@bookmarkIdSeed": None,
    "p:presentation@saveSubsetFonts": None, "p:presentation@embedTrueTypeFonts": None, "p:oleObj@name": same("Object"),
    "p:cSld@name": name_of_layout,
}


def finish(root, stripping):
    if NAMES.of(root.tag) in ("p188:cmLst", "p188:authorLst"):
        stripping.cleaning.found.update((AUTHOR, TIMES))
    for element in list(root.iter(NAMES.tag("p:custShowLst"), NAMES.tag("p:tags"))):
        if not len(element):
            drop(element)
