"""
What one reads of a mail, in whatever format it came, as a text: date, subject, people, words. With attachments it becomes a zip of
that text and each of them, cleaned.
"""
import re
import unicodedata
from collections import Counter

import answers
import bundle
import invisible
import letters
import striking
from answers import Refused

LABELS = (("date", "Dato / Date"), ("from", "Fra / From"), ("to", "Til / To"), ("cc", "Kopi / Cc"), ("bcc", "Skjult kopi / Bcc"),
          ("subject", "Emne / Subject"))
ATTACHED = "Vedhæftet / Attached"
BOTH = "---- Samme brev, som ren tekst / The same letter, as plain text ----"
URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"]+", re.I)
# A piece of an address that no person chose: long, of letters and digits mixed, or with somebody's own address in it.
TOKEN = re.compile(r"(?=[^/?&#;]*\d)(?=[^/?&#;]*[A-Za-z])[\w%=.|~+-]{24,}|[A-Fa-f0-9-]{16,}|\d{9,}|@|%40", re.I)
CUT = "…"
# A technical line of another mail, quoted in this one, with the lines that belong to it.
FIELD = re.compile(rf"^([ \t>|]*)(?={letters.LINE})([\w-]+:)[^\n]*(?:\n\1[ \t]+\S[^\n]*)*", re.I | re.M)
SIGNATURE = re.compile(r"^-----BEGIN PGP SIGNATURE-----\r?\n.*?^-----END PGP SIGNATURE-----[ \t]*\r?\n?", re.M | re.S)
CID = re.compile(r"\[cid:[^\]\s]*\]")
BREAKS = re.compile("\r\n?|[\v\f\x85]")
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Correspondence:
    """One mail. `head` has shown values by the names of LABELS, `people` pairs of name and address."""

    def __init__(self):
        self.head, self.people, self.texts, self.files = {}, [], [], []

    def attach(self, name, data):
        """A file: its name as the mail tells it, or None."""
        self.files.append((name, lambda result, called: result.add(called, data)))

    def attach_by(self, name, clean):
        self.files.append((name, lambda result, called: result.add_by(called, clean)))


def write(mail, target, cleaning):
    """Writes the mail and gives the ending of what was written."""
    body = "\n\n".join(text.strip("\r\n") for text in mail.texts if text.strip())
    body = plain(body, cleaning)
    people = offered(mail, body)
    cleaning.names += [name for name in map(str, people.all) if name not in cleaning.names]
    names = [short(name, f"bilag-{number}", cleaning) for number, (name, _) in enumerate(mail.files, 1)]
    lines = [f"{label}: {one_line(mail.head[key], cleaning)}" for key, label in LABELS if mail.head.get(key)]
    if not mail.files:
        with open(target, "wb") as file:
            file.write(finished("\n".join(lines) + "\n\n" + body + "\n", people, cleaning).encode())
        return "txt"
    result = bundle.Bundle(target, cleaning)
    result.names.taken.add("brev.txt")
    for name, (_, add) in zip(names, mail.files):
        add(result, name)
    lines.append(f"{ATTACHED}: " + "; ".join(result.written))
    result.names.taken.discard("brev.txt")
    result.add_text("brev.txt", finished("\n".join(lines) + "\n\n" + body + "\n", people, cleaning))
    result.close()
    return "zip"


def plain(text, cleaning):
    """What one reads of the words: without what is not seen, and nothing that no person reads."""
    text = BREAKS.sub("\n", text)
    for pattern, instead, kinds in (
            (SIGNATURE, "", (answers.AUTHOR, answers.IDS)), (CONTROLS, "", (answers.INVISIBLE,)), (CID, "[…]", (answers.IDS,))):
        text, times = pattern.subn(instead, text)
        cleaning.found.update(kinds if times else ())
    seen = invisible.strip(text)
    cleaning.found.update([answers.INVISIBLE] if seen != text else [])
    if re.search(r"^-----BEGIN PGP MESSAGE-----", seen, re.M):
        raise Refused(answers.LOCKED)
    letters.judge_runs(URL.sub("", seen))
    return unicodedata.normalize("NFC", seen)


def one_line(value, cleaning):
    return " ".join(plain(value, cleaning).split())


def short(name, otherwise, cleaning):
    return one_line(name, cleaning) if name and name.strip() else otherwise


def offered(mail, body):
    people = striking.People()
    for name, address in mail.people:
        people.add(unicodedata.normalize("NFC", invisible.strip(name)), address)
    people.add_those_of(FIELD.sub(CUT, body))
    return people


def finished(text, people, cleaning):
    """With addresses cut and people struck; what lies between the marks of that is checked to be as it was, in the same order."""
    result = URL.sub(lambda found: cut(found[0]), text)
    cleaning.found.update([answers.LINKS] if result != text else [])
    result, times = FIELD.subn(rf"\1\2 {CUT}", result)
    cleaning.found.update([answers.HEADERS] if times else [])
    result = striking.strike(result, people, cleaning.strike) if cleaning.strike else result
    if not striking.comes_from(result, text, CUT):
        raise Refused(answers.CHANGED)
    return result


def cut(address):
    """An address without what may be given to one recipient alone. Its host and the readable beginning of its path stay."""
    host = re.match(r"\w+://[^/?#]*", address)[0]
    found = TOKEN.search(address, len(host))
    if found is None and "@" not in host:
        return address
    if "@" in host:
        return host[:host.index("//") + 2] + CUT
    start = max(address.rfind(sign, len(host), found.start() + 1) for sign in "/?&#;=")
    return address[:max(start + 1, len(host))] + CUT


def either(text, shown):
    """
    Of the two versions of one letter, plain and as it was laid out, the one that has all words of the other; both where none has.
    """
    lost, more = missing(shown, text), missing(text, shown)
    if not shown.strip() or not lost:
        return text
    return shown if not more else shown + "\n\n" + BOTH + "\n\n" + text


def missing(some, other):
    return words(some) - words(other)


def words(text):
    text = CID.sub("", URL.sub("", invisible.strip_all(text)))
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))
