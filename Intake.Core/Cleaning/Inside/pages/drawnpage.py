"""One page of a PDF as a picture, by poppler and cairo."""
import contextlib
import os
import tempfile
import zlib

import answers
from answers import Refused

import cairo
import gi
gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402

POINTS = 72
FINE, COARSE, LEAST = 200, 150, 72           # Dots per inch: of a short document, of a long one, and of a poster.
SHORT = 20                                   # Pages.
MOST_PIXELS = 36_000_000
SMALL = 24                                   # Dots per inch of what is compared.
MOST_APART = 10                              # Of 255, on average.
PHOTOGRAPH = 0.1                             # Packs to more than this part of its size: shades, not letters.
QUALITY = "90"


class Drawn:
    """A page as it is shown, on white."""

    def __init__(self, page, pages):
        self.size = page.get_size()
        width, height = self.size
        if not 1 <= width <= 20000 or not 1 <= height <= 20000:
            raise Refused(answers.DAMAGED)
        most = POINTS * (MOST_PIXELS / (width * height)) ** 0.5
        dots = min(FINE if pages <= SHORT else COARSE, most)
        if dots < LEAST:
            raise Refused(answers.TOO_LARGE)
        self.surface = rendered(page, dots)
        if (page.get_text() or "").strip() and self.is_blank():
            raise Refused(answers.CHANGED)  # Letters that poppler could not draw.

    def is_blank(self):
        data = self.surface.get_data()
        return bytes(data[:3]) * 1 == bytes(data[4:7]) and len(set(bytes(data[0::4]))) == 1 and len(set(bytes(data[1::4]))) == 1

    def picture(self):
        """Width, height, colour space, filter and bytes for the new file."""
        width, height, data = self.surface.get_width(), self.surface.get_height(), bytes(self.surface.get_data())
        blue, green, red = data[0::4], data[1::4], data[2::4]
        if red == green == blue:
            space, plain = "DeviceGray", green
        else:
            space, plain = "DeviceRGB", bytearray(3 * len(green))
            plain[0::3], plain[1::3], plain[2::3] = red, green, blue
        packed = zlib.compress(plain, 5)
        if len(packed) > PHOTOGRAPH * len(plain):
            photograph = as_jpeg(width, height, red, green, blue)
            if len(photograph) * 2 < len(packed):
                return width, height, "DeviceRGB", "DCTDecode", photograph
        return width, height, space, "FlateDecode", packed

    def small(self):
        """The green of a small copy, for comparing."""
        width, height = (max(1, round(side * SMALL / POINTS)) for side in self.size)
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
        context = cairo.Context(surface)
        context.scale(width / self.surface.get_width(), height / self.surface.get_height())
        context.set_source_surface(self.surface)
        context.get_source().set_filter(cairo.FILTER_GOOD)
        context.paint()
        surface.flush()
        return width, height, bytes(surface.get_data())[1::4]


def rendered(page, dots):
    width, height = (max(1, round(side * dots / POINTS)) for side in page.get_size())
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    context = cairo.Context(surface)
    context.set_source_rgb(1, 1, 1)
    context.paint()
    context.scale(dots / POINTS, dots / POINTS)
    page.render(context)
    surface.flush()
    return surface


def as_jpeg(width, height, red, green, blue):
    plain = bytearray(3 * width * height)
    plain[0::3], plain[1::3], plain[2::3] = red, green, blue
    picture = GdkPixbuf.Pixbuf.new_from_bytes(GLib.Bytes.new(bytes(plain)), GdkPixbuf.Colorspace.RGB, False, 8, width, height, 3 * width)
    done, data = picture.save_to_bufferv("jpeg", ["quality"], [QUALITY])
    if not done:
        raise Refused(answers.FAILED)
    return data


def alike(page, small):
    """Whether a page of the result looks like the small copy of the source's page."""
    width, height, green = small
    surface = rendered(page, SMALL)
    if (surface.get_width(), surface.get_height()) != (width, height):
        return False
    other = bytes(surface.get_data())[1::4]
    return sum(abs(one - two) for one, two in zip(green, other)) <= MOST_APART * len(green)


@contextlib.contextmanager
def complaints():
    """What poppler says on standard error meanwhile: a function that gives it, to be looked through and forgotten."""
    with tempfile.TemporaryFile() as heap:
        before = os.dup(2)
        os.dup2(heap.fileno(), 2)

        def said():
            return text

        text = b""
        try:
            yield said
        finally:
            os.dup2(before, 2)
            os.close(before)
            heap.seek(0)
            text = heap.read(1 << 20)
