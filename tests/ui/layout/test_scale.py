"""The same at 200 %: another process, because Qt reads the scale only once."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.screenshots.__main__ import ROOT


def test_nothing_is_cut_at_twice_the_size() -> None:
    tests = "tests/ui/layout/test_layout.py"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", tests, "-q", "-p", "no:cacheprovider"),
            *("-p", "no:xdist", "-k", "sharp or least-fa or (windows and ordinary and en)"),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout
