"""The translations' source: brought up to date by `fmt`, checked for completeness by `check`.

`pyside6-lupdate` takes the name before `.tr(` as the class: write literally
`self.tr(...)`, or the text lands in a context that nobody asks for.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from build import assets, environment, say

_STRAY = re.compile(r"\b(?!self\b)\w+\.tr\(")
SOURCE = assets.TRANSLATIONS / "desk_app_fa.ts"


@dataclass(frozen=True)
class Gap:
    """A text without a finished translation, or a translation without its text."""

    context: str
    text: str
    fault: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.context}: {self.text!r}"


def update(target: Path = SOURCE, *, keep_obsolete: bool = True) -> None:
    """Bring a .ts file up to date with the texts in the code."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sources = sorted((environment.ROOT / "desk_app").rglob("*.py"))
    flags = ["-silent", "-locations", "none", "-target-language", "fa_IR"]
    if not keep_obsolete:
        flags.append("-no-obsolete")
    command = [environment.program("pyside6-lupdate"), *flags, *sources, "-ts", target]
    say.run(command, "pyside6-lupdate failed.", cwd=environment.ROOT)


def gaps() -> list[Gap]:
    """Return what is missing from the committed translation, judged on a fresh copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / SOURCE.name
        if SOURCE.exists():
            shutil.copy(SOURCE, copy)
        update(copy)
        return read_gaps(copy)


def read_gaps(path: Path) -> list[Gap]:
    """Return the gaps a .ts file itself declares, or shows by an empty translation."""
    found = []
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            fault = _fault(message)
            if fault:
                found.append(Gap(name, message.findtext("source", ""), fault))
    return found


def _fault(message: ET.Element) -> str:
    translation = message.find("translation")
    kind = "" if translation is None else translation.get("type", "")
    if kind in ("vanished", "obsolete"):
        return "no longer in the code"
    if translation is None or kind == "unfinished" or not _texts(translation):
        return "not translated"
    return ""


def _texts(translation: ET.Element) -> bool:
    """Tell whether every form of the translation (plurals have several) has text."""
    forms = list(translation.iter("numerusform")) or [translation]
    return all((form.text or "").strip() for form in forms)


def strays(folder: Path) -> list[str]:
    """Return calls of `tr` on anything but `self`: lupdate would take its name as the class."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if _STRAY.search(line):
                found.append(f"{path}:{number}: write self.tr: {line.strip()}")
    return found


def check() -> tuple[bool, str]:
    """Return whether the translation is complete, and what is missing."""
    missing = [*strays(environment.ROOT / "desk_app"), *map(str, gaps())]
    return not missing, "\n".join(missing)


def drop_obsolete() -> None:
    """Update the committed file and drop what the code no longer says."""
    update(keep_obsolete=False)
