"""What the trained encoder knows of a sentence's grammar, where it is at hand.

Rules alone take a word for a verb by its form, and its subject from the words around it. An encoder
that reads parts of speech and trees tells "host Alex Marlow" from a welcome, and who "signed" after
three clauses in between.
"""

from collections.abc import Iterator

from onrecord.core.selectors import Span
from onrecord.extraction.encoded import Encoded
from onrecord.extraction.encoder_spans import Floats

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "ADP"})
_SURE = 2.0
"""How much the best part of speech must lead, in log odds, before it overrules a form."""
_SHARING = ("conj", "xcomp", "advcl")
_CLIMB = 6
_SUBJECTS = ("nsubj", "csubj")
_BESIDE = frozenset({"det", "case", "punct"})
"""What stands in a phrase and heads none: the "the" of "the March 22 [meeting]"."""
_OF_THINGS = tuple(["compound", what] for what in ("obj", "nsubj", "nsubj:pass"))
_CLAUSES = frozenset({"root", "ccomp", "xcomp", "csubj", "advcl", "acl", "acl:relcl", "parataxis"})


class Grammar:
    """Parts of speech, and who does what, by the offset of a word."""

    def __init__(self, seen: Encoded, upos: Floats) -> None:
        heads = seen.heads
        assert heads.head is not None
        assert heads.relation is not None
        labels = seen.encoder.labels
        self._words = heads.words
        self._above: list[int] = heads.head.tolist()
        self._relations = [labels["relation"][i] for i in heads.relation.tolist()]
        self._kinds = labels["upos"]
        self._scores = upos
        self._below: dict[int, list[int]] = {}
        for word, above in enumerate(self._above):
            self._below.setdefault(above, []).append(word)

    def is_no_verb(self, span: Span) -> bool:
        """Whether a word that looks like a verb surely is a noun, a name or an adjective."""
        word = self._word(span)
        if word is None:
            return False
        return self._kind(word) in _NOMINAL

    def is_verb(self, span: Span) -> bool:
        """Whether a word surely is a verb."""
        word = self._word(span)
        return word is not None and self._kind(word) == "VERB"

    def is_no_noun(self, span: Span) -> bool:
        """Whether a word that looks like a noun surely is a verb, or only describes another."""
        word = self._word(span)
        if word is None:
            return False
        return self._relations[word] == "compound" or self._kind(word) == "VERB"

    def subject(self, verb: Span) -> Span | None:
        """The word that heads the subject of a verb, its own or the one that it shares."""
        word = self._word(verb)
        for _ in range(_CLIMB):
            if word is None:
                return None
            own = self._own_subject(word)
            if own is not None:
                return self._words.span(own, own)
            shares = self._relations[word].startswith(_SHARING)
            word = self._above[word] if shares and self._above[word] >= 0 else None
        return None

    def verb_of(self, span: Span) -> int | None:
        """The number of the word that heads a span, where that is a verb."""
        word = self._head(span)
        return word if word is not None and self._likeliest(word) == "VERB" else None

    def told_by(self, span: Span) -> int | None:
        """The number of the word that heads the clause which a span is a part of.

        None where a word within the span heads it, or its sentence tells nothing in a clause.
        """
        word = self._head(span)
        for above, relation in self.path(word)[1:] if word is not None else ():
            if self._likeliest(above) == "VERB" or relation in _CLAUSES:
                return above
        return None

    def is_of_a_thing(self, span: Span) -> bool:
        """Whether a span only says which thing a verb is about: "recalled [March 22] meetings"."""
        word = self._head(span)
        way = self.path(word)[:2] if word is not None else ()
        return [relation for _, relation in way] in _OF_THINGS

    def path(self, word: int) -> tuple[tuple[int, str], ...]:
        """A word and all above it, each with its relation to the next; it ends where it turns."""
        found: dict[int, str] = {}
        while word >= 0 and word not in found:
            found[word] = self._relations[word]
            word = self._above[word]
        return tuple(found.items())

    def opening(self, word: int) -> Span | None:
        """The small word that opens the clause of a verb: "while"."""
        marks = (below for below in self._children(word) if self._relations[below] == "mark")
        return next((self._words.span(mark, mark) for mark in marks), None)

    def _head(self, span: Span) -> int | None:
        inside = self._words.covering(span)
        tops = (word for word in inside if self._above[word] not in inside)
        return next((word for word in tops if self._relations[word] not in _BESIDE), None)

    def _likeliest(self, word: int) -> str:
        return self._kinds[int(self._scores[word].argmax())]

    def _own_subject(self, verb: int) -> int | None:
        for word in self._children(verb):
            if not self._relations[word].startswith(_SUBJECTS):
                continue
            relative = self._kind(word) == "PRON" and self._relations[verb] == "acl:relcl"
            return self._above[verb] if relative else word
        return None

    def _children(self, word: int) -> Iterator[int]:
        yield from self._below.get(word, ())

    def _kind(self, word: int) -> str | None:
        """The part of speech of a word; None where two are about as likely."""
        scores = self._scores[word]
        best = int(scores.argmax())
        lead = scores[best] - max(s for i, s in enumerate(scores) if i != best)
        return self._kinds[best] if lead >= _SURE else None

    def _word(self, span: Span) -> int | None:
        """The last word of a span: "well-armed" is what "armed" is."""
        inside = self._words.covering(span)
        return inside[-1] if inside else None


def grammar_of(seen: Encoded | None) -> Grammar | None:
    """What the encoder knows of a document's grammar; None where it reads no trees."""
    if seen is None or seen.heads.upos is None or seen.heads.head is None:
        return None
    return Grammar(seen, seen.heads.upos) if len(seen.heads.words) else None
