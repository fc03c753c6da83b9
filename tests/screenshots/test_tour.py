"""The real demo in a real X server, from the window's opening to the line that is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.screenshots.__main__ import ROOT

BAR_Y = 130
"""A row of pixels within the bar of the moment, whether none, one or two notices stand over it."""


def shares(image: QImage, top: int) -> set[int]:
    """The colours of a row of pixels, from end to end."""
    return {image.pixel(x, top) for x in range(0, image.width(), 4)}


@pytest.mark.timeout(290)
def test_the_demo_rings_talks_and_wraps_up_in_a_window(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.screenshots", "--folder", str(tmp_path), "fa-light"],
        cwd=ROOT,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.iterdir()}
    kept = {path.stem for path in (ROOT / "docs" / "screenshots").glob("*-fa-light.png")}
    assert set(pictures) == kept  # all of them can be taken again
    assert len(pictures) > 20
    small = ("compact", "ring-toast", "first-start", "shortcuts", "wall-")
    whole = [picture for name, picture in pictures.items() if not name.startswith(small)]
    assert all((p.width(), p.height()) == (1440, 900) for p in whole)
    walls = [picture for name, picture in pictures.items() if name.startswith("wall")]
    assert {(p.width(), p.height()) for p in walls} == {(1920, 1080)}
    bars = [pictures[f"{name}-fa-light"] for name in ("ringing", "call", "wrap-up")]
    assert len({frozenset(shares(bar, BAR_Y)) for bar in bars}) == 3  # three different bars
