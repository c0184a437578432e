"""
Colour profiles (ICC.1:2022). A profile names its maker, its date and often a screen or scanner, and a measured one knows
one screen among all. So none is copied: what its numbers say is compared with the spaces in common use. For one of those a
profile of our own takes its place, always the same bytes; sRGB is what a picture without a profile is taken for; any other
is left out, and the reporter is told of colours either way.
"""
import struct

import answers

# The colours' red, green and blue in CIE XYZ, seen in D50 light as ICC profiles state them, and the curve.
KNOWN = {
    "sRGB": ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141), "sRGB"),
    "P3": ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841), "sRGB"),
    "Adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446), 2.19921875),
    "ProPhoto": ((0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249), 1.8),
    "Rec2020": ((0.6734, 0.2790, -0.0019), (0.1657, 0.6753, 0.0299), (0.1251, 0.0456, 0.7969), "sRGB"),
}
D50 = (0.9642, 1.0, 0.8249)
NEAR, NEAR_CURVE = 0.004, 0.02
MOST_PROFILE = 4 << 20


def replaced(profile, cleaning):
    """The profile to write in place of this one; None where none is needed or known."""
    cleaning.found.add(answers.COLOURS)
    space = space_of(bytes(profile[:MOST_PROFILE]))
    return OURS.get(space)


def space_of(profile):
    try:
        if profile[16:20] != b"RGB " or profile[36:40] != b"acsp":
            return None
        tags = dict(tags_of(profile))
        if b"A2B0" in tags:
            return None
        points = [xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
        curves = [curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")]
    except (KeyError, IndexError, struct.error, ValueError, OverflowError, ZeroDivisionError, TypeError):
        return None
    for name, (*known, shape) in KNOWN.items():
        near = all(abs(a - b) < NEAR for point, other in zip(points, known) for a, b in zip(point, other))
        if near and all(abs(at(x / 16) - ideal(shape, x / 16)) < NEAR_CURVE for at in curves for x in range(1, 17)):
            return name
    return None


def tags_of(profile):
    count, = struct.unpack_from(">L", profile, 128)
    for index in range(min(count, 100)):
        name, at, size = struct.unpack_from(">4sLL", profile, 132 + 12 * index)
        yield name, profile[at:at + size]


def xyz(tag):
    if tag[:4] != b"XYZ ":
        raise ValueError
    return [value / 65536 for value in struct.unpack_from(">lll", tag, 8)]


def curve(tag):
    """A function from 0..1 to 0..1 (10.6 curveType, 10.18 parametricCurveType)."""
    if tag[:4] == b"curv":
        count, = struct.unpack_from(">L", tag, 8)
        if count > 65536:
            raise ValueError
        values = struct.unpack_from(f">{count}H", tag, 12)
        if count < 2:
            gamma = values[0] / 256 if count else 1.0
            return lambda x: x ** gamma
        return lambda x: values[round(x * (count - 1))] / 65535
    if tag[:4] != b"para":
        raise ValueError
    kind, = struct.unpack_from(">H", tag, 8)
    numbers = [value / 65536 for value in struct.unpack_from(f">{(1, 3, 4, 5, 7)[kind]}l", tag, 12)]
    if kind == 0:
        return lambda x: x ** numbers[0]
    if kind == 3:
        g, a, b, c, d = numbers
        return lambda x: (a * x + b) ** g if x >= d else c * x
    raise ValueError


def ideal(shape, x):
    if shape == "sRGB":
        return ((x + 0.055) / 1.055) ** 2.4 if x >= 0.04045 else x / 12.92
    return x ** shape


def made(red, green, blue, shape):
    """A profile of version 2.1 for a screen, with the least that 8.3.3 asks for and no name."""
    def fixed(*values):
        return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))

    def point(values):
        return b"XYZ \0\0\0\0" + fixed(*values)

    if shape == "sRGB":
        trc = b"curv\0\0\0\0" + struct.pack(">L1024H", 1024, *(round(ideal(shape, x / 1023) * 65535) for x in range(1024)))
    else:
        trc = b"curv\0\0\0\0" + struct.pack(">LH", 1, round(shape * 256)) + b"\0\0"
    name = b"desc\0\0\0\0" + struct.pack(">L", 2) + b"-\0" + bytes(4 + 4 + 2 + 1 + 67)
    bodies = [name + bytes(-len(name) % 4), b"text\0\0\0\0-\0\0\0", point(D50), point(red), point(green), point(blue), trc]
    starts, at = [], 132 + 12 * 9
    for body in bodies:
        starts.append((at, len(body)))
        at += len(body)
    names = (b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC")
    table = [(name, *place) for name, place in zip(names, starts)] + [(b"gTRC", *starts[6]), (b"bTRC", *starts[6])]
    head = struct.pack(">LLL4s4s4s", at, 0, 0x02100000, b"mntr", b"RGB ", b"XYZ ") + bytes(12)
    head += b"acsp" + bytes(28) + fixed(*D50) + bytes(48)
    return head + struct.pack(">L", 9) + b"".join(struct.pack(">4sLL", *entry) for entry in table) + b"".join(bodies)


OURS = {name: made(*known) for name, known in KNOWN.items() if name != "sRGB"}
TAGS = r"^ICC(-header|_Profile):\w+$"  # What exiftool names in them.
