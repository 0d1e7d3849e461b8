"""EDTF dates as HTML takes them."""

import re

from onrecord.core.edtf import Edtf

_HTML_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


def html_date(when: Edtf) -> str | None:
    """The value for `<time datetime>`; None where HTML has no such precision."""
    text = when.text.partition("T")[0]
    return text if _HTML_DATE.fullmatch(text) else None
