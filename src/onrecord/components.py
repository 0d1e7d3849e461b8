"""Find the plain data and the trained components that ship with the package."""

import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import ComponentError, OnrecordError


def data_bytes(name: str) -> bytes:
    """A file of `onrecord/data`.

    Raises:
        OnrecordError: the installation lacks the file.
    """
    try:
        return files("onrecord").joinpath("data", *name.split("/")).read_bytes()
    except FileNotFoundError:
        raise OnrecordError(
            f"the file {name} is missing from the installation: install onrecord again"
        ) from None


@cache
def data_table(name: str) -> dict[str, Any]:
    """A TOML or JSON file of `onrecord/data`; treat it as read-only, it is shared."""
    content = data_bytes(name).decode("utf-8")
    table: dict[str, Any] = (
        json.loads(content) if name.endswith(".json") else tomllib.loads(content)
    )
    return table


@cache
def component(name: str) -> bytes:
    """A file of a trained component, as shipped.

    Raises:
        ComponentError: it is missing, or is not the file that `components.toml` names.
    """
    try:
        wanted = data_table("components.toml")["sha256"].get(name)
        content = data_bytes(name)
    except OnrecordError as missing:
        raise ComponentError(str(missing)) from None
    if hashlib.sha256(content).hexdigest() != wanted:
        raise ComponentError(f"the file {name} is not the one that shipped: install onrecord again")
    return content
