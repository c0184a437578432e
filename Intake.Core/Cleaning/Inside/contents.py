"""Pictures, sounds, films and documents inside a document: each is cleaned as if it had come alone."""
import os
import tempfile

import answers
import formats
import metafiles
from answers import Refused

OFFICE = ("docx", "xlsx", "pptx", "dotx", "xltx", "potx", "ppsx")
HANDED_ON = (answers.MISSING, answers.TOO_LARGE)


def clean_bytes(data, cleaning):
    """The cleaned bytes and their ending."""
    kind = metafiles.kind_of(data[:64])
    if kind:
        data, found = metafiles.CLEAN[kind](data)
        cleaning.found |= found
        return data, kind
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "in"), os.path.join(folder, "out")
        with open(source, "wb") as file:
            file.write(data)
        ending = formats.clean_file(source, target, cleaning.inside())
        with open(target, "rb") as file:
            return file.read(), ending


def clean_picture(data, member, cleaning):
    """A picture, sound or film. What can't be judged is named, for the reporter to decide."""
    try:
        data, ending = clean_bytes(data, cleaning)
    except Refused as refused:
        raise Refused(refused.reason if refused.reason in HANDED_ON else answers.UNKNOWN_PART, member) from None
    if ending in OFFICE or ending in ("txt", "zip", "pdf", "eml"):
        raise Refused(answers.FILES_INSIDE, member)
    return data, ending


def clean_document(data, member, cleaning):
    """A whole document, such as the table behind a chart."""
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(answers.FILES_INSIDE, member)
    try:
        data, ending = clean_bytes(data, cleaning)
    except Refused as refused:
        raise Refused(refused.reason if refused.reason in HANDED_ON else answers.FILES_INSIDE, member) from None
    return data, ending
