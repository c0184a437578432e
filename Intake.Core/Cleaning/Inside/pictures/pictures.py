"""What the picture formats share: limits, a camera's orientation, and whether two files show the same."""
import struct
import subprocess
import zlib

import answers
from answers import Refused

MOST_PIXELS = 160_000_000       # Of one picture: a telephone of 108 megapixels passes.
MOST_SIDE = 65_535
MOST_FRAMES = 20_000
ORIENTATION = 0x0112            # EXIF 2.32, 4.6.4: IFD0's tag, a SHORT of 1 to 8.


def read_all(path):
    with open(path, "rb") as file:
        return file.read()


def check_size(width, height, frames=1):
    """Refuses a picture that would take more memory than there is for showing it."""
    if not 0 < width <= MOST_SIDE or not 0 < height <= MOST_SIDE:
        raise Refused(answers.DAMAGED)
    if width * height > MOST_PIXELS or frames > MOST_FRAMES:
        raise Refused(answers.TOO_LARGE)


def orientation_of(exif):
    """The orientation that a block of EXIF states (1 to 8); 1 where it states none that can be read."""
    if exif[:6] == b"Exif\0\0":
        exif = exif[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(exif[:4]))
    if not order:
        return 1
    try:
        at, = struct.unpack_from(order + "L", exif, 4)
        count, = struct.unpack_from(order + "H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, values, value = struct.unpack_from(order + "HHLH", exif, entry)
            if tag == ORIENTATION:
                return value if kind == 3 and values == 1 and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def orientation_exif(orientation):
    """A block of EXIF that says the orientation and nothing else: big-endian, one IFD of one entry."""
    return b"MM\0*" + struct.pack(">LHHHLHHL", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)


def shown(path, before=(), after=()):
    """
    Digests of what ffmpeg decodes: every frame with its time, size and pixels. None where it can't decode it (a JPEG of 12 bits).
    """
    run = subprocess.run(
        ["ffmpeg", "-nostdin", "-loglevel", "panic", "-threads", "1", "-noautorotate", *before, "-i", path, "-map", "0:v", *after,
         "-fps_mode", "passthrough", "-f", "framemd5", "-"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    lines = [line for line in run.stdout.decode("ascii", "replace").splitlines()
             if line and not line.startswith(("#software", "#codec_id", "#version"))]
    return lines if run.returncode == 0 and any(line[0] != "#" for line in lines) else None


def same_pictures(source, target, before=(), after=()):
    """Refuses where the result shows anything else than the source did. Before and after: ffmpeg's options for reading and writing."""
    first = shown(source, before, after)
    if first is not None and first != shown(target, before, after):
        raise Refused(answers.CHANGED)
    return first


def inflated(data, most):
    """
    A zlib stream (RFC 1950): a digest of what it holds, how much that is, and how many of the bytes belong to it.
    Never more than `most` bytes are unpacked.
    """
    unpack, size, digest = zlib.decompressobj(), 0, 0
    view, rest = memoryview(data), b""
    at = 0
    try:
        while not unpack.eof and (rest or at < len(view)):
            if not rest:
                rest = bytes(view[at:at + 65536])
                at += len(rest)
            piece = unpack.decompress(rest, 1 << 20)
            rest = unpack.unconsumed_tail
            size, digest = size + len(piece), zlib.crc32(piece, digest)
            if size > most:
                raise Refused(answers.DAMAGED)
    except zlib.error:
        raise Refused(answers.DAMAGED) from None
    return digest, size, at - len(rest) - len(unpack.unused_data) if unpack.eof else len(view)
