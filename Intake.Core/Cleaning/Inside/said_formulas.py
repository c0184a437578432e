"""
How the formulas of a document should read when it was cleaned: read letter by letter, apart from the code that cleaned them. Other
books are all called the same, without their folders, and a link that shows a text of its own leads nowhere outside.
"""
import re

TEXTS = re.compile(r"x:(f|definedName|formula[12]?|oldFormula|calculatedColumnFormula|totalsRowFormula)\Z|x(m|14|15):f\Z|x15:sqref\Z"
                   r"|vx:Fmla(Link|Range|Pict|Txbx|Group)\Z|c:f\Z|c15:(f|sqref|formulaRef)\Z|cx:f(ormula)?\Z")
ATTRIBUTES = re.compile(r"x:(worksheetSource|rangeSet|dataRef)@(ref|name)\Z|x:(cacheField|calculatedItem)@formula\Z|x:cfvo@val\Z"
                        r"|x:controlPr@(linkedCell|listFillRange|cf)\Z|x:hyperlink@location\Z|x:definedName@refersTo\Z"
                        r"|x14:formControlPr@fmla\w+\Z|(xdr|cdr):sp@textlink\Z")
SHEETS = re.compile(r"x:(worksheetSource|rangeSet|dataRef)@sheet\Z")
SHEET_END = set(" \t\r\n'\"()[],;+*/=<>&^-")
DRIVE, START = re.compile(r"[A-Za-z]:\\|\\\\"), re.compile(r"[A-Za-z][\w+.-]*:/|[A-Za-z]:\\|\\\\")
QUOTED_PATH = re.compile(r"\['(?:[A-Za-z][\w+.-]*:/|/|[A-Za-z]:\\|\\\\)")
REST = re.compile(r"[^'\"!,;()\[\]]*(?:\[[^\[\]]*\])?")
ADDRESS = set("\\/@:.[")


def text(element, value):
    return Reader(value).read() if TEXTS.match(element or "") else value


def attribute(element, name, value):
    place = f"{element}@{name}"
    return Reader(value).read() if ATTRIBUTES.match(place) else named(value) if SHEETS.match(place) else value


def named(name):
    """Folder, book and sheet between apostrophes."""
    folder, opening, rest = name.rpartition("[")
    book, closing, sheet = rest.partition("]")
    if opening and closing and "]" not in sheet:
        return name if not folder and book.isdecimal() else "[Book.xlsx]" + sheet
    return "Book.xlsx" if "/" in name or "\\" in name else name


class Reader:
    """One formula, read from its start to its end; those of OpenDocument name books in another way, which is not read here."""

    def __init__(self, formula, office=True):
        self.office, self.formula, self.place, self.words, self.calls = office, formula, 0, [], []

    def read(self):
        while self.place < len(self.formula):
            letter = self.formula[self.place]
            if letter == '"':
                self.quoted_text()
            elif letter == "'":
                word = self.until_quote("'")
                closed = len(word) > 1 and word.endswith("'")
                self.words.append("'" + named(word[1:-1] if closed else word[1:]) + "'" * closed if self.office else word)
            elif letter == "[":
                self.brackets()
            elif not (self.office and self.path()):
                self.sign(letter)
        return "".join(self.words)

    def until_quote(self, quote):
        """From a quote to the one that closes it; two stand for one in between. Without one, to the end."""
        start, end = self.place, self.place + 1
        while end < len(self.formula):
            if self.formula[end] == quote:
                if self.formula[end + 1:end + 2] != quote:
                    end += 1
                    break
                end += 1
            end += 1
        self.place = end
        return self.formula[start:end]

    def quoted_text(self):
        word = self.until_quote('"')
        inside = word[1:-1] if len(word) > 1 and word.endswith('"') else word[1:]
        if ADDRESS & set(word) and not (inside.startswith("#") and not set("\\/@[") & set(inside)):
            for call in self.calls:
                if call["link"] and not call["following"]:
                    call["addresses"].append(len(self.words))
        self.words.append(word)

    def brackets(self):
        depth, end = 0, self.place
        if QUOTED_PATH.match(self.formula, end):
            self.sign("[")
            return
        while end < len(self.formula):
            letter = self.formula[end]
            depth += {"[": 1, "]": -1}.get(letter, 0)
            end += 2 if letter == "'" else 1
            if depth == 0 or depth > 2:
                break
        if depth:
            self.sign("[")
            return
        word, before = self.formula[self.place:end], self.formula[self.place - 1:self.place]
        sheet = end
        while sheet < len(self.formula) and self.formula[sheet] not in SHEET_END and self.formula[sheet] != "!":
            sheet += 1
        named_so = self.formula[sheet:sheet + 1] == "!" or START.match(word, 1)
        other = self.office and named_so and not (before.isalnum() or before in ("_", ".", "]"))
        self.words.append("[Book.xlsx]" if other and not word[1:-1].isdecimal() else word)
        self.place = end

    def path(self):
        """A folder without apostrophes, as other programs write it."""
        before = self.formula[self.place - 1:self.place] or " "
        if before.isalnum() or before == "_":
            return False
        start = DRIVE.match(self.formula, self.place) if before in "+.-" else START.match(self.formula, self.place)
        if not start or before + start[0][0] == "\\\\":
            return False
        rest = REST.match(self.formula, start.end())
        self.words.append("[Book.xlsx]")
        self.place = rest.end()
        return True

    def sign(self, letter):
        if letter in "({":
            link = letter == "(" and "".join(self.words[-12:]).rstrip().upper().endswith("HYPERLINK")
            self.calls.append({"link": link, "following": 0, "addresses": []})
        elif letter in ",;" and self.calls:
            self.calls[-1]["following"] += 1
        elif letter in ")}" and self.calls:
            call = self.calls.pop()
            for place in call["addresses"] if call["link"] and call["following"] else ():
                self.words[place] = '""'
        self.words.append(letter)
        self.place += 1
