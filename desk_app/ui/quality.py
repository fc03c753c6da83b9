"""The line's quality in a dot, a word and two figures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.telephony.messages import Quality
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import ElidedLabel, Live, Mark, t2, text_of
from desk_app.ui.widgets.painting import rounded

# ITU-T G.107, table B.1: R 80 "satisfied" is MOS 4.03, R 70 "some dissatisfied" 3.60.
GOOD_MOS = 4.0
FAIR_MOS = 3.6


class Dot(Mark):
    """A small disc in a tone's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.TURQUOISE
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the disc's size."""
        return QSize(9, 9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc."""
        rounded(QPainter(self), self.rect(), 4.5, theme.tokens().hue(self.tone).text)


class QualityBlock(Live, QWidget):
    """ "Good line", and under it "38 ms · loss 0.2%"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quality: Quality | None = None
        self.dot = Dot()
        self.word = ElidedLabel("", Role.BODY, Weight.MEDIUM, text_of(Tone.TURQUOISE))
        self.figures = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.dot)
        row.addWidget(self.word, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(top)
        column.addWidget(self.figures)
        column.addStretch(1)
        self.begin()

    def show_quality(self, quality: Quality | None) -> None:
        """Paint the newest measurement; None before the first."""
        self._quality = quality
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        quality = self._quality
        if quality is None:
            self.word.setText(self.tr("Measuring"))
            self.figures.setText(" ")
            self._tint(Tone.GREY)
            return
        if quality.mos >= GOOD_MOS:
            word, tone = self.tr("Good line"), Tone.TURQUOISE
        elif quality.mos >= FAIR_MOS:
            word, tone = self.tr("Fair line"), Tone.SAFFRON
        else:
            word, tone = self.tr("Poor line"), Tone.POMEGRANATE
        self.word.setText(word)
        self._tint(tone)
        figures = self.tr("{ms} ms · loss {loss}%")
        self.figures.setText(
            figures.format(
                ms=say.digits(round(quality.rtt_ms)), loss=say.decimal(quality.loss_percent)
            )
        )
        secure = self.tr("encrypted") if quality.secure else self.tr("not encrypted")
        self.setToolTip(f"{say.plain_text(quality.codec, 24)}, {secure}")
        self.setAccessibleName(f"{word}, {self.figures.text()}")

    def _tint(self, tone: Tone) -> None:
        if tone is self.dot.tone:
            return  # another ink asks for another layout, and this comes every second
        self.dot.tone = tone
        self.dot.update()
        self.word.set_ink(text_of(tone))
