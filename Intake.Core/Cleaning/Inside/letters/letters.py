"""
What a file is that consists of letters: a mail, a plain text, or something that only looks like one. A plain text is told to
hold nothing hidden, so no markup, no encoded run and none of a mail's technical lines may be anywhere in it.
"""
import re

import answers
import decoding
from answers import Refused

# RFC 5322, 3.6, and what one reads of it in any mail program.
READ = {"from", "to", "cc", "bcc", "date", "subject", "reply-to", "sender"}
TECHNICAL = {"received", "return-path", "delivered-to", "envelope-to", "message-id", "references", "in-reply-to", "mime-version",
             "authentication-results", "domainkey-signature", "user-agent", "precedence", "errors-to", "autocrypt", "feedback-id",
             "mailing-list", "importance", "priority", "comments", "keywords", "newsgroups", "path", "lines", "organization", "status",
             "disposition-notification-to", "received-spf", "original-recipient", "auto-submitted", "snapshot-content-location"}
FAMILIES = ("x-", "arc-", "dkim-", "list-", "thread-", "resent-", "content-", "ms-exchange-")
FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
MOST_LINES = 1000

# A technical line wherever it stands.
LINE = (
    r"(?:Received:[ \t]+(?:from|by|\()|Message-ID:[ \t]*<[^\s<>]+@|Return-Path:[ \t]*(?:<|\S*@)|Delivered-To:[ \t]*\S+@"
    r"|(?:References|In-Reply-To):[ \t]*<[^\s<>]+@|(?:DKIM|DomainKey)-Signature:|ARC-(?:Seal|Message-Signature|Authentication-Results):"
    r"|Authentication-Results:|Received-SPF:|Thread-Index:|User-Agent:[ \t]*\w|List-(?:Help|Post|Id|Archive|Subscribe|Unsubscribe\S*):"
    r"|X-(?:Mailer|MS-|Google-|Gm-|Received|Spam|Forefront|Microsoft|Sender|Originating|Original|Mimeole|BeenThere|Mailman|Virus|Antivirus"
    r"|AntiAbuse|Scanned|Proofpoint|Authenticated|Source|Env|Account|Exchange|Yahoo|Apple|Report-Abuse|SES-|SG-|TM-|Auto-Response|Loop"
    r"|UID|Rspamd)[\w-]*:)(?![ \t]*…)")  # "…" stands where the text of a mail had one.
SOURCE = re.compile(r"^[ \t>|]*" + LINE, re.I | re.M)

SPACE = "\ufeff \t\r\n\f\v"
# A mail that was cleaned before, and may speak of markup.
OWN = ("Dato / Date: ", "Fra / From: ", "Til / To: ", "Kopi / Cc: ", "Skjult kopi / Bcc: ", "Emne / Subject: ", "Vedhæftet / Attached: ")
NO_TEXT = ("{\\rtf", "%!PS", "BEGIN:V", "%PDF", "!<arch>", "SQLite format", "AC10", "solid ")
DOCUMENT = re.compile(
    r"<(?:!doctype|html|head|body|svg|script|style|meta|link|iframe|office:document|w:wordDocument|pkg:package|rss|feed|kml|gpx)"
    r"(?=[\s>/:])|<\?xml|<!--|<!\[CDATA\[|<(?:a|img|div|span|p|table|tr|td|th|form|input|object|embed|ul|ol|li|h[1-6]|center|section"
    r"|source|video|audio)\s+[a-zA-Z:-]+\s*=", re.I)
TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>|<[!?]")

# Base64 (RFC 4648) and hexadecimal digits: no person reads them, so they may say anything.
RUN = re.compile(r"[A-Za-z0-9+/_-]{200,}|(?:[A-Za-z0-9+/_-]{60,}=*[ \t]*\r?\n[ \t>]*){2}[A-Za-z0-9+/_-]{40,}")
UUENCODED = re.compile(r"^begin(?:-base64)? [0-7]{3,4} \S.*\r?\n[!-`]", re.M)
FEW_KINDS = 10  # A line drawn with signs is no code.


def kind_of(head):
    """The module that cleans a file which begins so, and the ending of its name."""
    names = field_names(head)
    if is_mail(names):
        if is_saved_page(head, names):
            raise Refused(answers.SAVED_PAGE)
        return "mail", "eml"
    judge(decoding.read(head, whole=False).text)
    return "text", "txt"


def field_names(head):
    """The names of the header lines that a file begins with, in lower case (RFC 5322, 2.2); a mailbox's first line may stand before."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").splitlines()[:MOST_LINES]
    if lines and lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    names = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and names:
            continue
        field = FIELD.match(line)
        if field is None:
            break
        names.append(field[1].decode("ascii").lower())
    return names


def is_mail(names):
    """
    Technical fields beside one that is read, or nothing but fields that are read. A note may begin with "Date: 3 May" or
    "Note: …", and a mail that Outlook saved as text with "Sent:".
    """
    read, technical = READ.intersection(names), {name for name in names if is_technical(name)}
    certain = {name for name in technical if not name.startswith("x-")}
    return (len(certain) > 1 or bool(certain and read) or bool(technical and read - {"date"})
            or len(read) > 1 and READ.issuperset(names))


def is_technical(name):
    return name in TECHNICAL or name.startswith(FAMILIES)


def is_saved_page(head, names):
    """MHTML (RFC 2557) as browsers and Word save it: a page in a mail's clothes that nobody sent."""
    if "snapshot-content-location" in names or re.search(rb"^From:\s*[\"<]*Saved by", head, re.I | re.M):
        return True
    sent = {"to", "cc", "bcc", "received", "return-path", "message-id", "x-originating-ip"}.intersection(names)
    kind = re.search(rb"^Content-Type:\s*(multipart/related|text/html|application/xhtml)", head, re.I | re.M)
    return not sent and (kind is not None and "from" not in names or "content-location" in names)


def judge(text):
    """Refuses letters that are no plain text, or not only that."""
    start = text[:4096].lstrip(SPACE)
    if start.startswith(NO_TEXT):
        raise Refused(answers.UNKNOWN_TYPE)
    if not start.startswith(OWN) and (TAG.match(start) or DOCUMENT.search(text)):
        raise Refused(answers.SAVED_PAGE)
    judge_runs(text)
    if SOURCE.search(text) is not None:
        raise Refused(answers.MAIL_SOURCE)


def judge_runs(text):
    """Refuses encoded runs."""
    if UUENCODED.search(text) or any(is_code(run[0]) for run in RUN.finditer(text)):
        raise Refused(answers.ENCODED)


def is_code(run):
    kinds = set(run) - set("-_=+/ \t\r\n>")
    return len(kinds) >= FEW_KINDS and any(letter.isdigit() for letter in kinds)
