"""
The units of H.264 and HEVC (H.264 table 7-1, HEVC table 7-1). A decoder passes over the kinds that it doesn't know, so anything may
stand in them: those become filler of the same length, which says nothing. Kinds that another decoder may show are refused.
"""
import answers
from answers import Refused

SHOWN = {"h264": {1, 5, 7, 8}, "hevc": {*range(10), *range(16, 22), 32, 33, 34}}
NOTES = {"h264": {6}, "hevc": {39, 40}}
# Ends of pictures and sequences, filler, room that the standard leaves to others, and how layers are told apart in a stream.
EMPTIED = {"h264": {0, 9, 10, 11, 12, 14, *range(24, 32)}, "hevc": {35, 36, 37, 38, *range(41, 64)}}
REMOVED = {"h264": "0|6|9-12|14|24-31", "hevc": "35-63"}  # For ffmpeg's filter_units.
HEAD = {"h264": 1, "hevc": 2}
FILLER = {"h264": b"\x0c", "hevc": b"\x4c\x01"}
AS_THEY_ARE = {"h264": {9: 2, 10: 1, 11: 1}, "hevc": {35: 3, 36: 2, 37: 2}}  # Kinds without words of their own, with their length.
DOLBY, DOLBY_START = 62, 25  # Dolby Vision: how bright each picture is shown.


def kind_of(data, at, codec):
    return data[at] & 0x1F if codec == "h264" else data[at] >> 1 & 0x3F


def is_note(data, at, length, codec):
    return length > HEAD[codec] and kind_of(data, at, codec) in NOTES[codec]


def empty(data, at, length, codec, dolby):
    """Makes filler of a unit that no decoder needs; True where it was something else."""
    if length < HEAD[codec]:
        return False
    kind = kind_of(data, at, codec)
    if codec == "hevc" and (data[at] & 1 or data[at + 1] & 0xF8) and kind not in EMPTIED[codec]:
        raise Refused(answers.UNKNOWN_PART, codec)  # Another layer, such as the other eye's.
    if kind in SHOWN[codec] or kind in NOTES[codec] or length == AS_THEY_ARE[codec].get(kind):
        return False
    if kind not in EMPTIED[codec]:
        raise Refused(answers.UNKNOWN_PART, codec)
    if kind == DOLBY and codec == "hevc" and dolby and data[at + 2:at + 3] == bytes([DOLBY_START]):
        return False
    filler = (FILLER[codec] + b"\xff" * (length - HEAD[codec] - 1) + b"\x80")[:length] if length > HEAD[codec] else FILLER[codec]
    if data[at:at + length] == filler:
        return False
    data[at:at + length] = filler
    return True
