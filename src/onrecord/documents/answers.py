"""The JSON of another system as a text to audit: an answer, a chat, a page of quotations in fields.

Whose fields mean what is not known, so every text in it that is long enough to claim something is
a paragraph. What a field calls a quotation gets quotation marks, and the fields beside it that say
when and where make the line under it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

_QUOTE = re.compile(r"quot(?:e|ation)s?(?:_?text)?", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"occasion|event|context|where|venue|date|when|said(?:_on)?", re.IGNORECASE
)
_DATE = re.compile(r"date|when|said", re.IGNORECASE)
_LEAST_WORDS = 3
_MARKS = '"“”„'


def answer_text(content: str) -> str | None:
    """The text in the JSON of another system; None for what is no JSON object, or has `text`."""
    if not content.lstrip().startswith(("{", "[")):
        return None
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    rows = data if isinstance(data, list) else [data]
    if not any(isinstance(row, dict) for row in rows) or any(
        isinstance(row, dict) and isinstance(row.get("text"), str) for row in rows
    ):
        return None
    return "\n\n".join(_paragraphs(data)) or None


def _paragraphs(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a value, in order."""
    if isinstance(value, str):
        if len(value.split()) >= _LEAST_WORDS or key.lower() in ("title", "name"):
            yield value.strip()
    elif isinstance(value, list):
        for item in value:
            yield from _paragraphs(f"“{item}”" if _is_quote(key, item) else item, key)
    elif isinstance(value, dict):
        yield from _fields(value)


def _fields(record: dict[str, Any]) -> Iterator[str]:
    """The texts of an object; a quotation first, and under it when and where it was said."""
    quoted = [key for key, item in record.items() if _is_quote(key, item)]
    for key in quoted:
        yield f"“{record[key].strip().strip(_MARKS)}”"
    beside = [
        key
        for key, item in record.items()
        if quoted and isinstance(item, str) and _CIRCUMSTANCE.fullmatch(key)
    ]
    if beside:  # "Rally in Karsk July 16, 2018": the date comes last
        beside.sort(key=lambda key: _DATE.fullmatch(key) is not None)
        yield " ".join(record[key].strip() for key in beside)
    for key, item in record.items():
        if key not in quoted and key not in beside:
            yield from _paragraphs(item, key)


def _is_quote(key: str, item: Any) -> bool:
    return isinstance(item, str) and _QUOTE.fullmatch(key) is not None
