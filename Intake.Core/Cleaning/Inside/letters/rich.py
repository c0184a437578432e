"""
The rich text of Outlook: unpacked ([MS-OXRTFCP]), and the page or plain text that it was made from taken out of it ([MS-OXRTFEX]).
"""
import re
import struct

import answers
import decoding
from answers import Refused

# [MS-OXRTFCP] 2.1.2.1: what the dictionary holds at first.
START = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
         b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
COMPRESSED, PLAIN = b"LZFu", b"MELA"
MOST_BYTES = 64 << 20
TOKEN = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]+)(-?\d{1,9})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\")

# [MS-OXRTFEX] 2.1.3.1: words that are letters of the page outside of its tags.
WORDS = {b"par": "\r\n", b"line": "\r\n", b"tab": "\t", b"lquote": "&lsquo;", b"rquote": "&rsquo;",
         b"ldblquote": "&ldquo;", b"rdblquote": "&rdquo;", b"bullet": "&bull;", b"endash": "&ndash;", b"emdash": "&mdash;"}
LETTERS = {**WORDS, b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "\u2022",
           b"endash": "\u2013", b"emdash": "\u2014"}
SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\r": "\r\n", b"\n": "\r\n"}
UNSHOWN = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"generator", b"listtable",
           b"listoverridetable", b"mhtmltag"}
CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
            177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}


def read(packed):
    """("html", page), ("text", words), or (None, "") for rich text that was made from neither."""
    data = unpack(packed)
    start = data[:1024]
    kind = "html" if b"\\fromhtml1" in start else "text" if b"\\fromtext" in start else None
    return (kind, Taking(kind).text(data)) if kind else (None, "")


def unpack(packed):
    if len(packed) < 16:
        raise Refused(answers.DAMAGED)
    _, size, form, _ = struct.unpack_from("<LL4sL", packed)
    if size > MOST_BYTES:
        raise Refused(answers.TOO_LARGE)
    if form == PLAIN:
        return packed[16:16 + size]
    if form != COMPRESSED:
        raise Refused(answers.DAMAGED)
    dictionary, write, output, at = bytearray(START.ljust(4096, b"\0")), len(START), bytearray(), 16
    while at < len(packed) and len(output) < size + 17:
        control, at = packed[at], at + 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 1 >= len(packed):
                    return bytes(output[:size])
                reference, at = packed[at] << 8 | packed[at + 1], at + 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == write:
                    return bytes(output[:size])
                run = range(length)
            else:
                if at >= len(packed):
                    return bytes(output[:size])
                offset, run = None, range(1)
            for step in run:
                if offset is None:
                    letter, at = packed[at], at + 1
                else:
                    letter = dictionary[(offset + step) % 4096]
                output.append(letter)
                dictionary[write] = letter
                write = (write + 1) % 4096
    return bytes(output[:size])


class Taking:
    """
    Takes the page or text out again: groups of \\htmltag and what stands outside of \\htmlrtf. State of a group: is it shown, is it
    a tag, is it in \\htmlrtf, how many letters stand in for a \\u, the font.
    """

    def __init__(self, kind):
        self.words = WORDS if kind == "html" else LETTERS
        self.output, self.bytes = [], bytearray()
        self.state, self.stack = (True, False, False, 1, None), []
        self.page, self.fonts, self.defining, self.skip = "cp1252", {}, None, 0

    def text(self, data):
        starred = False
        for token in TOKEN.finditer(data):
            hexadecimal, word, number, sign, brace, letters = token.groups()
            if brace == b"{":
                self.stack.append(self.state)
                starred, self.skip = False, 0
            elif brace:
                self.flush()
                self.state = self.stack.pop() if self.stack else self.state
            elif sign == b"*":
                starred = True
            elif word:
                self.take_word(word, int(number or b"0"), number is not None, starred)
                starred = False
            elif sign:
                self.take(SIGNS.get(sign, sign.decode("latin-1")))
            elif hexadecimal:
                self.take_bytes(bytes.fromhex(hexadecimal.decode()))
            elif letters:
                self.take_bytes(letters)
        self.flush()
        return "".join(self.output)

    def take_word(self, word, number, has_number, starred):
        shown, tag, inside, stands_in, font = self.state
        if word == b"htmltag" and starred:
            self.flush()
            self.state = shown, True, inside, stands_in, font
        elif word == b"htmlrtf":
            self.flush()
            self.state = shown, tag, number != 0 or not has_number, stands_in, font
        elif word in UNSHOWN or starred:
            self.flush()
            self.defining = False if word == b"fonttbl" else self.defining
            self.state = False, tag, inside, stands_in, font
        elif word == b"uc":
            self.state = shown, tag, inside, number, font
        elif word == b"u":
            self.flush()
            self.take(chr(number % 0x10000))
            self.skip = stands_in
        elif word == b"ansicpg":
            self.page = f"cp{number}"
        elif word == b"f":
            self.flush()
            self.state = shown, tag, inside, stands_in, number
        elif word == b"fcharset":
            self.fonts[font] = CHARSETS.get(number)
        elif word in self.words:
            self.take(self.words[word])

    def take(self, text):
        if self.skip:
            self.skip -= 1
        elif self.state[0] and not self.state[2]:
            self.flush()
            self.output.append(text)

    def take_bytes(self, data):
        passed = min(self.skip, len(data))
        self.skip -= passed
        if self.state[0] and not self.state[2]:
            self.bytes += data[passed:]

    def flush(self):
        if self.bytes:
            page = "utf-8" if self.page == "cp65001" else self.page
            self.output.append(decoding.read_as(bytes(self.bytes), self.fonts.get(self.state[4]) or page))
            self.bytes.clear()
