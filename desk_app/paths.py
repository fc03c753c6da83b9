"""Where files live: the one place that knows folders and their permissions."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path

import msgspec
import platformdirs

_SOCKET_LIMIT = 100  # sun_path holds 108 bytes on Linux, 104 on macOS


class Paths(msgspec.Struct, frozen=True):
    """The files of one data folder D."""

    data_dir: Path

    @property
    def settings(self) -> Path:
        """Settings, TOML."""
        return self.data_dir / "settings.toml"

    @property
    def database(self) -> Path:
        """Customers, calls and tickets, SQLite."""
        return self.data_dir / "desk.db"

    @property
    def recordings(self) -> Path:
        """Recorded calls, WAV."""
        return self.data_dir / "recordings"

    @property
    def unsaved(self) -> Path:
        """Words the database has refused so far, kept until it takes them."""
        return self.data_dir / "unsaved.json"

    @property
    def window(self) -> Path:
        """Where the windows were, JSON."""
        return self.data_dir / "window.json"

    @property
    def wall(self) -> Path:
        """Where the wall was, JSON."""
        return self.data_dir / "wall.json"

    @property
    def logs(self) -> Path:
        """Logs of desk and engine."""
        return self.data_dir / "logs"

    @property
    def socket(self) -> str:
        """Address of the engine's local socket: in a folder only its user can enter."""
        return self._address("sock")

    @property
    def outside(self) -> str:
        """Address of the desk's own local socket, in the same folder."""
        return self._address("dial")

    def _address(self, ending: str) -> str:
        if os.name == "nt":
            name = f"desk-app-{self._digest}"
            return name if ending == "sock" else f"{name}-{ending}"
        return str(_runtime_dir() / f"{self._digest}.{ending}")

    @property
    def locks(self) -> tuple[Path, Path]:
        """The desk's lock, and the one for a data folder that cannot be written."""
        spare = Path(tempfile.gettempdir()) if os.name == "nt" else _runtime_dir()
        return self.data_dir / "desk.lock", spare / f"{self._digest}.desk.lock"

    @property
    def _digest(self) -> str:
        return hashlib.sha256(str(self.data_dir.resolve()).encode()).hexdigest()[:16]

    def create(self) -> None:
        """Make the folders, for their user only. Raises OSError."""
        for folder in (self.data_dir, self.recordings, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _runtime_dir() -> Path:
    """Return a folder that only this user can enter.

    Raises:
        PermissionError: all the usual ones are somebody else's.
    """
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    folders = [Path(base) / "desk-app"] if base and Path(base).is_dir() else []
    folders.append(Path(tempfile.gettempdir()) / f"desk-app-{os.getuid()}")
    folders.append(Path.home() / ".cache" / "desk-app")
    for folder in folders:
        if len(str(folder)) <= _SOCKET_LIMIT - 22 and _is_ours(folder):
            return folder
    raise PermissionError(errno.EACCES, f"{folders[0]} belongs to somebody else")


def _is_ours(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        if status.st_uid != os.getuid() or not stat.S_ISDIR(status.st_mode):
            return False
        if status.st_mode & 0o077:
            folder.chmod(0o700)
    except OSError:
        return False
    return True


def default_data_dir() -> Path:
    """Return the system's usual folder for the program's data."""
    return Path(platformdirs.user_data_dir("desk-app", appauthor=False))


def resources() -> Path:
    """Return the folder of icons, sounds, prompts and translations."""
    packaged = Path(__file__).parent / "resources"
    if packaged.is_dir():
        return packaged
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).parent.parent / "resources"
