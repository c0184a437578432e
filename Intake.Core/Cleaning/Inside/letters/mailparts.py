"""The parts of a mail (RFC 2046): which of them one reads, which are files, and which a mail program shows to nobody."""
import base64
import re

import answers
import correspondence
import decoding
import invitation
import mailheads
import webpage
from answers import Refused

MOST_PARTS, MOST_DEPTH = 1000, 30
# A signature or a key says who signed, to nobody who reads.
SIGNATURES = {"application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature", "application/x-pkcs7-signature"}
ENCRYPTED = {"application/pgp-encrypted", "multipart/encrypted"}
CONTAINERS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
UNKNOWN = {"application/ms-tnef", "application/vnd.ms-tnef", "message/partial", "message/external-body"}
# Reports of mail servers, beside which stands a text that says the same (RFC 3462, 3464, 8098, 5965); resource forks.
UNREAD = {"message/delivery-status": answers.HEADERS, "message/global-delivery-status": answers.HEADERS,
          "message/disposition-notification": answers.HEADERS, "text/rfc822-headers": answers.HEADERS,
          "message/global-headers": answers.HEADERS, "message/feedback-report": answers.HEADERS, "application/applefile": answers.OTHER}
INVITATIONS = {"text/calendar", "application/ics"}
# Other versions of a text that is there as plain text or HTML too.
ALTERNATIVES = {"text/rtf", "application/rtf", "text/enriched", "text/richtext", "text/x-amp-html", "text/watch-html"}
BASE64_LINE = re.compile(r"[A-Za-z0-9+/]*={0,2}[ \t]*[\r\n]*")


class Walk:
    """Goes through one mail."""

    def __init__(self, mail, cleaning):
        self.mail, self.cleaning, self.parts = mail, cleaning, 0
        self.invitations = set()

    def texts_of(self, part, depth=0):
        """The texts of a part, in order; its files go to the mail."""
        self.parts += 1
        if self.parts > MOST_PARTS or depth > MOST_DEPTH:
            raise Refused(answers.TOO_LARGE)
        for field in ("Content-Type", "Content-Disposition"):  # Letters outside of ASCII, which may not stand there, but do.
            value = next((value for name, value in part.raw_items() if name.lower() == field.lower()), None)
            if value is not None and (told := mailheads.eight_bit(value)) != value:
                part.replace_header(field, told)
        kind, name = part.get_content_type(), name_of(part)
        refuse(part, kind, name)
        if kind in UNREAD or kind in SIGNATURES:
            self.cleaning.found.update([UNREAD[kind]] if kind in UNREAD else [answers.AUTHOR, answers.IDS])
            return []
        if kind == "message/rfc822" and part.is_multipart():
            self.mail.attach(name or mailheads.shown(part.get_payload(0).get("Subject", "")) or "brev", part.get_payload(0).as_bytes())
            return []
        if part.is_multipart():
            return self.texts_of_several(part, kind, depth)
        return self.texts_of_leaf(part, kind, name)

    def texts_of_several(self, part, kind, depth):
        if part.epilogue and part.epilogue.strip():
            self.cleaning.found.add(answers.TRAILING)
        children = part.get_payload()
        if kind == "multipart/alternative" and any(child.get_content_type() in ("text/plain", "text/html") for child in children):
            children = [child for child in children if child.get_content_type() not in ALTERNATIVES]
            self.cleaning.found.update([answers.OTHER] if len(children) < len(part.get_payload()) else [])
        texts = [(child.get_content_type(), self.texts_of(child, depth + 1)) for child in children]
        if kind != "multipart/alternative":
            return [text for _, some in texts for text in some]
        plain = "\n\n".join(text for told, some in texts if told == "text/plain" for text in some)
        shown = "\n\n".join(text for told, some in texts if told not in ("text/plain", "text/calendar") for text in some)
        return [correspondence.either(plain, shown)] + [text for told, some in texts if told == "text/calendar" for text in some]

    def texts_of_leaf(self, part, kind, name):
        data = part.get_payload(decode=True) or b""
        told = str(part.get("Content-Disposition", "")).strip().lower()
        if kind in INVITATIONS:
            return self.texts_of_invitation(decoding.read_as(data, charset_of(part) or "utf-8"))
        if is_signature(name, data):
            self.cleaning.found.update([answers.AUTHOR, answers.IDS])
            return []
        is_text = kind in ("text/plain", "text/html") or kind.startswith("multipart/")
        if not is_text or told.startswith("attachment") or name is not None:
            self.mail.attach(name, data)
            return []
        if kind != "text/html":
            return [decoding.read_as(words_of(part, data), charset_of(part))]
        return [webpage.text_of(decoding.read_as(data, charset_of(part) or charset_in(data)), self.cleaning.found)]

    def texts_of_invitation(self, calendar):
        """Once: many programs send it as a version of the text and as a file."""
        text = invitation.text_of(calendar, self.cleaning.found)
        texts = [] if text in self.invitations else [text]
        self.invitations.add(text)
        return texts


def read(message, mail, cleaning):
    mail.texts += Walk(mail, cleaning).texts_of(message)


def refuse(part, kind, name):
    if kind in ENCRYPTED:
        raise Refused(answers.LOCKED)
    if kind in CONTAINERS:
        signed = "signed-data" in str(part.get_param("smime-type", "")) or "certs-only" in str(part.get_param("smime-type", ""))
        raise Refused(answers.UNKNOWN_PART if signed else answers.LOCKED, name)
    if kind in UNKNOWN:
        raise Refused(answers.UNKNOWN_PART, name or kind.partition("/")[2])


def is_signature(name, data):
    """Also where its type is not said."""
    return (name or "").lower() == "smime.p7s" and data[:1] == b"\x30" or data.startswith(b"-----BEGIN PGP SIGNATURE-----")


def words_of(part, data):
    """
    The bytes of a text. Mailing lists set a footer under texts in base64, and some programs say base64 of what is none: what is
    not base64 is as it stands.
    """
    raw = part.get_payload()
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() != "base64" or not isinstance(raw, str):
        return data
    lines = raw.splitlines(keepends=True)
    coded = next((number for number, line in enumerate(lines) if not BASE64_LINE.fullmatch(line)), len(lines))
    try:
        decoded = base64.b64decode("".join(lines[:coded]))
    except ValueError:
        return data if coded == len(lines) else raw.encode("utf-8", "surrogateescape")
    return decoded + "".join(lines[coded:]).encode("utf-8", "surrogateescape")


def name_of(part):
    """The name of a file as one reads it; None for what is no file."""
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        name = None
    return mailheads.shown(name) or None if name else None


def charset_of(part):
    try:
        charset = part.get_param("charset")
    except (ValueError, LookupError, TypeError):
        return None
    return charset[2] if isinstance(charset, tuple) else charset


def charset_in(data):
    """What a page says of itself (HTML Living Standard, 13.2.3.2)."""
    found = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", data[:2048], re.I)
    return found[1].decode("ascii") if found else None
