from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from desk_app.telephony.messages import Devices
from desk_app.ui.intents import Intents
from desk_app.ui.sound_menu import SoundButton

DEVICES = Devices(
    inputs=("Aria H2", "Webcam & mic"),
    outputs=("Aria H2", "Desk speakers"),
    microphone="Aria H2",
    ringer="Old box",
)


def actions(button: SoundButton) -> list[QAction]:
    return [a for a in button.menu().actions() if a.text()]


def test_every_role_offers_its_devices_and_ticks_the_one_in_use(qtbot: QtBot) -> None:
    parent = QObject()
    button = SoundButton(Intents(parent))
    qtbot.addWidget(button)
    button.show_devices(DEVICES)
    ticked = [a.text() for a in actions(button) if a.isChecked()]
    assert ticked[:2] == ["Aria H2", "System default"]
    assert "Old box" in ticked[2]  # chosen, unplugged: still named
    assert len([a for a in actions(button) if a.text() == "Aria H2"]) == 3


def test_choosing_a_device_names_its_role(qtbot: QtBot) -> None:
    parent = QObject()
    intents = Intents(parent)
    button = SoundButton(intents)
    qtbot.addWidget(button)
    button.show_devices(DEVICES)
    speakers = [a for a in actions(button) if a.text() == "Desk speakers"]
    with qtbot.waitSignal(intents.choose_device) as heard:
        speakers[0].trigger()
    assert heard.args == ["speaker", "Desk speakers"]
