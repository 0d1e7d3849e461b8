"""Golden files: whole outputs, compared to the letter.

`pytest --update-golden` writes them anew; read the diff before committing it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# how long an example takes says more about the machine than about us
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path | str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes golden files anew."""
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write the file when pytest is told so."""

    def check(file: Path | str, text: str) -> None:
        path = GOLDEN / file  # an absolute path stays as it is
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            return
        assert path.exists(), f"{path.name} is missing: pytest --update-golden writes it"
        assert text == path.read_text("utf-8"), (
            f"{path.name} differs: pytest --update-golden writes it anew, then read the diff"
        )

    return check
