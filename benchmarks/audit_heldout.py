"""What an audit catches on quotations that were made up for this test from articles set apart.

Run: python benchmarks/audit_heldout.py --data polnear/train.jsonl.gz --json

From articles with marked attributions, drawn with a fixed seed, direct quotations of somebody named
go into pages, each as it is, with other typography, cut at an end, with an ellipsis or a bracketed
word; or falsified: a word swapped, dropped, added or turned round with its neighbour, a negation, a
number or a name changed, two quotations spliced, the words under another name, or on a day after
they were published. Scores as in `benchmarks/audit.py`, and for each kind of change.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from audit import count, verdict_on
from onrecord import pipeline
from onrecord.core.entities import Register
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.settings import settings
from record import rows

Json = dict[str, Any]
SEED = 20160908
PER_ARTICLE, PER_PAGE = 5, 8
WORDS = range(10, 45)
NAME = re.compile(r"(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]+")
PRONOUNS = frozenset({"he", "she", "they", "i", "we", "you", "it", "who"})
NUMBER = re.compile(r"\b\d+(?:,\d{3})*\b")
COMMON = frozenset(
    "the a an and or but of in on at to for with by from that this is are was were be it i you "
    "he she we they not my our your his her their its as so do does did have has had will "
    "would".split()
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody, as an article has them."""

    words: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A paragraph of a page, what was done to its quotation, and what the audit should say."""

    paragraph: str
    quoted: str
    how: str
    verdict: str


Change = Callable[[str, random.Random], str | None]


def main() -> None:
    """Draw, falsify, audit, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="articles with attributions")
    parser.add_argument("--articles", type=int, default=120)
    parser.add_argument("--reader", default=settings().reader, help="accurate or rules")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    chance = random.Random(SEED)
    articles = [row for row in rows(options.data) if len(list(quotations(row))) > 1]
    drawn = chance.sample(articles, min(options.articles, len(articles)))
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, given, page in audited(drawn, claims_of(drawn, chance), options.reader):
        count(counts, claim.verdict, given)
        kinds[claim.how]["exact" if given == claim.verdict else "other"] += 1
        if given != claim.verdict and not options.json:
            print(f"{page} {claim.verdict} ({claim.how}) as {given}: {claim.paragraph}")
    scores = {
        "quotations": counts["true"] + counts["false"],
        "caught": round(counts["caught"] / counts["false"], 4),
        "flagged": round(counts["flagged"] / counts["true"], 4),
        "exact": round(counts["exact"] / (counts["true"] + counts["false"]), 4),
        "exact_of": {how: f"{n['exact']}/{n.total()}" for how, n in sorted(kinds.items())},
    }
    print(json.dumps(scores))


def quotations(row: Json) -> Iterator[Quotation]:
    """The direct quotations of an article whose source is a name."""
    text = row["text"]
    for item in row["attributions"]:
        if item.get("quote") != "direct" or len(item["content"]) != 1 or len(item["source"]) != 1:
            continue
        words = text[slice(*item["content"][0])].strip(" \n“”\"'‘’,")
        speaker = text[slice(*item["source"][0])]
        whole = not re.search(r"[“”\"\n\[\]…]|\.\.\.|''", words)
        is_name = NAME.fullmatch(speaker) and speaker.casefold() not in PRONOUNS
        if whole and len(words.split()) in WORDS and is_name:
            yield Quotation(words, speaker)


def claims_of(articles: Sequence[Json], chance: random.Random) -> list[Claim]:
    """The quotations of articles, each changed in the next way that fits it."""
    known = [list(quotations(row))[:PER_ARTICLE] for row in articles]
    result: list[Claim] = []
    ways = list(WAYS)
    for i, own in enumerate(known):
        others = [q for j, some in enumerate(known) if abs(i - j) in (1, 2) for q in some]
        for quotation in own:
            for _ in range(len(ways)):
                how = ways.pop(0)
                ways.append(how)
                claim = made(quotation, how, [q for q in own if q != quotation], others, chance)
                if claim is not None:
                    result.append(claim)
                    break
    chance.shuffle(result)
    return result


def made(
    quotation: Quotation,
    how: str,
    own: Sequence[Quotation],
    others: Sequence[Quotation],
    chance: random.Random,
) -> Claim | None:
    """A claim with the quotation changed in one way; None where that way does not fit it."""
    speaker, words, day, verdict = quotation.speaker, quotation.words, "", "verified"
    if how == "another name":
        last = speaker.split()[-1]
        named = [q.speaker for q in others if q.speaker.split()[-1] != last and " " in q.speaker]
        if not named:
            return None
        speaker, verdict = chance.choice(named), "misattributed"
    elif how == "a later day":
        day, verdict = f" on {chance.choice(['March 3', 'June 18', 'October 9'])}, 2019", "misdated"
    elif how == "spliced":
        same = [q.words for q in own if q.speaker == speaker]
        if not same:
            return None
        words, verdict = f"{half(words, 0)} {half(chance.choice(same), 1)}", "altered"
    elif how in TRUE:
        changed = TRUE[how](words, chance)
        if changed is None:
            return None
        words = changed
    elif how in FALSE:
        changed = FALSE[how](words, chance)
        if changed is None or changed.casefold() == words.casefold():
            return None
        words, verdict = changed, "altered"
    end = "" if words[-1] in ".!?…" else "."
    return Claim(f"{speaker} said{day}: “{words}{end}”", words, how, verdict)


def half(words: str, which: int) -> str:
    """The first or the second half of some words."""
    parts = words.rstrip(".").split()
    return " ".join(parts[: len(parts) // 2] if which == 0 else parts[len(parts) // 2 :])


def telling(words: str) -> list[tuple[int, str]]:
    """The words that carry sense, with their places."""
    return [
        (i, word)
        for i, word in enumerate(words.split())
        if word.isalpha() and word.islower() and word not in COMMON and len(word) > 3
    ]


def swapped(words: str, chance: random.Random) -> str | None:
    """One word that carries sense for another one of the same words."""
    parts, places = words.split(), telling(words)
    if len(places) < 2:
        return None
    (i, _), (_, word) = chance.sample(places, 2)
    parts[i] = word
    return " ".join(parts)


def dropped(words: str, chance: random.Random) -> str | None:
    """Without one word that carries sense, from the middle."""
    parts = words.split()
    places = [i for i, _ in telling(words) if 2 < i < len(parts) - 2]
    if not places:
        return None
    i = chance.choice(places)
    return " ".join(parts[:i] + parts[i + 1 :])


def added(words: str, chance: random.Random) -> str | None:
    """With one word more, in the middle."""
    parts = words.split()
    i = chance.randrange(3, len(parts) - 2)
    return " ".join([*parts[:i], chance.choice(["really", "certainly", "always"]), *parts[i:]])


def turned(words: str, chance: random.Random) -> str | None:
    """Two words that carry sense in each other's place."""
    parts, places = words.split(), telling(words)
    if len(places) < 2:
        return None
    (i, a), (j, b) = chance.sample(places, 2)
    parts[i], parts[j] = b, a
    return " ".join(parts)


def negated(words: str, chance: random.Random) -> str | None:
    """With a "not" after an auxiliary, or without the one that is there."""
    if " not " in words:
        return words.replace(" not ", " ", 1)
    found = list(re.finditer(r"\b(?:is|are|was|were|will|would|can|could|should)\b", words))
    if not found:
        return None
    at = chance.choice(found).end()
    return f"{words[:at]} not{words[at:]}"


def renumbered(words: str, chance: random.Random) -> str | None:
    """With another number."""
    found = list(NUMBER.finditer(words))
    if not found:
        return None
    match = chance.choice(found)
    number = int(match[0].replace(",", "")) + chance.choice([1, 2, 10])
    return f"{words[: match.start()]}{number}{words[match.end() :]}"


def renamed(words: str, chance: random.Random) -> str | None:
    """With another name for one in it."""
    found = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", words))
    if not found:
        return None
    match = chance.choice(found)
    name = chance.choice(["Ohio", "Biden", "Canada", "Miller"])
    return f"{words[: match.start()]}{name}{words[match.end() :]}"


def ellipsis(words: str, chance: random.Random) -> str | None:
    """Words of the middle left out, and an ellipsis for them."""
    parts = words.split()
    if len(parts) < 16:
        return None
    i = chance.randrange(5, 8)
    return " ".join([*parts[:i], "…", *parts[i + 3 :]])


def bracketed(words: str, chance: random.Random) -> str | None:
    """With a clarification in brackets."""
    parts = words.split()
    i = chance.randrange(3, len(parts) - 3)
    return " ".join([*parts[:i], "[at the time]", *parts[i:]])


TRUE: dict[str, Change] = {
    "as it is": lambda words, _: words,
    "other marks": lambda words, _: words.replace("’", "'").replace("—", "--"),
    "cut at the start": lambda words, _: " ".join(words.split()[2:]),
    "cut at the end": lambda words, _: " ".join(words.split()[:-2]).rstrip(",;:—–-"),
    "an ellipsis": ellipsis,
    "in brackets": bracketed,
}
FALSE: dict[str, Change] = {
    "a word swapped": swapped,
    "a word dropped": dropped,
    "a word added": added,
    "two words turned": turned,
    "negated": negated,
    "another number": renumbered,
    "a name changed": renamed,
}
WAYS = (
    *("another number", "as it is", "a word swapped", "other marks", "negated", "cut at the end"),
    *("a word dropped", "an ellipsis", "another name", "a word added", "in brackets", "spliced"),
    *("cut at the start", "a later day", "two words turned", "a name changed"),
)


def audited(
    articles: Sequence[Json], claims: Sequence[Claim], name: str
) -> Iterator[tuple[Claim, str, str]]:
    """Each claim, the verdict on it, and the page it stood in."""
    reader = pipeline.reader_named(name)
    with TemporaryDirectory() as folder, pipeline.one_off_record(Register()) as store:
        table = Path(folder) / "articles.jsonl"
        kept = ("id", "text", "title", "publisher", "author", "date")
        lines = [json.dumps({k: row[k] for k in kept if row.get(k)}) for row in articles]
        table.write_text("\n".join(lines), "utf-8")
        pipeline.add(store, [str(table)], Defaults(), reader)
        for number, first in enumerate(range(0, len(claims), PER_PAGE)):
            own = claims[first : first + PER_PAGE]
            text = "\n\n".join(claim.paragraph for claim in own)
            found = pipeline.audit(store, plain_document(text, "page", Defaults()), reader)
            start = 0
            for claim in own:
                at = text.index(claim.quoted, start)
                yield claim, verdict_on(found, [at, at + len(claim.quoted)]), f"page {number}"
                start = at


if __name__ == "__main__":
    main()
