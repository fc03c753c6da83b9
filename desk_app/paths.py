"""Where files live: the one place that knows folders and their permissions."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_SOCKET_LIMIT = 100  # sun_path holds 108 bytes on Linux, 104 on macOS


@dataclass(frozen=True)
class Paths:
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
    def logs(self) -> Path:
        """Logs of desk and engine."""
        return self.data_dir / "logs"

    @property
    def socket(self) -> str:
        """Address of the engine's local socket: in a folder only its user can enter."""
        digest = hashlib.sha256(str(self.data_dir.resolve()).encode()).hexdigest()[:16]
        if os.name == "nt":
            return f"desk-app-{digest}"
        return str(_runtime_dir() / f"{digest}.sock")

    def create(self) -> None:
        """Make the folders, for their user only. Raises OSError."""
        for folder in (self.data_dir, self.recordings, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _runtime_dir() -> Path:
    base = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(base) / "desk-app"
    if not base or not Path(base).is_dir() or len(str(folder)) > _SOCKET_LIMIT - 22:
        folder = Path(tempfile.gettempdir()) / f"desk-app-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.stat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else or is open to others")
    return folder


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
