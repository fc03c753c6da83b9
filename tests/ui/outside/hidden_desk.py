"""A desk whose window is hidden: rings at "ring", rests at "rest", tells what it was told."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from desk_app.notifications import Notifications
from desk_app.ui import keys, language, theme
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.x11_key import GlobalKey
from tests.ui.frame import sample


def say(*words: object) -> None:
    print(*words, flush=True)


app = QApplication(sys.argv)
app.setQuitOnLastWindowClosed(False)
language.install(app, Language.EN)
theme.install(app, theme.Scheme.LIGHT)
view = MainView()
view.attend(Notifications(), GlobalKey())
assert view.attention is not None
toast = view.attention.toast
view.window.intents.answer.connect(lambda key: say("answer", key))
view.window.intents.decline.connect(lambda key: say("decline", key))


def read() -> None:
    word = sys.stdin.readline().strip()
    if word == "ring":
        view.show_state(sample.ringing(sample.RINGING, sample.SECOND_RING))
        app.processEvents()
        button = toast.card.decline
        spot = button.mapToGlobal(button.rect().center())
        say("rings", spot.x(), spot.y(), toast.geometry().bottom(), toast.geometry().right())
    elif word.startswith("key "):
        keys.use({"answer": word.removeprefix("key ")})
        say("takes", keys.cap(keys.Act.ANSWER))
    elif word == "rest":
        view.show_state(sample.READY)
        say("rests", toast.isVisible())
    else:
        view.end()
        app.quit()


notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(read)
say("ready")
sys.exit(app.exec())
