"""Two small dialogs: what this program is made of, and its keys."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.ui import keys
from desk_app.ui import text as say
from desk_app.ui.keys import Act
from desk_app.ui.rail import Logo
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, Hairline, KeyCap, Kind, Label, Live, t2, t3


class Versions(msgspec.Struct, frozen=True):
    """What runs: the program's and the SIP engine's versions, as they name themselves."""

    program: str
    engine: str = ""


_TEXT_WIDTH = 400


class Sheet(Live, QDialog):
    """Base of small dialogs: a title, a body, Close."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.title = Label("", Role.TITLE, Weight.SEMIBOLD)
        self.close_button = Button("", Kind.PLAIN)
        self.close_button.clicked.connect(self.accept)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.title, 1)
        self.column.addLayout(self.head)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)

    def finish(self) -> None:
        """Put the button at the foot."""
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.column.addLayout(self.foot)
        self.begin()

    def retranslate(self) -> None:
        """Set the button's word again."""
        self.close_button.setText(self.tr("Close"))


class About(Sheet):
    """Program, engine, Qt, licences."""

    def __init__(self, versions: Versions, parent: QWidget) -> None:
        super().__init__(parent)
        self._versions = versions
        self.head.insertWidget(0, Logo())
        self.facts = Label("", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.licences = Label("", Role.META, Weight.REGULAR, t2, wrap=True)
        self.licences.setMinimumWidth(_TEXT_WIDTH)
        self.column.addWidget(self.facts)
        self.column.addWidget(Hairline())
        self.column.addWidget(self.licences)
        self.finish()

    def retranslate(self) -> None:
        """Set the words again."""
        super().retranslate()
        self.setWindowTitle(self.tr("About Desk App"))
        self.title.setText(self.tr("Desk App"))
        engine = say.plain_text(self._versions.engine) or self.tr("not running")
        lines = (
            self.tr("Version {version}").format(version=say.isolate(self._versions.program)),
            self.tr("SIP engine {version}").format(version=say.isolate(engine)),
            self.tr("Qt {version}").format(version=say.isolate(qVersion())),
        )
        self.facts.setText("\n".join(lines))
        self.licences.setText(
            self.tr(
                "Desk App is free software under the GNU General Public License, version 3 "
                "or later. It uses Qt and PySide6 (LGPL 3), PJSIP (GPL 2 or later), "
                "PortAudio (MIT), SQLAlchemy (MIT), pyqtgraph (MIT), NumPy (BSD), openpyxl (MIT), "
                "Lucide icons (ISC), and the fonts Inter "
                "and Vazirmatn (SIL Open Font License)."
            )
        )
        for label in (self.facts, self.licences):
            # Qt opens a dialog on two thirds of the screen at most, and takes the rest from these.
            label.setMinimumHeight(label.heightForWidth(_TEXT_WIDTH))


class Shortcuts(Sheet):
    """Every key of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._labels = [Label("", ink=t3) for _ in range(len(Act) + len(keys.of_panes()))]
        names = [keys.of(act) for act in Act] + [key for key, _ in keys.of_panes()]
        for at, (name, label) in enumerate(zip(names, self._labels, strict=True)):
            row, column = at // 2, at % 2 * 2
            self._grid.addWidget(KeyCap(name), row, column, Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(label, row, column + 1)
        self.column.addLayout(self._grid)
        self.finish()

    def retranslate(self) -> None:
        """Set the words again."""
        super().retranslate()
        self.setWindowTitle(self.tr("Shortcuts"))
        self.title.setText(self.tr("Shortcuts"))
        said = [keys.explain(act) for act in Act] + [text for _, text in keys.of_panes()]
        for label, words in zip(self._labels, said, strict=True):
            label.setText(words)
