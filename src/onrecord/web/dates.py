"""EDTF dates as HTML takes them, and as callers give them."""

import re
from functools import lru_cache

from markupsafe import Markup

from onrecord.core.date_words import date_words
from onrecord.core.edtf import Edtf
from onrecord.errors import OnrecordError

_HTML_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")


def html_date(when: Edtf) -> str | None:
    """The value for `<time datetime>`; None where HTML has no such precision."""
    text = when.text.partition("T")[0]
    return text if _HTML_DATE.fullmatch(text) else None


@lru_cache(maxsize=4_096)  # pages tell the same few days, some of them a hundred times
def time_element(when: Edtf | None) -> Markup:
    """A date as pages show it, for readers and for machines."""
    if when is None:
        return Markup('<span class="date">no date</span>')
    machine = html_date(when)
    if machine is None:
        return Markup('<span class="date">{}</span>').format(date_words(when))
    return Markup('<time datetime="{}">{}</time>').format(machine, date_words(when))


def asked_date(text: str) -> Edtf | None:
    """The date of a form's field or of a parameter; None where nothing was given.

    Raises:
        OnrecordError: it is none.
    """
    try:
        return Edtf(text.strip()) if text.strip() else None
    except ValueError:
        raise OnrecordError(
            f"“{text.strip()}” is no date: write 2018-07-16, 2018-07 or 2018"
        ) from None
