"""Who does a deed: the naming that a verb group follows, in its clause or before it.

Rules come first: the subject is what ends where the verb group begins, a day between them
apart ("Vale on Friday imposed"). "It" and "its" stand for the country or body named last. Where
none of this is so plain, the encoder's tree is asked, if there is one, and without it the answer is
None: a deed with a wrong actor is worse than one without.
"""

from functools import cache

from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.extraction.event_clauses import Sentence
from onrecord.extraction.event_frames import word_set

_OPENERS = frozenset((",", ")", "—", "–", "by", "after", "without", "of"))
_BODIES = frozenset({EntityType.GPE, EntityType.ORG})
_SUBORDINATING = frozenset({"after", "before", "since", "until", "as", "than"})
"""Before a name and its verb they open a clause: "after Vale signed the treaty"."""
_BRACKETED = 8
_DESCRIBING = 4
"""Words between the name of a campaign and that of its chairman."""
_BLAMED_REACH = 5
"""Words between an accusing verb and the name of the accused."""


def subject_of(sentence: Sentence, start: int) -> Mention | None:
    """The mention that is the subject of a verb group starting at a place."""
    before = _before_brackets(sentence, before_time(sentence, start) - 1)
    word = sentence.lower(before)
    if word in ("who", "which", "that"):
        end = before - 1 - (sentence.lower(before - 1) == ",")
        end = _before_brackets(sentence, end)
        return _ending_at(sentence, end) or subject_of(sentence, end + 1)
    if word == ",":
        inserted = before_insertion(sentence, before)
        if inserted is not None:
            return inserted
    if word in word_set("conjunctions") and _is_verb(sentence, before - 1):
        return subject_of(sentence, before - 1)  # "after the navy invaded and occupied"
    if word in word_set("conjunctions") or word in _OPENERS:
        return _first_subject(sentence, before)
    mention = _ending_at(sentence, before)
    if mention is not None:
        return mention if word.endswith("'s") else _head(sentence, mention)
    if word == "it":
        return antecedent(sentence, before)
    return _owner_of_body(sentence, before) if word in word_set("institutions") else None


def _is_verb(sentence: Sentence, place: int) -> bool:
    """Whether the encoder surely takes the word at a place for a verb."""
    if sentence.grammar is None or place < 0:
        return False
    return sentence.grammar.is_verb(sentence.words[place].span)


def told_subject(sentence: Sentence, verb: int) -> Mention | None:
    """The mention that heads the subject of the verb at a place by the encoder's tree."""
    word = sentence.words[verb].span
    head = sentence.grammar.subject(word) if sentence.grammar is not None else None
    if head is None or head.start >= word.start:
        return None
    holding = [mention for mention in sentence.mentions if mention.span.contains(head)]
    mention = max(holding, key=lambda m: len(m.span), default=None)
    if mention is None or is_possessive(sentence, mention):
        return None
    return mention


def told_body(sentence: Sentence, verb: int) -> bool:
    """Whether a body heads the subject of the verb at a place by the tree: "a jury in Velland"."""
    word = sentence.words[verb].span
    head = sentence.grammar.subject(word) if sentence.grammar is not None else None
    if head is None or head.start >= word.start:
        return False
    return sentence.lower(sentence.place(head.start)) in word_set("bodies")


def joined_with(sentence: Sentence, mention: Mention) -> Mention | None:
    """The mention before one that "and" joins to it: "Vale and (Okoro)"."""
    place = max(0, sentence.place(mention.span.start + 1) - 1)
    while place > 0 and sentence.words[place - 1].is_capitalised:
        place -= 1  # "and President Okoro"
    if sentence.lower(place - 1) in word_set("determiners"):
        place -= 1
    return _ending_at(sentence, place - 2) if sentence.lower(place - 1) == "and" else None


def _before_brackets(sentence: Sentence, place: int) -> int:
    """The place itself, or the one before what stands there in brackets: "Vale (V-Ostrin)"."""
    if sentence.lower(place) != ")":
        return place
    opened = range(place - 1, max(0, place - _BRACKETED), -1)
    return next((p - 1 for p in opened if sentence.lower(p) == "("), place)


def is_body(sentence: Sentence, start: int) -> bool:
    """Whether a body acts that has no name here: "the government", "her cabinet"."""
    before = before_time(sentence, start) - 1
    if sentence.lower(before) not in word_set("bodies"):
        return False
    return any(sentence.lower(p) in word_set("determiners") for p in range(before - 3, before))


def before_time(sentence: Sentence, start: int) -> int:
    """Where a verb group starts when the day before it is passed: "on Friday", "late last week"."""
    place = start
    while sentence.lower(place - 1) in word_set("days"):
        place -= 1
    if place == start:
        return start
    while sentence.lower(place - 1) in word_set("before_days"):
        place -= 1
    return place


def antecedent(sentence: Sentence, place: int) -> Mention | None:
    """The country or body that "it" or "its" at a place stands for."""
    inside = [m for m in sentence.mentions if m.span.end <= sentence.words[place].span.start]
    bodies = [mention for mention in inside if mention.type in _BODIES]
    if sentence.lower(place) == "it":  # a subject takes up a subject
        bodies = [m for m in bodies if may_be_subject(sentence, sentence.place(m.span.start), m)]
    if bodies:
        return bodies[-1]
    if inside or sentence.before is None:
        return None
    before = sentence.before
    for mention in before.mentions:
        start = before.place(mention.span.start)
        if mention.type in _BODIES and may_be_subject(before, start, mention):
            return mention
    return None


def blamed(sentence: Sentence, place: int) -> Mention | None:
    """Who is blamed for what starts at a place: "accused Karsia of invading"."""
    if sentence.lower(place - 1) not in ("for", "of", "over"):
        return None
    end = place - 2 - (sentence.lower(place - 2) in word_set("institutions"))
    mention = _ending_at(sentence, end)
    if mention is None:
        return None
    begin = sentence.place(mention.span.start)
    reach = range(max(0, begin - _BLAMED_REACH), begin)
    return mention if any(sentence.lower(p) in word_set("blaming") for p in reach) else None


def acting(sentence: Sentence, place: int) -> Mention | None:
    """Whose act an "…ing" form at a place is: "with Karsia backing the rebels"."""
    mention = _ending_at(sentence, place - 1)
    if mention is None or mention.type is EntityType.NORP:
        return None
    begin = sentence.place(mention.span.start)
    if sentence.lower(begin - 1) not in word_set("acting"):
        return None
    talk = any(sentence.lower(p) in word_set("talk_before") for p in range(begin - 4, begin - 1))
    return None if talk else mention


def may_be_subject(sentence: Sentence, place: int, mention: Mention) -> bool:
    """Whether a mention that starts at a place can be a subject: no adjective, no owner."""
    if mention.type is EntityType.NORP and sentence.lower(place)[-1:] != "s":
        return False  # an adjective: "Karsian lawyer Tom Brenn"
    return not _after_preposition(sentence, place) and not is_possessive(sentence, mention)


def _owner_of_body(sentence: Sentence, before: int) -> Mention | None:
    for place in (before - 1, before - 2):
        mention = _ending_at(sentence, place)
        if mention is not None:
            return mention
        if sentence.lower(place) == "its":
            return antecedent(sentence, place)
    return None


def before_insertion(sentence: Sentence, comma: int) -> Mention | None:
    """The name before a clause or title in commas: "Brandt, who has asked for it, left"."""
    for place in range(comma - 1, 0, -1):
        if sentence.lower(place) == ",":
            opens = sentence.lower(place + 1)
            mention = _ending_at(sentence, place - 1)
            if mention is None or opens not in word_set("inserting"):
                return None
            return mention if mention.type is not EntityType.NORP else None
    return None


def _first_subject(sentence: Sentence, before: int) -> Mention | None:
    """The first mention of the clause that no preposition leads to."""
    start = sentence.clause_start(before)
    if sentence.lower(start - 1) in ("who", "which"):  # "Okoro, who came and signed"
        return subject_of(sentence, start)
    for place in range(start, before):
        for mention in sentence.starts.get(place, ())[:1]:
            if may_be_subject(sentence, place, mention):
                return _described(sentence, mention)
        if place == start and sentence.lower(place) == "it":
            return antecedent(sentence, place)
    return None


def _described(sentence: Sentence, mention: Mention) -> Mention:
    """The mention, or whom it only describes: "former Vale campaign chairman (Tom Brenn)"."""
    place = sentence.place(mention.span.end)
    for after in range(place, place + _DESCRIBING):
        for person in sentence.starts.get(after, ()):
            if person.type is EntityType.PERSON and after > place:
                return person
        word = sentence.lower(after)
        if not word.isalpha() or word in _no_nouns() or word.endswith("ed"):
            break
    return mention


@cache
def _no_nouns() -> frozenset[str]:
    names = ("prepositions", "conjunctions", "auxiliaries", "passive", "modal", "determiners")
    return frozenset({"who", "which", "that"}).union(*map(word_set, names))


def _after_preposition(sentence: Sentence, place: int) -> bool:
    if sentence.lower(place - 1) in word_set("determiners"):
        place -= 1
    return sentence.lower(place - 1) in word_set("prepositions")


def is_possessive(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention owns what follows it."""
    last = sentence.place(mention.span.end - 1)
    last = last if last < len(sentence.words) else len(sentence.words) - 1
    return any(
        word.lower.endswith(("'s", "s'")) and word.span.end >= mention.span.end
        for word in sentence.words[max(0, last - 1) : last + 1]
        if word.span.start < mention.span.end
    )


def _ending_at(sentence: Sentence, place: int) -> Mention | None:
    found = sentence.ends.get(place, ())
    return max(found, key=lambda mention: len(mention.span), default=None)


def _head(sentence: Sentence, mention: Mention) -> Mention | None:
    """The mention itself, or what stands before a preposition: "the president of Karsia"."""
    place = sentence.place(mention.span.start)
    if sentence.lower(place - 1) in word_set("determiners"):
        place -= 1
    before = sentence.lower(place - 1)
    if before not in word_set("prepositions") or before in _SUBORDINATING:
        return mention
    outer = _ending_at(sentence, place - 2)
    if outer is not None:
        return _head(sentence, outer)
    return mention if sentence.lower(place - 2) in word_set("institutions") else None
