"""
PDF (ISO 32000). Every page is drawn as a picture and put into a new file (`paper`), so that nothing passes that one doesn't
see: no text under a black bar, no other layer, no earlier version. That is also the price: the copy can't be searched or
read aloud, and links lead nowhere. What would be lost to a reader is refused before: a password, files inside, notes that
open on a click, dynamic forms, layers that are switched off.
"""
import os
import re
import time

import answers
import drawnpage
import paper
import tags
from answers import Refused

import gi
gi.require_version("Poppler", "0.18")
from gi.repository import GLib, Poppler  # noqa: E402

MOST_PAGES = 500
MOST_SECONDS = 48
TRAILER = 4096
KIND = Poppler.AnnotType
FILES = {KIND.FILE_ATTACHMENT, KIND.SOUND, KIND.MOVIE, KIND.SCREEN, getattr(KIND, "3D")}
DRAWN = {KIND.LINK, KIND.WIDGET, KIND.FREE_TEXT, KIND.POPUP, KIND.PRINTER_MARK, KIND.TRAP_NET, KIND.WATERMARK}
LEFT = re.compile(r"^PDF:(PDFVersion|Linearized|PageCount)$")
# What poppler says when a page would lack something: letters without a font, a picture that it can't read.
LACKING = re.compile(rb"(find|create) a font|No display font|language pack|Unknown filter|nimplemented|nsupported|JPXDecode|"
                     rb"font file|Failed to (load|parse)|Missing or invalid|Bogus memory|Couldn't read", re.I)


def clean(source, target, ending, cleaning):
    document = opened(source)
    pages = document.get_n_pages()
    if not 0 < pages:
        raise Refused(answers.DAMAGED)
    if pages > MOST_PAGES:
        raise Refused(answers.TOO_LARGE)
    refuse_lost(document, tags.tell(source, cleaning))
    tell(document, source, cleaning)
    sizes, smalls, began = [], [], time.process_time()
    with drawnpage.complaints() as said, open(target, "wb") as file:
        book = paper.Book(file)
        for index in range(pages):
            page = document.get_page(index)
            if page is None:
                raise Refused(answers.DAMAGED)
            refuse_notes(page, cleaning)
            drawn = drawnpage.Drawn(page, pages)
            book.add(*drawn.size, *drawn.picture())
            sizes.append(drawn.size)
            smalls.append(drawn.small())
            spent = time.process_time() - began
            if spent > 4 and spent / (index + 1) * pages > MOST_SECONDS:
                raise Refused(answers.TOO_LARGE)
        book.close()
    if LACKING.search(said()):
        raise Refused(answers.CHANGED)
    judge(target, sizes, smalls)
    tags.look_again(target, LEFT)
    return ending


def opened(path):
    try:
        return Poppler.Document.new_from_file(GLib.filename_to_uri(path, None), None)
    except GLib.Error as error:
        raise Refused(answers.LOCKED if error.code == int(Poppler.Error.ENCRYPTED) else answers.DAMAGED) from None


def refuse_lost(document, found):
    if document.has_attachments():
        raise Refused(answers.FILES_INSIDE)
    if any(name.endswith(":HasXFA") and value not in ("No", "false", False) for name, value in found.items()):
        raise Refused(answers.NOTES_INSIDE)
    layers = iterator(Poppler.LayersIter, document)
    if layers and any_off(layers):
        raise Refused(answers.NOTES_INSIDE)


def iterator(kind, document):
    """None where there is nothing to walk through."""
    try:
        return kind.new(document)
    except TypeError:
        return None


def any_off(layers, depth=0):
    while depth < 20:
        layer, child = layers.get_layer(), layers.get_child()
        if layer is not None and not layer.is_visible() or child is not None and any_off(child, depth + 1):
            return True
        if not layers.next():
            break
    return False


def refuse_notes(page, cleaning):
    """Notes whose words are not drawn, files pinned to a page, and a form's field that holds more than it shows."""
    for mapping in page.get_annot_mapping():
        kind, words = mapping.annot.get_annot_type(), mapping.annot.get_contents()
        if kind in FILES:
            raise Refused(answers.FILES_INSIDE)
        if kind == KIND.UNKNOWN:
            raise Refused(answers.UNKNOWN_PART)
        if kind not in DRAWN and words and words.strip():
            raise Refused(answers.NOTES_INSIDE)
        if kind not in DRAWN:
            cleaning.found.update([answers.AUTHOR] if isinstance(mapping.annot, Poppler.AnnotMarkup) and mapping.annot.get_label() else [])
    for mapping in page.get_form_field_mapping():
        if mapping.field.get_field_type() == Poppler.FormFieldType.TEXT and overflows(mapping.field, mapping.area):
            raise Refused(answers.NOTES_INSIDE)
    if page.get_link_mapping():
        cleaning.found.add(answers.LINKS)


def overflows(field, area):
    text, size = field.text_get_text() or "", field.get_font_size()
    if not text or size <= 0 or not field.text_do_scroll():
        return False
    lines = max(1, int(abs(area.y2 - area.y1) // size)) if field.text_get_text_type() == Poppler.FormTextType.MULTILINE else 1
    return len(text) > lines * abs(area.x2 - area.x1) / (size * 0.4)


def tell(document, path, cleaning):
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - TRAILER))
        if b"/ID" in file.read():
            cleaning.found.add(answers.IDS)
    if document.get_n_signatures():
        cleaning.found.add(answers.AUTHOR)
    if document.has_javascript():
        cleaning.found.add(answers.OTHER)
    if iterator(Poppler.IndexIter, document):
        cleaning.found.add(answers.LINKS)


def judge(path, sizes, smalls):
    """Poppler reads the result: as many pages, of their sizes, each looking as it did, and nothing on them but the picture."""
    document = opened(path)
    if document.get_n_pages() != len(sizes) or document.has_attachments() or document.has_javascript():
        raise Refused(answers.CHANGED)
    for index, (size, small) in enumerate(zip(sizes, smalls)):
        page = document.get_page(index)
        if any(abs(one - other) > 0.1 for one, other in zip(page.get_size(), size)) or not drawnpage.alike(page, small):
            raise Refused(answers.CHANGED)
        if page.get_text() or page.get_annot_mapping() or len(page.get_image_mapping()) != 1:
            raise Refused(answers.CHANGED)
