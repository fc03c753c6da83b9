"""The headset button of the top bar: which devices speak, hear and ring, changed also in a call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desk_app.telephony.messages import Devices
from desk_app.ui import text as say
from desk_app.ui.intents import Intents
from desk_app.ui.widgets import Button, Kind

MICROPHONE, SPEAKER, RINGER = "microphone", "speaker", "ringer"


class SoundButton(Button):
    """Opens the menu of devices; the one in use is ticked, a missing one is named as such."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__("", Kind.QUIET, icon="headphones", small=True, parent=parent)
        self._intents = intents
        self._devices = Devices()
        self.clicked.connect(self._open)
        self.begin()

    def show_devices(self, devices: Devices) -> None:
        """Remember what there is to choose from."""
        self._devices = devices

    def menu(self) -> QMenu:
        """Return a menu with a section for each role."""
        d = self._devices
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._section(menu, self.tr("Microphone"), MICROPHONE, d.inputs, d.microphone)
        self._section(menu, self.tr("Speaker"), SPEAKER, d.outputs, d.speaker)
        self._section(menu, self.tr("Ring"), RINGER, d.outputs, d.ringer)
        return menu

    def _section(
        self, menu: QMenu, title: str, role: str, names: tuple[str, ...], chosen: str
    ) -> None:
        menu.addSeparator()
        heading = menu.addAction(title)
        heading.setEnabled(False)
        group = QActionGroup(menu)
        self._choice(menu, group, self.tr("System default"), role, "", chosen)
        for name in names:
            self._choice(menu, group, say.plain_text(name, 60), role, name, chosen)
        if chosen and chosen not in names:
            missing = self.tr("{name} (not plugged in)")
            said = missing.format(name=say.embed(say.plain_text(chosen, 60)))
            self._choice(menu, group, said, role, chosen, chosen)

    def _choice(
        self, menu: QMenu, group: QActionGroup, words: str, role: str, name: str, chosen: str
    ) -> None:
        action = QAction(words.replace("&", "&&"), group)
        action.setCheckable(True)
        action.setChecked(name == chosen)
        action.triggered.connect(lambda: self._intents.choose_device.emit(role, name))
        menu.addAction(action)

    def _open(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        menu = self.menu()
        spot = self.mapToGlobal(self.rect().bottomLeft() if rtl else self.rect().bottomRight())
        if not rtl:
            spot.setX(spot.x() - menu.sizeHint().width())
        menu.popup(spot)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setToolTip(self.tr("Sound devices"))
        self.setAccessibleName(self.tr("Sound devices"))
