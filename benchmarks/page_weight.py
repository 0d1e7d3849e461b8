"""The weight of pages: bytes of their HTML, and how long a slow phone is busy with them.

Run: python benchmarks/page_weight.py --record onrecord.db --json

A server is started on the record, and Chromium, in a window of 390 pixels with its processor held
back `--slower` times (`Emulation.setCPUThrottlingRate`), opens the pages that are heaviest: the
dossiers with most behind them, their evidence, their sections in full, the people most heard, the
sources that tell most. For each kind of page are printed the bytes of the heaviest, unpacked and as
sent, the longest that one took from the arrival of its first byte to its paint (the best of three
each; wants an idle machine), and the most processor time that the page's own thread needed, not
held back but times `--slower`, which depends less on what else the machine does.
"""

import argparse
import gzip
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, sync_playwright

from onrecord import pipeline

PORT = 8766
MADE_WITHIN_S = 300
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  done(performance.now() - performance.getEntriesByType("navigation")[0].responseStart))))"""


def main() -> None:
    """Serve, open, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", required=True)
    parser.add_argument("--slower", type=float, default=6.0)
    parser.add_argument("--dossiers", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--json", action="store_true", help="always so")
    options = parser.parse_args()
    command = [str(Path(sys.executable).with_name("onrecord")), "serve", "--reader", "rules"]
    server = subprocess.Popen(
        [*command, "--record", options.record, "--port", str(PORT)], stdout=subprocess.DEVNULL
    )
    heaviest: dict[str, tuple[int, int]] = {}
    longest: dict[str, float] = {}
    busiest: dict[str, float] = {}
    try:
        wait_for_it()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            for kind, address in pages(options.record, options.dossiers):
                html = asked(address)
                weight = len(html), len(gzip.compress(html, 6))
                heaviest[kind] = max(heaviest.get(kind, (0, 0)), weight)
                taken, worked = painted_ms(browser, address, options.slower)
                longest[kind] = max(longest.get(kind, 0.0), taken)
                busiest[kind] = max(busiest.get(kind, 0.0), options.slower * worked)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    kinds = {
        kind: {
            "kb": round(heaviest[kind][0] / 1000, 1),
            "sent_kb": round(heaviest[kind][1] / 1000, 1),
            "ms": round(longest[kind]),
            "processor_ms": round(busiest[kind]),
        }
        for kind in heaviest
    }
    print(json.dumps({"slower": options.slower, "pages": kinds}))


def pages(record: str, dossiers: int) -> Iterator[tuple[str, str]]:
    """Addresses of the heaviest pages, each with its kind."""
    with pipeline.open_record(record) as store:
        people = store.people()[:20]
        documents = store.shelf().document_lines(0, 10_000)
    pairs = sorted(
        ((count, person.id, topic) for person in people for topic, count in person.topics),
        reverse=True,
    )
    for _, person, topic in pairs[:dossiers]:
        dossier = f"/dossier/{quote(person)}/{quote(topic)}"
        yield "dossier", dossier
        yield "evidence", f"{dossier}/evidence"
        yield "timeline", f"{dossier}/all/timeline"
        yield "sources", f"{dossier}/all/sources"
    yield from (("person", f"/person/{quote(person.id)}") for person in people[:3])
    most = sorted(documents, key=lambda line: -line.statements - line.actions)[:3]
    yield from (("source", f"/source/{quote(line.id, safe='')}") for line in most)
    yield from (("list", address) for address in ("/people", "/topics", "/sources", "/search"))


def wait_for_it() -> None:
    """Until the server answers."""
    for _ in range(200):
        try:
            asked("/methodology.html")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def asked(address: str) -> bytes:
    """The page at an address, unpacked; "" of one that the record has not (a short dossier)."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=MADE_WITHIN_S)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        html = answer.read()
    finally:
        connection.close()
    if answer.status not in (200, 404):
        raise SystemExit(f"{address}: {answer.status}")
    return html


def painted_ms(browser: Browser, address: str, slower: float) -> tuple[float, float]:
    """The best of three held back, and the least processor time of three not held back."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    held: list[float] = []
    worked: list[float] = []
    for rate in (slower, 1.0):
        tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        for _ in range(3):
            page.goto("about:blank")
            before = task_ms(tools)
            page.goto(f"http://127.0.0.1:{PORT}{address}", wait_until="load", timeout=120_000)
            taken = float(page.evaluate(PAINTED))
            if rate > 1:
                held.append(taken)
            else:
                worked.append(task_ms(tools) - before)
    context.close()
    return min(held), min(worked)


def task_ms(tools: CDPSession) -> float:
    """The processor time of a page's thread so far."""
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
