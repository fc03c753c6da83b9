"""The newest notice at the foot of the small window: two lines, the rest in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import TeamMessage
from desk_app.state import Notice
from desk_app.ui import problems, theme
from desk_app.ui.panes.clamped_text import Paragraph
from desk_app.ui.problems import Sentence
from desk_app.ui.theme import Role, Tokens, Tone
from desk_app.ui.widgets import IconLabel, Live, text_of
from desk_app.ui.widgets.painting import tell_whole

HEIGHT = 39


class Strip(Live, QWidget):
    """Hidden while there is nothing to say. What can be done about it the whole window offers."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._notice: Notice | None = None
        self._message: TeamMessage | None = None
        self._tone = Tone.GREY
        self.mark = IconLabel("info", "", Role.META)
        self.words = Paragraph(self._ink, role=Role.META, line_height=16, lines=2)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 14, 2)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        self.begin()

    def _ink(self, tokens: Tokens) -> str:
        return tokens.hue(self._tone).text

    def show_notices(
        self, notices: tuple[Notice, ...], messages: tuple[TeamMessage, ...] = ()
    ) -> None:
        """Show the newest of these, or the message that is to be seen first."""
        self._notice = notices[-1] if notices else None
        self._message = messages[0] if messages else None
        self.retranslate()
        self.setVisible(bool(notices or messages))

    def retranslate(self) -> None:
        """Set the words again."""
        if self._message is not None:
            said = Sentence(problems.message(self._message), "message-circle", Tone.LAPIS)
        elif self._notice is not None:
            said = problems.sentence(self._notice)
        else:
            return
        self._tone = said.tone
        self.mark.set(said.icon, "", text_of(said.tone))
        self.words.setText(said.text)
        self.setAccessibleName(said.text)
        tell_whole(self, said.text, cut=True)
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint and its lower edge."""
        painter = QPainter(self)
        hue = theme.tokens().hue(self._tone)
        painter.fillRect(self.rect(), QColor(hue.tint))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(hue.line))
