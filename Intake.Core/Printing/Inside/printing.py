"""Makes a PDF of one HTML page: standard input to standard output. Nothing else is read, whatever the page names."""

import sys

MISSING = 3

try:
    from weasyprint import HTML
except ImportError:
    sys.exit(MISSING)


def refuse(url, *_, **__):
    raise ValueError("A page may name no other file.")


page = sys.stdin.buffer.read().decode("utf-8")
# PDF/UA-1: tagged, so that a screen reader finds headings, tables and the language.
document = HTML(string=page, url_fetcher=refuse).write_pdf(variant="pdf/ua-1")
sys.stdout.buffer.write(document)
