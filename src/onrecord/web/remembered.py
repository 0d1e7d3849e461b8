"""What takes long to find, kept until the record changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_MOST = 64


class Remembered:
    """Values by key, each of one state of the record; the least used go first.

    `most` is how many are kept, or how much by the weight that `weigh` gives to each.
    """

    def __init__(self, most: int = _MOST, weigh: Callable[[Any], int] = lambda value: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._held_in_all = 0
        self._values: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
        self._finding: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, state: str, find: Callable[[], T]) -> T:
        """The value of a key, found anew when the record has changed since.

        Of many who ask for it at once one looks, and the others wait for what it finds.
        """
        held = self._held(key, state)
        if held is not None:
            first: T = held[0]
            return first
        with self._lock:
            finding = self._finding.setdefault(key, Lock())
        with finding:
            held = self._held(key, state)
            value: T = held[0] if held is not None else find()
            with self._lock:
                self._keep(key, state, value)
                self._finding.pop(key, None)
        return value

    def _keep(self, key: Hashable, state: str, value: Any) -> None:
        before = self._values.pop(key, None)
        self._held_in_all -= self._weigh(before[1]) if before else 0
        self._values[key] = (state, value)
        self._held_in_all += self._weigh(value)
        while self._held_in_all > self._most:
            _, (_, gone) = self._values.popitem(last=False)
            self._held_in_all -= self._weigh(gone)

    def _held(self, key: Hashable, state: str) -> tuple[Any] | None:
        with self._lock:
            held = self._values.get(key)
            if held is None or held[0] != state:
                return None
            self._values.move_to_end(key)
            return (held[1],)
