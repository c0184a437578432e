"""What goes of a workbook (ECMA-376 part 1, 18; [MS-XLSX]). Values, formulas, hidden sheets, names and formats stay."""
import answers
import formulas
from answers import Refused
from markup import drop
from vocabulary import NAMES

AUTHOR, TIMES, IDS, LINKS = answers.AUTHOR, answers.TIMES, answers.IDS, answers.LINKS
COMMENTS, SETTINGS = answers.COMMENTS, answers.SETTINGS

DROP = {
    "x:fileSharing": AUTHOR, "x15ac:absPath": LINKS, "xr:revisionPtr": IDS,
    "x:customWorkbookViews": AUTHOR,
    "x:customSheetViews": AUTHOR, "x:webPublishing": SETTINGS, "x:webPublishObjects": LINKS, "x:webPublishItems": LINKS,
    "x:smartTagPr": None, "x:smartTagTypes": None, "x:smartTags": IDS, "x:fileRecoveryPr": None, "x:customProperties": IDS,
    "x:functionGroups": None, "x:oleSize": None, "x15:connection": LINKS, "xcalcf:calcFeatures": None, "loext:extCalcPr": None,
    "x:protectedRange/x:securityDescriptor": IDS, "xwcv:version": None,
    "xltc2:hyperlink": LINKS, "xxlnp:externalLinksPr": None, "x15:queryTable": None, "xxl21:alternateUrls": LINKS, "x:mapInfo": None,
    "x:xmlColumnPr": LINKS, "vx:FmlaMacro": LINKS, "vx:MacroName": LINKS, "x:dbPr": LINKS, "x14:cacheHierarchies": None,
}
UNWRAP = {}
REQUIRED = {"x:hyperlink", "x:oleObject", "x:control", "x:picture", "x:legacyDrawing", "x:legacyDrawingHF", "x:drawing"}
HASHES = ("password", "hashValue", "saltValue", "spinCount", "algorithmName", "securityDescriptor", "workbookPassword",
          "workbookHashValue", "workbookSaltValue", "workbookSpinCount", "workbookAlgorithmName", "revisionsPassword",
          "revisionsHashValue", "revisionsSaltValue", "revisionsSpinCount", "revisionsAlgorithmName")


def person(value, element, stripping):
    """The author of an answered comment is the number of the answer, `tc={…}`."""
    if value.startswith("tc="):
        return "tc=" + stripping.stand.guid(value[3:])
    if value.strip():
        stripping.cleaning.found.add(AUTHOR)
    return stripping.stand.person(value) if value else value


def formula(value, element, stripping):
    """Other books are named by the folder in which they lie, and that by who sits there."""
    return changed(value, formulas.without_targets(formulas.without_books(value)), stripping)


def sheet(value, element, stripping):
    return changed(value, formulas.without_book(value), stripping)


def changed(old, new, stripping):
    if new != old:
        stripping.cleaning.found.add(LINKS)
    return new


def same(value):
    return lambda old, element, stripping: value


# Attributes that hold a formula: of pivot tables, conditions, controls, shapes and names of other books.
FORMULAS = {"x:worksheetSource": "ref name", "x:rangeSet": "ref name", "x:dataRef": "ref name", "x:cacheField": "formula",
            "x:calculatedItem": "formula", "x:cfvo": "val", "x:controlPr": "linkedCell listFillRange cf", "x:hyperlink": "location",
            "x:definedName": "refersTo", "x14:formControlPr": "fmlaLink fmlaRange fmlaTxbx fmlaGroup fmlaMacro",
            "xdr:sp": "textlink", "cdr:sp": "textlink"}
ATTRIBUTES = {
    **{f"{element}@{name}": formula for element, names in FORMULAS.items() for name in names.split()},
    "x:worksheetSource@sheet": sheet, "x:rangeSet@sheet": sheet, "x:dataRef@sheet": sheet,
    **{f"x:{element}@{name}": IDS for element in ("sheetProtection", "workbookProtection", "protectedRange", "chartsheetProtection",
                                                   "fileSharing") for name in HASHES},
    # That it was Excel stays: readers trust the values that it left, and work out those of others again.
    "x:fileVersion@appName": lambda value, element, stripping: value if value in ("xl", "Calc") else None,
    **{f"x:fileVersion@{name}": answers.SOFTWARE for name in ("lastEdited", "lowestEdited", "rupBuild", "codeName")},
    "x:workbookPr@codeName": None, "x:sheetPr@codeName": None, "x:workbookPr@defaultThemeVersion": None,
    "x:calcPr@calcId": same("191029"),  # That of every Excel since 2019: without it all would be calculated again.
    **{f"x:workbookView@{name}": SETTINGS for name in ("xWindow", "yWindow", "windowWidth", "windowHeight", "minimized")},
    "x:definedName@comment": COMMENTS, "x:definedName@description": COMMENTS, "x:definedName@customMenu": None,
    "x:definedName@help": COMMENTS,
    "x:definedName@statusBar": COMMENTS, "x:table@comment": COMMENTS, "x:scenario@user": AUTHOR, "x:scenario@comment": COMMENTS,
    "x:pivotCacheDefinition@refreshedBy": AUTHOR, "x:pivotCacheDefinition@refreshedDate": TIMES,
    "x:pivotCacheDefinition@refreshedDateIso": TIMES, "x:hyperlink@tooltip": LINKS, "x:hyperlink@display": None,
    "x:tableColumn@queryTableFieldId": None, "x:tableColumn@uniqueName": None, "x:table@tableType": None, "x:table@connectionId": None,
    "xdr:sp@macro": None, "xdr:pic@macro": None, "xdr:graphicFrame@macro": same(""), "xdr:cxnSp@macro": None, "cdr:sp@macro": None,
    "cdr:pic@macro": None, "cdr:graphicFrame@macro": None, "cdr:cxnSp@macro": None, "x:controlPr@macro": None, "x:objectPr@macro": None,
    "x14:table@altText": COMMENTS, "x14:table@altTextSummary": COMMENTS, "x14:pivotTableDefinition@altText": COMMENTS,
    "x14:pivotTableDefinition@altTextSummary": COMMENTS, "x:controlPr@altText": COMMENTS,
    "xltc:threadedComment@dT": TIMES, "xltc:person@displayName": person, "xltc:person@userId": same(""),
    "xltc:person@providerId": same("None"),
}
TEXTS = {"x:author": person, **dict.fromkeys("""
    x:f x:definedName x:formula x:formula1 x:formula2 x:oldFormula x:calculatedColumnFormula x:totalsRowFormula xm:f x14:f x15:f x15:sqref
    vx:FmlaLink vx:FmlaRange vx:FmlaPict vx:FmlaTxbx vx:FmlaGroup c:f c15:f c15:sqref c15:formulaRef cx:f cx:formula
    """.split(), formula)}


def finish(root, stripping):
    name = NAMES.of(root.tag)
    if name == "x:worksheet":
        for element in list(root.iter(NAMES.tag("x:hyperlinks"), NAMES.tag("x:protectedRanges"))):
            if not len(element):
                drop(element)
    if name == "x:pivotCacheDefinition":
        for source in root.iter(NAMES.tag("x:cacheSource")):
            if source.get("connectionId"):
                raise Refused(answers.UNKNOWN_PART, stripping.part)
    if name == "x:externalLink" and root.find(NAMES.tag("x:externalBook")) is None:
        raise Refused(answers.UNKNOWN_PART, stripping.part)
