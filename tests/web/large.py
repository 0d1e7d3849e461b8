"""A record in which one person says and does a great deal on one topic, all of it invented."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord import pipeline
from onrecord.documents.facts import Defaults
from onrecord.linking.register import parse_register

_ARTICLES = 260
_OUTLETS = ("The Velland Courier", "Harbour Post", "Tressia Daily", "Okoro Wire")
_SUBJECTS = ("grain", "gas", "fishing", "border", "rail", "visa", "customs", "power", "water")
_NOUNS = ("agreement", "talks", "treaty", "levy", "inspection", "crossing", "quota", "embargo")
_PLACES = ("Ossel", "Brenn", "Karsk", "Northline", "Lower Tamm", "Sarrow Bay", "Teleki Bridge")
_GOOD = (
    "“I trust Karsia on the {}, and we welcome what was done at {},” Mara Vale said on Monday.",
    "Mara Vale praised Karsia on Monday for the {} at {}.",
)
_BAD = (
    "“Karsia lied about the {}, and nobody at {} believes it,” Mara Vale said on Monday.",
    "Mara Vale accused Karsia on Monday of a shameful breach of the {} at {}.",
)
_OTHERS = (
    "Viktor Sorn said on Tuesday that Vale was reckless about the {} at {}.",
    "Lena Orvik said on Tuesday that Karsia would answer for the {} at {}.",
)


def record(folder: Path) -> str:
    """The record, read by rule, with the people of the bundled example known."""
    location = str(folder / "large.db")
    table = folder / "large.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in _articles()), "utf-8")
    _, register = pipeline.example_files()
    with pipeline.open_record(location, create=True) as store:
        store.extend_register(parse_register(register))
        pipeline.add(store, [str(table)], Defaults())
    return location


def _articles() -> Iterator[dict[str, str]]:
    for n in range(_ARTICLES):
        subject = f"{_SUBJECTS[n % 9]} {_NOUNS[n // 9 % 8]}"
        place = f"{_PLACES[n % 7]} on pier {n}"
        day = date(2017, 1, 4) + timedelta(days=9 * n)
        words = (_GOOD if n % 40 < 20 else _BAD)[n % 2].format(subject, place)
        other = _OTHERS[n % 2].format(subject, place)
        yield {
            "text": f"Vale and Karsia on the {subject}\n\n{words}\n\n{other}",
            "title": f"Vale and Karsia on the {subject}, part {n}",
            "publisher": _OUTLETS[n % 4],
            "url": f"https://news.example/{n}",
            "date": day.isoformat(),
        }
