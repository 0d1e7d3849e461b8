"""EDTF dates as HTML takes them, and as callers give them."""

import re

from onrecord.core.edtf import Edtf
from onrecord.errors import OnrecordError

_HTML_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


def html_date(when: Edtf) -> str | None:
    """The value for `<time datetime>`; None where HTML has no such precision."""
    text = when.text.partition("T")[0]
    return text if _HTML_DATE.fullmatch(text) else None


def asked_date(text: str) -> Edtf | None:
    """The date of a form's field or of a parameter; None where nothing was given.

    Raises:
        OnrecordError: it is none.
    """
    try:
        return Edtf(text.strip()) if text.strip() else None
    except ValueError as error:
        raise OnrecordError(f"{error}: write 2018-07-16, 2018-07 or 2018") from None
