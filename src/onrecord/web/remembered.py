"""What takes long to find, kept until the record changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_MOST = 64


class Remembered:
    """Values by key, each of one state of the record; the least used go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, state: str, find: Callable[[], T]) -> T:
        """The value of a key, found anew when the record has changed since."""
        with self._lock:
            held = self._values.get(key)
            if held is not None and held[0] == state:
                self._values.move_to_end(key)
                value: T = held[1]
                return value
        value = find()
        with self._lock:
            self._values[key] = (state, value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
