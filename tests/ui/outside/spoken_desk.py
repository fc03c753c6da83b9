"""A desk in sight: rings at "ring", talks at "talk", rests at "rest", and says so."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from tests.ui.frame import sample

STATES = {"ring": sample.ringing(), "talk": sample.talking(), "rest": sample.READY}
app = QApplication(sys.argv)
language.install(app, Language.EN)
theme.install(app, theme.Scheme.LIGHT)
view = MainView()
view.show_state(sample.READY)
view.window.show()


def read() -> None:
    word = sys.stdin.readline().strip()
    if word in STATES:
        view.show_state(STATES[word])
        print(word, flush=True)
    else:
        app.quit()


notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(read)
print("ready", flush=True)
sys.exit(app.exec())
