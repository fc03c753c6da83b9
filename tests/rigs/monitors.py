"""An X server with a window manager, whose monitors are plugged in and pulled out."""

from __future__ import annotations

import os
import subprocess
from types import TracebackType

from tests.rigs.patience import PATIENCE_S

_WIDE, _HIGH = 1920, 1080


class MonitorRig:
    """A context manager. Two monitors at first, side by side: "LEFT" and "RIGHT"."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        size = f"{2 * _WIDE}x{_HIGH}x24"
        quiet = subprocess.DEVNULL
        # Without -noreset the monitors were gone with the first program that ends.
        server = ["Xvfb", "-displayfd", str(writing), "-noreset", "-screen", "0", size]
        self._server = subprocess.Popen(
            [*server, "-nolisten", "tcp"], pass_fds=[writing], stderr=quiet
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"
        self._environment = {**os.environ, "DISPLAY": self.display}
        self.plug("LEFT", 0, "screen")
        self.plug("RIGHT", _WIDE)
        self._manager = subprocess.Popen(["openbox"], env=self._environment, stderr=quiet)

    def plug(self, name: str, left: int, output: str = "none") -> None:
        """Plug a monitor in."""
        self._xrandr("--setmonitor", name, f"{_WIDE}/508x{_HIGH}/286+{left}+0", output)

    def pull(self, name: str) -> None:
        """Pull it out."""
        self._xrandr("--delmonitor", name)

    def _xrandr(self, *words: str) -> None:
        done = subprocess.run(
            ["xrandr", *words], env=self._environment, capture_output=True, check=True, timeout=20
        )
        assert not done.stderr, done.stderr

    def close(self) -> None:
        """End both."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(PATIENCE_S)

    def __enter__(self) -> MonitorRig:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
