"""Errors whose message is one line for the user: what is wrong, and what to do."""


class OnrecordError(Exception):
    """The call or an input is unusable; `cli.py` turns it into exit code 2."""


class UnreadableError(OnrecordError):
    """A source cannot be read as a document."""


class UnknownNameError(OnrecordError):
    """The record holds no such person or topic.

    Args:
        what: which.
        command: what lists those that it holds, for who is at a command line.
    """

    def __init__(self, what: str, command: str = "") -> None:
        super().__init__(f"{what}: '{command}' lists what it holds" if command else what)
        self.what = what


class RecordError(OnrecordError):
    """The record cannot be opened or written."""


class BrokenRecordError(RecordError):
    """The record is damaged, or no database at all."""


class ComponentError(OnrecordError):
    """A trained component is missing, or is not the one that shipped."""


FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What code raises that has met something it was not written for: a document may be passed over
for it. A full disk (`OSError`) or an interrupt is no fault of a document."""


def fault(error: Exception) -> str:
    """What such an error was, in one line."""
    words = " ".join(str(error).split())[:100]
    return f"broke the reader ({type(error).__name__}{': ' * bool(words)}{words}): report it"
