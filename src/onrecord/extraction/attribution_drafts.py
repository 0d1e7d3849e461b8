"""The attributions of one sentence, as ranges of word numbers.

Words that say who speaks after the content ("…, Vale said", "…, according to Vale") are looked
for first: they take the content before them. Then every other reporting word, from left to
right, takes what follows it, unless an earlier one has taken that already: of "Vale said Brenn
thinks so" only the outer one is told by the document.
"""

from collections.abc import Iterator

from onrecord.extraction.attribution_contents import (
    Draft,
    closed_quotation,
    content_after,
    content_before,
)
from onrecord.extraction.attribution_cues import noun_cues, word_set
from onrecord.extraction.attribution_sentences import Sentence
from onrecord.extraction.attribution_sources import Range, subject_after
from onrecord.extraction.attribution_verbs import reporting_verbs, trimmed_range


def drafts(sentence: Sentence) -> list[Draft]:
    """The attributions of one sentence, in the order of their cues."""
    reporting = list(reporting_verbs(sentence))
    found = [draft for verb in reporting if (draft := content_before(sentence, verb))]
    found.extend(_according_drafts(sentence, found))
    for verb in reporting:
        if _is_free(found, verb.start, verb.end):
            draft = content_after(sentence, verb, reporting)
            if draft is not None and _fits(found, draft):
                found.append(draft)
    for draft in _noun_drafts(sentence):
        if _fits(found, draft):
            found.append(draft)
    return sorted(found, key=lambda draft: draft.cue)


def _according_drafts(sentence: Sentence, found: list[Draft]) -> Iterator[Draft]:
    """Yield the attributions of "according to"."""
    for i in range(len(sentence) - 2):
        if sentence.lower[i : i + 2] != ["according", "to"] or sentence.quoted[i] >= 0:
            continue
        source = subject_after(sentence, i + 2)
        if source is None or not _is_free(found, i, i + 2):
            continue
        if i == 0:
            source = _closed_by_comma(sentence, source)
            after = source[1] + 1
            if sentence.lower[source[1] : after] != [","] and after < len(sentence):
                continue
            end = closed_quotation(sentence, after) if after < len(sentence) else None
            content = trimmed_range(sentence, after, end or len(sentence))
        else:
            begin = max((d.cue[1] for d in found if d.cue[1] <= i), default=0)
            content = trimmed_range(sentence, begin, i - 1 if sentence.lower[i - 1] == "," else i)
        if content is not None:
            yield Draft(source=source, cue=(i, i + 2), content=(content,), lemma="according")


def _closed_by_comma(sentence: Sentence, source: Range) -> Range:
    """The source of a sentence that begins "According to": to the comma before the content."""
    words = sentence.lower[source[0] : source[1] + 1]
    commas = [i for i, word in enumerate(words) if word == ","]
    if not commas:
        return source
    described = len(commas) > 1 and words[commas[0] + 1] in ("a", "an", "who", "the")
    return source[0], source[0] + commas[1 if described else 0]


def _noun_drafts(sentence: Sentence) -> Iterator[Draft]:
    """Yield the attributions of nouns that somebody owns: "her claim that …"."""
    for i, word in enumerate(sentence.lower):
        if word not in noun_cues() or sentence.quoted[i] >= 0 or i + 2 >= len(sentence) or i == 0:
            continue
        cue = noun_cues()[word][0]
        after = sentence.lower[i + 1]
        if after == "that" and "clause" in cue.senses:
            sense, start, end = cue.senses["clause"], i + 1, i + 1
        elif after == "to" and "to" in cue.senses:
            sense, start, end = cue.senses["to"], i + 1, i + 1
        elif after in cue.senses:
            sense, start, end = cue.senses[after], i + 2, i + 2
        else:
            continue
        owner = _owner(sentence, i)
        if owner is None:
            continue
        content = trimmed_range(sentence, start, _noun_content_end(sentence, start))
        if content is not None:
            yield Draft(
                source=owner, cue=(owner[1], end), content=(content,), sense=sense, lemma=word
            )


def _noun_content_end(sentence: Sentence, start: int) -> int:
    for i in range(start + 2, len(sentence)):
        if sentence.lower[i] == "," and sentence.quoted[i] < 0:
            return i
    return len(sentence)


def _owner(sentence: Sentence, noun: int) -> Range | None:
    """Whose claim it is: the possessive right before the noun (and at most two adjectives)."""
    for i in range(noun - 1, max(-1, noun - 4), -1):
        word = sentence.lower[i]
        if word in ("his", "her", "their", "its", "my", "our"):
            return i, i + 1
        if word.endswith("'s"):
            first = i
            while first > 0 and sentence.words[first - 1].is_capitalised:
                first -= 1
            return first, i + 1
        if not word[0].isalpha() or word in word_set("determiners"):
            return None
    return None


def _is_free(found: list[Draft], start: int, end: int) -> bool:
    return all(end <= piece[0] or start >= piece[1] for d in found for piece in (d.cue, *d.content))


def _fits(found: list[Draft], draft: Draft) -> bool:
    return all(_is_free(found, *piece) for piece in (draft.cue, *draft.content))
