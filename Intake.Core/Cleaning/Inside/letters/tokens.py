"""
The tags and words of a page (HTML Living Standard, 13.2.5), in one pass: whatever is never closed costs no second look. Python's own
parser looks for the end of each such tag again, which takes minutes for a page of a few hundred kilobytes.
"""
import html
import re

import answers
from answers import Refused

MOST_ATTRIBUTES = 500
TAG = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*)")
ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+("[^"]*+"|'[^']*+'|(?!["'])[^\t\n\f\r >]*+))?+""")
UNENDED = re.compile(r"[\t\n\f\r ]*+=")
END = re.compile(r"[\t\n\f\r /]*+>")
RAW_END = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.I) for name in ("script", "style")}
LONG_NUMBER = re.compile(r"&#(?=[0-9]{20}|[xX][0-9a-fA-F]{20})")


class Tokens:
    """Calls `start(tag, attributes, closed)`, `end(tag)` and `words(text)` of a reader."""

    def __init__(self, reader):
        self.reader = reader

    def read(self, page):
        place = 0
        while (at := page.find("<", place)) >= 0:
            self.words(page[place:at])
            place = self.read_mark(page, at)
        self.words(page[place:])

    def words(self, text):
        if text:
            self.reader.words(told(text))

    def read_mark(self, page, at):
        """The place behind what begins with a `<`. What is never closed is told as words: rather too much than too little."""
        tag = TAG.match(page, at)
        if tag is not None:
            return self.read_tag(page, at, tag)
        if page[at + 1:at + 2] not in ("!", "?", "/"):
            self.words("<")
            return at + 1
        end = page.find(">", at + 2)  # A comment of the wrong kind (13.2.5.41).
        if end < 0:
            self.words(page[at:])
        return end + 1 if end >= 0 else len(page)

    def read_tag(self, page, at, tag):
        name, place, attributes, count = tag[2].lower(), tag.end(), {}, 0
        while (end := END.match(page, place)) is None:
            found = ATTRIBUTE.match(page, place)
            count += 1
            if count > MOST_ATTRIBUTES:
                raise Refused(answers.TOO_LARGE)
            if found is None or found[2] is None and UNENDED.match(page, found.end()):
                self.words(page[at:])
                return len(page)
            value = found[2]
            attributes.setdefault(found[1].lower(), None if value is None else told(value[1:-1] if value[:1] in ("'", '"') else value))
            place = found.end()
        if tag[1]:
            self.reader.end(name)
            return end.end()
        self.reader.start(name, attributes, "/" in end[0])
        raw = RAW_END.get(name)
        if raw is None:
            return end.end()
        close = raw.search(page, end.end())
        return close.start() if close is not None else len(page)


def told(text):
    """Character references as letters; a number that is too long for any letter stays."""
    return html.unescape(LONG_NUMBER.sub("&amp;#", text)) if "&" in text else text
