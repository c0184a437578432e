"""
Outlook's .msg ([MS-OXMSG]), an OLE compound file, into the text that one reads of it. Other compound files: a document locked with a
password is told so ([MS-OFFCRYPTO] 2.3.4), the rest is not known.
"""
import datetime
import email
import email.policy
import struct

import olefile

import answers
import correspondence
import decoding
import filenames
import mailheads
import mailparts
import webpage
import rich
from answers import Refused

MOST_OF_A_KIND, MOST_STREAM = 5000, 200 << 20
PROPERTIES, EMBEDDED, HEAD_OF_TOP, HEAD_OF_INNER, HEAD_OF_OTHERS = "__properties_version1.0", "__substg1.0_3701000D", 32, 24, 8
NOTES = ("ipm", "ipm.note", "ipm.post", "report.ipm.note")

# [MS-OXPROPS]: the properties that one reads.
CLASS, SUBJECT, BODY, RTF, HTML, HEADERS = 0x001A, 0x0037, 0x1000, 0x1009, 0x1013, 0x007D
WORDS = (SUBJECT, BODY, RTF, HTML)
CODE_PAGE, INTERNET_CODE_PAGE, SENT, DELIVERED = 0x3FFD, 0x3FDE, 0x0039, 0x0E06
SENDER, REPRESENTED = (0x0C1A, 0x5D01, 0x0C1F), (0x0042, 0x5D02, 0x0065)
NAME, ADDRESS, SMTP_ADDRESS, KIND_OF_RECIPIENT = 0x3001, 0x3003, 0x39FE, 0x0C15
LISTS = {"to": 0x0E04, "cc": 0x0E03, "bcc": 0x0E02}
LONG_NAME, SHORT_NAME, DATA, METHOD, BY_VALUE, AS_MESSAGE = 0x3707, 0x3704, 0x3701, 0x3705, 1, 5


def clean(source, target, ending, cleaning):
    try:
        with olefile.OleFileIO(source) as ole:
            if ole.exists("EncryptedPackage"):
                raise Refused(answers.LOCKED)
            if not ole.exists(PROPERTIES):
                raise Refused(answers.UNKNOWN_TYPE)
            return clean_message(Storage(ole, [], HEAD_OF_TOP), target, cleaning)
    except (OSError, struct.error, IndexError, KeyError, TypeError, ValueError) as damage:
        if isinstance(damage, OSError) and damage.errno:
            raise
        raise Refused(answers.DAMAGED) from None


class Storage:
    """A message, a recipient or a file in it: its properties by number. Encoding: that of texts that are not in Unicode."""

    def __init__(self, ole, path, head, encoding=None):
        self.ole, self.path = ole, path
        self.fixed = {}
        table = self.stream(PROPERTIES) or b""
        for at in range(head, len(table) - 15, 16):
            kind, number, _, value = struct.unpack_from("<HHL8s", table, at)
            self.fixed[number] = kind, value
        self.encoding = encoding or "cp" + str(self.number(INTERNET_CODE_PAGE if CODE_PAGE not in self.fixed else CODE_PAGE) or 1252)

    def stream(self, name):
        path = self.path + [name]
        if not self.ole.exists(path):
            if name != PROPERTIES and int(name[-8:-4], 16) in WORDS and self.fixed.get(int(name[-8:-4], 16), (0,))[0] == int(name[-4:], 16):
                raise Refused(answers.DAMAGED)  # The table tells of it.
            return None
        if self.ole.get_size(path) > MOST_STREAM:
            raise Refused(answers.TOO_LARGE)
        return self.ole.openstream(path).read()

    def text(self, number):
        wide, narrow = self.stream(f"__substg1.0_{number:04X}001F"), self.stream(f"__substg1.0_{number:04X}001E")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return decoding.read_as(narrow.rstrip(b"\0"), codec(self.encoding)) if narrow else ""

    def binary(self, number):
        return self.stream(f"__substg1.0_{number:04X}0102")

    def number(self, number):
        return struct.unpack("<l", self.fixed[number][1][:4])[0] if number in self.fixed else 0

    def time(self, number):
        """A FILETIME: tenths of microseconds since 1601, in UTC."""
        ticks = struct.unpack("<Q", self.fixed[number][1])[0] if number in self.fixed else 0
        try:
            return datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def inner(self, name, head):
        return Storage(self.ole, self.path + [name], head, self.encoding)

    def those(self, start):
        """The storages in it whose names begin so, in order."""
        depth = len(self.path)
        names = {path[depth] for path in self.ole.listdir(storages=True)
                 if len(path) > depth and [part.lower() for part in path[:depth]] == [part.lower() for part in self.path]}
        found = sorted(name for name in names if name.lower().startswith(start))
        if len(found) > MOST_OF_A_KIND:
            raise Refused(answers.TOO_LARGE)
        return [self.inner(name, HEAD_OF_OTHERS) for name in found]


def codec(encoding):
    return {"cp65001": "utf-8", "cp28591": "cp1252", "cp20127": "cp1252", "cp1200": "utf-16-le", "cp28605": "iso-8859-15",
            "cp50220": "iso-2022-jp", "cp51949": "cp949", "cp936": "gb18030", "cp54936": "gb18030", "cp20866": "koi8-r",
            "cp28592": "iso-8859-2"}.get(encoding, encoding)


def clean_message(storage, target, cleaning):
    kind = storage.text(CLASS).lower()
    is_signed = kind == "ipm.note.smime.multipartsigned"
    if kind.startswith("ipm.note.smime") and not is_signed:
        raise Refused(answers.LOCKED)
    if kind and kind not in NOTES and not is_signed:
        raise Refused(answers.UNKNOWN_PART)  # An appointment or a contact: what one reads of it is not in the fields of a mail.
    mail = correspondence.Correspondence()
    headers = email.message_from_string(storage.text(HEADERS), policy=email.policy.compat32)
    cleaning.found.update([answers.HEADERS, answers.IDS])
    read_people(storage, headers, mail)
    mail.head["subject"] = storage.text(SUBJECT)
    time = storage.time(SENT) or storage.time(DELIVERED)
    mail.head["date"] = mailheads.minute(headers["Date"]) if headers["Date"] else time.strftime("%Y-%m-%d %H:%M %z") if time else ""
    files = storage.those("__attach_version1.0_")
    if is_signed:  # [MS-OXOSMIME] 2.1.2.1: the one file holds the mail as it was signed.
        if len(files) != 1:
            raise Refused(answers.UNKNOWN_PART)
        mailparts.read(email.message_from_bytes(files[0].binary(DATA) or b"", policy=email.policy.compat32), mail, cleaning)
        return correspondence.write(mail, target, cleaning)
    mail.texts.append(body_of(storage, cleaning.found))
    for attached in files:
        attach(attached, mail)
    return correspondence.write(mail, target, cleaning)


def read_people(storage, headers, mail):
    """The sender, on behalf of whom, and the recipients: with their addresses where Outlook knows them."""
    senders = []
    for person in (person_of([storage.text(number) for number in numbers]) for numbers in (REPRESENTED, SENDER)):
        same = next((known for known in senders if not person[0] or known[0] == person[0]), None)
        if same is None:
            senders += [person] if any(person) else []
        elif person[1] and not same[1]:
            senders[senders.index(same)] = same[0], person[1]
    told = mailheads.people(headers["From"]) if headers["From"] else []
    senders = told if told and not any(address for _, address in senders) else senders
    mail.head["from"] = "; ".join(map(shown, senders))
    mail.people += senders
    lists = {1: "to", 2: "cc", 3: "bcc"}
    recipients = {key: [] for key in LISTS}
    for storage_of_one in storage.those("__recip_version1.0_"):
        person = person_of([storage_of_one.text(number) for number in (NAME, SMTP_ADDRESS, ADDRESS)])
        key = lists.get(storage_of_one.number(KIND_OF_RECIPIENT) & 0xF)
        if key and any(person):
            recipients[key].append(person)
            mail.people.append(person)
    for key, number in LISTS.items():
        mail.head[key] = "; ".join(map(shown, recipients[key])) or storage.text(number)
        mail.people += [] if recipients[key] else [(name.strip(), "") for name in storage.text(number).split(";")]


def person_of(values):
    """Name and address; an address inside Exchange ("/O=…/CN=…") is none that one reads."""
    address = next((value.strip() for value in values[1:] if "@" in value), "")
    return values[0].strip(" '\""), address


def shown(person):
    name, address = person
    return f"{name} <{address}>" if name and address and name.lower() != address.lower() else name or address


def body_of(storage, found):
    """The words: of the plain text and of the page that was laid out, the fuller."""
    plain, html = storage.text(BODY), storage.binary(HTML)
    html = decoding.read_as(html, codec("cp" + str(storage.number(INTERNET_CODE_PAGE) or 1252))) if html else storage.text(HTML)
    packed = storage.binary(RTF)
    if packed and not html.strip():
        kind, told = rich.read(packed)
        html = told if kind == "html" else ""
        plain = plain if kind != "text" or plain.strip() else told
        if kind is None and not plain.strip():
            raise Refused(answers.UNKNOWN_PART, "RTF")
    return correspondence.either(plain, webpage.text_of(html, found)) if html.strip() else plain


def attach(storage, mail):
    name = storage.text(LONG_NAME) or storage.text(SHORT_NAME) or storage.text(NAME)
    method, data = storage.number(METHOD), storage.binary(DATA)
    if method == AS_MESSAGE:
        inner = storage.inner(EMBEDDED, HEAD_OF_INNER)
        mail.attach_by(name or inner.text(SUBJECT) or "brev", lambda path, cleaning: clean_message(inner, path, cleaning))
    elif method == BY_VALUE and data is not None:
        mail.attach(name, data)
    else:
        raise Refused(answers.UNKNOWN_PART, filenames.safe(name) or None)  # A link, or an object drawn into the text.
