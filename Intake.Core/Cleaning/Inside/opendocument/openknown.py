"""What may remain of an OpenDocument, by name, and where text is read: all else is refused."""
import answers
import openwords
from answers import Refused
from opentext import NAMES

ELEMENTS = {prefix: set(names.split()) for prefix, names in openwords.ELEMENTS.items()}
ATTRIBUTES = {prefix: set(names.split()) for prefix, names in openwords.ATTRIBUTES.items()}
# Elements that hold others, between which no text is ever shown.
HOLDERS = set("""
office:document-content office:document-styles office:body office:text office:spreadsheet office:presentation office:drawing office:chart
office:automatic-styles office:styles office:master-styles office:font-face-decls office:forms office:annotation office:change-info
style:style style:default-style style:page-layout style:master-page style:text-properties style:paragraph-properties
style:graphic-properties style:table-properties table:table table:table-row table:table-cell table:table-column table:table-rows
table:table-columns table:table-header-rows table:covered-table-cell table:shapes text:list text:list-item text:list-style
text:section text:tracked-changes text:changed-region text:insertion text:deletion text:note text:note-body text:table-of-content
text:index-body draw:page draw:frame draw:g draw:image draw:object draw:text-box draw:custom-shape draw:enhanced-geometry chart:chart
chart:plot-area chart:series chart:axis form:form number:number-style number:date-style presentation:notes
""".split())


def check(root, part):
    for element in root.iter():
        prefix, _, local = NAMES.of(element.tag).rpartition(":")
        if local not in ELEMENTS.get(prefix, ()) or f"{prefix}:{local}" in HOLDERS and (
                (element.text or "").strip() or any((child.tail or "").strip() for child in element)):
            raise Refused(answers.UNKNOWN_PART, part)
        for key in element.attrib:
            space, _, name = NAMES.of(key).rpartition(":")
            if name not in ATTRIBUTES.get(space or "math", ()):
                raise Refused(answers.UNKNOWN_PART, part)
