"""Sources made to break who reads them: each a function of where to write it."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

DEEP = 1_000_000
MANY = 1_000_000
LARGE_BYTES = 200_000_000
_QUOTE = "“We will sign,” said Mara Vale."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "Vale signed. ">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)


def _repeated(piece: bytes, size_bytes: int) -> Iterator[bytes]:
    block = piece * (1_000_000 // len(piece) + 1)
    for _ in range(size_bytes // len(block)):
        yield block


def _gzipped(pieces: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(map(packer.compress, pieces)) + packer.flush()


def _docx(body: bytes | Iterator[bytes]) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/document.xml", "w") as out,
    ):
        for piece in [body] if isinstance(body, bytes) else body:
            out.write(piece)
    return file.getvalue()


def _body(inside: Iterator[bytes], doctype: str = "") -> Iterator[bytes]:
    yield f"{doctype}<w:document {_W}><w:body>".encode()
    yield from inside
    yield b"</w:body></w:document>"


def _pdf(*objects: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


_ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>"


def _stream(data: bytes, filters: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), filters, data)


def _pages(kids: bytes, count: int) -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)


_WORDS = _stream(b"BT /F 12 Tf (Mara Vale signed the treaty in Velland.) Tj ET")


def _pdf_tree() -> bytes:
    """Ten nodes each of which has the next ten times: 10^10 pages."""
    nodes = [_pages(b"%d 0 R " % (n + 1) * 10, 10**10) for n in range(6, 16)]
    return _pdf(_ROOT, _pages(b"6 0 R", 10**10), _PAGE, _FONT, _WORDS, *nodes, _PAGE)


def _pdf_flate() -> bytes:
    packed = zlib.compress(b"BT /F 12 Tf (Vale signed.) Tj ET\n" * (LARGE_BYTES // 33), 9)
    page = _stream(packed, b"/Filter/FlateDecode")
    return _pdf(_ROOT, _pages(b"3 0 R", 1), _PAGE, _FONT, page)


def _parquet(rows: int, size: int, compression: str = "zstd") -> bytes:
    """One long text that a dictionary holds once and a million rows point to."""
    text = ("Mara Vale signed. " * (size // 18)).encode()
    column = pa.DictionaryArray.from_arrays(
        pa.array([0] * rows, pa.int32()), pa.array([text.decode()])
    )
    out = io.BytesIO()
    pq.write_table(pa.table({"text": column}), out, compression=compression)
    return out.getvalue()


def _warc(page: bytes, *headers: str, length: int | None = None) -> bytes:
    http = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *headers)) + "\r\n\r\n"
    block = http.encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://velland.example/a\r\n"
        "WARC-Date: 2021-05-03T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length or len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _feed(content: str, doctype: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>Post</title><item>'
        f"<title>T</title><link>https://velland.example/a</link><description>{content}"
        "</description></item></channel></rss>"
    ).encode()


def _page(inside: str) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>T</title></head><body>{inside}</body></html>".encode()
    )


_PARAGRAPHS = f"<p>{_QUOTE} The treaty stays as it is, and so does the border.</p>" * 9

JUNK: dict[str, Callable[[], bytes]] = {
    "gzip.txt.gz": lambda: _gzipped(_repeated(b"Vale signed. ", LARGE_BYTES)),
    "gzip-of-gzip.gz": lambda: gzip.compress(_gzipped(_repeated(b"\0", LARGE_BYTES)), mtime=0),
    "gzip-of-blanks.gz": lambda: _gzipped(_repeated(b" ", LARGE_BYTES)),
    "gzip-of-members.gz": lambda: gzip.compress(b"", mtime=0) * 100_000,
    "gzip.jsonl.gz": lambda: _gzipped(
        iter([b'{"text": "', *_repeated(b"Vale signed. ", LARGE_BYTES), b'"}'])
    ),
    "brotli.br": lambda: bytes(pa.compress(b"Vale signed. " * 10_000_000, "brotli")),
    "zstd.zst": lambda: bytes(pa.compress(b"Vale signed. " * 10_000_000, "zstd")),
    "dictionary.parquet": lambda: _parquet(10_000, 1_000_000),
    "one-text.parquet": lambda: _parquet(1, LARGE_BYTES),
    "one-text-in-brotli.parquet": lambda: _parquet(1, LARGE_BYTES, "brotli"),
    "zip.docx": lambda: _docx(
        _body(_repeated(b"<w:p><w:r><w:t>Vale signed.</w:t></w:r></w:p>", LARGE_BYTES))
    ),
    "one-word.docx": lambda: _docx(
        _body(iter([b"<w:p><w:r><w:t>", *_repeated(b"a", LARGE_BYTES), b"</w:t></w:r></w:p>"]))
    ),
    "entities.docx": lambda: _docx(
        b"".join(_body(iter([b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>"]), _LAUGHS))
    ),
    "deep.docx": lambda: _docx(b"".join(_body(iter([b"<w:p>" * DEEP])))),
    "entities.rss": lambda: _feed("&a11;", _LAUGHS),
    "deep.rss": lambda: _feed("&lt;div&gt;" * 100_000 + _QUOTE),
    "entities.html": lambda: _LAUGHS.encode() + _page("<p>&a11;</p>"),
    "deep-div.html": lambda: _page("<div>" * DEEP + _PARAGRAPHS),
    "deep-closed.html": lambda: _page("<div>" * DEEP + _PARAGRAPHS + "</div>" * DEEP),
    "deep-b.html": lambda: _page("<p>" + "<b>" * DEEP + _QUOTE),
    "deep-table.html": lambda: _page("<table><tr><td>" * (DEEP // 3) + _PARAGRAPHS),
    "deep-lists.html": lambda: _page("<ul><li>a" * (DEEP // 2) + _PARAGRAPHS),
    "many-attributes.html": lambda: _page(
        "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">" + _PARAGRAPHS
    ),
    "many-meta.html": lambda: _page('<meta name="author" content="Roth">' * 200_000 + _PARAGRAPHS),
    "many-tags.html": lambda: _page("<br>" * MANY + _PARAGRAPHS),
    "many-paragraphs.html": lambda: _page("<p>a</p>" * MANY),
    "deep-json-ld.html": lambda: _page(
        '<script type="application/ld+json">' + '{"a":[' * (DEEP // 4) + "</script>" + _PARAGRAPHS
    ),
    "deep.json": lambda: b'{"text": ' + b"[" * DEEP,
    "deep-array.json": lambda: b'[{"text": "a"}, ' + b"[" * 18_000_000,
    "many-columns.csv": lambda: (
        b"text," + b",".join(b"c%d" % n for n in range(MANY)) + b"\nVale signed.\n"
    ),
    "open-mark.csv": lambda: b'id,text\n1,"' + b"Vale signed.\n" * 1_200_000,
    "quotes.md": lambda: b"# Title\n\n" + b">" * DEEP + b" Vale signed.\n",
    "brackets.md": lambda: b"# Title\n\n" + b"[" * DEEP + b"](" * 1000 + b"\n\n- Vale signed.\n",
    "pages.pdf": lambda: _pdf(_ROOT, _pages(b"3 0 R " * MANY, MANY), _PAGE, _FONT, _WORDS),
    "count.pdf": lambda: _pdf(_ROOT, _pages(b"3 0 R", MANY), _PAGE, _FONT, _WORDS),
    "tree.pdf": _pdf_tree,
    "loop.pdf": lambda: _pdf(_ROOT, _pages(b"2 0 R", 1), _PAGE, _FONT, _WORDS),
    "flate.pdf": _pdf_flate,
    "line-of-200-mb.txt": lambda: b"Vale signed. " * (200_000_000 // 13),
    "line-of-200-mb.jsonl": lambda: b'{"text": "' + b"Vale signed. " * (200_000_000 // 13) + b'"}',
    "line.txt": lambda: b"Vale signed. " * (20_000_000 // 13),
    "word.txt": lambda: b"a" * 1_000_000,
    "lines.txt": lambda: b"\n" * 8_000_000 + b"a",
    "nuls.txt": lambda: b"Vale \0signed.\n" * 100_000,
    "only-nuls.txt": lambda: b"\0" * 20_000_000,
    "surrogates.jsonl": lambda: (
        b'{"text": "\\ud800 said Mara Vale. \\udfff", "title": "\\udc00", "author": "\\ud8ff"}\n'
        * 1000
    ),
    "surrogates-utf-8.txt": lambda: (
        "Vale \ud800 signed.\n".encode("utf-8", "surrogatepass") * 2_000
    ),
    "surrogates-utf-16.txt": lambda: (
        b"\xff\xfe" + "Vale \ud800 signed.\n".encode("utf-16-le", "surrogatepass") * 2_000
    ),
    "endless.warc": lambda: _warc(_page(_PARAGRAPHS), length=10**15),
    "gzip.warc": lambda: _warc(
        _gzipped(iter([_page(_PARAGRAPHS * 9), *_repeated(b" ", LARGE_BYTES)])),
        "Content-Encoding: gzip",
    ),
    "brotli.warc": lambda: _warc(
        bytes(pa.compress(_page(_PARAGRAPHS) + b" " * LARGE_BYTES, "brotli")),
        "Content-Encoding: br",
    ),
    "zstd.warc": lambda: _warc(
        bytes(pa.compress(_page(_PARAGRAPHS) + b" " * LARGE_BYTES, "zstd")),
        "Content-Encoding: zstd",
    ),
    "headers.warc": lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * (MANY // 5) + b"\r\n\r\n",
}
"""Name of the file -> its bytes."""

STRANGE: dict[str, str] = {
    "right-to-left": "\u202e" + "“אנחנו נחתום,” said Mara Vale. قال سارو: «لا». " * 200,
    "marks": "Mara Vale said “N" + "\u0301" * 20_000 + "o.”",
    "stacked": "".join(f"{c}\u0300\u0316\u0489" for c in "Mara Vale said “No.” ") * 200,
    "isolates": "\u2066" * 20_000 + _QUOTE + "\u2069" * 20_000,
    "zero-width": "\u200b".join("Mara Vale said “No.” " * 200),
    "joined": "Mara Vale said “" + "\u200d".join("👩" * 5_000) + ".”",
    "wide": "𝕄𝕒𝕣𝕒 𝕍𝕒𝕝𝕖 said “No.” " * 500,
    "nuls": "Mara Vale\0 said “No.”\n" * 500,
    "controls": "".join(map(chr, range(1, 32))) * 200 + _QUOTE,
    "separators": f"{_QUOTE}\u2028\u2029\x85\x0b\x0c" * 500,
    "open-marks": "“" * 10_000 + _QUOTE,
    "nested-marks": "“‘" * 5_000 + "No" + "’”" * 5_000 + " said Mara Vale.",
    "parentheses": "(" * 20_000 + _QUOTE,
    "dots": "Mara Vale said “No.” " + "." * 50_000,
    "blanks": "Mara Vale" + " " * 50_000 + "said “No.”",
    "capitals": "A " * 10_000 + _QUOTE,
    "digits": "1" * 50_000 + " " + _QUOTE,
    "dashes": "— " * 20_000 + _QUOTE,
    "dates": "on May 3, 2021, " * 3_000 + _QUOTE,
    "names": "Mara Vale, " * 2_000 + "said so.",
    "said": "said " * 10_000,
    "colons": "VALE: " * 5_000,
    "word": "a" * 100_000,
}
"""Texts that no keyboard writes, for all the reading, not only the first of it."""
