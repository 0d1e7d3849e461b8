"""The API against its own description: whatever is sent, what comes back is what was promised.

schemathesis makes requests of the description, such as it allows and such as it does not, and
checks each answer: no failure of the server, a status and a body that are described.
"""

import pytest
import schemathesis
from hypothesis import settings
from schemathesis import Case
from schemathesis.checks import positive_data_acceptance

from onrecord.web.app import create_app
from onrecord.web.opened import Opened
from tests.web import served

OPENED = Opened(location="")
"""The record comes with the first test; the description needs none."""
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(OPENED))


@pytest.fixture(scope="module", autouse=True)
def record(tmp_path_factory: pytest.TempPathFactory) -> None:
    OPENED.location = served.record(tmp_path_factory.mktemp("served"))


@schema.parametrize()
@settings(max_examples=25, derandomize=True)
def test_answers_are_as_described(case: Case) -> None:
    # what is a text for the description need be no date, and one of two names must be given
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
