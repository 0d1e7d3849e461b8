"""Pairs of sentences made out of news by edits whose effect is known.

Every kind of edit that contradicts has a twin that keeps the meaning, so that neither a changed
word nor an inserted "not" gives the answer away; and two kinds stand for what a model must not
learn by rote: roles swapped, and what a sentence no longer says without its hedge or its source.
Premises come with silver parses (CoreNLP).
"""

import hashlib
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from training.corpora import rows

Run = tuple[int, int]

ENTAILMENT, NEUTRAL, CONTRADICTION = "entailment", "neutral", "contradiction"
_DATA = tomllib.loads(Path(__file__).with_name("edits.toml").read_text())
_PARTS = 3
"""One pair of words in so many is kept for measuring."""
_AUXILIARIES = frozenset("is are was were will would can could should must has have had".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class NewsPair:
    """A made pair."""

    premise: str
    hypothesis: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence; `head` counts from 0, -1 is the root."""

    words: list[str]
    gaps: list[str]
    lemma: list[str]
    pos: list[str]
    head: list[int]
    relation: list[str]
    entity: list[str]

    def text(self, words: list[str] | None = None) -> str:
        """The sentence as written, or with other words ("" leaves one out with its space)."""
        given = words if words is not None else self.words
        joined = "".join(w + (g if w else "") for w, g in zip(given, self.gaps, strict=True))
        return re.sub(r"\s+([,.;:?!])", r"\1", re.sub(r"\s+", " ", joined)).strip()

    def below(self, i: int) -> set[int]:
        """Word i and all that hangs on it."""
        found = {i}
        while True:
            more = {j for j, h in enumerate(self.head) if h in found} - found
            if not more:
                return found
            found |= more

    def people(self) -> list[Run]:
        """Names of people: first word and end."""
        return self._runs(frozenset({"PERSON"}))

    def names(self) -> list[Run]:
        """Names of people, bodies and places."""
        return self._runs(frozenset({"PERSON", "ORGANIZATION", "LOCATION"}))

    def _runs(self, kinds: frozenset[str]) -> list[Run]:
        runs, begin = [], 0
        for kind, group in groupby(range(len(self.words)), key=lambda i: self.entity[i]):
            end = begin + len(list(group))
            if kind in kinds:
                runs.append((begin, end))
            begin = end
        return runs


def news_pairs(articles: Path, parses: Path, part: str, seed: int) -> Iterator[NewsPair]:
    """One pair of each sentence that some edit fits.

    Args:
        articles: PolNeAR articles.
        parses: their silver parses.
        part: "train" or "dev": which words the lists of antonyms and synonyms give.
        seed: of the choice among edits.
    """
    chance = random.Random(seed)
    texts = {row["id"]: row["text"] for row in rows(articles)}
    made: dict[str, int] = {}
    for row in rows(parses):
        sentences = [s for s in _sentences(texts[row["id"]], row) if 8 <= len(s.words) <= 40]
        people = sorted({s.text(_only(s, run)) for s in sentences for run in s.people()})
        around = _Around(sentences, people, _Lists(part), chance)
        for sentence in sentences:
            found = [pair for edit in EDITS for pair in edit(sentence, around)]
            if found:  # the kind that was rarest so far
                pair = min(found, key=lambda p: (made.get(p.kind, 0), chance.random()))
                made[pair.kind] = made.get(pair.kind, 0) + 1
                yield pair


def _only(sentence: Sentence, run: tuple[int, int]) -> list[str]:
    return [w if run[0] <= i < run[1] else "" for i, w in enumerate(sentence.words)]


def _sentences(text: str, row: dict[str, Any]) -> Iterator[Sentence]:
    for parsed in row["sentences"]:
        spans = parsed["tok"]
        ends = [b for b, _ in spans[1:]] + [spans[-1][1]]
        yield Sentence(
            words=[text[a:b] for a, b in spans],
            gaps=[text[b:e] for (_, b), e in zip(spans, ends, strict=True)],
            lemma=parsed["lemma"],
            pos=parsed["pos"],
            head=[h - 1 for h in parsed["head"]],
            relation=parsed["rel"],
            entity=[(parsed["ner"].get(str(i)) or ["O"])[0] for i in range(len(spans))],
        )


class _Lists:
    """The word lists, of one part."""

    def __init__(self, part: str) -> None:
        self.antonyms = dict(_both_ways("antonyms", part))
        self.synonyms = dict(_both_ways("synonyms", part))
        self.abbreviations = _table("abbreviations")
        self.contractions = _table("contractions")
        self.numbers: list[str] = _DATA["numbers"].split()
        self.hedges = frozenset(_DATA["hedges"].split())


def _both_ways(name: str, part: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"[;\n]", _DATA[name]):
        pair = line.split()
        if len(pair) == 2:
            kept = hashlib.sha256(" ".join(sorted(pair)).encode()).digest()[0] % _PARTS == 0
            if kept == (part == "dev"):
                yield pair[0], pair[1]
                yield pair[1], pair[0]


def _table(name: str) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in re.split(r"[;\n]", _DATA[name]) if "=" in line)
    return {short.strip(): long.strip() for short, long in pairs}


@dataclass(frozen=True, slots=True)
class _Around:
    """What an edit may draw on."""

    sentences: list[Sentence]
    people: list[str]
    lists: _Lists
    chance: random.Random


Edit = Callable[[Sentence, _Around], Iterator[NewsPair]]


def _changed(sentence: Sentence, changes: dict[int, str], label: str, kind: str) -> NewsPair:
    words = [changes.get(i, word) for i, word in enumerate(sentence.words)]
    return NewsPair(sentence.text(), _capital(sentence.text(words)), label, kind)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def negation(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """Insert "not" after the first auxiliary of the main verb, or take it away."""
    root = next((i for i, h in enumerate(sentence.head) if h < 0), None)
    if root is None:
        return
    own = [i for i, h in enumerate(sentence.head) if h == root]
    nots = [i for i in own if sentence.words[i].lower() in ("not", "never")]
    if nots:
        yield _changed(sentence, {nots[0]: ""}, CONTRADICTION, "negation removed")
        return
    if any(sentence.relation[i] == "neg" for i in own):
        return
    helpers = [i for i in own if sentence.relation[i] in ("aux", "auxpass", "cop")]
    helpers = [i for i in helpers if sentence.words[i].lower() in _AUXILIARIES]
    if helpers:
        word = sentence.words[helpers[0]]
        change = {helpers[0]: f"{word} not"}
        yield _changed(sentence, change, CONTRADICTION, "negation inserted")
    elif sentence.pos[root] in ("VBD", "VBZ", "VBP") and root > 0:
        does = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}[sentence.pos[root]]
        change = {root: f"{does} {sentence.lemma[root]}"}
        yield _changed(sentence, change, CONTRADICTION, "negation inserted")


def names(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """Another person of the same article in the place of one."""
    runs = sentence.people()
    others = [p for p in around.people if not set(p.split()) & set(sentence.words)]
    if runs and others:
        run = around.chance.choice(runs)
        given = (run, around.chance.choice(others))
        yield _swapped(sentence, given, given, {}, CONTRADICTION, "name changed")


def roles(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """Who does it and whom it concerns change places, active or passive; or keep them."""
    runs = {end - 1: (begin, end) for begin, end in sentence.names()}
    for verb in range(len(sentence.words)):
        if not sentence.pos[verb].startswith("VB") or sentence.lemma[verb] in _MUTUAL:
            continue
        below = [i for i, h in enumerate(sentence.head) if h == verb and i in runs]
        subject = next((i for i in below if sentence.relation[i] == "nsubj"), None)
        if subject is None:
            continue
        object_ = next(
            (i for i in below if _concerned(sentence, i, sentence.entity[subject])), None
        )
        if object_ is None:
            continue
        a, b = runs[subject], runs[object_]
        first, second = (" ".join(sentence.words[slice(*run)]) for run in (a, b))
        yield _swapped(sentence, (a, second), (b, first), {}, CONTRADICTION, "roles swapped")
        past = sentence.pos[verb] == "VBD" and sentence.words[verb].endswith("ed")
        helped = [i for i, h in enumerate(sentence.head) if h == verb]
        helped = [i for i in helped if sentence.relation[i].startswith("aux")]
        if sentence.relation[object_] == "dobj" and past and not helped:
            passive = {verb: f"was {sentence.words[verb]} by"}
            kept = _swapped(sentence, (a, second), (b, first), passive, ENTAILMENT, "passive")
            turned = _swapped(sentence, (a, first), (b, second), passive, CONTRADICTION, "passive")
            yield from (kept, turned)


def _concerned(sentence: Sentence, i: int, kind: str) -> bool:
    """Whether a name is a verb's object, or a name of that kind tied to it by a preposition."""
    if sentence.relation[i] == "nmod" and sentence.entity[i] == kind:
        cases = [
            j for j, h in enumerate(sentence.head) if h == i and sentence.relation[j] == "case"
        ]
        return bool(cases) and sentence.lemma[cases[0]] in _DIRECTED
    return sentence.relation[i] == "dobj"


_DIRECTED = frozenset("to against for over behind at about on".split())


def conjuncts(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """Two names that "and" joins change places, and nothing else does."""
    runs = sentence.names()
    for a, b in pairwise(runs):
        if b[0] == a[1] + 1 and sentence.words[a[1]] == "and":
            first, second = (" ".join(sentence.words[slice(*run)]) for run in (a, b))
            yield _swapped(sentence, (a, second), (b, first), {}, ENTAILMENT, "conjuncts swapped")
            return


def _swapped(
    sentence: Sentence,
    one: tuple[Run, str],
    other_: tuple[Run, str],
    change: dict[int, str],
    label: str,
    kind: str,
) -> NewsPair:
    changes = dict(change)
    for (begin, end), name in (one, other_):
        changes[begin] = name
        changes |= dict.fromkeys(range(begin + 1, end), "")
    words = [changes.get(i, word) for i, word in enumerate(sentence.words)]
    gaps = list(sentence.gaps)
    for (begin, end), _ in (one, other_):
        gaps[begin] = sentence.gaps[end - 1]
    told = Sentence(
        words, gaps, sentence.lemma, sentence.pos, sentence.head, sentence.relation, sentence.entity
    )
    return NewsPair(sentence.text(), _capital(told.text()), label, kind)


_MUTUAL = frozenset("meet marry join debate face fight resemble divorce date".split())


def listed(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """An antonym, a synonym, an abbreviation or a contraction opened, for one word."""
    lists = around.lists
    for table, label, kind in (
        (lists.antonyms, CONTRADICTION, "antonym"),
        (lists.synonyms, ENTAILMENT, "synonym"),
    ):
        places = [i for i, w in enumerate(sentence.words) if w.lower() in table]
        places = [i for i in places if sentence.entity[i] == "O"]
        if places:
            i = around.chance.choice(places)
            word = _like(sentence.words[i], table[sentence.words[i].lower()])
            yield _changed(sentence, {i: word}, label, kind)
    for i, word in enumerate(sentence.words):
        if word in lists.abbreviations:
            change = {i: lists.abbreviations[word]}
            yield _changed(sentence, change, ENTAILMENT, "abbreviation")
            break
    text = sentence.text().replace("’", "'")
    for short, long in lists.contractions.items():
        match = re.search(rf"\b{re.escape(short)}\b", text, re.IGNORECASE)
        if match:
            opened = text[: match.start()] + _like(match.group(), long) + text[match.end() :]
            yield NewsPair(text, opened, ENTAILMENT, "contraction")
            yield NewsPair(opened, text, ENTAILMENT, "contraction")
            break


def figures(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """A number changed, or written the other way."""
    words = around.lists.numbers
    places = [
        i
        for i, w in enumerate(sentence.words)
        if sentence.pos[i] == "CD" and (w.isdigit() or w.lower() in words)
    ]
    if not places:
        return
    i = around.chance.choice(places)
    word = sentence.words[i]
    if word.isdigit():
        value = int(word)
        other = value + around.chance.choice([-1, 1, 2, 5, 10]) * (10 if value > 100 else 1)
        yield _changed(sentence, {i: str(max(2, other))}, CONTRADICTION, "number changed")
        if 1 <= value <= len(words):
            yield _changed(sentence, {i: words[value - 1]}, ENTAILMENT, "number rewritten")
    else:
        value = words.index(word.lower()) + 1
        other = around.chance.choice([n for n in range(2, 13) if n != value])
        change = {i: _like(word, words[other - 1])}
        yield _changed(sentence, change, CONTRADICTION, "number changed")
        yield _changed(sentence, {i: str(value)}, ENTAILMENT, "number rewritten")


def hedge(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """What may be is told as what will be."""
    for i, word in enumerate(sentence.words):
        if word in around.lists.hedges and sentence.relation[i] == "aux":
            if i + 1 < len(sentence.words) and sentence.words[i + 1] != "have":
                yield _changed(sentence, {i: "will"}, NEUTRAL, "hedge dropped")
            return


def attribution(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """What somebody says is told as a fact."""
    for i, relation in enumerate(sentence.relation):
        verb = sentence.head[i]
        if relation != "ccomp" or verb < 0 or sentence.head[verb] >= 0:
            continue
        if sentence.lemma[verb] not in _REPORTING or i < verb:
            continue
        inside = sorted(sentence.below(i))
        if inside[-1] - inside[0] + 1 != len(inside) or len(inside) < 6:
            continue
        kept = [w if j in set(inside) else "" for j, w in enumerate(sentence.words)]
        if sentence.words[inside[0]].lower() == "that":
            kept[inside[0]] = ""
        if not {"i", "we", "my", "our"} & {w.lower() for w in kept}:
            told = _capital(sentence.text(kept)).strip('“”" ,')
            yield NewsPair(sentence.text(), told + ".", NEUTRAL, "attribution dropped")
        return


_REPORTING = frozenset("say claim argue suggest believe insist allege think warn predict".split())


def shorter(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """A clause, an apposition or a phrase less follows; the other way round it does not."""
    for i, relation in enumerate(sentence.relation):
        if relation not in ("appos", "advcl", "nmod:tmod", "acl:relcl", "parataxis"):
            continue
        gone = sorted(sentence.below(i))
        if gone[-1] - gone[0] + 1 != len(gone) or not 3 <= len(gone) <= 14:
            continue
        if sentence.head[i] < 0 or "if" in [sentence.words[j].lower() for j in gone]:
            continue
        words = ["" if j in set(gone) else w for j, w in enumerate(sentence.words)]
        before, after = gone[0] - 1, gone[-1] + 1
        if before >= 0 and words[before] == "," and after < len(words) and words[after] == ",":
            words[before] = words[after] = ""
        elif before >= 0 and words[before] == "," and after >= len(words) - 1:
            words[before] = ""
        elif before < 0 and after < len(words) and words[after] == ",":
            words[after] = ""
        else:
            continue
        short = _capital(sentence.text(words))
        yield NewsPair(sentence.text(), short, ENTAILMENT, "shortened")
        yield NewsPair(short, sentence.text(), NEUTRAL, "lengthened")
        return


def order(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """A phrase at the front, before a comma, goes to the end."""
    comma = next((i for i, w in enumerate(sentence.words[:10]) if w == ","), None)
    if comma is None or comma < 2 or sentence.pos[0] not in ("IN", "TO"):
        return
    if sentence.words[-1] not in (".", "!") or '"' in sentence.text() or "“" in sentence.text():
        return
    front = sentence.words[:comma]
    inside = set().union(*(sentence.below(i) for i in range(comma) if sentence.head[i] > comma))
    if not inside <= set(range(comma + 1)):
        return
    head = front[0].lower() + " " + " ".join(front[1:])
    body = [w if i > comma else "" for i, w in enumerate(sentence.words[:-1])] + [""]
    moved = _capital(sentence.text(body).strip()) + " " + head + "."
    yield NewsPair(sentence.text(), moved, ENTAILMENT, "order")


def other(sentence: Sentence, around: _Around) -> Iterator[NewsPair]:
    """Another sentence of the article, one that shares words."""
    own = {w.lower() for w in sentence.words if len(w) > 3}
    chosen = max(
        (s for s in around.sentences if s is not sentence),
        key=lambda s: len(own & {w.lower() for w in s.words}) + around.chance.random(),
        default=None,
    )
    if chosen is not None:
        yield NewsPair(sentence.text(), chosen.text(), NEUTRAL, "other sentence")


EDITS: tuple[Edit, ...] = (
    negation, names, roles, conjuncts, listed, figures, hedge, attribution, shorter, order, other,
)  # fmt: skip
