"""What the static site says is what the server says: a dossier is one thing, whoever asks."""

from pathlib import Path

import pytest

from onrecord import pipeline
from tests.web import served


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(served.record(tmp_path_factory.mktemp("same")))


def test_a_dossier_of_the_site_is_the_dossier_that_is_asked_for(location: Path) -> None:
    with pipeline.open_record(str(location)) as store:
        published = list(pipeline.site_dossiers(store, pipeline.site_pairs(store)))
        asked = [pipeline.dossier(store, d.person.id, d.topic.id) for d in published]

    assert len(published) > 3
    assert any(dossier.tensions for dossier in published)
    assert published == asked
