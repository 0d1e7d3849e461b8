"""What a search can be narrowed down by, as its page offers it: names, addresses, counts.

A page offers some fifty values. To name and address them in its template took as long as to show
the hits, for a template calls nothing cheaply.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.web.live import LiveLinks
from onrecord.web.words import VALUES

_AT_ONCE, _AT_MOST = 8, 48
Choice = tuple[str, str, str]
"""What a value is called, the search that it leads to, how many hits have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet, its commonest values first.

    Attributes:
        key: as it stands in the address.
        choices: what is seen at once.
        rarer: what is behind that.
        more: how many values there are beyond those seen at once.
    """

    key: str
    choices: Sequence[Choice]
    rarer: Sequence[Choice]
    more: int


def offered(
    counts: Iterable[tuple[str, Sequence[tuple[str, int]]]],
    given: Mapping[str, str],
    names: Mapping[str, str],
    links: LiveLinks,
) -> Iterator[Facet]:
    """The facets of a page of hits.

    Args:
        counts: the values of each facet with how many hits have each, the commonest first.
        given: what the search is asked for already, as it stands in the address.
        names: of people and topics by their ids.
        links: those of the page.
    """
    asked = links.query("search", **given)
    for key, values in counts:
        told = [
            (value_name(key, value, names), links.narrowed(asked, key, value), f"{count:,}")
            for value, count in values[:_AT_MOST]
        ]
        yield Facet(
            key=key,
            choices=told[:_AT_ONCE],
            rarer=told[_AT_ONCE:],
            more=max(0, len(values) - _AT_ONCE),
        )


def value_name(facet: str, value: str, names: Mapping[str, str]) -> str:
    """What a value of a facet is called."""
    if facet in ("person", "topic"):
        return names.get(value, value)
    return VALUES.get(facet, {}).get(value, value)
