"""On which monitor the wall is: chosen, remembered, found again after it was gone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from desk_app.remembered import Box, WallPlace
from desk_app.ui import places


class Monitors(QObject):
    """Puts a window on monitors. UI thread. `changed`: `place` is another.

    A monitor is known by its name. When the one that is filled goes (a television is
    switched off, a cable is pulled), the wall is a window on another, where somebody may be
    at work; when it is back, the wall fills it again. Whoever leaves full screen in between
    wants no more of it.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = ""  # the monitor that is filled, or would be if it were there
        self._gone = False
        self._box: Box | None = None  # of the window when it fills no monitor
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # noqa: S101
        app.screenRemoved.connect(self._on_removed)
        app.screenAdded.connect(self._on_added)

    def place(self) -> WallPlace:
        """Return where the wall is."""
        if self._window.isFullScreen():
            return WallPlace(self._wanted, self._box)
        # Whoever left full screen by the window manager has left it, too.
        return WallPlace(self._wanted if self._gone else "", places.box_of(self._window))

    def restore(self, place: WallPlace) -> None:
        """Show the wall where it was; as a window while that monitor is not there."""
        places.put(self._window, place.box)
        screen = _named(place.screen)
        if screen is not None:
            self.fill(screen)
            return
        self._wanted, self._gone = place.screen, bool(place.screen)
        self._window.show()

    def fill(self, screen: QScreen) -> None:
        """Fill a monitor."""
        window = self._window
        if window.isFullScreen():
            window.showNormal()  # else window managers leave it where it is
        else:
            self._box = places.box_of(window)
        self._wanted, self._gone = screen.name(), False
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        self.changed.emit()

    def leave(self) -> None:
        """Be a window again, where it was one."""
        self._wanted, self._gone = "", False
        self._show_window()
        self.changed.emit()

    def toggle(self) -> None:
        """Fill the monitor on which the window is, or be a window again."""
        if self._window.isFullScreen():
            self.leave()
        else:
            self.fill(self._window.screen())

    def _show_window(self) -> None:
        self._window.showNormal()
        places.put(self._window, self._box)

    def _on_removed(self, screen: QScreen) -> None:
        if screen.name() == self._wanted and self._window.isFullScreen():
            self._gone = True
            QTimer.singleShot(0, self, self._retreat)  # Qt first moves its windows itself

    def _retreat(self) -> None:
        if self._gone:
            self._show_window()

    def _on_added(self, screen: QScreen) -> None:
        if self._gone and screen.name() == self._wanted:
            QTimer.singleShot(0, self, self._return)

    def _return(self) -> None:
        screen = _named(self._wanted)
        if self._gone and screen is not None:
            self.fill(screen)


def _named(name: str) -> QScreen | None:
    return next((s for s in QGuiApplication.screens() if name and s.name() == name), None)
