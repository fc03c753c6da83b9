"""What every test of the window needs: a look, two languages, a clock that stands still."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import Qt, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui import language, resources, theme
from desk_app.ui.clock import Clock
from desk_app.ui.language import Language
from tests.rigs.patience import PATIENCE_MS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def focus() -> QWidget:
    """Return the widget that hears the keys."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what Tab goes to in this window, in its order, beginning with the window's first.

    It is really gone there. To ask each widget of `nextInFocusChain` for its `focusProxy` instead
    kills: PySide takes what a getter returns for a child of the one that was asked, the proxy of a
    scrolled area's ground is the area, and the collector takes the ring out of the living window.
    """
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, PATIENCE_MS)
    if (before := QApplication.focusWidget()) is not None:
        before.clearFocus()
    found: list[QWidget] = []
    while window.focusNextChild() and focus() not in found:
        found.append(focus())
    return found


def as_read(tip: str) -> str:
    """Return what people read of a tooltip."""
    if not Qt.mightBeRichText(tip):
        return tip
    return QTextDocumentFragment.fromHtml(tip).toPlainText()


NOW_US = 1_795_000_000_000_000  # 2026-11-18, UTC


class FixedClock(Clock):
    """A clock whose time the test sets; `tick` is emitted by `go_to`."""

    def __init__(self) -> None:
        super().__init__()
        self._timer.stop()
        self.at = NOW_US

    def now_us(self) -> int:
        """Return the time that was set."""
        return self.at

    def go_to(self, at_us: int) -> None:
        """Set the time and tick."""
        self.at = at_us
        self.tick.emit()


@pytest.fixture
def clock(qapp: QApplication) -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the Persian translation compiled from the source in the tree."""
    folder = tmp_path_factory.mktemp("translations")
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    source = resources.folder() / "translations" / "desk_app_fa.ts"
    target = folder / "desk_app_fa.qm"
    subprocess.run([lrelease, "-silent", source, "-qm", target], check=True)
    return folder


Speak = Callable[[Language], None]


@pytest.fixture
def speak(qapp: QApplication, compiled: Path) -> Iterator[Speak]:
    """Return a function that switches the language, live, as the program does."""

    def switch(to: Language) -> None:
        language.install(qapp, to, compiled)
        theme.install(qapp, theme.Scheme.LIGHT)
        QCoreApplication.sendPostedEvents()  # Qt posts LanguageChange

    yield switch
    switch(Language.EN)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Begin every test in English, light; end it with its windows really gone."""
    if language.current() is not Language.EN or not qapp.styleSheet():
        language.install(qapp, Language.EN)
        theme.install(qapp, theme.Scheme.LIGHT)
    yield
    # Outside of exec() nobody carries out deleteLater; old windows would follow every switch.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
