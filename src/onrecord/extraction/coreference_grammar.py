"""What a mention is in its clause, subject or owner or else, and which clauses it lies in.

With an encoder that reads trees it is read off them. Without one, a mention is judged by its form
and its neighbours: "he" is a subject, "Okoro's" owns, a name before a verb is a subject; clauses
are then the stretches between conjunctions, each inside the one before.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.selectors import Span
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.gazetteer import word_set
from onrecord.extraction.words import words

_NOMINATIVES = frozenset({"he", "she", "who", "they", "it"})
_OWNERS = frozenset({"his", "their", "its", "whose"})
_OBJECTS = frozenset({"him", "them", "whom", "himself", "herself", "themselves"})
_BORDERS = frozenset(
    "that who which whom whose when while because after before if as but and or although though "
    "since until unless where whether ; : —".split()
)
_LONGEST_CLIMB = 40
_LONGEST_SENTENCE = 80
_SHARING = ("conj", "appos", "flat", "list", "goeswith", "nmod:desc")
_AFTER_TITLE = ("compound", "amod", "det")

_DESCRIBING = frozenset({"compound", "amod", "nmod:poss", "nmod:desc"})


class Function(StrEnum):
    """What a mention is in its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    OBLIQUE = "oblique"
    OWNER = "owner"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """A mention's function and the clauses that it lies in, the innermost first, as numbers.

    Attributes:
        joined: the clause that its innermost one goes on: "[Vale said so], but she stayed".
    """

    function: Function
    clauses: tuple[int, ...]
    joined: int | None = None


class Trees:
    """Standings read off the trees of an encoder."""

    def __init__(self, text: str, seen: Encoded) -> None:
        heads = seen.heads
        assert heads.head is not None
        assert heads.relation is not None
        self._text = text
        self._words = heads.words
        self._above = heads.head.tolist()
        assert heads.sentence is not None
        self._starts = (heads.sentence > 0).tolist()
        labels = seen.encoder.labels["relation"]
        self._relations = [labels[i] for i in heads.relation.tolist()]
        self._clauses = {
            above
            for above, relation in zip(self._above, self._relations, strict=True)
            if relation.startswith("nsubj") and above >= 0
        }

    def standing(self, span: Span) -> Standing:
        """What a mention is in its clause; of several words, the one above the others."""
        inside = self._words.covering(span)
        if not inside:
            return Standing(Function.OTHER, ())
        heads = [i for i in inside if self._above[i] not in inside]
        head = heads[-1] if heads else inside[-1]
        function = _function_by_form(self._text, span) or self._function(head)
        clauses = self._around(head)
        return Standing(function, clauses, self._goes_on(clauses[0]) if clauses else None)

    def describes(self, span: Span) -> tuple[Span, ...]:
        """The nouns after a mention that it only describes or owns, the nearest first."""
        inside = self._words.covering(span)
        word = next((i for i in reversed(inside) if self._above[i] not in inside), -1)
        found: list[Span] = []
        while word >= 0 and self._relations[word] in _DESCRIBING and self._above[word] > word:
            word = self._above[word]
            found.append(self._words.span(word, word))
        return tuple(found)

    def _function(self, word: int) -> Function:
        for _ in range(_LONGEST_CLIMB):
            relation, above = self._relations[word], self._above[word]
            after_title = relation in _AFTER_TITLE and above < word  # "Senator Vale", not "Vale's"
            if above < 0 or not (relation.startswith(_SHARING) or after_title):
                break
            word = above
        if relation.startswith("nsubj"):
            return Function.SUBJECT
        if relation in {"obj", "iobj"}:
            return Function.OBJECT
        if relation == "nmod:poss":
            return Function.OWNER
        return Function.OBLIQUE if relation.startswith(("obl", "nmod")) else Function.OTHER

    def _goes_on(self, clause: int) -> int | None:
        """The clause before that it is joined to, also where the tree has them as two."""
        before = self._above[clause]
        if before < 0:
            before = self._root_before(clause)
        elif not self._relations[clause].startswith("conj"):
            return None
        return before if before in self._clauses else None

    def _root_before(self, root: int) -> int:
        """Where the sentence has another root before one; else -1."""
        for word in range(root - 1, max(-1, root - _LONGEST_SENTENCE), -1):
            if self._starts[word + 1]:
                break
            if self._above[word] < 0:
                return word
        return -1

    def _around(self, word: int) -> tuple[int, ...]:
        found: list[int] = []
        for _ in range(_LONGEST_CLIMB):
            word = self._above[word]
            if word < 0:
                break
            if word in self._clauses:
                found.append(word)
        return tuple(found)


class Neighbours:
    """Standings by the words around a mention, where nobody reads trees."""

    def __init__(self, text: str, sentences: list[Span]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def describes(self, span: Span) -> tuple[Span, ...]:
        """None: which nouns belong together is not told by neighbours."""
        return ()

    def standing(self, span: Span) -> Standing:
        """What a mention is in its clause."""
        place = bisect_right(self._starts, span.start) - 1
        if place < 0:
            return Standing(Function.OTHER, ())
        found = words(self._text, self._sentences[place])
        first = bisect_right(found.starts, span.start) - 1
        last = bisect_right(found.starts, span.end - 1)
        borders = [found.starts[i] for i in range(first) if found.lowers[i] in _BORDERS]
        clauses = (*reversed(borders), self._sentences[place].start)
        function = _function_by_form(self._text, span) or _function_by_words(
            found.lowers[first],
            found.lowers[first - 1] if first > 0 else "",
            found.lowers[last] if last < len(found) else "",
        )
        return Standing(function, clauses)


def _function_by_form(text: str, span: Span) -> Function | None:
    """What the form of a mention tells by itself."""
    word = span.of(text).lower()
    after = text[span.end : span.end + 2]
    if word in _OWNERS or (after[:1] in {"'", "’"} and after[1:] in {"s", "S", " "}):
        return Function.OWNER
    if word in _NOMINATIVES:
        return Function.SUBJECT
    return Function.OBJECT if word in _OBJECTS else None


def _function_by_words(word: str, before: str, after: str) -> Function:
    if word == "her":
        owns = after[:1].isalpha() and after not in word_set("prepositions") | _BORDERS
        return Function.OWNER if owns else Function.OBJECT
    if after in word_set("speaking") or after.endswith("ed"):
        return Function.SUBJECT
    if before in word_set("prepositions"):
        return Function.OBLIQUE
    if not before or before in _BORDERS or not before[0].isalnum():
        return Function.SUBJECT
    return Function.OBJECT


def standings(text: str, sentences: list[Span], seen: Encoded | None) -> Trees | Neighbours:
    """What tells the standing of a mention, by trees where the encoder reads them."""
    if seen is not None and seen.heads.head is not None and len(seen.heads.words):
        return Trees(text, seen)
    return Neighbours(text, sentences)
