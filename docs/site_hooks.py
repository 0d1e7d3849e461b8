"""Pages of the documentation site that lie elsewhere in the repository, at the same addresses.

The pages are read on a code host as well as on the site, so their links are those of the
repository: `../benchmarks/RESULTS.md`, `../src/onrecord/data/rubric.toml`. The site takes these
files in under their paths, and links are turned to them. A link to a folder has no page.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
TAKEN_IN = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "MODEL_CARD.md",
    "NOTICE",
    "benchmarks/RESULTS.md",
    "src/onrecord/data/audit.toml",
    "src/onrecord/data/policies.toml",
    "src/onrecord/data/rubric.toml",
)
_LINK = re.compile(r"(\]\()([^)#\s]+)(#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what lies beside the folder of the documentation."""
    for path in TAKEN_IN:
        text = (ROOT / path).read_text("utf-8")
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn the links of the repository to the places of the site."""
    taken_in = page.file.src_uri in TAKEN_IN
    place = page.file.src_uri if taken_in else f"docs/{page.file.src_uri}"

    def turned(link: re.Match[str]) -> str:
        opening, target, anchor = link[1], link[2], link[3] or ""
        if "://" in target:
            return link[0]
        named = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
        meant = named.removeprefix("docs/")
        start = posixpath.dirname(page.file.src_uri) or "."
        return f"{opening}{posixpath.relpath(meant, start)}{anchor}"

    return _LINK.sub(turned, markdown)
