"""Where the frames of MP3 and FLAC begin and end, and the tags that programs put before and behind them."""
import re

import answers
from answers import Refused

# ISO/IEC 11172-3, 2.4.2.3, layer 3: kbit/s of MPEG 1, and of MPEG 2 and 2.5.
RATES = ((0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160))
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
MOST_JUNK = 4 << 20


def id3_size(data, at=0):
    """Bytes of an ID3v2 tag (ID3v2.4, 3.1), with its footer."""
    if data[at:at + 3] != b"ID3" or len(data) < at + 10:
        return 0
    size = 0
    for byte in data[at + 6:at + 10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if data[at + 5] & 0x10 else 0)


def frame_size(data, at):
    """Bytes of the MP3 frame that begins here; 0 where none does."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, sample, padding = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or rate in (0, 15) or sample == 3:
        return 0
    kilobits = RATES[0 if version == 3 else 1][rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // SAMPLES[version][sample] + padding


def alike(data, one, other):
    """Whether two frames can belong to one sound: the same version and sample rate."""
    return data[one + 1] & 0xFE == data[other + 1] & 0xFE and data[one + 2] & 0x0C == data[other + 2] & 0x0C


def frames(data):
    """The frames as (start, stop), and names of what lies between and around them."""
    found, rest, at = [], set(), 0
    while size := id3_size(data, at):
        rest.add("ID3")
        at += size
    end = len(data) - tail_size(data)
    if end < len(data):
        rest.add("TAG")
    junk = 0
    while at < end:
        size = frame_size(data, at)
        follows = size and (at + size >= end or frame_size(data, at + size) and alike(data, at, at + size)
                            or found and alike(data, found[-1][0], at))
        if follows and at + size <= end:
            found.append((at, at + size))
            at += size
            continue
        if size and found and at + size > end and alike(data, found[-1][0], at):
            found.append((at, end))  # The last one is cut off.
            break
        following = data.find(b"\xff", at + 1, end)
        following = end if following < 0 else following
        if data[at:following].strip(b"\0"):
            rest.add("bytes")
        junk += following - at
        if junk > MOST_JUNK:
            raise Refused(answers.DAMAGED)
        at = following
    if len(found) < 2:
        raise Refused(answers.DAMAGED)
    return found, rest


def tail_size(data):
    """Bytes of the tags behind the sound: ID3v1, Lyrics3, APE, ID3v2 with a footer, one behind another."""
    end = len(data)
    while True:
        before = end
        if data[end - 128:end - 125] == b"TAG" and end >= 128:
            end -= 128
        if data[end - 227:end - 223] == b"TAG+" and end >= 227:
            end -= 227
        if data[end - 9:end] == b"LYRICS200" and re.fullmatch(rb"\d{6}", data[end - 15:end - 9]):
            end -= 15 + int(data[end - 15:end - 9])
        if data[end - 9:end] == b"LYRICSEND" and (start := data.rfind(b"LYRICSBEGIN", max(0, end - 5200), end)) >= 0:
            end = start
        if data[end - 32:end - 24] == b"APETAGEX":
            size, flags = int.from_bytes(data[end - 20:end - 16], "little"), int.from_bytes(data[end - 12:end - 8], "little")
            end -= size + (32 if flags >> 31 else 0)
        if data[end - 10:end - 7] == b"3DI":
            size = 0
            for byte in data[end - 4:end]:
                size = size << 7 | byte & 0x7F
            end -= 20 + size
        if end <= 0:
            raise Refused(answers.DAMAGED)
        if end == before:
            return len(data) - end


def crc16(data):
    """RFC 9639, 9.3: polynomial 0x8005, from zero. Over a whole frame with its own sum it is zero."""
    value = 0
    for byte in data:
        value = (value << 8 & 0xFFFF) ^ CRC16[value >> 8 ^ byte]
    return value


def table():
    for byte in range(256):
        value = byte << 8
        for _ in range(8):
            value = (value << 1 ^ (0x8005 if value & 0x8000 else 0)) & 0xFFFF
        yield value


CRC16 = list(table())


def flac_ends(data, start, end):
    """Whether a frame of FLAC ends exactly here, so that nothing lies behind the sound."""
    at = end
    for _ in range(200):
        at = max(data.rfind(b"\xff\xf8", start, at), data.rfind(b"\xff\xf9", start, at))
        if at < 0 or end - at > 1 << 18:
            return False
        if crc16(data[at:end]) == 0:
            return True
    return False
