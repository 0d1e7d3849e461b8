"""One deed that a document tells several times: in its headline, its lead, and once more below.

The telling that bears a date leads, else the first; the clauses of the others are cited with it.
What two people each claim is two claims, and what is dated otherwise is another deed.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from onrecord.core.evidence import Event


def told_once(events: Iterable[Event]) -> tuple[Event, ...]:
    """The deeds in text order, each once with all the clauses that tell it."""
    groups: dict[Hashable, list[list[Event]]] = {}
    for event in sorted(events, key=lambda event: event.timex is None):
        alike = groups.setdefault(_key(event) or event.trigger, [])
        same = [group for group in alike if _is_of_one_time(group, event)]
        if len(same) == 1:  # of which of two it is one more telling is not known
            same[0].append(event)
        else:
            alike.append([event])
    told = (_joined(group) for alike in groups.values() for group in alike)
    return tuple(sorted(told, key=lambda event: event.trigger))


def _key(event: Event) -> Hashable | None:
    """What repeats of a deed share; None where it cannot be told, for want of names."""
    who = event.actor.chain if event.actor is not None else None
    whom = frozenset(target.chain for target in event.targets)
    if who is None or not whom or None in whom:
        return None
    return (event.type, event.instrument, event.status, event.told_by, who, whom)


def _is_of_one_time(group: Sequence[Event], event: Event) -> bool:
    dates = {told.timex.date for told in (*group, event) if told.timex is not None}
    return len(dates) < 2


def _joined(group: Sequence[Event]) -> Event:
    lead = group[0]
    others = [span for event in group for span in event.spans if event is not lead]
    apart = [span for span in others if not any(span.overlaps(own) for own in lead.spans)]
    return replace(lead, spans=(*lead.spans, *dict.fromkeys(apart)))
