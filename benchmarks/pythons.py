"""The bundled example on several Pythons: does each write the same bytes?

Run: python -m benchmarks.pythons .venv-3.12/bin/python .venv-3.13/bin/python --json

Each Python is a command that starts one in which the locked dependencies are installed, such as
`.venv-3.13/bin/python`, or in quotation marks with words before it ("chroot /srv/sid
/venv/bin/python"); this one is always among them. Each adds the bundled example to a new record,
by rule and with the trained reader, exports it in every format, composes a dossier, lists the
contradictions, audits a text, and builds the site. Printed are the versions, and what has other
bytes than here; the exit code is 1 when anything has.
"""

import argparse
import hashlib
import json
import platform
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import main as onrecord

ROOT = Path(__file__).resolve().parent.parent
_FORMATS = ("jsonl", "csv", "jsonld", "parquet")
_READERS = ("rules", "accurate")
_OWN = (
    "import json, sys; sys.path[:0] = [{source!r}, {root!r}];"
    " from benchmarks.pythons import made; print(json.dumps(made({readers!r})))"
)

Digests = dict[str, str]


def main() -> None:
    """Run each, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pythons", nargs="+", help="a command that starts another Python")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    options = parser.parse_args()
    here = made(_READERS)
    found = {"here": here["python"]}
    other: dict[str, list[str]] = {}
    for command in options.pythons:
        there = made_by(shlex.split(command), _READERS)
        found[command] = there["python"]
        other[there["python"]] = differing(here, there)
        if not options.json:
            print(there["python"], other[there["python"]] or "the same bytes", flush=True)
    print(json.dumps({"pythons": [*found.values()], "outputs": len(here) - 1, "other": other}))
    raise SystemExit(any(other.values()))


def differing(one: Digests, other: Digests) -> list[str]:
    """The names of what has other bytes, or is there once only; the Pythons themselves aside."""
    names = sorted({*one, *other} - {"python"})
    return [name for name in names if one.get(name) != other.get(name)]


def made_by(command: Sequence[str], readers: Sequence[str]) -> Digests:
    """What another Python makes of the example; its error output passes through."""
    script = _OWN.format(source=str(ROOT / "src"), root=str(ROOT), readers=tuple(readers))
    done = subprocess.run([*command, "-c", script], stdout=subprocess.PIPE, check=True, text=True)
    digests: Digests = json.loads(done.stdout)
    return digests


def made(readers: Sequence[str]) -> Digests:
    """What this Python makes of the example: the digest of each output, and its version."""
    found = {"python": platform.python_version()}
    for reader in readers:
        with tempfile.TemporaryDirectory() as folder:
            for name, output in _outputs(Path(folder), reader):
                found[f"{name}, {reader}"] = hashlib.sha256(output).hexdigest()
    return found


def _outputs(folder: Path, reader: str) -> Iterator[tuple[str, bytes]]:
    example, _ = pipeline.example_files()
    record = ("--record", str(folder / "r.db"))
    register = ("--register", str(example / "register.toml"), "--reader", reader)
    yield "add", _run("add", str(example), *register, "--json", *record)
    for name in _FORMATS:
        yield name, _run("export", "--format", name, *record)
    yield "people", _run("people", "--json", *record)
    yield "tensions", _run("tensions", "--json", *record)
    yield "dossier", _run("dossier", "Mara Vale", "Karsia", "--format", "json", *record)
    text = next(file for file in sorted(example.iterdir()) if file.suffix == ".txt")
    yield "audit", _run("audit", str(text), "--reader", reader, "--json", *record)
    _run("build", "-o", str(folder / "site"), *record)
    for file in sorted((folder / "site").rglob("*")):
        if file.is_file():
            yield f"site/{file.relative_to(folder / 'site')}", file.read_bytes()


def _run(*words: str) -> bytes:
    result = CliRunner().invoke(onrecord, list(words))
    if result.exit_code not in (0, 1):
        sys.exit(f"onrecord {' '.join(words)}: {result.stderr or result.exception!r}")
    return result.stdout_bytes


if __name__ == "__main__":
    main()
