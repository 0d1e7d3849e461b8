"""What all pages of a server share: the record, what was found in it before, how a page is made."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec

from onrecord import pipeline
from onrecord.record.counts import PersonCount, TopicCount
from onrecord.record.naming import SPEAKING
from onrecord.record.store import Store
from onrecord.web.counted import COUNTED_AT_ONCE, Counts, counted_in, counts_of
from onrecord.web.live import LiveLinks, live_links
from onrecord.web.named import Named, named_in
from onrecord.web.opened import Opened
from onrecord.web.packed import Packed, PackedResponse
from onrecord.web.remembered import Remembered
from onrecord.web.render import page_html

P = ParamSpec("P")
LISTED = 300
"""Names that a form offers."""
_PAGES_BYTES = 16_000_000
"""Of the pages that are kept, compressed: several hundred."""
_PATIENCE_S = 0.3
"""How long the front page waits for its numbers, before it comes without them."""
_DOSSIERS = 8
"""Dossiers and lists of tensions that are kept for the API: a large one takes some ten MB."""


def kept(make: Callable[P, str]) -> Callable[P, PackedResponse]:
    """A page that is made once, and anew when the record has changed."""

    @wraps(make)
    def page(*given: P.args, **named: P.kwargs) -> PackedResponse:
        views = given[0]
        assert isinstance(views, Viewing)  # it is a method
        key = (make.__name__, repr(given[1:]), repr(named))
        return PackedResponse(views.remembered(key, lambda: Packed.of(make(*given, **named))))

    return page


class Viewing:
    """Makes pages of one record; what takes long is kept until the record changes."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._links: LiveLinks = live_links(public=opened.public)
        self._kept = Remembered()
        self._found = Remembered(_DOSSIERS)
        self._pages = Remembered(_PAGES_BYTES, lambda page: len(page.body))

    def remembered(self, key: Hashable, make: Callable[[], Packed]) -> Packed:
        """The page of a key, as it was made last if the record is still the same."""
        with self._opened.store() as store:
            state = self._opened.state(store)
        return self._pages.get(key, state, make)

    def people(self, store: Store) -> tuple[PersonCount, ...]:
        """Who the record holds, the most heard first."""
        return self._kept.get("people", self._opened.state(store), store.people)

    def counts(self, store: Store) -> Counts | None:
        """What the front page tells; None while it is being counted, see `aside`."""
        state = self._opened.state(store)
        if store.shelf().most() <= COUNTED_AT_ONCE:
            return self._kept.get("counts", state, lambda: counts_of(store))
        given = (self._opened.location,)
        found = self._opened.aside.find(state, counted_in, given, _PATIENCE_S)
        if found is None:
            return None
        counts: Counts = self._kept.get("counts", state, lambda: found[0])
        self._kept.get("people", state, lambda: counts.people)
        self._kept.get("topics", state, lambda: counts.topics)
        return counts

    def topics(self, store: Store) -> tuple[TopicCount, ...]:
        """What the record is about, the most touched on first."""
        find: Callable[[], tuple[TopicCount, ...]] = lambda: pipeline.named_topics(store)  # noqa: E731
        return self._kept.get("topics", self._opened.state(store), find)

    def _person(self, store: Store, key: str) -> PersonCount:
        """The person of an id or a name.

        Raises:
            UnknownNameError: the record holds nobody of that name.
        """
        meant = pipeline.find_person(store, key).id
        state = self._opened.state(store)
        (found,) = self._kept.get(("person", meant), state, lambda: store.people(SPEAKING, meant))
        return found

    def _named(self, store: Store) -> Named:
        """Who and what the record names, found without counting what they said."""
        return self._kept.get("named", self._opened.state(store), lambda: named_in(store))

    def _page(self, template: str, **context: Any) -> str:
        return page_html(template, self._links, **context)
