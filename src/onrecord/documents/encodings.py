"""Bytes to text: byte order marks, declared and undeclared encodings, binary junk.

A text is never repaired: what an earlier program garbled ("mojibake") is told in a note, because
whoever cites the document must find the same words in it.
"""

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARIES = (
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack or export it as text first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document: export it as text first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it first"),
)
_SAMPLE_BYTES = 65_536
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{3,40})""", re.I)
_MOJIBAKE = re.compile("â€[™œž“”˜¦\x9d\x9c\x99]|Ã[©¨ª¢¼¶¤±§³¡­]|Â[ £©®°«»·]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes without a byte order mark, and notes on what is wrong with it.

    Raises:
        UnreadableError: the bytes are no text.
    """
    for magic, what in _BINARIES:
        if data.startswith(magic):
            raise UnreadableError(f"is {what}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    wide = _without_mark(data[:_SAMPLE_BYTES])
    if wide is not None:
        return _strictly(data, wide)
    if len(_CONTROL.findall(data[:_SAMPLE_BYTES])) * 50 > len(data[:_SAMPLE_BYTES]):
        raise UnreadableError("is not text (binary data)")
    text, notes = _narrow(data)
    return text, notes + mojibake(text)


def mojibake(text: str) -> tuple[str, ...]:
    """A note when the text was once decoded wrongly ("donâ€™t"), else none."""
    places = len(_MOJIBAKE.findall(text))
    return (f"mojibake: {places} place{'s' * (places != 1)}",) if places else ()


def without_lone_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with halves of surrogate pairs, which nothing can store, as U+FFFD, and a note."""
    clean, count = _LONE_SURROGATE.subn("\ufffd", text)
    return clean, (f"broken characters replaced: {count}",) if count else ()


def _strictly(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)  # U+FFFD that the text itself has is not broken
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    else:
        return text, mojibake(text)
    broken = text.count("\ufffd")
    if broken * 10 > len(text):
        raise UnreadableError(f"is not text (broken {encoding})")
    notes = (f"broken characters replaced: {broken}",) if broken else ()
    return text, notes + mojibake(text)


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 of mostly Western text shows as a NUL in every other byte."""
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _narrow(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", errors="replace")
    broken = loose.count("\ufffd")
    valid = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", loose)))
    if valid >= 10 * broken:
        return loose, (f"broken characters replaced: {broken}",)
    declared = _DECLARED.search(data[:2048])
    if declared is not None:
        try:
            return data.decode(declared[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return _undeclared(data)


def _undeclared(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # English in Windows-1252 has a few curly marks and accents; other alphabets have little else.
    if text and len(re.findall(r"[^\x00-\x7f]", text)) * 10 < len(text):
        return text, ()
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        raise UnreadableError("is in no encoding that is known")
    guess = str(best.encoding)
    return data.decode(guess, errors="replace"), (f"encoding guessed: {guess}",)
