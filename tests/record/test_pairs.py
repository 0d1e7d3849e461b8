import sqlite3
from pathlib import Path

import pytest

from onrecord.record import schema
from onrecord.record.store import Store
from tests.record.worlds import document, reading

TEXTS = (
    "We will not trade a single village to Karsia.",
    "Nobody will trade a single village, said the envoy.",
    "The harbour is closed for good.",
)


def store_of(location: str) -> tuple[Store, list[str]]:
    store = Store.open(location, create=True)
    keys = []
    for text in TEXTS:
        made = document(text)
        store.add(reading(made))
        keys.append(made.id)
    return store, keys


def test_finds_what_may_hold_the_words_and_what_is_like_them(location: str) -> None:
    store, (first, second, third) = store_of(location)

    assert store.holding(["trade a single village to Karsia"], 9) == (first,)
    assert set(store.holding(["trade a single village"], 9)) == {first, second}
    assert store.holding(["not trade a single home to Karsia"], 9) == ()
    assert store.resembling(["not trade a single home to Karsia"], 9) == (first, second)
    assert store.holding(["The HARBOUR is", "closed for good"], 9) == (third,)
    assert store.holding(["harbour"], 9) == store.resembling([], 9) == ()
    store.close()


def test_the_migration_indexes_what_a_record_holds_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "r.db")
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
    monkeypatch.setattr("onrecord.record.pairs.index", lambda *_: None)
    old, keys = store_of(path)
    held = list(old.documents())
    old.close()
    monkeypatch.undo()

    new = Store.open(path)

    assert list(new.documents()) == held
    assert new.holding(["harbour is closed"], 9) == (keys[2],)
    new.close()
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
