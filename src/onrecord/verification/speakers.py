"""Whether the record gives quoted words to somebody else than the text does.

A name that differs is not enough. A body speaks through people, a page may name the paper that
carried the words, and who retells another's words ("she recalled how Okoro had said …") is no
rival of who said them. What the record cannot tell is not held against the text.
"""

from collections.abc import Sequence

from onrecord.core.audit import Claim, Finding, Passage, Verdict
from onrecord.core.entities import Reference
from onrecord.core.evidence import Form
from onrecord.core.selectors import hull
from onrecord.verification.names import Names, same
from onrecord.verification.sources import Sources

_SHOWN = 3


def wrong_speaker(
    claim: Claim, passages: Sequence[Passage], sources: Sources, names: Names
) -> Finding | None:
    """The finding that the words are another's; None when they may well be the speaker's.

    Args:
        claim: a quotation.
        passages: where the record has its words.
        sources: the record.
        names: who goes by which names.
    """
    who = claim.speaker
    if who is None or any(may_be_by(who, passage, sources, names) for passage in passages):
        return None
    known = {p.speaker.id: p.speaker.name for p in passages if p.speaker}
    others = " or ".join(sorted(set(known.values())))
    return Finding(
        claim=claim,
        verdict=Verdict.MISATTRIBUTED,
        explanation=f"The record has these words from {others}, not from {who.name}."
        if others
        else f"No document that has these words names {who.name}.",
        suggestion=f"Attribute them to {others}." if others else "Check who said them.",
        evidence=tuple([p for p in passages if p.speaker or not known][:_SHOWN]),
    )


def may_be_by(who: Reference, passage: Passage, sources: Sources, names: Names) -> bool:
    """Whether a passage lets the words be somebody's."""
    if names.publishes(who, passage.publisher):
        return True
    text = sources.words(passage.selector.document).wording.text
    speaker = passage.speaker
    if speaker is None or not (names.is_person(who) and names.is_person(speaker)):
        bodies = speaker is not None and same(who, speaker)
        return bodies or names.named_in(who, text)
    return same(who, speaker) or _is_retold(who, passage, sources, names)


def _is_retold(who: Reference, passage: Passage, sources: Sources, names: Names) -> bool:
    """Whether the speaker that the record knows only tells of what that other person said."""
    key, span = passage.selector.document, passage.selector.span
    text = sources.words(key).wording.text
    return any(
        statement.form is Form.MIXED
        and names.named_in(who, text[hull(statement.content).start : span.start])
        for statement in sources.statements(key, span)
    )
