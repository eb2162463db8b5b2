"""Three printed books, each with pages, with words that were typed on the way, and with the data they are made of."""

import io
import subprocess
import time

import pikepdf
from journeys import holds
from sentences import sentence
from walk import fetch

from . import CLAUSE, GATE, OTHER, PLAN, POINT, STRATEGY, VISION

# Longer than a book takes on a busy machine; only the time until it is called a failure.
LONGEST = 240


def print_three(head, sheet):
    wanted = {"analysis": (VISION, GATE), "masterplan": (VISION, STRATEGY, POINT, sheet, CLAUSE), "summary": (VISION, STRATEGY, POINT)}
    for kind in wanted:
        head.menu("books.title")
        head.fill("kind", kind).fill("language", "id")
        head.follow("books.make")
    for kind, words in wanted.items():
        title = sentence("id", f"books.kind.{kind}")
        head.menu("books.title")
        head.open(title)
        pdf, data = printed(head)
        book = pikepdf.open(io.BytesIO(pdf))
        holds(len(book.pages) >= 5, f"{title} has {len(book.pages)} pages")
        holds(book.attachments["data.json"].get_file().read_bytes() == data, f"{title} has the data within it that it is made of")
        said = text(head, pdf)
        for phrase in words:
            holds(phrase in said, f"“{phrase}” in {title}")
        for phrase in (PLAN, VISION, STRATEGY, POINT, OTHER, GATE, CLAUSE):
            holds(phrase in data.decode(), f"“{phrase}” in the data of {title}")


def text(head, pdf):
    """What a PDF says, in one line."""
    file = head.server.folder / "buku.pdf"
    file.write_bytes(pdf)
    return " ".join(subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout.split())


def printed(head):
    """The book on whose page one stands, as PDF, and its data; looks again until it is made."""
    until = time.monotonic() + LONGEST
    while not (link := head.seek(head.words("books.format.pdf"))):
        holds(head.seek(head.words("books.look_again")) and time.monotonic() < until, f"a PDF: {head.said()[:400]}")
        head.follow("books.look_again")
    pdf = fetch(head, link.get_attribute("href"))
    holds(pdf.startswith(b"%PDF") and len(pdf) > 10_000, "a PDF")
    return pdf, fetch(head, head.seek(head.words("books.format.json")).get_attribute("href"))
