"""Make `data/legislators.toml` from the public table of members of the US Congress.

Usage: register_data.py LEGISLATORS.jsonl.gz OUT.toml, with the table of
unitedstates/congress-legislators (CC0), one member a line.
"""

import gzip
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

TITLES = {"rep": "representative", "sen": "senator"}
DATA = Path(__file__).parent.parent / "src" / "onrecord" / "data"
STATES: dict[str, str] = {
    code: state
    for state, forms in tomllib.loads((DATA / "titles.toml").read_text("utf-8"))["states"].items()
    for code in forms
}
HEAD = """# Members of the US Congress with their terms, by unitedstates/congress-legislators
# (CC0); made by training/register_data.py. Whoever is in people.toml is left out.

person = [
"""


def entry(member: dict[str, Any]) -> str:
    """One line of TOML for a member."""
    name = member["name"]
    used = member["id"].get("wikipedia", f"{name['first']} {name['last']}").split(" (")[0]
    known = {f"{name['first']} {name['last']}", name.get("official_full", used)}
    if "nickname" in name:
        known.add(f"{name['nickname']} {name['last']}")
    fields = [f"name = {quoted(used)}"]
    if known - {used}:
        fields.append(f"aliases = [{', '.join(map(quoted, sorted(known - {used})))}]")
    fields.append(f"gender = {quoted('she' if member['bio']['gender'] == 'F' else 'he')}")
    fields.append(f"offices = [{', '.join(map(office, terms(member['terms'])))}]")
    return f"  {{ {', '.join(fields)} }},\n"


def terms(raw: list[dict[str, Any]]) -> list[list[str]]:
    """Terms of one office that follow on each other, as one."""
    joined: list[list[str]] = []
    for term in raw:
        kind = [term["type"], term["state"]]
        if joined and joined[-1][:2] == kind and joined[-1][3][:4] == term["start"][:4]:
            joined[-1][3] = term["end"]
        else:
            joined.append([*kind, term["start"], term["end"]])
    return joined


def office(term: list[str]) -> str:
    """One office as TOML."""
    kind, state, start, end = term
    area = f"area = {quoted(STATES[state])}, " if state in STATES else ""
    return (
        f'{{ title = {quoted(TITLES[kind])}, of = "united-states", {area}'
        f"start = {quoted(start)}, end = {quoted(end)} }}"
    )


def quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False)


def main(source: str, out: str) -> None:
    """Write the file."""
    people = tomllib.loads(Path(out).with_name("people.toml").read_text("utf-8"))["person"]
    known = {n for person in people for n in (person["name"], *person.get("aliases", ()))}
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        members = [json.loads(line) for line in lines]
    entries = (
        entry(m)
        for m in members
        if f"{m['name']['first']} {m['name']['last']}" not in known
        and m["id"].get("wikipedia", "").split(" (")[0] not in known
        and m["name"].get("official_full") not in known
    )
    Path(out).write_text(HEAD + "".join(entries) + "]\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
