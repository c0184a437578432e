"""Bytes into text: which encodings are known, and that no letter is lost on the way."""
import codecs
import re

import answers
from answers import Refused

# The longer mark first: that of UTF-32 begins with that of UTF-16 (Unicode 15.0, section 23.8).
MARKS = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Letters of UTF-8 in what isn't UTF-8 all through: read as Windows-1252, what nobody sees among them would look like letters.
BROKEN = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|\xc2[\x80-\x9f]")

# What programs write for an encoding that Python calls otherwise, or that in practice is a larger one (WHATWG Encoding, 4.2).
LARGER = {"us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252",
          "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
          "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8", "iso-8859-11": "cp874", "tis-620": "cp874", "utf8": "utf-8",
          "unicode-1-1-utf-7": "utf-7", "x-sjis": "cp932"}
TEXT_ENCODINGS = ("rot13", "rot_13", "hex", "base64", "bz2", "zlib", "quopri", "uu", "idna", "punycode", "undefined",
                  "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-16", "mbcs", "oem")


class Text:
    """A text with what is needed to write it as it was: its mark and its encoding."""

    def __init__(self, mark, encoding, text):
        self.mark, self.encoding, self.text = mark, encoding, text

    def write(self, text):
        return self.mark + text.encode(self.encoding)


def read(data, whole=True):
    """Text of bytes that are a text and nothing else. Not whole: the data may end inside a letter. Refuses what is no text."""
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", None))
    data = data[len(mark):]
    for name in [encoding] if encoding else candidates(data):
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(data, whole)
        except (UnicodeDecodeError, ValueError):
            continue
        if CONTROLS.search(text) is None and not (name == "cp1252" and BROKEN.search(data)):
            return Text(mark, name, text)
    raise Refused(answers.UNKNOWN_TYPE)


def candidates(data):
    """The encodings that bytes without a mark may be in. In UTF-16 and UTF-32 of any European language most letters hold a NUL."""
    if b"\0" not in data[:4096]:
        return ["utf-8", "cp1252"]
    start = data[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if start[1::4].count(0) and start[2::4].count(0):
        return ["utf-32-le" if even < odd + start[2::4].count(0) and start[:1] != b"\0" else "utf-32-be"]
    return ["utf-16-le" if odd > even else "utf-16-be"]


def read_as(data, charset):
    """
    Text of a part of a mail that names its encoding, rightly or not. Where nothing fits, U+FFFD stands for what can't be
    read, as in any mail program: it is seen.
    """
    charset = (charset or "").strip().strip("\"'").lower()
    charset = LARGER.get(charset, charset)
    mark = next((name for sign, name in MARKS if data.startswith(sign)), None)
    for name in (mark, charset, "utf-8", "cp1252"):
        if not name or name.replace("-", "_") in TEXT_ENCODINGS or name in TEXT_ENCODINGS and name != "utf-16":
            continue
        try:
            return data.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8" if charset in ("utf-8", "") else "cp1252", "replace").removeprefix("\ufeff")
