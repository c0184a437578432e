"""
A mail's HTML into the text that one reads of it. Pictures from other hosts, addresses behind words, scripts and elements that
are not shown stay behind (HTML Living Standard, sections 4 and 15.3).
"""
import re
import time

import answers
import tokens
from answers import Refused

MOST_SECONDS, PIECE = 2, 4096
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
UNSHOWN = {"script", "style", "title", "template", "noframes", "xml", "datalist"}
BLOCK = {"p", "div", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center",
         "form", "section", "article", "header", "footer", "main", "nav", "aside", "address", "fieldset", "figure", "figcaption", "caption",
         "thead", "tbody", "tfoot", "hr", "body", "option", "legend", "summary", "details"}
APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre"}
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])"
                    r"|opacity\s*:\s*0(?![.\d]*[1-9])", re.I)
FLAT, CUT = re.compile(r"max-height\s*:\s*0(?![.\d]*[1-9])", re.I), re.compile(r"overflow\s*:\s*hidden", re.I)
SHOWN_VALUES = {"text", "search", "tel", "url", "email", "number", "date", "time", "month", "week", "datetime-local", "button", "submit",
                "reset"}


def is_hidden(attributes):
    style = attributes.get("style") or ""
    flat = FLAT.search(style)
    return "hidden" in attributes or HIDING.search(style) is not None or flat is not None and CUT.search(style, flat.end()) is not None


class Reader:
    """Writes down what is shown (`tokens`). `found` holds what was left behind."""

    def __init__(self, hides):
        self.hides, self.found, self.parts = hides, set(), []
        self.skipped, self.nested = None, 0  # The element that is not shown, and how many of its name are open.
        self.pre = 0
        self.lists = []  # The number of the last item of each open list; None for one without numbers.

    def start(self, tag, attributes, closed):
        self.start_open(tag, attributes)
        # In HTML the slash means nothing, but Office writes <o:p/> and the like, which have no end.
        if closed and self.skipped == tag and ":" in tag:
            self.end(tag)

    def start_open(self, tag, attributes):
        if self.skipped is not None:
            self.nested += tag == self.skipped
            return
        hidden = self.hides and is_hidden(attributes)
        if (tag in UNSHOWN or hidden) and tag not in VOID:
            self.skipped, self.nested = tag, 1
            self.found.update([answers.INVISIBLE] if hidden else [])
            return
        fetched = tag == "img" and not str(attributes.get("src")).lower().startswith("cid:")
        if fetched or attributes.get("href") or attributes.get("background"):
            self.found.add(answers.LINKS)
        self.show_start(tag, attributes, hidden)

    def show_start(self, tag, attributes, hidden):
        if tag == "br":
            self.parts.append("\n")
        elif tag == "hr":
            self.parts.append("\n----\n")
        elif tag == "img":
            alternative = " ".join((attributes.get("alt") or "").split())
            inside = str(attributes.get("src")).lower().startswith("cid:")  # It is among the files of the mail.
            self.parts.append("" if hidden else f"[{alternative}]" if alternative else "[…]" if inside else "")
        elif tag == "input" and not hidden and (attributes.get("type") or "text").strip().lower() in SHOWN_VALUES:
            self.parts.append(f"[{value}]" if (value := " ".join((attributes.get("value") or "").split())) else "")
        elif tag in ("td", "th"):
            self.parts.append("\t")
        elif tag in BLOCK:
            self.parts.append("\n\n" if tag in APART else "\n")
            self.show_list(tag, attributes)
        self.pre += tag == "pre"

    def show_list(self, tag, attributes):
        """An item's number is read like its words."""
        given = next((int(attributes[name]) for name in ("start", "value") if re.fullmatch(r"-?\d{1,6}", attributes.get(name) or "")), None)
        if tag in ("ul", "ol"):
            self.lists.append(None if tag == "ul" else 0 if given is None else given - 1)
        elif tag == "li" and self.lists and self.lists[-1] is not None:
            self.lists[-1] = self.lists[-1] + 1 if given is None else given
            self.parts.append(f"{self.lists[-1]}. ")
        elif tag == "li":
            self.parts.append("- ")

    def end(self, tag):
        if self.skipped is not None:
            self.nested -= tag == self.skipped
            if self.nested == 0:
                self.skipped = None
            return
        if tag in BLOCK:
            self.parts.append("\n\n" if tag in APART else "\n")
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        self.pre = max(self.pre - (tag == "pre"), 0)

    def words(self, data):
        if self.skipped is None:
            self.parts.append(data if self.pre else re.sub(r"[ \t\r\n\f]+", " ", data))


def text_of(html, found):
    """What one reads of a page."""
    # Word's marks for other browsers stand around what is shown.
    html = re.sub(r"<!\[(?:end)?if[^<>]*>", "", without_comments(html), flags=re.I)
    reader = run(Reader(hides=True), html)
    if reader.skipped is not None:
        reader = run(Reader(hides=False), html)  # Never closed: rather show what is hidden than hide what is shown.
    found |= reader.found
    lines = ("\t".join(cell.strip(" \u00a0") for cell in re.sub(r" {2,}", " ", line).split("\t")).strip()
             for line in "".join(reader.parts).splitlines())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    check(html, text)
    return text


def without_comments(html):
    """One that is never closed takes all that follows (HTML Living Standard, 13.2.5.45)."""
    kept, place = [], 0
    while (start := html.find("<!--", place)) >= 0:
        kept.append(html[place:start])
        end = html.find("-->", start + 2)
        place = end + 3 if end >= 0 else len(html)
    return "".join(kept) + html[place:]


def run(reader, html):
    tokens.Tokens(reader).read(html)
    return reader


class Slowly:
    """Hands out a page in pieces, and no more of it when those took too long: tags that are never closed cost lxml a look at each."""

    def __init__(self, page):
        self.page, self.place, self.last = page, 0, time.process_time() + MOST_SECONDS

    def read(self, _=-1):
        if time.process_time() > self.last:
            raise Refused(answers.TOO_LARGE)
        self.place += PIECE
        return self.page[self.place - PIECE:self.place]


def check(html, text):
    """Another parser's words are all there, in the same order."""
    import lxml.etree
    import lxml.html
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = lxml.html.parse(Slowly(("<body><p>.</p>" + html).replace("\0", "").encode("utf-8", "replace")), parser=parser).getroot()
    except lxml.etree.LxmlError:
        raise Refused(answers.DAMAGED) from None
    if not comes_in_order(squeezed("".join(visible(tree))), squeezed(text)):
        raise Refused(answers.CHANGED)


def visible(tree):
    """The texts of a tree that are shown, in order, without recursion: a page may be nested deeply."""
    waiting = [(tree, False)]
    while waiting:
        element, is_tail = waiting.pop()
        if is_tail:
            yield element.tail or ""
            continue
        waiting.append((element, True))
        if not isinstance(element.tag, str) or element.tag in UNSHOWN or is_hidden(element.attrib):
            continue
        yield element.text or ""
        waiting.extend((child, False) for child in reversed(element))


def squeezed(text):
    """Letters and digits alone: the two parsers part words at other places."""
    return "".join(re.findall(r"[^\W_]", text))


def comes_in_order(some, all_of_it):
    """Whether one can be had by leaving letters of the other out."""
    rest = iter(all_of_it)
    return all(letter in rest for letter in some)
