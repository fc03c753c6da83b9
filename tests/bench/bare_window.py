"""A window with one label and nothing else: what PySide6 itself costs."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel

from tests.bench.commands import Commands
from tests.bench.frames import FirstFrame


def main() -> int:
    """Show the window, say when it is painted, and end with the standard input."""
    application = QApplication(sys.argv)
    window = QLabel("Desk App")
    window.resize(1280, 800)
    FirstFrame(window, lambda at_ns: Commands.say("usable", at_ns))
    Commands({})
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
