"""What each record is, for the rules of tensions, and where it stands beside another.

Precision goes before recall: a false contradiction on a page costs more than a missed one.
"""

import re
from functools import lru_cache

from onrecord.components import data_table
from onrecord.core.edtf import Edtf
from onrecord.core.evidence import Action, Form, Modality, Statement, Status
from onrecord.core.findings import Evidence
from onrecord.synthesis.surroundings import Texts
from onrecord.synthesis.terms import WORD, stem, terms
from onrecord.synthesis.wording import deed_name

JOINED = 60
"""Code points within which one breath tells two things."""
_RUN = 3
_PRONOUNS = frozenset({"they", "it", "this", "these", "none"})
_NEAR_ITS_CUE = 160
_KEPT_MODALITIES = frozenset({Modality.PROMISE, Modality.THREAT, Modality.PLAN})
_REALISED = frozenset({Status.DONE, Status.ORDERED, Status.ANNOUNCED})
_UNDONE = frozenset({Status.NOT_DONE, Status.REVERSED, Status.DELAYED})


def reporting_words(item: Evidence) -> str:
    """The words with which a source reports a saying; "" where they are not at hand."""
    telling = item.telling
    if isinstance(telling, Action) or not telling.cue:
        return ""
    selector = item.citations[0].selector
    offset = selector.span.start - len(selector.prefix)
    first, last = telling.cue[0].start - offset, telling.cue[-1].end - offset
    around = selector.prefix + selector.exact + selector.suffix
    return around[first:last] if 0 <= first < last <= len(around) else ""


def leading_words(item: Evidence) -> str:
    """The reporting words that say which way the reported ones go: "refused to endorse", "denied".

    "said" does not, and would look as if the words were handed on; a quotation goes its own way.
    """
    telling = item.telling
    if isinstance(telling, Action) or telling.form is Form.DIRECT:
        return ""
    cue = reporting_words(item)
    plain: list[str] = data_table("rubric.toml")["tensions"]["words"]["relaying"]
    return "" if any(word in plain for word in cue.casefold().split()) else cue


def is_joined(first: Evidence, second: Evidence) -> bool:
    """Whether one document tells both in one breath."""
    gap = distance(first, second)
    return gap is not None and 0 < abs(gap) <= JOINED


def is_near(first: Evidence, second: Evidence) -> bool:
    """Whether one document tells both within some sentences."""
    gap = distance(first, second)
    most: int = data_table("rubric.toml")["tensions"]["near"]
    return gap is not None and abs(gap) <= most


def distance(first: Evidence, second: Evidence) -> int | None:
    """Code points from the end of the first to the start of the second in one document.

    Negative where the second comes before, 0 where they overlap; None where no document tells
    both.
    """
    a, b = first.citations[0].selector, second.citations[0].selector
    if a.document != b.document:
        return None
    if a.span.overlaps(b.span):
        return 0
    return b.span.start - a.span.end if a.span.end <= b.span.start else b.span.end - a.span.start


def opposed(a: float | None, b: float | None) -> bool:
    """Whether two directions clearly point opposite ways."""
    least = data_table("rubric.toml")["tensions"]["clear_direction"]
    return a is not None and b is not None and a * b < 0 and min(abs(a), abs(b)) >= least


def targets(item: Evidence) -> frozenset[str]:
    """Whom the record is directed at."""
    telling = item.telling
    if isinstance(telling, Action):
        return frozenset(telling.target)
    return frozenset({telling.target} if telling.target else ())


def owners(item: Evidence) -> frozenset[str]:
    """Who said or did it, and for whom it was done."""
    behalf = item.telling.behalf if isinstance(item.telling, Action) else None
    return frozenset(who.id for who in (item.who, behalf) if who is not None)


def modality(item: Evidence) -> Modality | None:
    """What a statement does; None for a deed."""
    return item.telling.modality if isinstance(item.telling, Statement) else None


def is_statement(item: Evidence) -> bool:
    """Whether it is somebody's words, and not a question: a question claims nothing."""
    return isinstance(item.telling, Statement) and modality(item) is not Modality.QUESTION


def binds(item: Evidence) -> bool:
    """Whether it is a promise, a threat or a plan: words that deeds can fail."""
    return modality(item) in _KEPT_MODALITIES or bool(_pledging(item))


def _pledging(item: Evidence) -> frozenset[str]:
    """The reporting words that make a pledge, by their stems: "took to the air to threaten"."""
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"]["pledging"]
    return terms(reporting_words(item)) & frozenset(map(stem, listed))


def leaves_open(item: Evidence) -> bool:
    """Whether the reporting words say nothing of whether it is so: "is probing", "asked"."""
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"]["open"]
    return bool(terms(reporting_words(item)) & frozenset(map(stem, listed)))


def is_denied(item: Evidence) -> bool:
    """Whether the reported words are what the speaker denies ("denied the crossing")."""
    telling = item.telling
    return (
        isinstance(telling, Statement)
        and telling.modality is Modality.DENIAL
        and telling.form is Form.INDIRECT
    )


def known_by(item: Evidence) -> Edtf | None:
    """When it was said or done; of what is undated, when it was published, so not after."""
    return item.date or item.citations[0].published


def is_recalled(item: Evidence) -> bool:
    """Whether the source tells it as of an earlier time: "had warned", "once called"."""
    words = set(reporting_words(item).casefold().split())
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"]["recalling"]
    return bool(words.intersection(listed))


def is_within_reach(first: Evidence, second: Evidence) -> bool:
    """Whether one document tells both within some paragraphs, and apart."""
    gap = distance(first, second)
    most: int = data_table("rubric.toml")["tensions"]["pledge_near"]
    return gap is not None and 0 < abs(gap) <= most


def charging_words(item: Evidence) -> tuple[str, ...]:
    """The words by which somebody charges another with going back on own words."""
    if not isinstance(item.telling, Statement):
        return ()
    plain = f" {_plain(item.exact)} "
    return tuple(phrase for phrase in _listed("charging") if f" {_plain(phrase)} " in plain)


def calls_untrue(item: Evidence) -> bool:
    """Whether a word for "untrue" is in it: without one it rebuts nothing."""
    words = f" {_plain(item.exact)} "
    return any(f" {word} " in words for word in _listed("falsifiers"))


def answers_critics(item: Evidence) -> bool:
    """Whether somebody answers critics without a name: "what critics point to failed to note"."""
    plain = f" {_plain(item.exact)} "
    phrases = _listed("answering")
    return isinstance(item.telling, Statement) and any(f" {phrase} " in plain for phrase in phrases)


def is_carried(item: Evidence, texts: Texts) -> bool:
    """Whether its date is taken over from another saying of the speaker: no word near it tells it.

    Such a date may be that of a later occasion: a look back often bears no date of its own.
    """
    telling = item.telling
    if isinstance(telling, Action) or not telling.said_basis or not telling.cue:
        return False
    text = texts(telling.document)
    told = re.findall(r"'([^']+)'", telling.said_basis)
    if text is None or not told:
        return False
    cue = telling.cue[0]
    before = text[max(0, cue.start - _NEAR_ITS_CUE) : cue.start].rpartition("\n")[2]
    after = text[cue.start : cue.end + _NEAR_ITS_CUE].partition("\n")[0]
    return not any(words in before + after for words in told)


def is_told_by_cue(item: Evidence) -> bool:
    """Whether the reporting words themselves praise, refuse to, or blame: "called her a liar"."""
    table = data_table("rubric.toml")["tensions"]["words"]
    lean = item.telling.direction or 0.0
    does = modality(item)
    listed: list[str] = table["blaming"] if does is Modality.CRITICISM else table["praising"]
    return lean != 0 and bool(terms(reporting_words(item)) & frozenset(map(stem, listed)))


def judges_itself(item: Evidence, name: str) -> bool:
    """Whether it is on somebody as a person, and not on a plan, a remark or one deed of theirs.

    Who backs "Brenn's campaign" or "Brenn's agenda" backs Brenn; who is blamed or praised "for"
    something may well be praised or blamed for something else.
    """
    surname = re.escape(name.rsplit("-", 1)[-1])
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"]["standing_for"]
    but = rf"(?!(?:\w+\s)?(?:{'|'.join(map(re.escape, listed))})\b)"
    of_theirs = rf"\b{surname}['’]s?\s{but}"
    for_a_deed = rf"\b{surname}\b[^.;“”\"]*\s(?:for|over)\s"
    not_them = f"{of_theirs}|{for_a_deed}" if is_told_by_cue(item) else of_theirs
    return re.search(not_them, item.exact, re.IGNORECASE) is None


def disowns(item: Evidence) -> bool:
    """Whether somebody denies having said a thing: "I never said that"."""
    words = _plain(item.exact)
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"]["disowning"]
    return isinstance(item.telling, Statement) and any(phrase in words for phrase in listed)


def repeats(first: Evidence, second: Evidence) -> bool:
    """Whether both hold the same run of words, with one in it that tells something.

    "An attack on" breaks off: what was attacked may be another.
    """
    loose = data_table("wording.toml")["loose_ends"].split()
    a, b = _plain(first.exact).split(), _plain(second.exact).split()
    runs = {tuple(a[i : i + _RUN]) for i in range(len(a) - _RUN + 1)}
    return any(
        run in runs and run[-1] not in loose and terms(" ".join(run))
        for run in (tuple(b[i : i + _RUN]) for i in range(len(b) - _RUN + 1))
    )


def _listed(group: str) -> list[str]:
    listed: list[str] = data_table("rubric.toml")["tensions"]["words"][group]
    return listed


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.casefold().replace("’", "'")))


def is_undone(item: Evidence) -> bool:
    """Whether it is a deed that was not done, or was undone or put off."""
    return isinstance(item.telling, Action) and item.telling.status in _UNDONE


def is_realised(item: Evidence) -> bool:
    """Whether it is a deed done, or ordered or announced by who can."""
    return isinstance(item.telling, Action) and item.telling.status in _REALISED


def names_deed(words: Evidence, deed: Evidence) -> bool:
    """Whether the words name the deed: "sanctions", "expulsion"."""
    telling = deed.telling
    return isinstance(telling, Action) and bool(terms(deed_name(telling)) & terms(words.exact))


def names_whole_deed(words: Evidence, deed: Evidence) -> bool:
    """Whether the words name the deed and not only its object: not "lifting" by "sanctions"."""
    telling = deed.telling
    if not isinstance(telling, Action):
        return False
    opening = deed.exact.split(maxsplit=1)[0].casefold()
    takes_up = opening in _PRONOUNS  # "they were not published": what has just been told
    name = terms(deed.exact if takes_up else deed_name(telling))
    return bool(name) and name <= terms(words.exact)


def names_pledge(pledge: Evidence, deed: Evidence) -> bool:
    """Whether the deed's own words name the pledge: "Vale walked back her threat"."""
    if not isinstance(pledge.telling, Statement):
        return False
    named = frozenset(stem(word) for word in WORD.findall(deed.exact) if not _is_participle(word))
    return stem(pledge.telling.modality.value) in named or bool(_pledging(pledge) & named)


def _is_participle(word: str) -> bool:
    """Whether it is "planned" and not "plan": a planned meeting is no plan that was walked back."""
    return word.casefold().endswith("ed")
