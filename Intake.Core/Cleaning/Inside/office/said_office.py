"""What an Office file says: every part that one sees, in order, all that stands in it but what a cleaning may take, and its pictures."""
import itertools
import posixpath
import re
import zipfile

import answers
import said_formulas
import saying
from answers import Refused
from vocabulary import NAMES

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The relations whose parts one sees, hears or reads.
SEEN = re.compile(r"/(officeDocument|styles|numbering|header|footer|footnotes|endnotes|comments|chart|chartEx|chartUserShapes|diagramData"
                  r"|diagramLayout|diagramQuickStyle|diagramColors|diagramDrawing|image|video|audio|media|package|drawing|vmlDrawing"
                  r"|worksheet"
                  r"|chartsheet|sharedStrings|theme|themeOverride|externalLink|pivotTable|pivotCacheDefinition|pivotCacheRecords|table"
                  r"|threadedComment|ctrlProp|slide|slideLayout|slideMaster|notesSlide|notesMaster|handoutMaster|tableStyles|fontTable"
                  r"|slicer"
                  r"|slicerCache|timeline|timelineCache|sheetMetadata|richValueRel|rdRichValue|settings)\Z")
# Elements that hold what one reads: nothing below may pass these over.
READ = {"w:t", "w:delText", "a:t", "x:t", "x:v", "x:f", "x:c", "c:v", "m:t", "p:text", "xltc:text", "p188:txBody", "w:p", "w:tbl",
        "w:tr", "w:tc",
        "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:br", "w:tab", "w:sym", "w:drawing", "w:pict", "w:numPr", "w:pPr", "w:rPr", "x:sheet",
        "x:row", "x:definedName", "p:sp", "p:sldId", "a:p", "v:shape", "v:textpath", "w:txbxContent", "w:footnote", "w:comment",
        "x:comment"}
# Where space alone is text.
SPACED = {"w:t", "w:delText", "a:t", "x:t", "x:v", "x:f", "c:v", "m:t", "p:text", "xltc:text"}
PASSED = {
    "w:rsid", "w:nsid", "w:tmpl", "w:proofErr", "w:lastRenderedPageBreak", "w:permStart", "w:permEnd", "w:smartTagPr", "w:customXmlPr",
    "w:tblCaption", "w:tblDescription", "w:fldData", "w:fldChar", "w:instrText", "w:delInstrText", "w:printerSettings", "w:webHidden",
    "w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic", "w:alias", "w:tag", "w:placeholder", "w:dataBinding",
    "w15:dataBinding", "w15:webExtensionLinked", "w15:webExtensionCreated", "w16sdtdh:dataHash", "w:helpText", "w:statusText",
    "w:entryMacro",
    "w:exitMacro", "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd",
    "w:customXmlMoveFromRangeStart", "w:customXmlMoveFromRangeEnd", "w:customXmlMoveToRangeStart", "w:customXmlMoveToRangeEnd",
    "x15ac:absPath", "x:fileVersion", "x:fileSharing", "xr:revisionPtr", "x:customWorkbookViews", "x:customSheetViews",
    "x:webPublishing",
    "x:webPublishObjects", "x:webPublishItems", "x:smartTagPr", "x:smartTagTypes", "x:smartTags", "x:fileRecoveryPr", "x:customProperties",
    "x:functionGroups", "x:oleSize", "x:hyperlink", "x:hyperlinks", "x:pageSetup", "x:protectedRanges", "x:mapInfo", "x:xmlColumnPr",
    "x:dbPr",
    "p:tags", "p:custDataLst", "p:custData", "p:modifyVerifier", "p:smartTags", "p:embeddedFontLst", "p:htmlPubPr", "a:hlinkClick",
    "a:hlinkHover", "a:hlinkMouseOver", "c:externalData", "cx:externalData", "a:videoFile", "a:audioFile", "o:signatureline", "o:ink",
    "o:idmap",
    "o:rules", "o:regrouptable", "o:shapedefaults", "o:FieldCodes", "vx:FmlaMacro", "vx:MacroName", "x:author", "o:OLEObject", "x:picture",
    "x:externalBook/mc:AlternateContent",
}
THROUGH = {"w:smartTag", "w:customXml", "w:fldSimple", "mc:AlternateContent"}
UNTOLD = re.compile(r"(rsid\w*|paraId\w*|textId|anchorId|editId|durableId|author|date|dateUtc|initials|tplc|tooltip|docLocation|"
                    r"tgtFrame|fontKey|anchor|descr|title|name|alt|href|src|target|id|ID|type|class|gfxdata|althref|oleid|relid|"
                    r"ObjectID|ShapeID|spid|action|invalidUrl|uid|revIDLastSave|macro|codeName|calcId|xWindow|yWindow|windowWidth|"
                    r"windowHeight|minimized|comment|description|customMenu|help|statusBar|user|refreshedBy|refreshedDate|"
                    r"refreshedDateIso|password|hashValue|saltValue|spinCount|algorithmName|securityDescriptor|"
                    r"(workbook|revisions)(Password|HashValue|SaltValue|SpinCount|AlgorithmName)|tableType|connectionId|"
                    r"queryTableFieldId|uniqueName|altText|altTextSummary|dt|dT|created|startDate|dueDate|assignedTo|complete|cId|"
                    r"userId|providerId|displayName|removePersonalInfoOnSave|bookmarkIdSeed|saveSubsetFonts|embedTrueTypeFonts|"
                    r"Ignorable|PreserveAttributes|PreserveElements|defaultThemeVersion|display|descriptor|instr)\Z")
# Names and ids that are seen, or that other parts go by.
TOLD = {("x:sheet", "name"), ("x:sheet", "sheetId"), ("x:definedName", "name"), ("x:table", "id"), ("x:table", "name"), ("p:sldId", "id"),
        ("w:comment", "id"), ("w:footnote", "id"), ("w:endnote", "id"), ("w:footnoteReference", "id"), ("w:endnoteReference", "id"),
        ("w:commentReference", "id"),
        ("w:br", "type"), ("w:footnote", "type"), ("w:sectPr", "type"), ("w:hdr", "type"), ("w:headerReference", "type"),
        ("w:footerReference", "type"), ("p:ph", "type"), ("x:cfRule", "type"), ("x:dataValidation", "type"), ("p:cNvPr", "id"),
        ("a:fld", "type"),
        ("w:style", "type"), ("w:fldChar", "type"), ("a:gradFill", "type"), ("x:tableColumn", "name"), ("w:lvl", "type")}
COUNTED = {"PAGE", "NUMPAGES", "SEQ", "REF", "PAGEREF", "NOTEREF", "TOC", "SYMBOL", "EQ", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"}
IGNORABLE = NAMES.tag("mc:Ignorable")
GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?\Z")


def compare(first, second):
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        one.by_name, other.by_name = ({name.lower(): name for name in package.namelist()} for package in (one, other))
        pairs, done = [(Part(one, "", True), Part(other, "", False))], set()
        while pairs:
            mine, theirs = pairs.pop()
            if (mine.name, theirs.name) in done:
                continue
            done.add((mine.name, theirs.name))
            saying.same(mine.marks(), theirs.marks())
            following = mine.following(), theirs.following()
            if len(following[0]) != len(following[1]) or not theirs.resolves():
                raise Refused(answers.CHANGED)
            pairs += [(Part(one, a, True), Part(other, b, False)) for a, b in zip(*following)]


class Part:
    """A part of one of the two, with what it leads to in the order in which it does. Of what came other books are not told apart."""

    def __init__(self, package, name, came):
        self.package, self.name, self.came = package, name, came
        self.members = package.by_name
        folder, base = posixpath.split(name)
        relations = self.members.get(posixpath.join(folder, "_rels", base + ".rels").lower() if name else "_rels/.rels")
        self.leads = {} if relations is None else {
            element.get("Id"): element for element in saying.read(package.read(relations)) if element.tag == RELATIONSHIP}
        self.used = []

    def following(self):
        """The parts that one sees from here: those named in the text in that order, then the others by their kind."""
        implied = sorted((id for id in self.leads if id not in self.used and self.target(id)),
                         key=lambda id: (self.kind(id), list(self.leads).index(id)))
        return [self.target(id) for id in self.used + implied if self.target(id)]

    def kind(self, id):
        return self.leads[id].get("Type").rpartition("/")[2]

    def target(self, id):
        element = self.leads.get(id)
        if element is None or element.get("TargetMode") == "External" or not SEEN.search(element.get("Type", "")):
            return None
        target = element.get("Target")
        if target.startswith("#") or target.rpartition("/")[2].upper() == "NULL":
            return None
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.name), re.sub(
            "%([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), target.split("#")[0]))).lstrip("/")
        return self.members.get(path.lower())

    def resolves(self):
        """Whether every relation that the text names is there, and leads to a member."""
        return all(id in self.leads for id in self.used)

    def marks(self):
        if not self.name:
            return iter(())
        data = self.package.read(self.name)
        if data[:4] in (b"PK\x03\x04",):
            return iter(("package",))
        if data.lstrip(b"\xef\xbb\xbf \r\n")[:1] != b"<" and not data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return iter((("media", data[:2]),))
        root = saying.read(data)
        if NAMES.of(root.tag) == "w:settings":
            return iter(())
        hidden, codes = fields(root)
        passed = {element.nsmap.get(prefix) for element in root.iter() for prefix in (element.get(IGNORABLE) or "").split()}

        def is_silent(element):
            if element in hidden or NAMES.of(element.tag) is None and element.tag[1:].partition("}")[0] in passed:
                return "all"
            return silent(element)

        return itertools.chain(codes, saying.walk(root, is_silent, self.see, self.text))

    def see(self, element):
        name = NAMES.of(element.tag)
        attributes = []
        for key, value in element.attrib.items():
            short = NAMES.of(key)
            if short is None:
                continue
            prefix, _, local = short.rpartition(":")
            if prefix == "r" or short == "o:relid":
                if self.target(value):
                    self.used.append(value)
                    attributes.append((short, "part"))
            elif (name, local) in TOLD or not UNTOLD.match(local):
                value = said_formulas.attribute(name, local, value) if self.came else value
                attributes.append((short, "number" if GUID.match(value) and local != "uri" else value))
        yield name or element.tag, tuple(sorted(attributes))

    def text(self, element, text):
        name = NAMES.of(element.tag)
        if name not in ("x14:id", "xm:id") and (text.strip() or name in SPACED):
            yield "text", said_formulas.text(name, text) if self.came else text


def fields(root):
    """What lies in the instructions of fields, which nobody reads, and the codes of those that count or point."""
    opened, hidden, codes = [], set(), []
    run, char, instruction, simple = (NAMES.tag(name) for name in ("w:r", "w:fldChar", "w:instrText", "w:fldSimple"))
    for element in root.iter():
        if element.tag == simple:
            codes.append(code_of(element.get(NAMES.tag("w:instr"), "")))
        parent = element.getparent()
        if parent is None or parent.tag != run:
            continue
        if element.tag == char:
            kind = element.get(NAMES.tag("w:fldCharType"))
            if kind == "begin":
                opened.append([False, ""])
            elif opened and kind == "separate":
                opened[-1][0] = True
            elif opened:
                _, text = opened.pop()
                if all(shown for shown, _ in opened):
                    codes.append(code_of(text))
        elif element.tag == instruction:
            if opened and not opened[-1][0]:
                opened[-1][1] += element.text or ""
        elif element.tag != NAMES.tag("w:rPr") and not all(shown for shown, _ in opened):
            hidden.add(element)
    return hidden, [code for code in codes if code in COUNTED]


def code_of(text):
    return (text.split() or [""])[0].upper()


def silent(element):
    name = NAMES.of(element.tag)
    if name is None:
        return None
    if name in THROUGH:
        return "itself"
    if name in READ:
        return None
    if name in PASSED or name.rpartition(":")[2] == "extLst" and not any(heard(child) for child in element):
        return "all"
    if name == "mc:Choice" and (any(element.nsmap.get(prefix) not in NAMES.namespaces for prefix in element.get("Requires", "").split())
                                or element.find(".//" + NAMES.tag("p:contentPart")) is not None
                                or element.find(".//" + NAMES.tag("w14:contentPart")) is not None):
        return "all"
    if name in ("mc:Choice", "mc:Fallback") and all(silent(child) == "all" for child in element):
        return "all"
    parent = element.getparent()
    if parent is not None and name == "w:id" and NAMES.of(parent.tag) == "w:sdtPr":
        return "all"
    return "all" if name.endswith(":ext") and "uri" in element.attrib and not heard(element) else None


QUIET = {
    "a16:creationId", "a16:rowId", "a16:colId", "a16:predDERef", "thm15:themeFamily", "a14:compatExt", "a14:imgProps", "asvg:svgBlip",
    "aoe:oembedShared", "asl:scriptLink", "ma:placeholderFlag", "ma:wrappingTextBoxFlag", "aclsh:classification", "adec:decorative",
    "mx:ArchID",
    "mx:PLV", "xcalcf:calcFeatures", "loext:extCalcPr", "x15:connection", "xltc2:hyperlink", "p14:creationId", "p14:modId",
    "p15:presenceInfo",
    "p15:chartTrackingRefBased", "p16:designElem", "p1510:revLst", "p159:revLst", "p14:browseMode", "p14:laserClr", "p14:showMediaCtrls",
    "p14:discardImageEditData", "p14:defaultImageDpi", "p202:designTagLst", "p188:commentRel", "p223:reactions", "x14:cacheHierarchies",
    "p1710:readonlyRecommended", "x15:queryTable", "xxlnp:externalLinksPr", "xxl21:alternateUrls", "xwcv:version"}


def heard(extension):
    """Whether an extension holds something that a cleaning may not take."""
    return any(NAMES.of(child.tag) is not None and NAMES.of(child.tag) not in QUIET for child in extension)
