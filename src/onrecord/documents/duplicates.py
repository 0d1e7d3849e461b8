"""Near-duplicates: one wire story in forty papers is one source, not forty.

MinHash over shingles of words with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman,
Ullman, Mining of Massive Datasets, ch. 3). One hash a shingle is permuted cheaply: it is cut into
bins and each bin keeps its smallest ("one permutation hashing", Li, Owen, Zhang 2012), so a text
is read once, however many minima are kept.
"""

import re
from collections.abc import Callable
from hashlib import blake2b
from zlib import crc32

SHINGLE_WORDS = 4
_BANDS = 24
_ROWS = 3
_BINS = _BANDS * _ROWS
_MASK = 0xFFFFFFFF
_WORD = re.compile(r"\w+")
SAME = 0.5
"""Resemblance (Jaccard of shingles) from which two texts tell one story in one wording."""
HELD = 0.8
"""Share of the shorter text's shingles that the longer one holds, as when a paper cut a story."""
CUT = 0.33
"""A cut story keeps at least this share; a post quoted whole in an article is not the article."""
FEWEST_SHINGLES = 12
"""Below this only equal words count: short posts resemble one another by chance."""


def fingerprint(text: str) -> tuple[int, ...]:
    """Band hashes of a text: two texts that share any band may be near-duplicates.

    Each is a signed 64-bit number; the order of the bands carries no meaning.
    """
    shingles = _shingles(text)
    if len(shingles) < FEWEST_SHINGLES:
        words = " ".join(_words(text))
        return (_number("whole", words),) if words else ()
    minima = _minima(shingles)
    return tuple(
        _number(str(band), repr(minima[band * _ROWS : (band + 1) * _ROWS]))
        for band in range(_BANDS)
    )


def near_duplicates(text: str) -> Callable[[str], bool]:
    """Whether another text tells the story of this one in its wording, or one holds the other.

    The text is read once, with however many others it is compared.
    """
    first = _shingles(text)

    def resembles(other: str) -> bool:
        second = _shingles(other)
        fewer = min(len(first), len(second))
        if fewer < FEWEST_SHINGLES:
            words = _words(text)
            return bool(words) and words == _words(other)
        shared = len(first & second)
        if shared >= SAME * len(first | second):
            return True
        return shared >= HELD * fewer and fewer >= CUT * max(len(first), len(second))

    return resembles


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(text: str) -> set[int]:
    words = _words(text)
    return {
        crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode("utf-8", "surrogatepass"))
        for i in range(len(words) - SHINGLE_WORDS + 1)
    }


def _minima(shingles: set[int]) -> list[int]:
    minima: list[int | None] = [None] * _BINS
    for shingle in shingles:
        mixed = (shingle * 0x9E3779B1 ^ shingle >> 15) & _MASK
        place, rest = mixed % _BINS, mixed // _BINS
        least = minima[place]
        if least is None or rest < least:
            minima[place] = rest
    return [_densified(minima, place) for place in range(_BINS)]


def _densified(minima: list[int | None], place: int) -> int:
    """The minimum of a bin; an empty one borrows from the next (Shrivastava, Li 2014)."""
    for step in range(_BINS):
        value = minima[(place + step) % _BINS]
        if value is not None:
            return value + step * (_MASK // _BINS + 1)
    return 0


def _number(band: str, content: str) -> int:
    digest = blake2b(f"{band}\0{content}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
