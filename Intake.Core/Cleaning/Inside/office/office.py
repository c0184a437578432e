"""
Word, Excel and PowerPoint files (ECMA-376). The package is walked from its root along the relations that are known; each part that is
reached is copied without what it hides, all else is left out, and the result is compared with what came.
"""
import posixpath
import re

import answers
import known
import relations
import said_office
from answers import Refused
from contents import clean_document, clean_picture
from markup import Stand, parse, serialise
from members import Members, Result
from opc import Package, relations_name, relations_part, types_part
from stripping import Stripping

MEDIA = {"image", "video", "audio", "media"}
PATHS = re.compile(r"externalLink(Long)?Path|xlExternalLinkPath/xl(PathMissing|Startup|AlternateStartup|Library)")
SHORT_ID = re.compile(r"[A-Za-z_]{1,10}\d{0,6}\Z")
FOLDERS = set("""word xl ppt media embeddings charts drawings theme diagrams worksheets chartsheets tables pivotTables pivotCache
externalLinks slides slideLayouts slideMasters notesSlides notesMasters handoutMasters comments threadedComments persons ctrlProps slicers
slicerCaches timelines timelineCaches richData""".split())
PLAIN_NAME = re.compile(r"""(document|styles|stylesWithEffects|settings|numbering|fontTable|theme|themeOverride|header|footer|footnotes
|endnotes|comments|commentsExtended|image|media|audio|video|chart|chartEx|chartex|style|colors|drawing|data|layout|quickStyle|workbook
|sheet|sharedStrings|metadata|table|pivotTable|pivotCacheDefinition|pivotCacheRecords|externalLink|vmlDrawing|ctrlProp
|slicer|slicerCache|timeline|timelineCache
|threadedComment|person|presentation|slide|slideLayout|slideMaster|notesSlide|notesMaster|handoutMaster|tableStyles|commentAuthors|comment
|authors|oleObject|Microsoft_\w*?|package|rdrichvalue|rdrichvaluestructure|rdRichValueTypes|richValueRel)\d*\Z""", re.X | re.I)
PROPERTIES = {
    **dict.fromkeys(("creator", "lastModifiedBy", "Company", "Manager"), answers.AUTHOR),
    **dict.fromkeys(("created", "modified", "lastPrinted", "TotalTime"), answers.TIMES),
    **dict.fromkeys(("Application", "AppVersion"), answers.SOFTWARE),
    **dict.fromkeys(("title", "subject", "description", "keywords", "category", "contentStatus", "identifier", "version"),
                    answers.COMMENTS),
    **dict.fromkeys(("HyperlinkBase", "HLinks"), answers.LINKS), "Template": answers.SETTINGS,
}

OPEN_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# Charts of Office 2007 mean other things by what they leave out, and readers go by this: of the properties it alone is kept, as a constant.
OF_2007 = (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/'
           b'2006/extended-properties"><Application>Microsoft Office</Application><AppVersion>12.0000</AppVersion></Properties>')


def clean(source, target, ending, cleaning):
    members = Members(source, cleaning)
    if members.has_bytes_between():
        cleaning.found.add(answers.TRAILING)
    walk = Walk(Package(members), cleaning)
    result = Result(target)
    walk.run(result)
    result.close()
    said_office.compare(source, target)
    return relations.MAIN[walk.main]


class Walk:
    """One package on its way: what came of its parts, and under which names."""

    def __init__(self, package, cleaning):
        self.package, self.cleaning, self.stand = package, cleaning, Stand()
        self.names, self.types, self.cleaned, self.waiting, self.left = {}, {}, {}, [], set()
        self.books = self.numbers = 0
        self.main, self.old = None, False

    def run(self, result):
        _, written = self.follow("", None)
        mains = [relation for relation in written if relations.name_of(relation[1]) == "officeDocument"]
        if len(mains) != 1 or self.main is None:
            raise Refused(answers.UNKNOWN_TYPE)
        if self.old:
            written.append(("rId90000", OPEN_RELATIONS + "extended-properties", "docProps/app.xml", False))
            self.types["docProps/app.xml"] = relations.OPEN + "extended-properties+xml"
        parts = [("_rels/.rels", relations_part(written, ""))] + ([("docProps/app.xml", OF_2007)] if self.old else [])
        while self.waiting:
            part = self.waiting.pop(0)
            parts += self.part(part)
        result.write("[Content_Types].xml", types_part(self.types))
        for name, data in parts:
            result.write(name, data)
        self.tell_what_is_left()

    def part(self, part):
        """What is written of a part: itself and its relations."""
        if part in self.cleaned:
            return [(self.names[part], self.cleaned.pop(part))]
        ids, written = self.follow(part, self.names[part])
        root = parse(self.package.read(part), part)
        Stripping(part, self.stand, self.cleaning, ids).strip(root)
        known.check(root, part)
        name = self.names[part]
        return [(name, serialise(root))] + ([(relations_name(name), relations_part(written, name))] if written else [])

    def follow(self, part, name):
        """The relations of a part: what becomes of their ids, and those that are written."""
        ids, written = {}, []
        for relation in self.package.relations(part):
            kind = relations.name_of(relation.kind)
            to = self.judge(relation, kind, part)
            if to is None:
                ids[relation.id] = None
                continue
            id = relation.id
            if not SHORT_ID.match(id):
                self.numbers += 1
                id = f"rId{90000 + self.numbers}"
                self.cleaning.found.add(answers.IDS)
            ids[relation.id] = id
            written.append((id, relation.kind, *to))
        return ids, written

    def judge(self, relation, kind, part):
        """Where a relation leads in the result, and whether that lies outside; nothing for one that is dropped."""
        if kind is not None and PATHS.fullmatch(kind):
            self.books += 1
            self.cleaning.found.add(answers.LINKS)
            return f"Book{self.books}.xlsx", True
        if kind == "hyperlink" and relation.target.startswith("#") and not part.startswith("ppt/"):
            place = relation.target[1:]
            return "#" + (self.stand.anchor(place) if part.startswith("word/") else place), relation.external
        if relation.external or relation.part is None:
            if kind in relations.REFUSED and kind != "oleObject":
                raise Refused(relations.REFUSED[kind], part)
            self.cleaning.found.add(answers.LINKS)
            return None
        if kind in relations.REFUSED:
            raise Refused(relations.REFUSED[kind], relation.part)
        if kind in relations.DROPPED:
            self.drop(relation, relations.DROPPED[kind])
            return None
        if kind not in relations.FOLLOWED:
            raise Refused(answers.UNKNOWN_PART, relation.part)
        if posixpath.basename(relation.part).upper() == "NULL" or kind in MEDIA and not self.package.has(relation.part):
            return None  # Programs write this for pictures that they did not find; there is nothing to see.
        self.reach(relation.part, kind)
        return self.names[relation.part], False

    def reach(self, part, kind):
        if part in self.names:
            return
        if not self.package.has(part):
            raise Refused(answers.DAMAGED, part)
        type = self.package.type_of(part)
        ending = part.rpartition(".")[2]
        if kind in MEDIA:
            self.cleaned[part], ending = clean_picture(self.package.read(part), part, self.cleaning)
            if ending not in relations.TYPES:
                raise Refused(answers.UNKNOWN_PART, part)
            type, ending = relations.TYPES[ending], "jpeg" if ending == "jpg" and part.endswith(".jpeg") else ending
        elif kind == "package":
            self.cleaned[part], ending = clean_document(self.package.read(part), part, self.cleaning)
            if ending not in relations.PACKAGE_TYPES:
                raise Refused(answers.FILES_INSIDE, part)
            type = relations.PACKAGE_TYPES[ending]
        elif kind == "officeDocument":
            type = self.main = relations.PLAIN.get(type, type)
            if type not in relations.MAIN:
                raise Refused(answers.UNKNOWN_TYPE)
        elif type not in relations.PARTS:
            raise Refused(answers.UNKNOWN_PART, part)
        name = self.name_for(part, ending)
        self.names[part], self.types[name] = name, type
        self.waiting.append(part)

    def name_for(self, part, ending):
        """The name that it had, unless a person may have given it."""
        folder, _, file = part.rpartition("/")
        base = file.rpartition(".")[0]
        if not (set(folder.split("/")) <= FOLDERS and PLAIN_NAME.match(base)):
            self.cleaning.found.add(answers.IDS)
            folder = folder if set(folder.split("/")) <= FOLDERS else "parts"
            base = f"part{len(self.names) + 1}"
        name = f"{folder}/{base}.{ending}"
        if name.lower() in map(str.lower, self.types):
            name = f"{folder}/part{len(self.names) + 1}x.{ending}"
        return name

    def drop(self, relation, kind):
        """Tells what a part held that is left out."""
        if relation.part in self.left:
            return
        self.left.add(relation.part)
        if kind == "properties" and self.package.has(relation.part):
            root = parse(self.package.read(relation.part), relation.part)
            told = {element.tag.rpartition("}")[2] for element in root.iter() if (element.text or "").strip()}
            self.cleaning.found |= {PROPERTIES[name] for name in told if name in PROPERTIES}
            self.old |= (root.findtext("{*}AppVersion") or "").startswith("12.")
        elif kind and kind != "properties":
            self.cleaning.found.add(kind)
        if self.package.has(relation.part):
            for inner in self.package.relations(relation.part):
                if inner.part:
                    self.drop(inner, None)

    def tell_what_is_left(self):
        """Members that nothing leads to: nobody sees them, and anything may be in them."""
        known = {name.lower() for part in (*self.names, *self.left, "") for name in (part, relations_name(part))}
        if any(name not in known and name != "[content_types].xml" for name in self.package.names):
            self.cleaning.found.add(answers.OTHER)
