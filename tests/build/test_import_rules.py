"""Rules about imports that import-linter cannot express."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build import environment

ROOT = environment.ROOT
BUILD = [ROOT / "dev.py", *sorted((ROOT / "build").rglob("*.py"))]
# Files that dev.py never imports before the environment is there.
LATER = {"prompts.py", "settings_page.py", "sounds.py", "voice.py"}
SET_UP = [path for path in BUILD if path.name not in LATER]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SET_UP, ids=_name)
def test_set_up_needs_the_standard_library_only(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, "build"}
    assert {name.split(".")[0] for name in _imports(path)} <= allowed


def test_telephony_knows_qt_core_and_network_at_most() -> None:
    allowed = ("PySide6.QtCore", "PySide6.QtNetwork")
    for path in (ROOT / "desk_app" / "telephony").rglob("*.py"):
        qt = [name for name in _imports(path) if name.startswith("PySide6.")]
        assert [name for name in qt if not name.startswith(allowed)] == [], _name(path)


def test_no_mirror_is_named_in_the_set_up() -> None:
    """Addresses come from the machine's own configuration of apt, pip and npm."""
    for path in [*BUILD, environment.CONSTRAINTS, ROOT / "pyproject.toml"]:
        assert "http" + "://" not in path.read_text(encoding="utf-8"), _name(path)
        assert "https" + "://" not in path.read_text(encoding="utf-8"), _name(path)


def test_the_window_is_usable_without_what_is_wanted_later() -> None:
    later = ("sqlalchemy", "phonenumbers", "tomlkit", "keyring", "PySide6.QtDBus")
    pages = ("desk_app.ui.settings", "desk_app.doctor", "desk_app.first_start")
    script = "import sys; import desk_app.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [name for name in done.stdout.split() if name.startswith((*later, *pages))] == []
