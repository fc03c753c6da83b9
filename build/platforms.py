"""Everything in the set-up that differs between Linux, Windows and macOS.

Only Linux has been tried here. On Windows and macOS the set-up takes Python
and compilers as it finds them and PyPI's wheel for the SIP engine.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LINUX = sys.platform.startswith("linux")
WINDOWS = sys.platform == "win32"


def venv_program(venv: Path, name: str) -> Path:
    """Return the path of a program inside a virtual environment."""
    if WINDOWS:
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name


def cache_folder() -> Path:
    """Return the user's folder for things that can be made again."""
    if WINDOWS:
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "desk-app"


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Let one process at a time pass, so that two set-ups do not undo each other."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def system_name() -> str:
    """Name the system as far as compiled code depends on it, e.g. `debian12-x86_64`."""
    if not LINUX:
        return f"{sys.platform}-{platform.machine()}"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    version = f"{release.get('ID', 'linux')}{release.get('VERSION_ID', '')}"
    return f"{version}-{platform.machine()}"


def python_candidates(version: str) -> Iterator[Path]:
    """Yield interpreters that may be Python `version` (such as `3.12`), likeliest first.

    A pyenv shim is a file that fails unless its version is selected, so the
    versions pyenv has installed are looked for as well; the caller has to try.
    """
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        yield Path(sys.executable)
    name = f"python{version}.exe" if WINDOWS else f"python{version}"
    for folder in os.get_exec_path():
        path = Path(folder) / name
        if path.is_file():
            yield path
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(root.glob(f"versions/{version}*/bin/{name}"), reverse=True)
    if WINDOWS:
        folder = "Python" + version.replace(".", "")
        for base in ("LOCALAPPDATA", "ProgramFiles"):
            home = Path(os.environ.get(base, ""))
            yield home / "Programs" / "Python" / folder / "python.exe"
            yield home / folder / "python.exe"
