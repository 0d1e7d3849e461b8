"""Which temporal expression of a sentence says when a deed was done.

An expression inside a noun phrase dates what the noun names: "the sanctions imposed in 2014 have
not been lifted" tells no date of anything, and "the 2014 embargo" none. Nor does a date go over to
the next deed of a row: "closed the border in March and sent tanks".
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.core.evidence import Timex
from onrecord.core.selectors import Span
from onrecord.extraction.event_clauses import Sentence
from onrecord.extraction.event_frames import noun_frames, word_set
from onrecord.extraction.event_roles import name_start
from onrecord.extraction.event_shapes import Deed


def timex_of(sentence: Sentence, deed: Deed, timexes: Sequence[Timex]) -> Timex | None:
    """The expression in the deed's clause that dates it; None where none does."""
    inside = [(timex, sentence.place(timex.span.start)) for timex in _timexes(sentence, timexes)]
    after = [
        timex
        for timex, place in inside
        if deed.trigger < place <= deed.last + 1 + 2 * _is_as_of(sentence, place)
        and _dates_after(sentence, deed, place)
    ]
    before = [
        timex
        for timex, place in inside
        if place < deed.trigger and _dates_before(sentence, deed, timex, place)
    ]
    return after[0] if after else before[-1] if before else None


def _timexes(sentence: Sentence, timexes: Sequence[Timex]) -> Iterator[Timex]:
    if not sentence.words:
        return
    whole = Span(sentence.words[0].span.start, sentence.words[-1].span.end)
    first = bisect_left(timexes, whole.start, key=lambda timex: timex.span.start)
    for timex in timexes[first:]:
        if not whole.contains(timex.span):
            return
        yield timex


def _dates_after(sentence: Sentence, deed: Deed, place: int) -> bool:
    """Whether an expression after the verb is the verb's: nothing between takes it for itself."""
    own = frozenset() if deed.frame.things else deed.frame.objects  # "held talks in May"
    return not _dates_else(sentence, place) and not any(
        _takes_over(sentence, between)
        for between in range(deed.trigger + 1, place)
        if sentence.lower(between) not in own
    )


def _dates_before(sentence: Sentence, deed: Deed, timex: Timex, place: int) -> bool:
    """Whether an expression before the verb is the verb's."""
    end = sentence.place(timex.span.end)
    if sentence.lower(end - 1).endswith("'s") or sentence.lower(end) == "'s":
        return end >= deed.first - 1  # "Friday's indictment by"
    if _dates_else(sentence, place):
        return False
    if place < deed.first - 1:
        return _is_fronted(sentence, deed, place, end)
    row = range(place, deed.trigger)
    return not any(
        sentence.lower(p) in ("and", "but", "which", "that", "who") for p in row
    ) and not any(_takes_over(sentence, p) for p in range(deed.first, place))


def _is_fronted(sentence: Sentence, deed: Deed, place: int, end: int) -> bool:
    """Whether an expression opens the clause of a deed: "On Friday, Vale", "last year Vale"."""
    opening = place
    while sentence.lower(opening - 1) in word_set("before_days") | word_set("prepositions"):
        opening -= 1
    if opening > 0 and not sentence.is_break(opening - 1) and sentence.lower(opening - 1) != ",":
        return False
    begin = deed.first
    if deed.actor is not None and deed.actor in sentence.mentions:
        begin = min(begin, max(end, name_start(sentence, deed.actor)))
    return end <= begin and all(sentence.lower(p) == "," for p in range(end, begin))


def _dates_else(sentence: Sentence, place: int) -> bool:
    """Whether an expression dates something else: "the 2014 embargo", "since 2014"."""
    before = sentence.lower(place - 1)
    if before == "of":
        return not _is_as_of(sentence, place)
    own = word_set("determiners") - {"that"}  # "noted that last year Vale"
    return before in own or before in word_set("undating")


def _is_as_of(sentence: Sentence, place: int) -> bool:
    return sentence.lower(place - 2) == "as" and sentence.lower(place - 1) == "of"


def _takes_over(sentence: Sentence, place: int) -> bool:
    """Whether a word opens a phrase of its own: "sanctions (imposed) in", "the man (who) …"."""
    word = sentence.lower(place)
    if word in noun_frames():  # "imposed over the invasion in May"
        return True
    if word in word_set("clause_breaks"):
        return not _is_as_of(sentence, place + 2)
    opens = word.endswith("ed") or word in word_set("participles")
    after = sentence.lower(place + 1)
    return opens and (after in word_set("prepositions") or after in word_set("days"))
