"""The menus of the wall: of an agent, of a caller, of the wall itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desk_app.ui import text as say
from desk_app.ui.wall import menus
from desk_app.ui.wall.agents import AgentTile
from desk_app.ui.wall.callers import CallerRow
from desk_app.ui.wall.header import Mode

if TYPE_CHECKING:
    from desk_app.ui.wall.window import WallWindow

_PAST = (Mode.STALE, Mode.PAST)


class WallActs(QObject):
    """Opens menus; what is chosen is emitted by the window. Of the past nothing can be ordered."""

    def __init__(self, wall: WallWindow) -> None:
        super().__init__(wall)
        self._wall = wall

    def open_agent(self, tile: AgentTile) -> None:
        """Offer what can be done with an agent."""
        wall = self._wall
        if tile.agent is None or wall.mode in _PAST:
            return
        give, message = wall.ordered.emit, wall.message_wanted.emit
        self._pop_up(menus.of_agent(wall, tile.agent, wall.hand, give, message), tile)

    def open_caller(self, row: CallerRow) -> None:
        """Offer what can be done with a caller."""
        wall = self._wall
        if wall.mode in _PAST:
            return
        give, floor = wall.ordered.emit, wall.floor
        self._pop_up(menus.of_caller(wall, row.queue, row.caller, floor, wall.hand, give), row)

    def open_wall(self) -> None:
        """Offer full screen on any monitor, and the past day."""
        self._pop_up(self.menu(), self._wall.header.title)

    def menu(self) -> QMenu:
        """Return the wall's own menu."""
        wall = self._wall
        made = QMenu(wall)
        if wall.isFullScreen():
            said = self.tr("Leave full screen (Esc)")
            made.addAction(said).triggered.connect(lambda _=False: wall.monitors.leave())
        screens = QGuiApplication.screens()
        for screen in screens:
            said = self.tr("Full screen on {name}").format(name=say.plain_text(screen.name(), 40))
            if len(screens) == 1:
                said = self.tr("Full screen (F11)")
            action = made.addAction(said)
            action.triggered.connect(lambda _=False, on=screen: wall.monitors.fill(on))
        live = wall.history.isHidden()
        said = self.tr("Pick a minute of the past day (H)") if live else self.tr("Back to live")
        if wall.hand.acts or not live:
            made.addAction(said).triggered.connect(lambda _=False: wall.toggle_history())
        return made

    def _pop_up(self, menu: QMenu | None, under: QWidget) -> None:
        if menu is None:
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setFont(self._wall.look.font(20))
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
