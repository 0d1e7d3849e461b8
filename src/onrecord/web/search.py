"""The search index of a site: a script, so that it also loads from a folder on disk."""

import json
from collections.abc import Iterable, Iterator

from onrecord.core.date_words import date_words
from onrecord.core.findings import Dossier, Evidence
from onrecord.synthesis.naming import running
from onrecord.web.links import Links
from onrecord.web.words import excerpt, is_deed

_LENGTH = 260
Row = tuple[str, str, str, str, str]
"""Kind, title, address, words, date: what a result shows."""


def index_script(rows: Iterable[Row]) -> str:
    """The script that hands the rows to the search page; plain ASCII, whatever the words."""
    return f"window.onrecordIndex = {json.dumps(list(rows), separators=(',', ':'))};\n"


def evidence_rows(evidence: Iterable[Evidence], links: Links) -> Iterator[Row]:
    """Statements and actions, each leading to its highlighted words."""
    for item in evidence:
        address = links.words(item.citations[0])
        if address is None:
            continue
        who = item.who.name if item.who else ""
        when = date_words(item.date) if item.date else ""
        kind = "action" if is_deed(item) else "statement"
        yield (kind, who, address, excerpt(item.exact, _LENGTH), when)


def dossier_rows(dossiers: Iterable[Dossier], links: Links) -> Iterator[Row]:
    """Dossiers under their headline."""
    for dossier in dossiers:
        address = links.dossier(dossier.person.id, dossier.topic.id)
        if address is not None:
            title = f"{dossier.person.name} on {running(dossier.topic.name)}"
            label = dossier.position.label or "not enough evidence for a label"
            yield ("dossier", title, address, label, "")
