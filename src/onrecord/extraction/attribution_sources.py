"""Who a reporting verb's subject is: the noun phrase before it, or after it when inverted.

There is no parser here. A noun phrase is found from its borders: conjunctions, auxiliaries and
other verbs, punctuation, quotation marks. Where the borders leave no plausible phrase the answer
is None, and the sentence yields nothing.
"""

from onrecord.extraction.attribution_cues import verb_cues, word_set
from onrecord.extraction.attribution_sentences import Sentence

Range = tuple[int, int]
"""Half-open range of word numbers in a sentence."""

_DASHES = frozenset("; : — – - ( ) [ ] / ? ! … --".split())
_MARKS = frozenset("\" “ ” '' '".split())
_LONGEST = 30
_STOPS_RIGHT = frozenset(". ; : ? ! ( ) [ ] — – …".split())
_LEAVES_NAME = frozenset("in on at during after before when as while to via through if".split())


def is_adverb(word: str) -> bool:
    """Whether a word may stand between an auxiliary and its verb."""
    return word in word_set("adverbs") or (word.endswith("ly") and len(word) > 4)


def subject_before(sentence: Sentence, verb: int) -> Range | None:
    """The noun phrase that ends right before word `verb`, appositions and their commas included."""
    if verb == 0 or sentence.quoted[verb - 1] >= 0:
        return None
    last = sentence.lower[verb - 1]
    if last in word_set("pronouns"):
        return verb - 1, verb
    if last == ",":
        return _with_apposition(sentence, verb)
    if last == ")":
        opening = _opening_bracket(sentence, verb - 1)
        inner = subject_before(sentence, opening) if opening else None
        return (inner[0], verb) if inner is not None else None
    return _phrase(sentence, _left_border(sentence, verb), verb)


def _opening_bracket(sentence: Sentence, close: int) -> int | None:
    for i in range(close - 1, max(-1, close - 12), -1):
        if sentence.lower[i] == "(":
            return i
    return None


def subject_after(sentence: Sentence, start: int) -> Range | None:
    """The noun phrase that begins at word `start`, as in "said Ada Vale, a spokeswoman"."""
    end, size = start, len(sentence)
    while end < size and end - start < _LONGEST:
        word = sentence.lower[end]
        if word == "(" and ")" in sentence.lower[end : end + 8]:
            end += sentence.lower[end : end + 8].index(")") + 1
            continue
        if sentence.quoted[end] >= 0 or _stops(sentence, end):
            break
        if word == "," and not _apposition_follows(sentence, end):
            break
        if (
            end > start
            and (word in _LEAVES_NAME or word in word_set("times"))
            and "," not in sentence.lower[start:end]
        ):
            break
        end += 1
    return (start, end) if end > start else None


def _stops(sentence: Sentence, i: int) -> bool:
    """Whether a mark ends a phrase; the full stop of an abbreviation does not."""
    if sentence.lower[i] == "." and i + 1 < len(sentence) and sentence.quoted[i + 1] < 0:
        return False
    return sentence.lower[i] in _STOPS_RIGHT


def clause_subject(sentence: Sentence, verb: int) -> Range | None:
    """The subject of the sentence's first clause, for a verb that shares it ("… and said")."""
    start = 0
    while start < verb and (
        sentence.lower[start] in word_set("conjunctions") or is_adverb(sentence.lower[start])
    ):
        start += 1
    if start < verb and sentence.lower[start] in (
        word_set("prepositions") | word_set("subordinators")
    ):
        comma = next((i for i in range(start, verb) if sentence.lower[i] == ","), None)
        if comma is None:
            return None
        start = comma + 1
    if start < verb and sentence.lower[start] in word_set("pronouns"):
        return start, start + 1
    for i in range(start, verb):
        if _ends_phrase(sentence, i):
            return _phrase(sentence, start, i) if i > start else None
    return None


def _ends_phrase(sentence: Sentence, i: int) -> bool:
    word = sentence.lower[i]
    return (
        sentence.quoted[i] >= 0
        or word in word_set("auxiliaries")
        or is_adverb(word)
        or _is_verb_like(sentence, i)
        or word in _DASHES
    )


def _is_verb_like(sentence: Sentence, i: int) -> bool:
    """Whether a word in lower case looks like a verb in the past, or is a reporting verb."""
    word = sentence.lower[i]
    if sentence.words[i].is_capitalised:
        return False
    before = sentence.lower[i - 1] if i else ""
    if before in word_set("determiners") or before.endswith("'s"):
        return False
    if word in ("said", "says", "told", "wrote", "thinks", "knows", "took", "went", "made", "came"):
        return True
    return word.endswith("ed") and len(word) > 4 and not word.endswith("eed")


def _left_border(sentence: Sentence, verb: int) -> int:
    """The number of the first word of the stretch that may hold the subject ending at `verb`."""
    i = verb
    while i > 0 and verb - i < _LONGEST:
        word = sentence.lower[i - 1]
        if sentence.quoted[i - 1] >= 0 or word in _DASHES or word in _MARKS or word == ",":
            break
        if word in ("who", "whose") and i - 1 > 0:
            i -= 1
            continue
        if word in word_set("subordinators") and word != "that":
            break
        if word == "that" or word in ("but", "so", "yet", "or"):
            break
        if (word in word_set("auxiliaries") and word != "to") or _is_verb_like(sentence, i - 1):
            if _relative_before(sentence, i - 1):
                i -= 1
                continue
            break
        i -= 1
    return i


def _relative_before(sentence: Sentence, i: int) -> bool:
    return any(sentence.lower[k] in ("who", "whose") for k in range(max(0, i - 4), i))


def _phrase(sentence: Sentence, start: int, end: int) -> Range | None:
    """The stretch as a noun phrase, leading adverbs and conjunctions left out."""
    while end > start and sentence.lower[end - 1] in word_set("times"):
        end -= 1
    skipped = word_set("conjunctions") | word_set("times") | {"then", "however", ",", "meanwhile"}
    while start < end and (sentence.lower[start] in skipped or is_adverb(sentence.lower[start])):
        start += 1
    if start >= end:
        return None
    if sentence.lower[start] in word_set("prepositions"):
        return _name_at_end(sentence, start, end)
    last = sentence.lower[end - 1]
    if not last[0].isalnum() or last in word_set("prepositions") or last in word_set("determiners"):
        return (start, end) if last in ("one", "many", "some", "others", "all", "both") else None
    if sentence.lower[start] in word_set("pronouns") and end - start > 1:
        return None
    return start, end


def _name_at_end(sentence: Sentence, start: int, end: int) -> Range | None:
    first = end
    while first > start and sentence.words[first - 1].is_capitalised:
        first -= 1
    if first == end or first - 1 <= start:
        return None
    before = sentence.lower[first - 1]
    if before in word_set("prepositions") or before in word_set("determiners"):
        return None
    return first, end


def _with_apposition(sentence: Sentence, verb: int) -> Range | None:
    """A subject that a comma closes: "Ada Vale, a spokeswoman for Brenn, said"."""
    close = verb - 1
    for _ in range(4):
        start = _piece_start(sentence, close)
        if start == close or verb - start > _LONGEST:
            return None
        if close < verb - 1:  # the part before the apposition: its head must be a noun phrase
            head = _head_in(sentence, start, close)
            if head is not None:
                return head[0], verb
            if not _is_middle(sentence, start):
                return None
        if start == 0 or sentence.lower[start - 1] != ",":
            return None
        close = start - 1
    return None


def _piece_start(sentence: Sentence, close: int) -> int:
    """Where the stretch between two commas begins that ends before word `close`."""
    start = close
    while start > 0 and sentence.lower[start - 1] != "," and sentence.quoted[start - 1] < 0:
        if sentence.lower[start - 1] == ")":
            start = _opening_bracket(sentence, start - 1) or start - 1
            continue
        if sentence.lower[start - 1] in _DASHES or sentence.lower[start - 1] in _MARKS:
            break
        start -= 1
    return start


def _head_in(sentence: Sentence, start: int, close: int) -> Range | None:
    named = close
    if sentence.lower[close - 1] == ")":
        named = _opening_bracket(sentence, close - 1) or close
    head = _phrase(sentence, max(start, _left_border(sentence, named)), named)
    return head if head is not None and _heads(sentence, head) else None


def _heads(sentence: Sentence, head: Range) -> bool:
    first = sentence.words[head[0]]
    if head[1] - head[0] > 9 or first.text[0].isdigit():
        return False
    return first.is_capitalised or first.lower in word_set("determiners") or head[1] - head[0] <= 3


def _is_middle(sentence: Sentence, start: int) -> bool:
    first = sentence.words[start]
    return first.text[0].isdigit() or first.lower in word_set("prepositions")


def _apposition_follows(sentence: Sentence, comma: int) -> bool:
    if comma + 1 >= len(sentence) or sentence.quoted[comma + 1] >= 0:
        return False
    after = sentence.lower[comma + 1]
    if after in word_set("determiners") or after in ("who", "whose", "chairman", "president"):
        return True
    if sentence.words[comma + 1].is_capitalised or after.isdigit():
        return True
    cues = verb_cues().get(after, ())
    return (
        after not in word_set("prepositions")
        and after not in word_set("conjunctions")
        and after not in word_set("pronouns")
        and after not in word_set("subordinators")
        and after not in word_set("adverbs")
        and after not in word_set("times")
        and not after.endswith("ing")
        and not cues
        and "," not in sentence.lower[comma + 1 : comma + 3]
    )
