"""What one reads of an invitation that comes with a mail (iCalendar, RFC 5545): what, when, where and who."""
import re

import answers
import striking
from answers import Refused

SHOWN = {"SUMMARY": "Hvad / What", "DTSTART": "Start", "DTEND": "Slut / End", "DURATION": "Varighed / Duration",
         "RRULE": "Gentages / Repeats", "EXDATE": "Ikke / Except", "RDATE": "Også / Also", "LOCATION": "Hvor / Where",
         "ORGANIZER": "Indkalder / Organiser", "ATTENDEE": "Deltager / Attendee", "STATUS": "Status",
         "COMMENT": "Kommentar / Comment", "CONTACT": "Kontakt / Contact",
         "CATEGORIES": "Kategori / Category", "DESCRIPTION": "Beskrivelse / Description"}
UNSHOWN = {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "CLASS", "PRIORITY", "TRANSP", "GEO", "URL", "RECURRENCE-ID",
           "REQUEST-STATUS", "RESOURCES", "RELATED-TO", "CONFERENCE", "IMAGE", "COLOR"}
LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^":;,]*)(?:,(?:"[^"]*"|[^":;,]*))*)*):(.*)', re.S)
TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")


def text_of(calendar, found):
    """The lines that one reads. Anything in it that is not known here refuses it."""
    found.update([answers.IDS, answers.TIMES])
    lines, inside = [], []
    for line in re.sub(r"\r?\n[ \t]", "", calendar).splitlines():
        parsed = LINE.fullmatch(line.strip("\ufeff"))
        if not line.strip():
            continue
        if parsed is None:
            raise Refused(answers.UNKNOWN_PART)
        name, parameters, value = parsed[1].upper(), parsed[2], parsed[3]
        if name == "BEGIN":
            inside.append(value.upper())
        elif name == "END":
            inside = inside[:-1]
        elif inside[-1:] == ["VEVENT"]:
            lines += shown(name, parameters, value)
        elif not {"VCALENDAR", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"}.issuperset(inside[-1:]):
            raise Refused(answers.UNKNOWN_PART)
    return "\n".join(lines)


def minute(time):
    return "-".join(time.groups()[:3]) + (f" {time[4]}:{time[5]}" if time[4] else "") + (" +0000" if time[6] else "")


def shown(name, parameters, value):
    if name.startswith("X-") or name in UNSHOWN:
        return []
    if name not in SHOWN:
        raise Refused(answers.UNKNOWN_PART)
    if name in ("ORGANIZER", "ATTENDEE"):
        called, address = re.search(r';CN=(?:"([^"]*)"|([^;:]*))', parameters, re.I), re.search(striking.ADDRESS, value)
        called = (called[1] or called[2] or "").strip() if called else ""
        value = f"{called} <{address[0]}>" if called and address and called != address[0] else called or (address[0] if address else value)
    elif name in ("DTSTART", "DTEND", "EXDATE", "RDATE"):
        zone = re.search(r';TZID="?([^";:]*)', parameters, re.I)
        value = TIME.sub(minute, value)
        value += f" ({zone[1]})" if zone else ""
    else:
        value = re.sub(r"\\([\\;,nN])", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value)
    return [f"{SHOWN[name]}: {value}"] if value.strip() else []
