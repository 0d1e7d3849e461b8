"""Who takes part in a deed: its object, its targets, who is said to have done it to whom.

What follows a verb is read word by word; a preposition of the frame opens the way to a target, any
other closes it, and the clause ends where a conjunction or a mark says so.
"""

from onrecord.core.entities import EntityType
from onrecord.core.evidence import Mention
from onrecord.extraction.event_clauses import Sentence
from onrecord.extraction.event_frames import Frame, word_set
from onrecord.extraction.event_subjects import is_possessive, subject_of

_OBJECT_REACH = 9
_SUBJECT_REACH = 14
_TARGET_REACH = 7
_FOLLOW_REACH = 7
_NEAR_REACH = 2
_PERSON_REACH = 4
_ACTOR_REACH = 8
_INNER = frozenset({"of", "into", "over"})
"""Prepositions within an object: "the sale of weapons", "signed into law the act"."""
_VERBAL = ("auxiliaries", "passive", "modal", "announced")
_QUOTES = frozenset('"“”')


def object_after(sentence: Sentence, after: int, frame: Frame) -> int | None:
    """The place of the object's noun; the place before `after` when the frame needs none."""
    if not frame.objects:
        return after - 1
    if frame.objects.isdisjoint(sentence.words.lowers[after : after + _OBJECT_REACH]):
        return None
    for place in range(after, min(len(sentence.words), after + _OBJECT_REACH)):
        word = sentence.lower(place)
        if word in frame.objects:
            return place
        if word in (",", "by") or sentence.is_break(place):
            return None
        if word in word_set("prepositions") and word not in _INNER | frame.via:
            return None
    return None


def object_before(sentence: Sentence, start: int, frame: Frame) -> int | None:
    """The place of the object's noun before a passive verb group; None without one."""
    if not frame.objects:
        return start - 1 if start > 0 else None
    start = _before_insertion(sentence, start)
    for place in range(start - 1, max(-1, start - _SUBJECT_REACH), -1):
        word = sentence.lower(place)
        if word in frame.objects:
            return place
        if word in ("that", "which") and sentence.lower(place - 1) in frame.objects:
            return place - 1  # "the sanctions that Vale imposed have not been lifted"
        if sentence.is_break(place) and word not in _QUOTES:
            return None
    return None


def _before_insertion(sentence: Sentence, start: int) -> int:
    """Where a clause in commas begins that ends at a place: "calls, where …, were rejected"."""
    if sentence.lower(start - 1) != ",":
        return start
    commas = (p for p in range(start - 2, -1, -1) if sentence.lower(p) == ",")
    return next(commas, start)


def is_followed(sentence: Sentence, after: int, frame: Frame) -> bool:
    """Whether one of the words that the frame asks for comes soon."""
    if not frame.follows:
        return True
    reach = range(after, after + (_NEAR_REACH if frame.near else _FOLLOW_REACH))
    return any(sentence.lower(place).removesuffix("'s") in frame.follows for place in reach)


def has_doer(sentence: Sentence, start: int, frame: Frame) -> bool:
    """Whether one of the nouns that the frame asks for stands before a verb group at a place."""
    if not frame.subjects:
        return True
    reach = sentence.words.lowers[max(0, start - _SUBJECT_REACH) : start]
    return not frame.subjects.isdisjoint(reach)


def is_excluded(sentence: Sentence, after: int, last: int, frame: Frame) -> bool:
    """Whether words up to the object's noun, or a person right after the verb, tell another thing.

    "A campaign trip" is no visit, and a vote for somebody makes no law.
    """
    if any(sentence.lower(place) in frame.without for place in range(after, last + 1)):
        return True
    if frame.own and (sentence.lower(last + 1) == "of" or sentence.lower(last - 1).endswith("'s")):
        return True
    if frame.objects and frame.takes_object and _is_title(sentence, last):
        return True
    if not frame.impersonal:
        return False
    reach = range(after, after + _PERSON_REACH)
    return any(
        mention.type in (EntityType.PERSON, EntityType.NORP)
        for place in reach
        for mention in sentence.starts.get(place, ())
    ) or any(sentence.lower(place) in word_set("persons") for place in reach)


def _is_title(sentence: Sentence, place: int) -> bool:
    """Whether a noun is the title of an owner: "dismissed Counsel Vale's probe"."""
    noun = sentence.words[place].span
    named = [mention for mention in sentence.mentions if mention.span.contains(noun)]
    return any(is_possessive(sentence, m) for m in (*named, *sentence.starts.get(place + 1, ())))


def targets_of(
    sentence: Sentence, after: int, last: int, frame: Frame, actor: Mention | None
) -> tuple[tuple[Mention, ...], int]:
    """The mentions a deed is directed at, and the place of the last word that names one."""
    place = after
    open_to_target = frame.takes_object
    found: list[Mention] = []
    end = last
    until = max(last, after) + _TARGET_REACH
    while place < min(len(sentence.words), until):
        word = sentence.lower(place)
        if place > last and (sentence.is_break(place) or word == ","):
            break
        if place > max(after, last) and _opens_clause(sentence, place):
            break  # "backs the rebels fighting Karsia"
        if word in word_set("prepositions"):
            open_to_target = _leads_to_target(sentence, place, frame, open_to_target)
            until = max(until, place + _TARGET_REACH) if open_to_target else until
        for mention in sentence.starts.get(place, ())[:1]:
            if (
                open_to_target
                and not is_same(mention, actor)
                and _may_be_target(mention, frame, word)
                and not (frame.persons_only and is_possessive(sentence, mention))
            ):
                found.append(mention)
                end = max(end, last_place(sentence, mention))
        place += 1
    return tuple(found[:3]), phrase_end(sentence, end)


def agent_of(sentence: Sentence, after: int) -> tuple[Mention | None, int]:
    """The mention after "by", and the place of its last word."""
    for place in range(after, min(len(sentence.words), after + _ACTOR_REACH)):
        if sentence.is_break(place) or sentence.lower(place) in word_set("passive"):
            break
        if sentence.lower(place) == "by":
            if sentence.lower(place + 1).endswith("ing"):  # "was answered by closing the port"
                break
            before = sentence.lower(place - 1)
            if place > after and (before.endswith("ed") or before in word_set("participles")):
                break  # "was named to the seat left by Brenn"
            for start in range(place + 1, place + 4):
                for mention in sentence.starts.get(start, ())[:1]:
                    return mention, last_place(sentence, mention)
            break
    return None, after - 1


def owner_of(sentence: Sentence, place: int) -> Mention | None:
    """Whose deed a noun names: "Karsia's invasion", "the Karsian invasion"."""
    for before in range(place - 1, max(-1, place - 4), -1):
        if sentence.lower(before) in word_set("prepositions"):
            return None  # "Okoro's report on interference"
        for mention in sentence.ends.get(before, ()):
            if mention.type is EntityType.NORP and before == place - 1:
                return mention
            if sentence.lower(before) in word_set("possessives"):
                return mention
            if sentence.lower(before).endswith("'s") or sentence.lower(before + 1) in ("'", "’"):
                return mention
    return None


def passive_subject(sentence: Sentence, noun: int, start: int) -> Mention | None:
    """The mention that a passive clause says something was done to."""
    before = sentence.lower(start - 1)
    if before not in (",", ")", "—") and before not in word_set("conjunctions"):
        subject = subject_of(sentence, start)
        if subject is not None:
            return subject
    for place in range(noun, max(-1, noun - 4), -1):
        if place < noun and sentence.lower(place) in word_set("prepositions"):
            return None
        for mention in sentence.ends.get(place, ())[:1]:
            return mention
    return None


def is_plural(sentence: Sentence, place: int) -> bool:
    """Whether a subject that ends at a place takes a verb without "s"."""
    if sentence.lower(place) in word_set("plural_pronouns"):
        return True
    for mention in sentence.ends.get(place, ()):
        before = sentence.lower(sentence.place(mention.span.start) - 1)
        if before == "and" or (
            mention.type is EntityType.NORP and sentence.lower(place)[-1] == "s"
        ):
            return True
    return sentence.lower(place) in word_set("institutions")


def phrase_start(sentence: Sentence, place: int) -> int:
    """Where the noun phrase begins that ends at a place, as far as its small words tell."""
    is_described = sentence.lower(place + 1) in ("that", "which")  # it may be in any phrase
    while place > 0:
        word = sentence.lower(place - 1)
        if is_described and word in word_set("prepositions"):
            break
        if sentence.is_break(place - 1) or word in (",", "and", "but", "or"):
            break
        place -= 1
    return place


def name_start(sentence: Sentence, mention: Mention) -> int:
    """Where a name begins with its title and article: "the Karsian President Okoro"."""
    place = max(0, sentence.place(mention.span.start + 1) - 1)
    while place > 0 and _is_part_of_name(sentence, place - 1):
        place -= 1
    if sentence.lower(place - 1) in word_set("articles"):
        place -= 1
    return place


def phrase_end(sentence: Sentence, place: int) -> int:
    """Where the clause ends that a place is in."""
    while place + 1 < len(sentence.words):
        word = sentence.lower(place + 1)
        if sentence.is_break(place + 1) or word in (",", "!", "?", "and", "but", "or"):
            break
        if word == "." and not _goes_on(sentence, place + 2):  # but: "in St. Orla"
            break
        place += 1
    return _without_lead_in(sentence, place)


def _without_lead_in(sentence: Sentence, end: int) -> int:
    """A clause's end without what leads to the next: "fired him (just 26 hours) before"."""
    if sentence.lower(end + 1) not in word_set("clause_breaks"):
        return end
    place = end
    while sentence.lower(place) in word_set("leading_in") or sentence.lower(place).isdigit():
        place -= 1
    return place


def _opens_clause(sentence: Sentence, place: int) -> bool:
    """Whether a participle takes over: "backs the rebels fighting Karsia"."""
    is_participle = sentence.lower(place).endswith("ing") and place not in sentence.starts
    return is_participle and sentence.lower(place + 1) not in word_set("prepositions")


def _leads_to_target(sentence: Sentence, place: int, frame: Frame, was_open: bool) -> bool:
    word = sentence.lower(place)
    if word == "of":
        return was_open or word in frame.target
    if word == "to" and place + 1 not in sentence.starts:  # "to the rebels", not "to help rebels"
        return word in frame.target and sentence.lower(place + 1) in word_set("determiners")
    return word in frame.target


def _may_be_target(mention: Mention, frame: Frame, word: str) -> bool:
    return word not in word_set("possessives") and (not frame.kinds or mention.type in frame.kinds)


def is_same(mention: Mention, actor: Mention | None) -> bool:
    """Whether two mentions are known to name one."""
    if actor is None:
        return False
    return mention is actor or (mention.chain is not None and mention.chain == actor.chain)


def last_place(sentence: Sentence, mention: Mention) -> int:
    """The place of the last word of a mention."""
    return max(0, sentence.place(mention.span.end) - 1)


def noun_phrase_end(sentence: Sentence, place: int) -> int:
    """Where a phrase ends that a noun heads: before the verb of its clause, or a purpose."""
    end = phrase_end(sentence, place)
    for after in range(place + 1, end + 1):
        word = sentence.lower(after)
        if word in ("for", "to") or any(word in word_set(name) for name in _VERBAL):
            return after - 1
    return end


def _is_part_of_name(sentence: Sentence, place: int) -> bool:
    word = sentence.words[place]
    if place == 0 and any(word.lower in word_set(name) for name in ("clause_breaks", "small")):
        return False
    if word.lower == "of":  # the Secretary of State
        return place > 0 and sentence.words[place - 1].is_capitalised
    return word.is_capitalised and word.lower not in word_set("articles")


def _goes_on(sentence: Sentence, place: int) -> bool:
    return any(word.text[0].isalnum() for word in sentence.words[place:])
