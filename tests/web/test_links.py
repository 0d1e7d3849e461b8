from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.links import Links, Pages, dossier_page, file_stem, source_page


def test_addresses_lead_to_pages_that_exist() -> None:
    pages = Pages(people=frozenset({"mara-vale"}), dossiers=frozenset({("mara-vale", "karsia")}))
    links = Links(pages, "../")

    assert links.person("mara-vale") == "../person/mara-vale.html"
    assert links.person("idris-okoro") is None
    assert links.dossier("mara-vale", "karsia") == "../dossier/mara-vale.on.karsia.html"
    assert links.dossier("mara-vale", "tressia") is None
    assert links.topic("karsia") is None
    assert links.source("sha256:00") is None


def test_a_source_is_named_by_its_hash() -> None:
    assert source_page("sha256:" + "0123456789abcdef" * 4) == "source/0123456789abcdef0123.html"


@given(st.text(min_size=1))
def test_any_id_makes_one_safe_file_name(name: str) -> None:
    stem = file_stem(name)

    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(stem) <= 80


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_ids_never_share_a_file(one: str, other: str) -> None:
    assert (file_stem(one) == file_stem(other)) == (one == other)
    assert (dossier_page(one, other) == dossier_page(other, one)) == (one == other)


def test_an_id_that_looks_like_a_hash_of_another_is_hashed_itself() -> None:
    assert file_stem(file_stem("../etc")) != file_stem("../etc")
