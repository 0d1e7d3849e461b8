"""Paragraphs that show by their form who speaks: signed quotations, and turns inside an article.

"“We stay.” — Ada Vale" and "VALE: We stay." leave nothing to weigh, so no reader is asked. Both
have look-alikes ("“Harbour Lights” — Channel Four", "Brenn: 523 delegates"): what is not plain is
left to the reader.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.core.document import SegmentKind
from onrecord.core.selectors import Span, trimmed
from onrecord.extraction.attribution_cues import word_set
from onrecord.extraction.attribution_found import Found
from onrecord.extraction.attribution_sentences import mended_quotations
from onrecord.extraction.encoded import Paragraph

_OPENING = '"“”„‟«＂'
_NAME = (
    r"(?P<name>[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|&|of|the|and|de|del|della|di|da|la|le|von|van"
    r"|der|den|bin|ibn|al|el|y))*(?:(?:\s*[,(]|\s+(?:on|in|to|at|from|of)\b)[^\n\"“”?!:;@]{1,80}?)?)"
)
_DASH = r"\s*(?P<cue>[―—–]|--?)\s*"
_SIGNED = re.compile(rf"(?P<end>[\"“”»＂]|''|’’|[.?!…](?!\S)){_DASH}{_NAME}[.\s]*$")
_SIGNATURE = re.compile(rf"{_DASH}{_NAME}[.\s]*$")
_SENTENCE_END = re.compile(r"[.?!:…]['’]?[\"”»]?\s*$")
_STOP = re.compile(r"[.,?!…]")
_FULL_STOP = re.compile(r"[a-z]{3}\.$")
_RUNS_ON = 6
"""Paragraphs of one speech, at most."""

_TURN = re.compile(
    r"(?P<quoted>[\"“”]?)\s*"
    r"(?P<label>(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3})"
    r"(?:\s+\([^()\n]{1,40}\))?\s*(?P<cue>:)\s+(?=\S)"
)
_ASIDE = re.compile(r"\W*[(\[][^()\[\]]{1,60}[)\]]\W*$")
_SPOKEN = re.compile(r"\b(?:I|you|You|we|We|me|my|My|your|Your|our|Our|us)\b|\?")
_BREAK = 5
"""Paragraphs from one turn to the next, at most."""
_TITLES = (SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.KEY_POINT)

Numbered = tuple[Found, set[int]]
Turn = tuple[int, re.Match[str]]


def plain_forms(text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Found], set[int]]:
    """What paragraphs say by their form alone, and the numbers of those that this settles."""
    found: list[Found] = []
    taken: set[int] = set()
    for finder in (_dialogues, _signed):
        for item, numbers in finder(text, paragraphs):
            if taken.isdisjoint(numbers):
                found.append(item)
                taken |= numbers
    return found, taken


def _signed(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Numbered]:
    for number, paragraph in enumerate(paragraphs):
        span = paragraph.span
        match = _SIGNED.search(text, span.start, span.end)
        if match is not None:
            last, body = number, Span(span.start, match.end("end"))
        elif number and (match := _SIGNATURE.match(text, span.start, span.end)):
            last, body = number - 1, paragraphs[number - 1].span
        else:
            continue
        piece = _signed_words(text, body)
        if piece is None or (last < number and piece != body):
            continue
        first = _beginning(text, paragraphs, last) if piece == body else last
        content = [*(p.span for p in paragraphs[first:last]), piece]
        item = _plain(paragraph, _name(match), _group(match, "cue"), content)
        yield item, set(range(first, number + 1))


def _name(match: re.Match[str]) -> Span:
    """The name of a signature, without a full stop that belongs to no abbreviation."""
    name = _group(match, "name")
    return Span(name.start, name.end - 1) if _FULL_STOP.search(match["name"]) else name


def _signed_words(text: str, body: Span) -> Span | None:
    """The quotation that a signature stands under: all before it, or what follows a sentence."""
    quotes = mended_quotations(text, body)
    if not quotes or quotes[-1].span.end != body.end:
        whole = bool(quotes) and quotes[0].span.start == body.start and not quotes[0].closed
        return body if whole else None  # marks in marks: “He said “no” to us.”
    last = quotes[-1].span
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(quotes) if a.closed]
    if quotes[0].span.start == body.start and not re.search(r"\w", "".join(gaps)):
        last = body
    elif _SENTENCE_END.search(text, body.start, last.start) is None:
        return None
    return None if _is_title(last.of(text)) else last


def _is_title(words: str) -> bool:
    """Whether it is the name of a work, or one word: "“Harbour Lights”"."""
    long = re.findall(r"\w{4,}", words)
    return _STOP.search(words) is None and all(word[0].isupper() for word in long)


def _beginning(text: str, paragraphs: Sequence[Paragraph], last: int) -> int:
    """The first paragraph of a speech that opens each of its paragraphs and closes the last."""
    first = last
    while first > max(0, last - _RUNS_ON):
        before = paragraphs[first - 1].span
        quotes = mended_quotations(text, before)
        if len(quotes) != 1 or quotes[0].closed or quotes[0].span != before:
            break
        first -= 1
    return first


def _dialogues(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Numbered]:
    """The turns of what is printed as a dialogue."""
    turns = list(_labelled(text, paragraphs))
    begin = 0
    for i, (number, _) in enumerate(turns):
        if i + 1 < len(turns) and turns[i + 1][0] - number <= _BREAK:
            continue
        group = _of_one_kind(turns[begin : i + 1])
        if _is_dialogue(text, group, paragraphs):
            yield from _spoken(text, group, paragraphs)
        begin = i + 1


def _labelled(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    for number, paragraph in enumerate(paragraphs):
        match = _TURN.match(text, paragraph.span.start, paragraph.span.end)
        if match is None or paragraph.segment.kind in _TITLES:
            continue
        if match["label"].lower().split()[0] not in word_set("headline-labels"):
            yield number, match


def _of_one_kind(turns: list[Turn]) -> list[Turn]:
    """Where some labels are in capitals, those in small letters are something else."""
    capitals = [turn for turn in turns if turn[1]["label"].isupper()]
    return capitals if len(capitals) > 1 else turns


def _is_dialogue(text: str, turns: list[Turn], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether turns are spoken: "I", "you", questions; a list of names has nothing of that."""
    labels = [match["label"] for _, match in turns]
    if len(labels) < 2:
        return False
    asked = {"Q", "A"} >= set(labels)
    repeated = len(set(labels)) < len(labels)
    if not asked and (len(set(labels)) < 2 or not (repeated or all(map(str.isupper, labels)))):
        return False
    spoken = sum(
        _SPOKEN.search(text, match.end(), paragraphs[number].span.end) is not None
        for number, match in turns
    )
    return 2 * spoken >= len(turns)


def _spoken(text: str, turns: list[Turn], paragraphs: Sequence[Paragraph]) -> Iterator[Numbered]:
    ends = [number for number, _ in turns[1:]]
    ends.append(min(len(paragraphs), turns[-1][0] + _RUNS_ON))
    for (number, match), end in zip(turns, ends, strict=True):
        own = paragraphs[number].span
        pieces = [_within_marks(text, Span(match.end(), own.end), quoted=bool(match["quoted"]))]
        taken = {number}
        for i in range(number + 1, end):
            span = paragraphs[i].span
            if _ASIDE.match(text, span.start, span.end):
                taken.add(i)
            elif _goes_on(text, paragraphs[i - 1].span, span, match, before_turn=end in ends[:-1]):
                pieces.append(_within_marks(text, span, quoted=bool(match["quoted"])))
                taken.add(i)
            else:
                break
        content = [piece for piece in pieces if piece is not None]
        label, cue = _group(match, "label"), _group(match, "cue")
        yield _plain(paragraphs[number], label, cue, content), taken


def _goes_on(
    text: str, before: Span, span: Span, turn: re.Match[str], *, before_turn: bool
) -> bool:
    """Whether a paragraph without a label is still said by whom the turn is."""
    if turn["quoted"]:
        closed = re.search(r"[\"”]\s*$", before.of(text)) is not None
        return text[span.start] in _OPENING and (before_turn or not closed)
    return before_turn and not any(mark in span.of(text) for mark in _OPENING)


def _within_marks(text: str, span: Span, *, quoted: bool) -> Span | None:
    """The words of a turn, without the marks of the quotation that the whole dialogue is."""
    start, end = span.start, span.end
    if quoted:
        start += text[start] in _OPENING
        words = text[start:end].rstrip()
        end = start + len(words)
        end -= words[-1:] in _OPENING and words.count(words[-1:]) % 2
    return trimmed(text, start, end)


def _group(match: re.Match[str], name: str) -> Span:
    return Span(*match.span(name))


def _plain(paragraph: Paragraph, source: Span, cue: Span, content: list[Span]) -> Found:
    return Found(
        source=(source,),
        cue=(cue,),
        content=content,
        segment=paragraph.segment,
        sentence=paragraph.span,
        quoted=list(content),
    )
