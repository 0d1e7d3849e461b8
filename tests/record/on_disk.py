"""Runs steps on a small disk of its own, in namespaces of its own: no test, a script for one.

Steps come as JSON on standard input, what came of each goes to standard output as JSON:
["mount", SIZE], ["read-only"], ["show", FOLDER] (elsewhere, read-only), ["limit", BYTES] (of each
file), ["fill"], ["empty"], ["copy", TO], ["onrecord", WORDS…].
"""

import json
import resource
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import main


def step(folder: Path, name: str, *words: str) -> list[object]:
    """Do one step; exit code, standard output and standard error of a command."""
    match name:
        case "onrecord":
            result = CliRunner().invoke(main, list(words))
            return [result.exit_code, result.stdout, result.stderr]
        case "mount":
            command = ["mount", "-t", "tmpfs", "-o", f"size={words[0]}", "none", str(folder)]
            subprocess.run(command, check=True)
        case "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        case "show":
            subprocess.run(["mount", "--bind", words[0], str(folder)], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        case "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(words[0]), resource.RLIM_INFINITY))
        case "copy":
            for record in folder.glob("r.db*"):
                shutil.copy(record, f"{words[0]}{record.name.removeprefix('r.db')}")
        case "empty":
            (folder / "filler").unlink()
        case _:
            fill(folder / "filler")
    return []


def fill(filler: Path) -> None:
    """Write until the disk is full."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


if __name__ == "__main__":
    place = Path(sys.argv[1])
    sys.stdout.write(json.dumps([step(place, *words) for words in json.load(sys.stdin)]))
