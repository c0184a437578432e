"""What goes of a word processor's document (ECMA-376 part 1, 17; [MS-DOCX]). What one reads stays, tracked changes and comments too."""
import answers
from fields import clean_fields
from markup import drop
from vocabulary import NAMES

AUTHOR, TIMES, IDS, LINKS = answers.AUTHOR, answers.TIMES, answers.IDS, answers.LINKS
COMMENTS, SETTINGS, FONTS, OTHER = answers.COMMENTS, answers.SETTINGS, answers.FONTS, answers.OTHER

DROP = {
    "w:rsid": IDS, "w:nsid": IDS, "w:tmpl": IDS, "w:proofErr": None, "w:lastRenderedPageBreak": None,
    "w:permStart": AUTHOR, "w:permEnd": None,
    "w:sdtPr/w:alias": COMMENTS, "w:sdtPr/w:tag": IDS, "w:sdtPr/w:id": IDS, "w:sdtPr/w:placeholder": None, "w:sdtPr/w:dataBinding": LINKS,
    "w:sdtPr/w15:dataBinding": LINKS, "w:sdtPr/w15:webExtensionLinked": None, "w:sdtPr/w15:webExtensionCreated": None,
    "w16sdtdh:dataHash": IDS, "w:smartTagPr": IDS, "w:customXmlPr": IDS, "w:tblCaption": COMMENTS, "w:tblDescription": COMMENTS,
    "w:fldData": OTHER, "w:ffData/w:helpText": COMMENTS, "w:ffData/w:statusText": COMMENTS, "w:ffData/w:entryMacro": OTHER,
    "w:ffData/w:exitMacro": OTHER, "w:embedRegular": FONTS, "w:embedBold": FONTS, "w:embedItalic": FONTS, "w:embedBoldItalic": FONTS,
    "w:printerSettings": SETTINGS, "w:dataSource": LINKS, "w:attachedTemplate": LINKS, "w:webHidden": None,
    **{f"w:customXml{change}Range{end}": AUTHOR for change in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")},
}
UNWRAP = {"w:smartTag": IDS, "w:customXml": IDS}
TEXTS = {}
REQUIRED = ()
SETTINGS_THAT_SHOW = {f"w:{name}" for name in """
mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop revisionView trackRevisions
doNotTrackMoves doNotTrackFormatting defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps
evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets characterSpacingControl printTwoOnOne strictFirstAndLastChars
noLineBreaksAfter noLineBreaksBefore displayBackgroundShape footnotePr endnotePr compat themeFontLang clrSchemeMapping
doNotAutoCompressPictures decimalSymbol listSeparator noPunctuationKerning doNotShadeFormData formsDesign
""".split()} | {"m:mathPr"}
TOLD = {
    "w:attachedTemplate": LINKS, "w:mailMerge": LINKS, "w:rsids": IDS, "w:docVars": OTHER, "w14:docId": IDS, "w15:docId": IDS,
    "w16cid:docId": IDS, "w:smartTagType": None, "w:zoom": None, "w:shapeDefaults": None, "w:hdrShapeDefaults": None, "w:captions": None,
    "w:proofState": None, "w15:chartTrackingRefBased": None, "w:activeWritingStyle": SETTINGS, "w:schemaLibrary": LINKS,
    "sl:schemaLibrary": LINKS, "w:attachedSchema": LINKS, "w:saveThroughXslt": LINKS,
}


def person(value, element, stripping):
    stripping.cleaning.found.add(AUTHOR)
    return stripping.stand.person(value)


def anchor(value, element, stripping):
    new = stripping.stand.anchor(value)
    if new != value:
        stripping.cleaning.found.add(IDS)
    return new


def paragraph(value, element, stripping):
    """Paragraph numbers tie answers to comments; elsewhere nothing needs them."""
    stripping.cleaning.found.add(IDS)
    root = NAMES.of(element.getroottree().getroot().tag)
    return f"{int(stripping.stand.guid('paragraph ' + value)[-12:], 16):08X}" if root in ("w:comments", "w15:commentsEx") else None


ATTRIBUTES = {
    "@w:author": person, "@w:date": TIMES, "@w:initials": AUTHOR, "@w16du:dateUtc": TIMES, "@w15:author": person,
    "@w14:paraId": paragraph, "@w14:textId": IDS, "@w15:paraId": paragraph, "@w15:paraIdParent": paragraph, "@w:tplc": IDS,
    "w:bookmarkStart@w:name": anchor, "w:moveFromRangeStart@w:name": anchor, "w:moveToRangeStart@w:name": anchor,
    "w:hyperlink@w:anchor": anchor, "w:hyperlink@w:tooltip": LINKS, "w:hyperlink@w:docLocation": LINKS, "w:hyperlink@w:tgtFrame": None,
    "@w:fontKey": FONTS, "w:name@w:val": lambda value, element, stripping: name_of_field(value, element, stripping),
    "w:docPartUnique@w:val": lambda value, element, stripping: value,
}


def name_of_field(value, element, stripping):
    """A style's name stays, a form field's is a bookmark."""
    return anchor(value, element, stripping) if NAMES.of(element.getparent().tag) == "w:ffData" and value else value


def finish(root, stripping):
    name = NAMES.of(root.tag)
    if name == "w:settings":
        for child in list(root):
            if NAMES.of(child.tag) not in SETTINGS_THAT_SHOW:
                stripping.tell(TOLD.get(NAMES.of(child.tag), SETTINGS), child)
                drop(child)
    elif name.startswith("w:"):
        clean_fields(root, stripping)
