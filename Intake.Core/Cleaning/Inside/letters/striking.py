"""The people that a mail names, for the reporter to choose from, and striking them out wherever they stand."""
import re
import unicodedata

MARK = "\u2587\u2587\u2587"
MOST_NAMES, MOST_LETTERS = 200, 200
# A name of this many letters is struck out in small letters too; "bo" and "dam" are words.
LONG = 4
# What stands between names in texts, file names and addresses of pages.
SPACES = r"(?:[\s,>._+\-]|%20)*"
LETTER = r"[^\W\d_]"
DOUBLED = dict(zip("æøåöäÆØÅÖÄ", ("ae", "oe", "aa", "oe", "ae", "Ae", "Oe", "Aa", "Oe", "Ae")))
PLAIN = dict(zip("æøåöäéüÆØÅÖÄÉÜ", "aoaoaeuAOAOAEU"))
ADDRESS = r"[^\s<>\[\]()\"',;:@]{1,64}@[\w-]+(?:\.[\w-]+)+"
ENTRY = re.compile(rf"\s*(.*?)\s*[<\[(](?:mailto:)?({ADDRESS})[>\])]\s*", re.S)
NAMED = re.compile(rf"(?:^|[:;,>\n\t])[ \t]*\"?([^\W\d_][^<>\[\]:;@\n\"]{{1,80}}?)\"?[ \t]*[<\[(](?:mailto:)?({ADDRESS})[>\])]", re.M)
BARE = re.compile(ADDRESS)
QUOTED = re.compile(r"^[ \t>*]*(?:From|To|Cc|Fra|Til|Kopi|Von|An|Från|Till|De|À|Para):[ \t*]+([^\n<>\[\]@]{2,500})$", re.M)
SHARED = {"info", "post", "mail", "kontakt", "contact", "support", "admin", "office", "hello", "noreply", "no-reply", "list", "team",
          "webmaster", "postmaster", "service", "kundeservice", "salg", "sales", "news", "newsletter", "the", "and", "test", "user"}


class Person:
    """One person with all names and addresses under which a mail knows them."""

    def __init__(self, name, address):
        self.names, self.addresses = [name] if name else [], [address] if address else []

    def __str__(self):
        name, address = next(iter(self.names), ""), next(iter(self.addresses), "")
        return (f"{name} <{address}>" if name and address else name or address)[:MOST_LETTERS]


class People:
    """Each person once: same address, or same full name."""

    def __init__(self):
        self.all, self.known = [], {}

    def add(self, name, address=""):
        name = " ".join(name.strip(" \t\r\n'\"*,;").split())
        if name.lower() == address.lower():
            name = ""
        keys = [key for key in (plain(address), full(name)) if key]
        person = next((self.known[key] for key in keys if key in self.known), None)
        if not name and not address or person is None and len(self.all) >= MOST_NAMES:
            return
        if person is None:
            person = Person("", "")
            self.all.append(person)
        if name and name not in person.names:
            person.names.append(name)
        if address and address.lower() not in (known.lower() for known in person.addresses):
            person.addresses.append(address)
        for key in keys:
            self.known.setdefault(key, person)

    def add_those_of(self, text):
        """Whom a text names with an address or in the header lines of a quoted mail."""
        for found in NAMED.finditer(text):
            self.add(found[1] if found[1] != found[1].lower() else "", found[2])
        for found in BARE.finditer(text):
            self.add("", found[0].rstrip("."))
        for found in QUOTED.finditer(text):
            for name in re.split(r";|,(?=\s*[^\s,;]+\s+[^\s,;]+)", found[1])[:20]:
                if 1 < len(name.split()) < 6:
                    self.add(name)

    def meant(self, wish):
        """All names and addresses of whom a wish means."""
        entry = ENTRY.fullmatch(wish)
        name, address = (entry[1].strip(" \"'"), entry[2]) if entry else ("", wish) if BARE.fullmatch(wish) else (wish, "")
        found = [self.known[key] for key in (plain(address), full(name)) if key in self.known]
        found += [person for person in self.all if name and name in person.names and not address]
        return ([name] + [other for person in found for other in person.names],
                [address] + [other for person in found for other in person.addresses])


def plain(address):
    """The key of an address: without the tag that one may add before the @ (RFC 5233)."""
    return re.sub(r"\+[^@]*@", "@", address.lower())


def full(name):
    """The key of a full name, also written "Holm, Anne" or with a remark in brackets; "" for less than two words."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", re.sub(r"\s[(\[].*", "", name.casefold()))
    return " ".join(sorted(words)) if len(words) > 1 else ""


def strike(text, people, wishes):
    """The text without those whom the wishes mean: names in either order and each part of them, addresses and what stands before the @."""
    text, loose, exact = unicodedata.normalize("NFC", text), set(), set()
    for wish in wishes:
        names, addresses = people.meant(unicodedata.normalize("NFC", wish.strip()))
        for address in filter(None, addresses):
            local, _, host = address.partition("@")
            loose.add(re.escape(local) + r"(?:\+[\w.-]+)?@" + re.escape(host))
            if len(local) > 2 and local.lower() not in SHARED:
                loose.add(re.escape(local) + r"(?:['’]?s)?")
                loose.update(re.escape(part) for part in re.split(r"[\W\d_]+", local) if len(part) >= LONG and part.lower() not in SHARED)
        for name in filter(None, names):
            words = re.findall(r"[^\s,;()<>\"]+", name)
            orders = [words, words[1:] + words[:1], words[-1:] + words[:-1]]
            if len(words) > 1 or words and len(words[0]) > 2 and words[0].islower():
                loose.update(SPACES.join(map(quoted, order)) + r"(?:['’]?s)?" for order in orders)
            for form in {form for word in words for form in spellings(word)}:
                (loose if len(form) >= LONG else exact).update(parts(form))
    for patterns, how in ((loose, re.I), (exact, 0)):
        if patterns:
            # Whole names and addresses before parts of them.
            either = "|".join(sorted(patterns, key=lambda pattern: ("(?<=" in pattern or "(?=" in pattern, -len(pattern), pattern)))
            text = re.sub(rf"(?<!{LETTER})(?:{either})(?!{LETTER})", MARK, text, flags=how)
    return text


def quoted(word):
    """A word as a pattern, with either apostrophe."""
    return re.sub("['’]", "['’]", re.escape(word))


def spellings(word):
    """A word and how programs without Danish letters write it."""
    yield word
    for fold in (DOUBLED, PLAIN):
        yield "".join(fold.get(letter, letter) for letter in word)


def comes_from(struck, text, *marks):
    """Whether what lies between the marks stands in the text, in the same order."""
    place, struck, text = 0, unicodedata.normalize("NFC", struck), unicodedata.normalize("NFC", text)
    for piece in re.split("|".join(map(re.escape, (MARK, *marks))), struck):
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def parts(word):
    """A first or last name by itself, as written or in capitals, also in the genitive. Not "von", not an initial."""
    word = word.strip(".'’")
    if len(word) > 1 and word[0].isupper() and word.lower() not in SHARED:
        for form in {word, word.upper(), word.capitalize()}:
            yield quoted(form) + r"(?:['’]?[sS])?"
        yield r"(?<=[@._/\-])" + re.escape(word.lower())
        yield re.escape(word.lower()) + r"(?=[@._\-][\w\u2587])"
