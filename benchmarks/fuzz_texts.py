"""The texts of `fuzz`: sentences that news might hold, broken by what no newspaper prints.

A text is drawn from its seed and number alone. It has the words that rules look for (names,
titles, reporting words, dates, deeds, labels of speakers), so that they find something, between
marks that do not pair and characters that make offsets go wrong: marks that combine, pairs of
surrogates and halves of them, writing from right to left, letters whose other case is longer,
spaces and line ends of every kind, NULs. It comes as plain text, as bytes, as a row of a table
or as a web page.
"""

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from onrecord.core.document import Document, Kind
from onrecord.core.edtf import Edtf
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document, read

OPEN = "“ ” \" '' `` „ ‟ « » ‹ › ‘ ’ ' ‚ 「 『 ＂ 〝 ❝ &quot;".split(" ")
CLOSE = [*OPEN, ""]
SPACES = (
    " ",
    " ",
    " ",
    " ",
    "\xa0",
    "\u202f",
    "\u2009",
    "\u3000",
    "\t",
    "  ",
    "\u200b",
    "\ufeff",
    "",
)
LINES = (
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\n \n",
    "\n\n\n",
)
NAMES = (
    "Mara Vale|Vale|VALE|President Mara Vale|Gov. Teleki|Ilo Okoro|Okoro’s"
    "|Sen. Ana Sarrow (D-Ohio)|Sarrow"
    "|Jean-Luc d’Arno|O’Vale|de la Vale|Vale Jr.|Ms. Vale|ΜΆΡΑ Βέιλ|Мара Вейл|מרה וייל|مارا|马拉"
    "|İnci Vale"
    "|ﬁnn Vale|Maﬁa Vale|Mara\u200dVale|Ma\u0301ra Va\u0308le|M.V.|J.F.K.|Vale, Mara"
).split("|")
OTHERS = (
    "the president|The White House|NATO|Velland|Karsia|the Velland government|Congress"
    "|the Senate|she|He|they|we|I"
    "|a senior official who asked not to be named|her spokesman|the former governor|critics"
    "|the committee|officials|his lawyer"
    "|the United States|U.S.|the company|a poll|the law|who|it|Tressia’s foreign minister"
    "|The Karsia Post|sources|the Fed"
).split("|")
CUES = (
    "said|says|told reporters|tweeted|wrote|has said|did not say|would say|declined to comment"
    "|denied|promised|vowed to"
    "|announced that|asked|warned|according to|, according to|added|might say|never said"
    "|threatened to|thinks|believes that"
    "|insisted|called it|demanded|went on|: |—|SAID|saıd|sa\u0301id|said that that"
    "|is said to have said|praised|accused|quoted as saying"
).split("|")
DATES = (
    "on Monday|May 3, 2021|3 May 2021|2021-05-03|05/03/2021|31/02/2021|February 30, 2020"
    "|Feb. 29, 1900|yesterday|last year|in 2017"
    "|a year earlier|next Friday|in early July|the 1990s|’90s|two weeks ago|9999 years ago"
    "|in the year 0|December 31, 9999|0000-00-00"
    "|between Monday and Wednesday|this summer|at 5 p.m.|25:61|the last quarter of 2019"
    "|a century ago|for five years|every day|٣ مايو"
    "|1st|the 32nd of May|three million days from now|a million months ago|in 10 decades"
    "|next century|winter 2020|late 0001|２０２１年５月３日"
    "|²⁰²¹|Jan 1-2|Monday, Monday|tomorrow|Easter|mid-May|100000000000000000000 days ago|May"
    "|March 13|since 1066|by 2100|May 2021–June 2020"
).split("|")
CLAUSES = (
    "we will sign the treaty|the border stays closed|no|taxes will not rise|it is a lie"
    "|she never said so|they imposed sanctions on Karsia"
    "|Velland withdrew 3,000 troops|the Senate passed the bill|we’ll see|I don’t know"
    "|the tariffs were raised to 25%|he ordered a ban"
    "|talks were delayed|what?|nobody knows|trade with Velland is good|I love Karsia!"
    "|it would be “a mistake”|war is over ...|signed an order"
    "|fired the general|met the prime minister of Tressia|killed 12 people"
    "|the deal, she said, is dead|$1.5bn|½ of it|1,000,000.00|№ 5|x² + y²"
).split("|")
JUNK = (
    "\0|\x01|\x1b[0m|\r|\u0301|\u0301\u0316\u0489|\u200d|\u200e|\u202e|\u2066|\u2069|\xad"
    "|\ufe0f|\ufffe|\ufffd|\U0010ffff|\ud800|\udfff|\udc00\ud800"
    "|😀|👩🏽‍🚀|🇺🇸|𝕄𝕒𝕣𝕒|ß|ẞ|İ|ı|ŉ|ǰ|ΐ|ﬃ|Ǆ|ſ|K|Å|ͅ|ϒ|ᾳ|⑳|²|٣|௧|Ⅷ|㊿|꙳|()|((|))|[|]|{}|<b>|&amp;|<|>"
    "|---|***|#|##|>|•|…|....|!?|?!|/|//|\\|http://a.example/b?c=d"
    "|@vale|#sign|a@b.example|RT @vale:|--|–|,|;|:|::|%|$|''|``|’s|s’|n’t|1|0|-1|1e9|007|Mr."
    "|U.S.|e.g.|etc.|No. 5|(R-Ohio)|aaaaaaaaaa|한국어|ไทย|हिन्दी|ქართული|אבג|مرحبا|中文字"
).split("|")
LABELS = (
    "VALE: ",
    "Q: ",
    "A. ",
    "Q ",
    "MS. SARROW: ",
    "THE PRESIDENT: ",
    "Okoro: ",
    "Vale (via video): ",
    "[Applause] ",
    "— ",
    "* ",
    "- ",
    "> ",
    "By ",
    "Photo: ",
    "KARSIA (Reuters) — ",
    "Updated ",
    "Related: ",
    "# ",
    "1. ",
    "WELLS, Velland — ",
)
PUBLISHED = (
    "2018-07-16 2018-07 2018 2016/2017 ../2018 2018/.. 201X 2018-21 2018-33 2018-07-16T10:00:00Z"
    " 2018~ 0001-01-01 0001 9999-12-31 9999 2020-02-29 2019-XX"
).split()
LONGEST_WORD = 1_000


def draft(seed: int, number: int) -> Iterator[Document]:
    """The document of a number; none where its bytes are no text."""
    chance = Random(f"{seed} {number}")
    written = _written(chance)
    given = Defaults(
        published=Edtf(chance.choice(PUBLISHED)) if chance.random() < 0.8 else None,
        kind=chance.choice([None, None, None, *Kind]),
        author=chance.choice(NAMES) if chance.random() < 0.2 else None,
        title=chance.choice(CLAUSES) if chance.random() < 0.1 else None,
    )
    way = chance.choices(_WAYS, _OFTEN)[0]
    publisher = chance.choice(NAMES) + chance.choice(JUNK) if chance.random() < 0.5 else None
    yield from way(written, f"{number}", replace(given, publisher=publisher))


def _as_text(written: str, uri: str, given: Defaults) -> Iterator[Document]:
    """As who writes Python hands it over, halves of surrogate pairs and all."""
    yield plain_document(written, uri, given)


def _as_bytes(written: str, uri: str, given: Defaults) -> Iterator[Document]:
    yield from _documents(written.encode("utf-8", "surrogatepass"), uri, given)


def _as_wide(written: str, uri: str, given: Defaults) -> Iterator[Document]:
    yield from _documents(b"\xff\xfe" + written.encode("utf-16-le", "surrogatepass"), uri, given)


def _as_row(written: str, uri: str, given: Defaults) -> Iterator[Document]:
    row = {
        "id": uri,
        "text": written,
        "title": written[:60],
        "author": written[-9:],
        "date": written[9:19],
    }
    yield from _documents(json.dumps(row).encode(), uri, given)


def _as_page(written: str, uri: str, given: Defaults) -> Iterator[Document]:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in written.split("\n"))
    title = html.escape(written[:40])
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    page = f"{head}<body><article>{body}</article></body></html>"
    yield from _documents(page.encode("utf-8", "surrogatepass"), uri, given)


def _documents(data: bytes, uri: str, given: Defaults) -> Iterator[Document]:
    for found in read(data, uri, given):
        if isinstance(found, Document):
            yield found
        elif "report it" in found.reason:  # a fault that was caught where documents are read
            raise ValueError(found.reason)


_WAYS: tuple[Callable[[str, str, Defaults], Iterator[Document]], ...] = (
    _as_text,
    _as_bytes,
    _as_wide,
    _as_row,
    _as_page,
)
_OFTEN = (70, 12, 5, 12, 1)


def _written(chance: Random) -> str:
    """A whole text."""
    pieces: list[str] = []
    for _ in range(chance.randint(1, 4)):
        label = chance.choice(LABELS) if chance.random() < 0.35 else ""
        told = _spaced(chance, [_sentence(chance) for _ in range(chance.randint(1, 2))])
        pieces += (label, told, chance.choice(LINES))
    written = "".join(pieces)
    for _ in range(chance.choice((0, 0, 1, 2, 5, 20))):
        written = _broken(chance, written)
    return written


def _sentence(chance: Random) -> str:
    """A sentence, or what passes for one."""
    who = chance.choice(NAMES) if chance.random() < 0.6 else chance.choice(OTHERS)
    cue, clause, when = chance.choice(CUES), chance.choice(CLAUSES), chance.choice(DATES)
    quoted = (
        f"{chance.choice(OPEN)}{clause}{chance.choice((',', '.', '?', ''))}{chance.choice(CLOSE)}"
    )
    shapes = (
        [quoted, who, cue, when],
        [quoted, cue, who],
        [who, cue, quoted],
        [who, cue, "that", clause, when],
        [when, who, cue, clause],
        [clause, when],
        [who, clause, cue, chance.choice(OTHERS)],
        [chance.choice(JUNK + NAMES + OTHERS + CUES + DATES + CLAUSES + OPEN) for _ in range(9)],
        [cue, quoted, quoted, who],
        [chance.choice(JUNK) * chance.choice((1, 3, 200)), clause],
        [chance.choice("aAéß1İ中\u0301") * chance.randint(1, LONGEST_WORD), cue],
    )
    end = chance.choice((".", ".", ".", "", "?", "!", "…", ".”", " "))
    return _spaced(chance, chance.choices(shapes, (9, 9, 9, 9, 9, 9, 9, 9, 4, 3, 1))[0]) + end


def _spaced(chance: Random, words: list[str]) -> str:
    """Words with spaces, mostly plain ones, between them."""
    plain = chance.random() < 0.7
    return "".join(w + (" " if plain else chance.choice(SPACES)) for w in words).strip(" ")


def _broken(chance: Random, text: str) -> str:
    """A text with something put in, left out, turned round, doubled, raised or lowered."""
    if not text:
        return chance.choice(JUNK)
    start = chance.randrange(len(text))
    end = min(len(text), start + chance.choice((1, 1, 1, 3, 10, 40)))
    held = text[start:end]
    instead = chance.choice(
        (
            chance.choice(JUNK) + held,
            chance.choice(JUNK),
            chance.choice(OPEN) + held,
            held + chance.choice(LINES),
            chance.choice(SPACES),
            "",
            held[::-1],
            held * 2,
            held.upper(),
            held.lower(),
            "\u0301".join(held),
        )
    )
    return text[:start] + instead + text[end:]
