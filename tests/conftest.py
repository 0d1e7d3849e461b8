"""Golden files: whole outputs, compared to the letter; and new records, in either database.

`pytest --update-golden` writes golden files anew; read the diff before committing it.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from benchmarks.servers import new_place, private_server
from hypothesis import settings

# how long an example takes says more about the machine than about us
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path | str, str], None]
NewRecord = Callable[[], str]


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


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server of this run's own."""
    with private_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql(postgresql_server: str) -> NewRecord:
    """Makes empty places for records on the server."""
    numbers = count()
    return lambda: new_place(postgresql_server, f"record_{next(numbers)}")


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> NewRecord:
    """Makes places for records in files."""
    return lambda: str(tmp_path_factory.mktemp("record") / "r.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_record(request: pytest.FixtureRequest) -> NewRecord:
    """Makes places for records, in files and then on a server: whatever is asked holds in both."""
    made: NewRecord = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def location(new_record: NewRecord) -> str:
    """A place for a record."""
    return new_record()
