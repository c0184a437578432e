"""Header values of a mail as a mail program shows them (RFC 5322, RFC 2047)."""
import base64
import binascii
import email.utils
import quopri
import re

import decoding

WORD = re.compile(r"=\?([^?\s]{1,60})\?([bqBQ])\?([^?]*)\?=")
MOST_PEOPLE = 200


def shown(value):
    """Unfolded and decoded; letters outside of ASCII, which need not be there, read as UTF-8 or Windows-1252."""
    value = re.sub(r"\r?\n(?=[ \t])|\r|\n", " ", eight_bit(value))
    pieces, end = [], 0
    for found in WORD.finditer(value):
        between = value[end:found.start()]
        # White space between two encoded words is no text (RFC 2047, 6.2); a letter may be cut in two at the border.
        if pieces and pieces[-1][0] and not between.strip():
            pieces.append((found[1], content(found)))
        else:
            pieces += [(None, between), (found[1], content(found))]
        end = found.end()
    pieces.append((None, value[end:]))
    text, charset, collected = [], None, b""
    for told, piece in pieces + [(None, "")]:
        told = told and told.partition("*")[0].lower()  # RFC 2231, 5: a language may follow.
        if charset and told != charset:
            text.append(decoding.read_as(collected, charset))
            collected = b""
        charset = told
        if told:
            collected += piece
        else:
            text.append(piece)
    return re.sub(r"\s+", " ", "".join(text)).strip()


def content(found):
    """The bytes of an encoded word."""
    coded = found[3].encode("utf-8", "surrogateescape")
    if found[2] in "qQ":
        return quopri.decodestring(coded, header=True)
    try:
        return base64.b64decode(coded + b"=" * (-len(coded) % 4))
    except binascii.Error:
        return found[0].encode("utf-8")


def eight_bit(value):
    """The letters of a raw header value, in which bytes outside of ASCII stand as surrogates."""
    value = str(value)
    return decoding.read_as(value.encode("utf-8", "surrogateescape"), None) if re.search("[\udc80-\udcff]", value) else value


def minute(date):
    """Day and time up to the minute: the seconds would find one copy among those sent one after the other. Else as it is written."""
    try:
        time = email.utils.parsedate_to_datetime(date)
    except (TypeError, ValueError, IndexError, OverflowError):
        return date
    return time.strftime("%Y-%m-%d %H:%M %z" if time.tzinfo else "%Y-%m-%d %H:%M").strip()


def people(value):
    """Name and address of each person that a header names."""
    value = re.sub(r"\r?\n(?=[ \t])", " ", eight_bit(value))[:64 * 1024]
    found = []
    for name, address in email.utils.getaddresses([value])[:MOST_PEOPLE]:
        name = shown(name)
        if name or "@" in address:
            found.append((name, address if "@" in address else ""))
    return found
