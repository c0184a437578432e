"""
Letters that nobody sees. They can mark a copy for the one person who got it. Those that a script or an emoji needs to look as
it does are kept (Unicode 15.0, sections 23.2 to 23.4 and 23.9; UTS 51).
"""
import re
import unicodedata

# Soft hyphen, joiners, marks of direction, fillers, invisible operators, selectors of a variant, tags, and all else of category Cf
# but the signs that are drawn over numbers in Arabic, Syriac and Kaithi.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
RIGHT_TO_LEFT = ("R", "AL", "AN")
FLAGS = tuple("\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in name) + "\U000e007f" for name in ("gbeng", "gbsct", "gbwls"))
NEAR = 3


def strip(text):
    """The text without them."""
    if UNSEEN.search(text) is None:
        return text
    kept, end = [], 0
    for found in UNSEEN.finditer(text):
        if not is_needed(text, found.start()):
            kept.append(text[end:found.start()])
            end = found.end()
    return "".join(kept) + text[end:]


def strip_all(text):
    """Also those that are needed: for comparing."""
    return UNSEEN.sub("", text)


def is_needed(text, at):
    letter, before, after = text[at], text[at - 1:at], text[at + 1:at + 2]
    if letter in "\u200c\u200d":  # Joiners: Arabic, the scripts of India and their neighbours; emoji of several.
        return joins(before) and joins(after) or letter == "\u200d" and is_emoji(before) and is_emoji(after)
    if letter == "\u200b":  # Where a line may break in scripts without spaces.
        return is_between(before, 0x0E00, 0x109F, 0x1780, 0x17FF) and is_between(after, 0x0E00, 0x109F, 0x1780, 0x17FF)
    if letter in "\u200e\u200f\u061c":
        near = text[max(at - NEAR, 0):at] + text[at + 1:at + 1 + NEAR]
        return not is_unseen(before) and any(unicodedata.bidirectional(other) in RIGHT_TO_LEFT for other in near if not is_unseen(other))
    if letter in "\ufe0e\ufe0f":
        return before in tuple("#*0123456789") and after == "\u20e3" or is_symbol(before)
    if "\ufe00" <= letter <= "\ufe02":
        return is_ideograph(before) or before != "" and unicodedata.category(before) == "Sm"
    if "\U000e0100" <= letter <= "\U000e01ef":
        return is_ideograph(before)
    if "\U000e0020" <= letter <= "\U000e007f":
        start = text.rfind("\U0001f3f4", max(at - len(FLAGS[0]), 0), at)
        return start >= 0 and any(at < start + len(flag) and text.startswith(flag, start) for flag in FLAGS)
    if "\u180b" <= letter <= "\u180f":
        return is_between(before, 0x1820, 0x18AA) or letter == "\u180e" and is_between(after, 0x1820, 0x18AA)
    return False


def is_unseen(letter):
    return UNSEEN.match(letter) is not None


def is_between(letter, *bounds):
    return letter != "" and any(low <= ord(letter) <= high for low, high in zip(bounds[::2], bounds[1::2]))


def joins(letter):
    """A letter of a script whose letters change beside each other."""
    return is_between(letter, 0x0620, 0x08FF, 0x0900, 0x0DFF, 0x0F00, 0x109F, 0x1780, 0x18AA, 0xA840, 0xA8FF, 0xFB50, 0xFDFF,
                      0xFE70, 0xFEFC, 0x11000, 0x11FFF)


def is_ideograph(letter):
    return is_between(letter, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x3FFFF)


def is_symbol(letter):
    return letter != "" and (unicodedata.category(letter) in ("So", "Sk") or letter in "\u203c\u2049\u2934\u2935\u3030\u303d\u2139\u2122")\
        or is_between(letter, 0x2190, 0x21FF, 0x2300, 0x23FF, 0x25A0, 0x27BF, 0x2B00, 0x2BFF)


def is_emoji(letter):
    """The last or first sign of an emoji, its variant and the colour of a skin among them."""
    return letter == "\ufe0f" or is_symbol(letter) or is_between(letter, 0x1F000, 0x1FAFF)
