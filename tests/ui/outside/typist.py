"""Another program with the keyboard: prints every text of its field, and each F9 it gets."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit


class Field(QLineEdit):
    """A line edit that tells."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell F9."""
        if event.key() == Qt.Key.Key_F9:
            print("F9", flush=True)
        super().keyPressEvent(event)


app = QApplication(sys.argv)
field = Field()
field.textChanged.connect(lambda text: print(f"text {text}", flush=True))
field.setGeometry(20, 20, 300, 40)
field.show()
field.activateWindow()
field.selectAll()
print("ready", flush=True)
sys.exit(app.exec())
