"""Where the sentences of words on record end, for all who compare them or tell them apart."""

import re

_ABBREVIATED = ("[A-Z]", "Mr", "Ms", "Dr", "St", "Mrs", "Sen", "Rep", "Gov", "Gen", "Lt", "No")
_CLOSING = r"[\"”’')]*"
SENTENCE_END = re.compile(
    "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATED) + rf"(?<=[.!?…]){_CLOSING}\s+|\n+"
)
"""What stands between two sentences: closing marks and space, or the end of a line."""
