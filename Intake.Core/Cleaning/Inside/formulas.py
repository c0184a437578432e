"""
What formulas of sheets name outside the file (ECMA-376 part 1, 18.17; [MS-XLSX] 2.2.2; ODF 1.3 part 4): books with the folders in
which they lie, and the targets of links that show another text. A text in quotes is what one reads, and stays.
"""
import re

BOOK = "Book.xlsx"
# A text, a name in apostrophes, and what stands in brackets: of tables these hold quotes of any kind, after an apostrophe brackets too.
TEXT, NAME = r'"(?:[^"]|"")*+"?', r"'(?:[^']|'')*+'?"
BRACKETS = r"\[(?!'(?:[A-Za-z][\w+.-]*:/|/|[A-Za-z]:\\|\\\\))(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*+\])*+\]"
PATH = r"(?:(?<![\w+.-])[A-Za-z][\w+.-]*:/|(?<!\w)[A-Za-z]:\\|(?<![\w\\])\\\\)[^'\"!,;()\[\]]*(?:\[[^\[\]]*\])?"
PIECES = re.compile(f"({TEXT}|{NAME}|{BRACKETS}|{PATH})", re.S)
PARTS = re.compile(f"({TEXT}|{NAME}|{BRACKETS}|[(){{}},;])", re.S)
BOOK_FIRST = re.compile(r"\[(?!\[)(?:[A-Za-z][\w+.-]*:/|[A-Za-z]:\\|\\\\)|\[.*\][^\s'\"!()\[\],;+*/=<>&^-]*!", re.S)
LAST_BOOK = re.compile(r"(.*)\[([^\[\]]*)\]([^\[\]]*)", re.S)
PLACE = re.compile(r"#[^\\/@\[]*\Z")


def without_books(formula):
    """A formula in which every other book is called the same. `[1]Sheet!A1` says which of the links of the workbook, and stays."""
    if "[" not in formula and "\\" not in formula and "/" not in formula:
        return formula
    pieces = PIECES.split(formula)
    for place in range(1, len(pieces), 2):
        piece = pieces[place]
        if piece[0] == "'":
            end = "'" if len(piece) > 1 and piece.endswith("'") else ""
            pieces[place] = "'" + without_book(piece[1:len(piece) - len(end)]) + end
        elif piece[0] == "[":
            before, after = pieces[place - 1][-1:], pieces[place + 1]
            if is_outside(before, piece + after) and not piece[1:-1].isdecimal():
                pieces[place] = f"[{BOOK}]"
        elif piece[0] != '"':
            pieces[place] = f"[{BOOK}]"
    return "".join(pieces)


def is_outside(before, text):
    """Brackets before a sheet's name, or around an address, are a book; behind a table's name they are its columns."""
    return not re.match(r"[\w.\]]", before) and BOOK_FIRST.match(text) is not None


def without_book(name):
    """The same of a name without apostrophes: folder, book in brackets, sheet; or a folder and a book."""
    found = LAST_BOOK.fullmatch(name)
    if found:
        return name if not found[1] and found[2].isdecimal() else f"[{BOOK}]{found[3]}"
    return BOOK if re.search(r"[\\/]", name) else name


def without_targets(formula):
    """Where HYPERLINK shows a text of its own, the addresses in its first argument lead out and are not seen."""
    if "HYPERLINK" not in formula.upper():
        return formula
    parts, frames = PARTS.split(formula), []
    for place in range(1, len(parts), 2):
        part = parts[place]
        if part in "({":
            frames.append([part == "(" and parts[place - 1].upper().rstrip().endswith("HYPERLINK"), 0, []])
        elif part in ",;" and frames:
            frames[-1][1] += 1
        elif part in ")}" and frames:
            is_link, following, texts = frames.pop()
            for text in texts if is_link and following else ():
                parts[text] = '""'
        elif part[0] == '"' and re.search(r"[\\/@:.\[]", part) and not PLACE.match(part[1:-1]):
            for frame in frames:
                if frame[0] and not frame[1]:
                    frame[2].append(place)
    return "".join(parts)
