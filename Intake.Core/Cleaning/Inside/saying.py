"""
Whether two documents say the same. Both are read from their bytes, apart from the code that cleaned one of them, and walked side by
side in the order of reading; the first word, cell, picture or mark of one that the other lacks ends it.
"""
import itertools

from lxml import etree

import answers
from answers import Refused


def read(data):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
                              collect_ids=False)
    return etree.fromstring(data, parser)


def same(first, second):
    """Ends with a refusal where two lists of marks differ."""
    for one, other in itertools.zip_longest(first, second):
        if one != other:
            raise Refused(answers.CHANGED)


def walk(root, silent, see, text_of):
    """
    The marks of a tree in document order: `see(element)` gives an element's own, `text_of(element, text)` those of the text in it.
    `silent(element)` says whether an element is passed over: "all" of it, "itself" only, or nothing of it.
    """
    muted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            passed = "all" if muted else silent(element)
            if passed == "all":
                muted += 1
                continue
            if passed is None:
                yield from see(element)
            if element.text:
                yield from text_of(element, element.text)
        else:
            if muted:
                muted -= 1
            elif silent(element) is None:
                yield ("end",)
            if element.tail and not muted and element is not root:
                yield from text_of(element.getparent(), element.tail)
