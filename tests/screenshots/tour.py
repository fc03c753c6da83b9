"""One tour through the demo in one language and theme: every screen, from the real thing."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.screenshots.acts import ACTS
from tests.screenshots.stage import Tour, opened

DEADLINE_MS = 240_000


def main(language: str, theme: str, folder: Path) -> int:
    """Take the pictures; return 1 when the tour stood still."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)  # the window hides for the toast
    with opened(app, (language, theme), folder) as stage:
        tour = Tour(app, stage, ACTS)
        tour.begin()
        QTimer.singleShot(DEADLINE_MS, app.quit)
        app.exec()
        if not tour.done:
            print(f"the tour stood still at {tour.act}", file=sys.stderr)
    return int(not tour.done)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
