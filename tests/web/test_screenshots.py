"""The pictures of the documentation: `pytest --update-golden tests/web/test_screenshots.py` takes
them anew from the bundled example. Fonts differ between machines, so that pixels are not compared:
a picture must be there, of the size that is asked for, be shown, and its page must still have what
it is a picture of.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from onrecord.web.opened import Opened
from tests.web import served

pytestmark = pytest.mark.browser
DOCS = Path(__file__).parents[2] / "docs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: of which page from its top on or from an element on, and how large."""

    name: str
    page: str
    shows: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    start: str | None = None


SHOTS = (
    Shot(name="dossier", page="/dossier/mara-vale/karsia", shows=".points .cite", height=1000),
    Shot(name="serve-search", page="/search?q=gas", shows=".facets", height=1000),
    Shot(name="serve-home", page="/", shows=".matrix circle", height=1000),
    Shot(
        name="serve-chart",
        page="/dossier/mara-vale/karsia",
        shows=".chart .mark",
        height=420,
        start="#chart",
    ),
    Shot(
        name="serve-timeline",
        page="/dossier/mara-vale/karsia/timeline?at=2018",
        shows=".columns-of .said",
        height=760,
    ),
    Shot(
        name="serve-phone",
        page="/dossier/mara-vale/karsia",
        shows=".points .cite",
        width=390,
        height=844,
        scheme="dark",
    ),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    location = served.record(tmp_path_factory.mktemp("pictured"), attacked=False)
    with served.serving(Opened(location=location)) as at:
        yield at


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_picture_shows_what_its_page_has(
    browser: Browser, address: str, shot: Shot, request: pytest.FixtureRequest
) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(shot.page)
    if shot.start:
        page.locator(shot.start).evaluate("(there) => there.scrollIntoView()")
    assert page.locator(shot.shows).first.is_visible()
    file = DOCS / f"{shot.name}.png"
    if request.config.getoption("--update-golden"):
        page.screenshot(path=file)
    context.close()

    width, height = struct.unpack(">II", file.read_bytes()[16:24])
    assert (width, height) == (shot.width, shot.height)
    told = "".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))
    assert f"({file.name})" in told
