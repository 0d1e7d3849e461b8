"""Which evidence goes in which section of a dossier, and in which order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from statistics import fmean

from onrecord.core.date_words import date_words
from onrecord.core.entities import TopicKind
from onrecord.core.evidence import Action, Form, Statement
from onrecord.core.findings import Evidence, Item, LedgerRow, Point, ThenNow
from onrecord.synthesis.clauses import is_loose, names_a_deed, stands_alone
from onrecord.synthesis.dates import days_between
from onrecord.synthesis.issues import Issues
from onrecord.synthesis.naming import running
from onrecord.synthesis.occasions import occasions
from onrecord.synthesis.positions import lean_of
from onrecord.synthesis.rubric import the_rubric
from onrecord.synthesis.selection import (
    Selection,
    Subject,
    ids,
    in_order,
    is_sure,
    names_nobody,
    weight,
    weightiest,
)
from onrecord.synthesis.tellable import makes_a_sentence
from onrecord.synthesis.wording import (
    counted,
    deed_name,
    distinct,
    item,
    quote_item,
    quoted_words,
    speaker_name,
)

LONGEST_TIMELINE = 40
_QUOTES = 16
_ACTIONS = 30
_ENOUGH_CLAUSES = 12
_ISSUES = 8
_PER_ISSUE = 3
_CONTEXT, _ENOUGH_KNOWN = 6, 3
_KEY_POINTS = 5
_COMPARED = 3
_CITED = 8
_DAYS_THEN = 60
_WORDS_OF_QUOTE = range(3, 90)
_WORDS_OF_SCRAP = range(5, 90)
_ENOUGH_SURE, _FEW_SOURCES = 3, 2
_ALIKE = 2
"""Undated deeds of one sort toward the same that are shown."""
_REST = "Other matters"


def timeline(selection: Selection) -> tuple[Item, ...]:
    """What was said and done, in order of date; the weightiest where it is too much to read."""
    dated = [evidence for evidence in selection.own if evidence.date is not None]
    return tuple(item(e) for e in in_order(_weightiest_distinct(dated, LONGEST_TIMELINE)))


def chart(selection: Selection) -> tuple[Point, ...]:
    """A dot for each dated piece of evidence with a direction toward the topic."""
    return tuple(
        Point(
            evidence=evidence.id,
            date=evidence.date,
            deed=isinstance(evidence.telling, Action),
            direction=direction,
        )
        for evidence in selection.own
        if evidence.date is not None
        and (direction := selection.subject.direction(evidence)) is not None
    )


def actions(selection: Selection) -> tuple[Item, ...]:
    """Deeds under what sort they are, the sort with the most first.

    Of many deeds only those that a clause of its own tells, with a name: not "the meeting with
    Okoro", and not what "he" did.
    """
    groups: dict[str, list[Evidence]] = defaultdict(list)
    told = [evidence for evidence in selection.deeds if stands_alone(evidence)]
    named = [
        e for e in selection.deeds if stands_alone(e) or (names_a_deed(e) and not names_nobody(e))
    ]
    chosen = _surely_whose(told if len(told) >= _ENOUGH_CLAUSES else named)
    shown = _dated_first(distinct(weightiest(chosen, len(chosen))))
    for evidence in in_order(islice(shown, _ACTIONS)):
        telling = evidence.telling
        if isinstance(telling, Action):
            name = deed_name(telling)
            groups[name[0].upper() + name[1:]].append(evidence)
    order = sorted(groups, key=lambda name: (name == "Other", -len(groups[name]), name))
    return tuple(item(evidence, name, dated=True) for name in order for evidence in groups[name])


def _dated_first(deeds: Iterable[Evidence]) -> Iterable[Evidence]:
    """The deeds without the undated of a sort that a dated one is of, toward the same.

    "Vale met Okoro" adds nothing to "On May 4 Vale met Okoro", and may be of that very day.
    """
    held = list(deeds)
    dated = {_sort(evidence) for evidence in held if evidence.date is not None}
    counts = Counter[tuple[str, ...]]()
    for evidence in held:
        counts[_sort(evidence)] += 1
        is_further = _sort(evidence) in dated or counts[_sort(evidence)] > _ALIKE
        if evidence.date is not None or not is_further:
            yield evidence


def _sort(evidence: Evidence) -> tuple[str, ...]:
    telling = evidence.telling
    if not isinstance(telling, Action):
        return ()
    return (deed_name(telling), *sorted(telling.target))


def quotes(selection: Selection) -> tuple[Item, ...]:
    """Verbatim words, long enough to mean something, in order of date."""
    quotable = [evidence for evidence in selection.words if _is_quotable(evidence)]
    return tuple(quote_item(e) for e in in_order(_weightiest_distinct(quotable, _QUOTES)))


def _is_quotable(evidence: Evidence) -> bool:
    """Whether its quotation means something by itself.

    "White people" and "the gold standard" are words that a reporter took from a sentence, and may
    be those of another whom the speaker quotes.
    """
    words = (quoted_words(evidence) or "").casefold().rstrip(" .,…!?").split()
    telling = evidence.telling
    whole = isinstance(telling, Statement) and telling.form is Form.DIRECT
    return len(words) in (_WORDS_OF_QUOTE if whole else _WORDS_OF_SCRAP) and not is_loose(words)


def ledger(selection: Selection, issues: Issues) -> tuple[LedgerRow, ...]:
    """Issue by issue, what points against the topic (firm) and what eases toward it (softened)."""
    rows = []
    for issue, evidence in _filed(selection, issues):
        firm = _best([e for e in evidence if _points(e, selection.subject) < 0])
        softened = _best([e for e in evidence if _points(e, selection.subject) > 0])
        if firm or softened:
            rows.append(LedgerRow(issue=issue, firm=firm, softened=softened))
    return tuple(rows[:_ISSUES])


def _points(evidence: Evidence, subject: Subject) -> int:
    direction = subject.direction(evidence)
    if direction is None or abs(direction) < the_rubric().clear_direction:
        return 0
    return 1 if direction > 0 else -1


def _filed(selection: Selection, issues: Issues) -> Iterable[tuple[str, list[Evidence]]]:
    """The person's evidence by issue, each piece once, the commonest issue first."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in selection.own:
        first = next(iter(issues.of(evidence)), None)
        groups[issues.name(first) if first else _REST].append(evidence)
    order = sorted(groups, key=lambda name: (name == _REST, -len(groups[name]), name))
    return ((name, groups[name]) for name in order)


def _best(evidence: Sequence[Evidence]) -> tuple[Item, ...]:
    return tuple(item(e, dated=True) for e in in_order(_weightiest_distinct(evidence, _PER_ISSUE)))


def then_and_now(selection: Selection, issues: Issues) -> tuple[ThenNow, ...]:
    """Issue by issue, the earliest and the latest that the record holds, when well apart."""
    rows = []
    for issue, evidence in _filed(selection, issues):
        pair = _ends(evidence, selection.subject)
        if issue != _REST and pair is not None:
            then, now = pair
            rows.append(
                ThenNow(issue=issue, then=item(then, dated=True), now=item(now, dated=True))
            )
    return tuple(rows[:_ISSUES])


def _ends(evidence: Sequence[Evidence], subject: Subject) -> tuple[Evidence, Evidence] | None:
    """The first and the last, of those with a direction if these are apart, else of those on it.

    A policy issue is seldom named in what is said on it: there all count.
    """
    dated = [e for e in evidence if e.date is not None and is_sure(e) and makes_a_sentence(e)]
    on_it = dated if subject.kind is TopicKind.ISSUE else list(filter(subject.is_centred_on, dated))
    for some in ([e for e in dated if _points(e, subject)], on_it):
        if len(some) < 2:
            continue
        first = min(some, key=lambda e: (e.date.latest if e.date else None, -weight(e), e.id))
        last = max(some, key=lambda e: (e.date.earliest if e.date else None, weight(e), e.id))
        if first.date and last.date and days_between(first.date, last.date) >= _DAYS_THEN:
            return first, last
    return None


def context(selection: Selection) -> tuple[Item, ...]:
    """What others did, and what others said that was told most, in order of date.

    It is of the texts that tell what the person said and did: others may be of another matter.
    """
    beside = {c.selector.document for e in selection.own for c in e.citations}
    others = [e for e in selection.others if e.citations[0].selector.document in beside]
    others = others or list(selection.others)
    done = [e for e in others if isinstance(e.telling, Action) and not names_nobody(e)]
    deeds = list(filter(stands_alone, done))
    known = [e for e in deeds if e.sources > 1 and e.date is not None]
    chosen = _weightiest_distinct(known if len(known) >= _ENOUGH_KNOWN else deeds, _CONTEXT)
    if len(chosen) < _CONTEXT:
        said = [e for e in others if not isinstance(e.telling, Action)]
        named = [e for e in said if e.who is not None and e.date is not None]
        chosen = list(islice(distinct([*chosen, *_weightiest_distinct(named, _CONTEXT)]), _CONTEXT))
    return tuple(item(e, dated=True) for e in in_order(chosen))


def _weightiest_distinct(evidence: Sequence[Evidence], most: int) -> list[Evidence]:
    """The weightiest, each matter once; it compares no more pieces than it must."""
    told = filter(makes_a_sentence, _surely_whose(weightiest(evidence, len(evidence))))
    return list(islice(distinct(told), most))


def _surely_whose(evidence: list[Evidence]) -> list[Evidence]:
    """Without deeds of somebody whom their texts call "he", where there are others.

    Of eight such deeds in one dossier three were another's; what several sources tell is kept.
    """
    sure = [e for e in evidence if not _is_doubtful(e)]
    return sure if len(sure) >= _ENOUGH_SURE else evidence


def _is_doubtful(evidence: Evidence) -> bool:
    is_deed = isinstance(evidence.telling, Action)
    return is_deed and evidence.sources <= _FEW_SOURCES and names_nobody(evidence)


def comparison(selection: Selection, issues: Issues) -> tuple[Item, ...]:
    """Others on the same topic beside the person, dimension by dimension."""
    others: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in (*selection.others, *selection.about):
        if evidence.who is not None and evidence.who.id not in selection.subject.ids:
            others[evidence.who.id].append(evidence)
    mine = dict(_filed(selection, issues))
    aim = selection.subject.direction
    aimed = {who: [e for e in told if aim(e) is not None] for who, told in others.items()}
    most = sorted(others, key=lambda who: (-_voice(aimed[who]), -_voice(others[who]), who))[
        :_COMPARED
    ]
    rows: list[Item] = []
    overall = [_overall(selection.own, selection.subject, selection.person.name)]
    overall += [
        _overall(others[who], selection.subject, speaker_name(others[who][0])) for who in most
    ]
    if sum(found is not None for found in overall) > 1:
        rows += [found for found in overall if found is not None]
    compared = 0
    for issue, own in mine.items():
        theirs = [_on_issue(others[who], issue, issues) for who in most]
        if issue != _REST and any(theirs):
            row = [*_weightiest_distinct(own, 1), *(e for e in theirs if e is not None)]
            rows += [item(evidence, issue, dated=True) for evidence in row]
            compared += 1
        if compared == _ISSUES:
            break
    return tuple(rows)


def _voice(evidence: Iterable[Evidence]) -> float:
    return sum(max(weight(e), 0.0) for e in evidence)


def _on_issue(evidence: Sequence[Evidence], issue: str, issues: Issues) -> Evidence | None:
    on = [e for e in evidence if is_sure(e) and issue in {issues.name(i) for i in issues.of(e)}]
    return next(iter(_weightiest_distinct(on, 1)), None)


def _overall(evidence: Sequence[Evidence], subject: Subject, name: str) -> Item | None:
    found = occasions(evidence, subject)
    if len(found) < the_rubric().minimum_occasions:
        return None  # as for a position: one vote is no stand on the whole
    mean = fmean(o.direction for o in found)
    lean = leaning(mean)
    text = (
        f"{name}: {lean} {running(subject.topic.name)} on the whole, "
        f"on {counted(len(found), 'dated occasion')} "
        f"(mean direction {mean:+.2f})."
    ).replace("-", "−")
    cited = ids([e for o in found for e in o.evidence])[:_CITED]
    return Item(text=text, citations=cited, heading="Overall")


def leaning(direction: float) -> str:
    """A direction in words that go before a name."""
    if abs(direction) < the_rubric().clear_direction:
        return "neither for nor against"
    return "for" if direction > 0 else "against"


def summary(selection: Selection) -> tuple[Item, ...]:
    """How much there is, which way words and deeds point, and what came last."""
    own, name = selection.own, selection.person.name
    topic = running(selection.subject.topic.name)
    if not own:
        return ()
    dated = [e for e in own if e.date is not None]
    lines = [_extent(selection, dated)]
    for deed, verb in ((False, "In words"), (True, "In deeds")):
        found = [o for o in occasions(own, selection.subject) if o.deed is deed]
        if found:
            lean = lean_of(found)
            most = [o for o in found if (o.direction > 0) - (o.direction < 0) == lean]
            way = {-1: "against", 1: "for"}.get(lean)
            text = (
                f"{verb}, {name} was {way} {topic} on {_part_of(len(most), len(found))} with a "
                "clear direction."
                if way
                else f"{verb}, {name} was for {topic} as often as against it, on "
                f"{counted(len(found), 'dated occasion')}."
            )
            lines.append(
                Item(text=text, citations=ids([e for o in found for e in o.evidence])[:_CITED])
            )
    return (*lines, *_latest([e for e in dated if selection.subject.is_centred_on(e)] or dated))


def _part_of(some: int, all_: int) -> str:
    if some < all_:
        return f"{some} of {counted(all_, 'dated occasion')}"
    named = {1: "the one dated occasion", 2: "both dated occasions"}
    return named.get(all_, f"all {all_} dated occasions")


def _extent(selection: Selection, dated: Sequence[Evidence]) -> Item:
    words, deeds = len(selection.words), len(selection.deeds)
    documents = {c.selector.document for e in selection.own for c in e.citations}
    held = " and ".join(
        counted(n, noun) for n, noun in ((words, "statement"), (deeds, "action")) if n
    )
    topic = running(selection.subject.topic.name)
    text = (
        f"The record holds {held} of {selection.person.name} on {topic}, "
        f"from {counted(len(documents), 'document')}"
    )
    if len(dated) > 1 and dated[0].date and dated[-1].date and dated[0].date != dated[-1].date:
        first, last = date_words(dated[0].date), date_words(dated[-1].date)
        text += f"; the earliest is dated {first}, the latest {last}"
    cited = ids([dated[0], dated[-1]] if dated else list(selection.own))[:_CITED]
    return Item(text=f"{text}.", citations=cited)


def _latest(dated: Sequence[Evidence]) -> Iterable[Item]:
    """The latest words and the latest deed."""
    for deed in (False, True):
        kind = [e for e in dated if isinstance(e.telling, Action) is deed and makes_a_sentence(e)]
        if kind:
            last = max(kind, key=lambda e: (e.date.earliest if e.date else None, weight(e), e.id))
            yield item(last, dated=True)


def key_points(selection: Selection, issues: Issues) -> tuple[Item, ...]:
    """The weightiest words and deeds, of different issues as far as may be, in order of date."""
    chosen: list[Evidence] = []
    seen: set[str] = set()
    on = [evidence for evidence in selection.own if selection.subject.is_on(evidence)]
    own = on if len(on) >= _KEY_POINTS else selection.own
    for evidence in distinct(filter(makes_a_sentence, weightiest(own, len(own)))):
        issue = next(iter(issues.of(evidence)), "")
        if len(chosen) == _KEY_POINTS:
            break
        if not issue or issue not in seen:
            seen.add(issue)
            chosen.append(evidence)
    return tuple(item(e, dated=True) for e in in_order(chosen))
