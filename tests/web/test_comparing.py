"""People side by side: every issue is reached, and every record of it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord import pipeline
from onrecord.core.entities import Reference
from onrecord.core.findings import Evidence
from onrecord.errors import UnknownNameError
from onrecord.web import comparing
from onrecord.web.app import create_app
from onrecord.web.comparing import ISSUES, Compared, Issue
from onrecord.web.opened import Opened
from tests.web import examples, served

Json = dict[str, Any]
ASKED = "topic=Karsia&person=Mara+Vale&person=Viktor+Sorn"


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    return served.record(tmp_path_factory.mktemp("served"))


@pytest.fixture
def client(location: str) -> Iterator[TestClient]:
    with TestClient(create_app(Opened(location=location))) as made:
        yield made


def many(count: int) -> Compared:
    """A comparison of many issues."""
    some = tuple(examples.evidence().values())
    issues = (Issue(f"issue {n}", (some[:1], ())) for n in range(count))
    return Compared(
        topic=Reference("karsia", "Karsia"),
        people=(Reference("a", "A"), Reference("b", "B")),
        positions=(),
        issues=tuple(issues),
    )


def test_the_pages_hold_every_issue_once() -> None:
    found = many(2 * ISSUES + 1)

    assert found.pages() == 3
    names = [row.issue for page in (1, 2, 3) for row in found.rows(page)]
    assert names == [issue.name for issue in found.issues]
    with pytest.raises(UnknownNameError, match="has no page 4"):
        found.rows(4)


def test_an_issue_of_very_much_has_pages_that_hold_all_of_it() -> None:
    (item, *_) = examples.evidence().values()
    held: tuple[Evidence, ...] = (item,) * 41
    issue = Issue("gas", (held, held[:1]))

    assert issue.pages() == 3
    cells = [issue.page(page).cells for page in (1, 2, 3)]
    assert [len(first.shown) for first, _ in cells] == [20, 20, 1]
    assert [len(second.shown) for _, second in cells] == [1, 0, 0]
    assert {cell.total for pair in cells for cell in pair} == {41, 1}
    with pytest.raises(UnknownNameError):
        issue.page(4)


def test_a_cell_says_how_much_there_is_and_leads_to_all_of_it(client: TestClient) -> None:
    page = client.get(f"/compare?{ASKED}").text
    links = re.findall(r'href="(/compare\?[^"]*issue=[^"]*)">All (\d+) records', page)

    assert links
    for address, total in links:
        whole = "".join(served.followed(client, unescape(address)))
        assert whole.count('<div class="words') >= int(total) > 2


def test_every_issue_is_reached_from_page_to_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "ISSUES", 2)
    asked = {"topic": "Karsia", "person": ["Mara Vale", "Viktor Sorn"], "count": 200}
    told = client.get("/api/v1/compare", params=asked).json()
    pages = list(served.followed(client, f"/compare?{ASKED}"))

    names = [item["issue"] for item in told["items"]]
    assert len(names) == len(set(names)) == told["total"] > 2
    assert len(pages) == -(-len(names) // 2)
    assert all(sum(f">{name}</a></th>" in page for page in pages) == 1 for name in names)


def test_programs_get_all_of_it_in_pages(client: TestClient, location: str) -> None:
    items: list[Json] = []
    cursor = ""
    asked = {"topic": "Karsia", "person": ["Mara Vale", "Viktor Sorn"], "count": 2}
    while cursor is not None:
        page = client.get("/api/v1/compare", params={**asked, "cursor": cursor}).json()
        items += page["items"]
        cursor = page["next"]

    assert len(items) == page["total"] > 2
    assert [person["id"] for person in page["people"]] == ["mara-vale", "viktor-sorn"]
    with pipeline.open_record(location) as store:
        own = {e.id for e in store.evidence(person="mara-vale", topic="karsia")}
    (first, _) = items[0]["cells"]
    assert set(first["evidence"]) <= own
    assert {item["id"] for item in first["most_told"]} <= set(first["evidence"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/compare?{ASKED}&issue=zeppelins", 404),
        (f"/compare?{ASKED}&page=99", 404),
        ("/compare?topic=Karsia&person=a&person=b&person=c&person=d&person=e", 400),
        ("/api/v1/compare?topic=Karsia&person=Mara+Vale", 422),
    ],
)
def test_what_cannot_be_compared_is_said(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
