"""Messages of supervisors at an agent's desk: the unread ones, and that they were seen."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from desk_app.team_link import TeamLink

log = logging.getLogger(__name__)


class TeamMail(QObject):
    """`changed(tuple[TeamMessage, ...])`: what is unread, oldest first. UI thread."""

    changed = Signal(object)

    def __init__(self, link: TeamLink) -> None:
        super().__init__(link)
        self._link = link
        link.called.connect(self._look, Qt.ConnectionType.QueuedConnection)

    def seen(self, message_id: int) -> None:
        """Keep that a message was seen; whoever sent it is told."""
        base = self._link.base
        if base is not None:
            work = partial(base.mark_read, message_id)
            self._link.background.run(work, lambda _: self._look(), _failed)

    def _look(self) -> None:
        base = self._link.base
        if base is not None:
            self._link.background.run(base.unread_messages, self.changed.emit, _failed)


def _failed(error: Exception) -> None:
    log.warning("messages of the team", exc_info=error)
