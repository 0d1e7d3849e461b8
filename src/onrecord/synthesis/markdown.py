"""A dossier as Markdown: every sentence with the numbers of the evidence at the end."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import fmean

from onrecord.core.date_words import date_words
from onrecord.core.findings import Dossier, Evidence, Item, Tension, TensionKind
from onrecord.synthesis.naming import running
from onrecord.synthesis.tensions import OPENINGS
from onrecord.synthesis.wording import dated_sentence, shortened, source_name, speaker_name

_NOTHING = "*Nothing in the record.*"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_MOST_NUMBERS = 8
_MOST_DOTS = 40
"""A chart of more is told year by year: the page draws each of them."""
_KINDS = {
    TensionKind.REVERSAL: "Reversal",
    TensionKind.SAID_VS_DID: "Words against deeds",
    TensionKind.UNKEPT: "Not kept",
    TensionKind.PRINCIPAL_VS_OFFICIAL: "Leader against officials",
    TensionKind.DISPUTED: "Disputed",
}


def markdown(dossier: Dossier) -> str:
    """The dossier as one Markdown text that ends in a line break."""
    numbers = _Numbers(dossier.evidence)
    blocks = [block for block in _blocks(dossier, numbers) if block]
    blocks += ["## Evidence", *(_evidence(numbers) or [_NOTHING])]
    blocks += ["## How this was made", *map(_escaped, dossier.method)]
    return "\n\n".join(blocks) + "\n"


class _Numbers:
    """Evidence numbered in the order of its first citation."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._evidence = {piece.id: piece for piece in evidence}
        self.numbers: dict[str, int] = {}

    def refs(self, cited: Sequence[str]) -> str:
        """The citations of a sentence: ` [3] [7]`."""
        known = [key for key in cited if key in self._evidence]
        marks = [
            f"[{self.numbers.setdefault(key, len(self.numbers) + 1)}]"
            for key in known[:_MOST_NUMBERS]
        ]
        return "".join(f" {mark}" for mark in marks)

    def line(self, entry: Item) -> str:
        """A sentence with its citations."""
        return f"{_escaped(entry.text)}{self.refs(entry.citations)}"

    def used(self) -> Iterator[tuple[int, Evidence]]:
        """The evidence cited so far, by number."""
        return ((number, self._evidence[key]) for key, number in self.numbers.items())

    def of(self, key: str) -> Evidence | None:
        """The evidence of that id, if it came with the dossier."""
        return self._evidence.get(key)


def _blocks(dossier: Dossier, numbers: _Numbers) -> Iterator[str]:
    position = dossier.position
    yield f"# {_escaped(dossier.person.name)} on {_escaped(running(dossier.topic.name))}"
    label = position.label or "No label: not enough evidence"
    strength = f" ({position.strength})" if position.strength else ""
    yield f"**{_escaped(label[0].upper() + label[1:])}**{strength}"
    yield _escaped(position.why)
    yield _list(numbers.line(entry) for entry in position.reasons)
    yield from _section("Key points", dossier.key_points, numbers)
    yield "## Summary"
    yield " ".join(numbers.line(entry) for entry in dossier.summary) or _NOTHING
    yield from _chart(dossier)
    yield from _ledger(dossier, numbers)
    yield from _then_and_now(dossier, numbers)
    yield "## Open contradictions"
    yield from (_tension(t, numbers) for t in dossier.tensions)
    yield "" if dossier.tensions else _NOTHING
    yield from _section("Context", dossier.context, numbers)
    yield from _timeline(dossier, numbers)
    yield from _section("Actions", dossier.actions, numbers)
    yield from _quotes(dossier, numbers)
    yield from _section("Criticism", dossier.criticism, numbers)
    yield from _section("Support", dossier.support, numbers)
    yield from _section(f"Others on {running(dossier.topic.name)}", dossier.comparison, numbers)
    yield from _sources(dossier)


def _section(title: str, entries: Sequence[Item], numbers: _Numbers) -> Iterator[str]:
    yield f"## {_escaped(title)}"
    for heading, group in groupby(entries, key=lambda entry: entry.heading):
        if heading:
            yield f"### {_escaped(heading)}"
        yield _list(numbers.line(entry) for entry in group)
    if not entries:
        yield _NOTHING


def _chart(dossier: Dossier) -> Iterator[str]:
    yield "## Words and deeds over time"
    if not dossier.chart:
        yield _NOTHING
        return
    yield "\n".join(_by_year(dossier) if len(dossier.chart) > _MOST_DOTS else _dots(dossier))


def _dots(dossier: Dossier) -> Iterator[str]:
    yield from ("| Date | Kind | Direction |", "|---|---|---:|")
    for point in sorted(dossier.chart, key=lambda p: (p.date.earliest, p.date.latest, p.evidence)):
        kind = "deed" if point.deed else "words"
        yield f"| {date_words(point.date)} | {kind} | {_signed(point.direction)} |"


def _by_year(dossier: Dossier) -> Iterator[str]:
    """A row a year and kind: how many there are, and their mean."""
    yield from ("| Year | Kind | How many | Mean direction |", "|---|---|---:|---:|")
    groups: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for point in dossier.chart:
        groups[point.date.earliest.year, point.deed].append(point.direction)
    for (year, deed), directions in sorted(groups.items()):
        kind = "deeds" if deed else "words"
        yield f"| {year} | {kind} | {len(directions)} | {_signed(fmean(directions))} |"


def _signed(direction: float) -> str:
    return f"{direction:+.1f}".replace("-", "−")


def _ledger(dossier: Dossier, numbers: _Numbers) -> Iterator[str]:
    yield "## Where {}, where {}".format(*dossier.sides)
    for row in dossier.ledger:
        yield f"### {_escaped(row.issue)}"
        for name, entries in zip(dossier.sides, (row.firm, row.softened), strict=True):
            yield f"**{name.capitalize()}**"
            yield _list(map(numbers.line, entries)) or _NOTHING
    if not dossier.ledger:
        yield _NOTHING


def _then_and_now(dossier: Dossier, numbers: _Numbers) -> Iterator[str]:
    yield "## Then and now"
    for row in dossier.then_and_now:
        yield f"### {_escaped(row.issue)}"
        yield f"- **Then.** {numbers.line(row.then)}\n- **Now.** {numbers.line(row.now)}"
    if not dossier.then_and_now:
        yield _NOTHING
    for shift in dossier.shifts:
        before, after = map(_signed, (shift.direction_before, shift.direction_after))
        yield (
            f"**Shift, {_escaped(shift.issue)}** ({date_words(shift.when)}): mean direction from "
            f"{before}{numbers.refs(shift.before)} to {after}{numbers.refs(shift.after)}."
        )


def _tension(tension: Tension, numbers: _Numbers) -> str:
    """Both sides, each record as a sentence; the word between them says how they stand."""
    issue = f", {_escaped(tension.issue)}" if tension.issue else ""
    lines = [f"**{_KINDS[tension.kind]}**{issue}", ""]
    for side, between in zip(
        tension.sides, ("", f"*{OPENINGS[tension.kind].rstrip(':')}:* "), strict=True
    ):
        for n, piece in enumerate(filter(None, map(numbers.of, side))):
            words = _escaped(dated_sentence(piece))
            lines.append(f"- {between if n == 0 else ''}{words}{numbers.refs((piece.id,))}")
    return "\n".join(lines)


def _timeline(dossier: Dossier, numbers: _Numbers) -> Iterator[str]:
    yield "## Timeline"
    yield (
        _list(
            f"**{date_words(entry.date)}**: {numbers.line(entry)}"
            for entry in dossier.timeline
            if entry.date is not None
        )
        or _NOTHING
    )


def _quotes(dossier: Dossier, numbers: _Numbers) -> Iterator[str]:
    yield "## Key quotes"
    for entry in dossier.quotes:
        when = date_words(entry.date) if entry.date is not None else "date not known"
        about = ", ".join(filter(None, (entry.occasion, when, entry.source)))
        quote = _escaped(entry.quote or entry.text)
        yield f"> {quote}\n>\n> {_escaped(about)}{numbers.refs(entry.citations)}"
    if not dossier.quotes:
        yield _NOTHING


def _sources(dossier: Dossier) -> Iterator[str]:
    yield "## Sources"
    yield (
        _list(
            _escaped(
                ", ".join(
                    filter(
                        None,
                        (
                            source.title or source.uri,
                            source.publisher,
                            date_words(source.published) if source.published else None,
                            source.kind.value,
                        ),
                    )
                )
            )
            for source in dossier.sources
        )
        or _NOTHING
    )


def _evidence(numbers: _Numbers) -> list[str]:
    lines = []
    for number, piece in numbers.used():
        best = piece.citations[0]
        span = best.selector.span
        more = f", and {piece.sources - 1} more" if piece.sources > 1 else ""
        place = f"{_escaped(best.uri)} at {span.start}–{span.end}"
        lines.append(
            f"[{number}] {_escaped(_who(piece))}: {_escaped(shortened(piece.exact))} "
            f"({_escaped(source_name(best))}{more}; {place})"
        )
    return lines


def _who(piece: Evidence) -> str:
    when = date_words(piece.date) if piece.date is not None else "date not known"
    return f"{speaker_name(piece)}, {when}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
