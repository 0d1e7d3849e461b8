"""The record for language models, over the Model Context Protocol: what they need not to invent.

Answers are small, each with the words of a source and where they stand. What the record does not
hold is said to be that, and never that it is false. The SDK is an extra: `onrecord[mcp]`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from onrecord import pipeline
from onrecord.core.findings import Citation, Evidence, Item
from onrecord.documents.facts import Defaults
from onrecord.documents.readers import plain_document
from onrecord.errors import OnrecordError
from onrecord.record.facets import Wanted
from onrecord.web.dates import asked_date
from onrecord.web.opened import Opened

Json = dict[str, Any]
_MOST = 20
_WORDS = 600
_LISTED = 25
_ABSENT = (
    "The record holds nothing of this. That does not make it false: say that no source is on "
    "record, and do not state it as a fact."
)
INSTRUCTIONS = (
    "A record of public figures: who said what, who did what, when, and where it is written. "
    "Quote only words that a tool returned, with their source and date. A date is as precise as "
    "its source: do not make a day of a month. 'unsupported' and 'absent' mean that the record "
    "holds nothing, not that something is false."
)


def create_server(opened: Opened) -> MCPServer[Any]:
    """The server of a record, its tools described for models."""
    server: MCPServer[Any] = MCPServer("onrecord", instructions=INSTRUCTIONS)
    tools = Tools(opened)
    for tool in (
        tools.who_is_on_record,
        tools.search_record,
        tools.get_dossier,
        tools.check_quotation,
        tools.audit_text,
    ):
        server.tool()(_explained(tool))
    return server


def _explained(tool: Callable[..., Json]) -> Callable[..., Json]:
    """The tool, which tells a caller what was wrong and what to do."""

    @wraps(tool)
    def call(*given: Any, **named: Any) -> Json:
        try:
            return tool(*given, **named)
        except OnrecordError as error:
            raise ToolError(str(error)) from None

    return call


class Tools:
    """What a model may ask of a record."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def who_is_on_record(self) -> Json:
        """List the people and topics that the record holds most about.

        Use this first when you do not know how the record names somebody.
        """
        with self._opened.store() as store:
            people, topics = store.people()[:_LISTED], pipeline.named_topics(store)[:_LISTED]
            totals = store.shelf().totals()
        return {
            "totals": totals,
            "people": [{"name": p.name, "said": p.statements, "done": p.actions} for p in people],
            "topics": [{"name": t.name, "said": t.statements, "done": t.actions} for t in topics],
        }

    def search_record(
        self, words: str, person: str = "", topic: str = "", since: str = "", until: str = ""
    ) -> Json:
        """Find statements and actions on record that hold all the given words.

        Put a phrase in double quotation marks. `person` and `topic` narrow it down by name;
        `since` and `until` are dates such as 2018, 2018-07 or 2018-07-16. Returns at most 20, each
        with its exact words, speaker, date and source. Quote only these words.
        """
        with self._opened.store() as store:
            found = store.faceted(
                Wanted(
                    words=words,
                    person=pipeline.find_person(store, person).id if person else None,
                    topic=pipeline.find_topic(store, topic).id if topic else None,
                    since=asked_date(since),
                    until=asked_date(until),
                    count=_MOST,
                )
            )
        answer: Json = {"found": found.total, "items": [_told(item) for item in found.hits]}
        return answer if found.hits else {**answer, "absent": _ABSENT}

    def get_dossier(self, person: str, topic: str) -> Json:
        """Get what is on record of one person on one topic: position, key points, contradictions.

        The position comes from a fixed rubric; where the evidence is thin there is none, and `why`
        says so. Every point has the words that it rests on: cite them.
        """
        with self._opened.store() as store:
            found = pipeline.dossier(store, person, topic)
        evidence = {item.id: item for item in found.evidence}
        return {
            "person": found.person.name,
            "topic": found.topic.name,
            "position": found.position.label,
            "strength": found.position.strength,
            "why": found.position.why,
            "key_points": [_point(point, evidence) for point in found.key_points],
            "contradictions": [
                {
                    "kind": tension.kind.value,
                    "sides": [
                        [_told(evidence[key]) for key in side[:2] if key in evidence]
                        for side in tension.sides
                    ],
                }
                for tension in found.tensions[:5]
            ],
            "latest": [_point(point, evidence) for point in found.timeline[-5:]],
        }

    def check_quotation(self, quotation: str, speaker: str = "", date: str = "") -> Json:
        """Check whether somebody is on record with a quotation, word for word.

        Verdicts: verified; altered (the record's words differ: use those it returns); misattributed
        (somebody else said it); misdated; unsupported (not on record, which is not the same as
        false). Call this before you put words in quotation marks.
        """
        quoted = quotation.strip().strip('“”"')
        said = f"{speaker or 'Somebody'} said{f' on {date}' if date else ''}: “{quoted}”"
        answer = self.audit_text(said)
        quotes = [claim for claim in answer["claims"] if claim["kind"] == "quote"]
        return quotes[0] if quotes else {"verdict": "unsupported", "absent": _ABSENT}

    def audit_text(self, text: str) -> Json:
        """Check every quotation, attribution, date and deed of a text against the record.

        Call this on a draft before you send it. For each claim: its words, a verdict, the reason,
        and what the record has. Correct what is altered, misattributed, misdated or contradicted;
        drop or mark as unsourced what is unsupported.
        """
        with self._opened.store() as store:
            document = plain_document(text, "text", Defaults())
            audit = pipeline.audit(store, document, self._opened.reader)
        return {
            "counts": {verdict.value: count for verdict, count in audit.counts.items()},
            "claims": [
                {
                    "kind": finding.claim.kind.value,
                    "words": finding.claim.text,
                    "verdict": finding.verdict.value,
                    "reason": finding.explanation,
                    "suggestion": finding.suggestion,
                    "evidence": [
                        {
                            "words": passage.selector.exact[:_WORDS],
                            "speaker": passage.speaker.name if passage.speaker else None,
                            "date": str(passage.said) if passage.said else None,
                            "source": passage.publisher or passage.title,
                            "uri": passage.uri,
                        }
                        for passage in finding.evidence[:3]
                    ],
                }
                for finding in audit.findings
            ],
            "warnings": [warning.explanation for warning in audit.warnings],
        }


def _told(item: Evidence) -> Json:
    """A piece of evidence in a few lines."""
    return {
        "words": item.exact[:_WORDS],
        "speaker": item.who.name if item.who else None,
        "date": str(item.date) if item.date else None,
        "sources": item.sources,
        **_place(item.citations[0]),
    }


def _place(citation: Citation) -> Json:
    return {
        "source": citation.publisher or citation.title,
        "published": str(citation.published) if citation.published else None,
        "uri": citation.uri,
    }


def _point(point: Item, evidence: dict[str, Evidence]) -> Json:
    cited = [evidence[key] for key in point.citations[:2] if key in evidence]
    return {"text": point.text, "rests_on": [_told(item) for item in cited]}
