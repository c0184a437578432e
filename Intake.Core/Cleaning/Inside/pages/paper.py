"""A new PDF of pictures alone, one on each page (ISO 32000-1, 7.5): no information about itself, no fonts, no links."""


class Book:
    """Writes pages one after another, so that only one is in memory."""

    def __init__(self, file):
        self.file, self.places, self.pages = file, {}, []
        file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def put(self, number, body, stream=None):
        self.places[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n" % number + body)
        if stream is not None:
            self.file.write(b"\nstream\n" + stream + b"\nendstream")
        self.file.write(b"\nendobj\n")

    def add(self, width, height, columns, rows, space, packing, picture):
        """A page of this size in points, filled by the picture."""
        page = 3 + 3 * len(self.pages)
        self.pages.append(page)
        drawing = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q".encode()
        self.put(page, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] /Contents {page + 1} 0 R "
                       f"/Resources << /XObject << /P {page + 2} 0 R >> >> >>".encode())
        self.put(page + 1, f"<< /Length {len(drawing)} >>".encode(), drawing)
        self.put(page + 2, f"<< /Type /XObject /Subtype /Image /Width {columns} /Height {rows} /ColorSpace /{space} /BitsPerComponent 8 "
                           f"/Filter /{packing} /Length {len(picture)} >>".encode(), picture)

    def close(self):
        self.put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
        self.put(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self.pages), b" ".join(b"%d 0 R" % page for page in self.pages)))
        start, count = self.file.tell(), 1 + max(self.places)
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self.file.write(b"".join(b"%010d 00000 n \n" % self.places[number] for number in range(1, count)))
        self.file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start))
