"""The API: pages with cursors, tags, problems; every answer as the commands print it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from onrecord.web.app import create_app
from onrecord.web.opened import Opened
from tests.web import served

V1 = "/api/v1"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    location = served.record(tmp_path_factory.mktemp("served"))
    with TestClient(create_app(Opened(location=location))) as made:
        yield made


@pytest.mark.parametrize("path", ["people", "topics", "documents", "search"])
def test_pages_are_apart_and_together_all(client: TestClient, path: str) -> None:
    items, cursor, total = [], "", None
    while cursor is not None:
        page = client.get(f"{V1}/{path}", params={"cursor": cursor, "count": 7}).json()
        items += [item["id"] for item in page["items"]]
        cursor, total = page["next"], page["total"]

    assert len(items) == len(set(items)) == total


def test_a_hit_is_the_evidence_with_its_words(client: TestClient) -> None:
    page = client.get(f"{V1}/search", params={"q": '"war criminal"', "person": "mara-vale"}).json()
    (hit, *_) = page["items"]

    assert "war criminal" in hit["exact"]
    assert hit["speaker"]["id"] == "mara-vale"
    assert client.get(f"{V1}/evidence/{hit['id']}").json()["exact"] == hit["exact"]
    document = client.get(f"{V1}/documents/{hit['document']}").json()
    start, end = hit["span"]
    assert document["text"][start:end] == hit["exact"]
    assert page["facets"]["person"] == {"mara-vale": page["total"]}


def test_a_dossier_and_its_tensions(client: TestClient) -> None:
    dossier = client.get(f"{V1}/dossier", params={"person": "Mara Vale", "topic": "Karsia"}).json()
    tensions = client.get(f"{V1}/tensions", params={"person": "Mara Vale", "topic": "Karsia"})

    assert dossier["person"] == {"id": "mara-vale", "name": "Mara Vale"}
    assert all(set(item["citations"]) <= set(dossier["evidence"]) for item in dossier["key_points"])
    kinds = {item["kind"] for item in tensions.json()["items"]}
    assert {"reversal", "unkept"} <= kinds


def test_an_audit_of_a_text(client: TestClient) -> None:
    text = "“Sorn is a war criminal,” Viktor Sorn wrote."
    answer = client.post(f"{V1}/audit", json={"text": text}).json()

    assert answer["counts"] == {"misattributed": 1}
    assert answer["claims"][0]["evidence"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dossier?person=Nobody&topic=Karsia", 404),
        ("/evidence/0", 404),
        ("/documents/0", 404),
        ("/nothing", 404),
        ("/tensions", 400),
        ("/search?since=yesterday", 400),
    ],
)
def test_a_problem_is_told_as_one(client: TestClient, address: str, status: int) -> None:
    answer = client.get(V1 + address)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_the_same_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get(f"{V1}/people")
    again = client.get(f"{V1}/people", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{V1}/topics", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("query", ["cursor=x", "count=0", "count=100000", "cursor=-1"])
def test_a_page_that_cannot_be_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"{V1}/people?{query}")

    assert answer.status_code == answer.json()["status"] == 422
    assert query.partition("=")[0] in answer.json()["detail"]


def test_a_request_that_cannot_be_read_is_a_problem_too(client: TestClient) -> None:
    for answer, status in (
        (client.post(f"{V1}/people"), 405),
        (client.post(f"{V1}/audit", content=b"\xff", headers={"content-type": "text/json"}), 422),
        (client.post(f"{V1}/audit", json={"text": ""}), 422),
    ):
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.status_code == answer.json()["status"] == status


def test_half_a_surrogate_pair_is_no_text(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post(f"{V1}/audit", content=b'{"text": "\\ud83d"}', headers=headers)

    assert answer.status_code == 422
    assert "body text" in answer.json()["detail"]


def test_the_description_names_every_path(client: TestClient) -> None:
    paths = client.get(f"{V1}/openapi.json").json()["paths"]

    assert {path.removeprefix(V1) for path in paths} == {
        "/people",
        "/topics",
        "/documents",
        "/documents/{key}",
        "/evidence/{key}",
        "/search",
        "/dossier",
        "/compare",
        "/tensions",
        "/audit",
    }
