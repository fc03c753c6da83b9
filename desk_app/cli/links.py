"""`desk-app links`: let this desk open tel:, sip: and callto: links of the user's programs.

Linux and other systems with freedesktop.org's files (Desktop Entry 1.5, MIME applications
1.0). Everything is per user and can be taken back.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from desk_app.paths import Paths, default_data_dir

NAME = "desk-app-dial.desktop"
SCHEMES = ("tel", "sip", "callto")
_TYPES = tuple(f"x-scheme-handler/{scheme}" for scheme in SCHEMES)
_DEFAULTS = "[Default Applications]"
_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Install or remove; 1 and a sentence when a file cannot be written."""
    if sys.platform in ("win32", "darwin"):
        print("Links can be registered on Linux only.", file=sys.stderr)
        return 1
    try:
        if args.action == "install":
            install(paths.data_dir)
            print("tel:, sip: and callto: links are now opened by Desk App.")
        else:
            remove()
            print("Links are opened as they were before.")
    except OSError as error:
        print(f"{error.filename} cannot be written ({error.strerror}).", file=sys.stderr)
        return 1
    return 0


def install(data_dir: Path) -> None:
    """Write the entry and make it the first choice for its links. Safe to repeat."""
    folder = _applications()
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / NAME, entry(data_dir))
    _choose(on=True)
    _tell(folder)


def remove() -> None:
    """Take the entry away; what opened the links before opens them again."""
    folder = _applications()
    (folder / NAME).unlink(missing_ok=True)
    _choose(on=False)
    _tell(folder)


def entry(data_dir: Path) -> str:
    """Return the desktop entry's text."""
    own = () if data_dir == default_data_dir() else ("--data-dir", str(data_dir.resolve()))
    words = (*_program(), "dial", *own)
    command = " ".join(_quoted(word) for word in words)
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Desk App: call\n"
        "Name[fa]=Desk App: تماس\n"
        f"Exec={command} -- %u\n"
        "NoDisplay=true\n"
        "StartupNotify=false\n"
        f"MimeType={';'.join(_TYPES)};\n"
    )


def _program() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.executable).with_name("desk-app")
    return (str(script),) if script.exists() else (sys.executable, "-m", "desk_app")


def _quoted(word: str) -> str:
    """Return a word of an Exec line: quoted, `%` doubled, then escaped as any string value."""
    word = word.replace("%", "%%")
    if not _PLAIN.fullmatch(word):
        word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return word.replace("\\", "\\\\")


def _home(variable: str, usual: str) -> Path:
    given = Path(os.environ.get(variable, ""))
    return given if given.is_absolute() else Path.home() / usual


def _applications() -> Path:
    return _home("XDG_DATA_HOME", ".local/share") / "applications"


def _choose(*, on: bool) -> None:
    """Put us first in the user's list of default programs, or out of it."""
    path = _home("XDG_CONFIG_HOME", ".config") / "mimeapps.list"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    if not on and not any(NAME in line for line in lines):
        return
    if on and _DEFAULTS not in lines:
        lines += [_DEFAULTS]
    start = lines.index(_DEFAULTS) if _DEFAULTS in lines else len(lines)
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("[")), len(lines))
    section = dict(line.split("=", 1) for line in lines[start + 1 : end] if "=" in line)
    for kind in _TYPES:
        others = [p for p in section.get(kind, "").split(";") if p and p != NAME]
        wanted = [NAME, *others] if on else others
        section.pop(kind, None)
        if wanted:
            section[kind] = ";".join(wanted) + ";"
    kept = [line for line in lines[start + 1 : end] if "=" not in line]
    new = [f"{key}={value}" for key, value in section.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, "\n".join([*lines[: start + 1], *new, *kept, *lines[end:]]) + "\n")


def _write(path: Path, text: str) -> None:
    target = path.resolve()  # somebody's mimeapps.list may be a link into their dotfiles
    scratch = target.with_name(target.name + ".new")
    scratch.write_text(text, "utf-8")
    scratch.replace(target)


def _tell(folder: Path) -> None:
    """Bring the desktop's cache of MIME types up to date where there is one."""
    program = shutil.which("update-desktop-database")
    if program and folder.is_dir():
        subprocess.run([program, str(folder)], check=False, capture_output=True)
