"""
Mails as they travel (RFC 5322, RFC 2045 to 2049): what one reads becomes a text; the way from server to server, numbers, programs and
signatures stay behind. A mailbox with several (RFC 4155) becomes a zip of them.
"""
import email
import email.errors
import email.policy
import re

import answers
import bundle
import correspondence
import letters
import mailheads
import mailparts
from answers import Refused

BEGINNING = re.compile(rb"^From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)", re.M)
MOST_MAILS = 1000
KEPT = {"date", "from", "to", "cc", "bcc", "subject", "content-type", "content-transfer-encoding", "content-disposition", "mime-version"}
SOFTWARE = {"x-mailer", "user-agent", "x-mimeole"}
IDS = {"message-id", "references", "in-reply-to", "thread-index", "x-uid", "x-gmail-thrid", "x-gm-msgid"}


def clean(source, target, ending, cleaning):
    with open(source, "rb") as file:
        data = file.read().removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    starts = [found.start() for found in BEGINNING.finditer(data) if found.start() == 0 or is_after_blank(data, found.start())]
    if len(starts) < 2 or starts[0] != 0:
        return clean_one(data, target, cleaning)
    if len(starts) > MOST_MAILS:
        raise Refused(answers.TOO_LARGE)
    result = bundle.Bundle(target, cleaning)
    for number, (start, end) in enumerate(zip(starts, starts[1:] + [len(data)]), 1):
        result.add(f"brev-{number:03}.eml", data[start:end])
    result.close()
    return "zip"


def is_after_blank(data, start):
    return data.endswith((b"\n\n", b"\n\r\n"), max(start - 4, 0), start)


def clean_one(data, target, cleaning):
    if data.startswith((b"From ", b">From ")):
        data = data.partition(b"\n")[2]
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        refuse_torn(message)
        mail = read(message, cleaning)
    except RecursionError:
        raise Refused(answers.TOO_LARGE) from None
    return correspondence.write(mail, target, cleaning)


def refuse_torn(message):
    """A line that is no field ends the fields for a parser; where fields follow all the same, they would be taken for the text."""
    torn = any(isinstance(defect, email.errors.MissingHeaderBodySeparatorDefect) for defect in message.defects)
    body = message.get_payload() if torn and not message.is_multipart() else ""
    first = body.replace("\r", "").partition("\n\n")[0].lower()
    if any(letters.is_technical(name) or name in letters.READ for name in re.findall(r"^([!-9;-~]+):", first, re.M)):
        raise Refused(answers.DAMAGED)


def read(message, cleaning):
    mail = correspondence.Correspondence()
    names = {name.lower() for name, _ in message.raw_items()}
    cleaning.found.update([answers.HEADERS] if names - KEPT else [])
    cleaning.found.update([answers.SOFTWARE] if names & SOFTWARE else [])
    cleaning.found.update([answers.IDS] if names & IDS else [])
    for key, _ in correspondence.LABELS:
        values = [mailheads.shown(value) for name, value in message.raw_items() if name.lower() == key]
        mail.head[key] = "; ".join(filter(None, values))
    mail.head["date"] = mailheads.minute(mail.head["date"])
    for key in ("from", "to", "cc", "bcc", "reply-to", "sender"):
        for name, value in message.raw_items():
            if name.lower() == key:
                mail.people += mailheads.people(value)
    mailparts.read(message, mail, cleaning)
    return mail
