"""
What the relations between the parts of an Office file mean here (ECMA-376 parts 1 and 2, [MS-OFFCRYPTO], [MS-ODRAWXML] and the
like): followed to a part that is cleaned too, left out and told, or refused. One that is not listed is refused.
"""
import re

import answers

STARTS = re.compile(r"http://(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.oclc\.org)/[\w/.]*?relationships/", re.I)
OPEN = "application/vnd.openxmlformats-officedocument."
WORD, SHEETS, SLIDES, DRAWING = OPEN + "wordprocessingml.", OPEN + "spreadsheetml.", OPEN + "presentationml.", OPEN + "drawingml."

FOLLOWED = set("""
officeDocument styles stylesWithEffects stylesWithtEffects numbering settings fontTable theme themeOverride header footer footnotes endnotes
comments commentsExtended chart chartEx chartUserShapes chartStyle chartColorStyle diagramData diagramLayout diagramQuickStyle
diagramColors diagramDrawing image video audio media package drawing vmlDrawing worksheet chartsheet sharedStrings sheetMetadata
externalLink pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache timeline timelineCache table threadedComment
ctrlProp slide slideLayout slideMaster notesSlide notesMaster handoutMaster tableStyles commentAuthors authors person
rdRichValue rdRichValueStructure rdRichValueTypes rdSupportingPropertyBag rdSupportingPropertyBagStructure richStyles richValueRel
""".split())

DROPPED = {
    **dict.fromkeys(("core-properties", "coreProperties", "extended-properties", "extendedProperties", "metadata/core-properties",
                     "metadata/extended-properties", "metadata/coreProperties"), "properties"),
    **dict.fromkeys(("custom-properties", "customProperties"), answers.COMMENTS),
    **dict.fromkeys(("metadata/thumbnail", "thumbnail"), answers.THUMBNAIL),
    **dict.fromkeys(("customXml", "customXmlProps", "customProperty", "xmlMaps", "tableSingleCells", "tags", "classificationlabels",
                     "commentsIds", "commentsExtensible", "documenttasks", "changesInfo"), answers.IDS),
    **dict.fromkeys(("printerSettings", "webSettings", "viewProps", "presProps", "glossaryDocument", "attachedToolbars",
                     "keyMapCustomizations", "extensibility", "webextensiontaskpanes", "webextension", "slideUpdateInfo", "recipientData",
                     "featurePropertyBag", "intelligence"),
                    answers.SETTINGS),
    **dict.fromkeys(("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "hyperlink", "connections", "queryTable",
                     "transform", "slideUpdateUrl"), answers.LINKS),
    **dict.fromkeys(("digital-signature/origin", "people", "usernames", "revisionHeaders", "revisionInfo", "metadata/revisionInfo"),
                    answers.AUTHOR),
    "font": answers.FONTS,
    "hdphoto": answers.OTHER,
    "calcChain": None,
    "volatileDependencies": None,
}

REFUSED = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "control", "activeXControlBinary", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"),
                    answers.MACROS),
    **dict.fromkeys(("oleObject", "aFChunk", "subDocument", "frame", "legacyDiagramText"), answers.FILES_INSIDE),
}

PICTURES = {
    "image/jpeg": "jpeg", "image/jpg": "jpeg", "image/pjpeg": "jpeg", "image/png": "png", "image/x-png": "png", "image/gif": "gif",
    "image/tiff": "tiff", "image/tif": "tiff", "image/bmp": "bmp", "image/x-bmp": "bmp", "image/x-ms-bmp": "bmp", "image/webp": "webp",
    "image/x-emf": "emf", "image/emf": "emf", "image/x-wmf": "wmf", "image/wmf": "wmf", "image/heic": "heic",
}
TYPES = {
    "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tiff": "image/tiff", "bmp": "image/bmp", "webp": "image/webp",
    "heic": "image/heic", "emf": "image/x-emf", "wmf": "image/x-wmf", "mp4": "video/mp4", "mov": "video/quicktime", "m4a": "audio/mp4",
    "avi": "video/x-msvideo", "wmv": "video/x-ms-wmv", "wma": "audio/x-ms-wma", "mp3": "audio/mpeg", "wav": "audio/wav",
    "flac": "audio/flac", "ogg": "audio/ogg",
}

# The type of the main part gives the ending.
MAIN = {
    WORD + "document.main+xml": "docx", WORD + "template.main+xml": "dotx",
    SHEETS + "sheet.main+xml": "xlsx", SHEETS + "template.main+xml": "xltx",
    SLIDES + "presentation.main+xml": "pptx", SLIDES + "template.main+xml": "potx", SLIDES + "slideshow.main+xml": "ppsx",
}
# With the macros' type and without macros it is the plain type that it should have been.
PLAIN = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": WORD + "document.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": WORD + "template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": SHEETS + "sheet.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": SHEETS + "template.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": SLIDES + "presentation.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": SLIDES + "template.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": SLIDES + "slideshow.main+xml",
}

PARTS = set(MAIN) | {WORD + name + "+xml" for name in (
    "styles", "numbering", "settings", "fontTable", "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended",
    "stylesWithEffects")} | {SHEETS + name + "+xml" for name in (
        "worksheet", "chartsheet", "sharedStrings", "styles", "sheetMetadata", "externalLink", "pivotTable", "pivotCacheDefinition",
        "pivotCacheRecords", "table", "comments")} | {SLIDES + name + "+xml" for name in (
            "slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "handoutMaster", "tableStyles", "commentAuthors",
            "comments")} | {DRAWING + name + "+xml" for name in (
                "chart", "chartshapes", "diagramData", "diagramLayout", "diagramColors", "diagramStyle")} | {
    OPEN + "theme+xml", OPEN + "themeOverride+xml", OPEN + "drawing+xml", OPEN + "vmlDrawing",
    "application/vnd.ms-word.stylesWithEffects+xml",
    "application/vnd.ms-office.chartstyle+xml", "application/vnd.ms-office.chartcolorstyle+xml", "application/vnd.ms-office.chartex+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml", "application/vnd.ms-excel.slicer+xml",
    "application/vnd.ms-excel.slicerCache+xml", "application/vnd.ms-excel.timeline+xml", "application/vnd.ms-excel.timelineCache+xml",
    "application/vnd.ms-excel.controlproperties+xml", "application/vnd.ms-excel.threadedcomments+xml",
    "application/vnd.ms-excel.person+xml",
    "application/vnd.ms-powerpoint.comments+xml", "application/vnd.ms-powerpoint.authors+xml",
    "application/vnd.ms-excel.rdrichvalue+xml", "application/vnd.ms-excel.rdrichvaluestructure+xml",
    "application/vnd.ms-excel.rdrichvaluetypes+xml", "application/vnd.ms-excel.richvaluerel+xml",
    "application/vnd.ms-excel.rdsupportingpropertybag+xml", "application/vnd.ms-excel.rdsupportingpropertybagstructure+xml",
    "application/vnd.ms-excel.richstyles+xml",
}

# Documents in documents, most often the table behind a chart; the file itself is asked what it is.
PACKAGES = {SHEETS + "sheet", WORD + "document", SLIDES + "presentation", SLIDES + "slide", SHEETS + "template", SLIDES + "slideshow",
            SLIDES + "template", WORD + "template", "application/vnd.ms-excel.sheet.macroEnabled.12",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.12", "application/vnd.ms-word.document.macroEnabled.12"}
PACKAGE_TYPES = {"docx": WORD + "document", "xlsx": SHEETS + "sheet", "pptx": SLIDES + "presentation"}


def name_of(kind):
    """The last words of a relation's type, the same for the transitional and the strict form; nothing for a stranger's."""
    if kind == "http://schemas.openxmlformats.org/wordprocessingml/2006/fontTable":  # As some programs miswrite it.
        return "fontTable"
    start = STARTS.match(kind)
    return kind[start.end():] if start else None
