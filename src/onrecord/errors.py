"""Errors whose message is one line for the user: what is wrong, and what to do."""


class OnrecordError(Exception):
    """The call or an input is unusable; `cli.py` turns it into exit code 2."""


class UnreadableError(OnrecordError):
    """A source cannot be read as a document."""


class UnknownNameError(OnrecordError):
    """The record holds no such person or topic."""


class RecordError(OnrecordError):
    """The record cannot be opened or written."""


class ComponentError(OnrecordError):
    """A trained component is missing, or is not the one that shipped."""
