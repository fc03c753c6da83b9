"""The line's quality in a dot, a word and two figures; a click shows all that is measured."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk_app.telephony.messages import Quality
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import ElidedLabel, Label, Mark, PaintedButton, t2, text_of
from desk_app.ui.widgets.painting import rounded
from desk_app.ui.widgets.popover import Popover

# ITU-T G.107, table B.1: R 80 "satisfied" is MOS 4.03, R 70 "some dissatisfied" 3.60.
GOOD_MOS = 4.0
FAIR_MOS = 3.6
# What most likely spoils a line that is not good. ITU-T G.114: 150 ms one way go unnoticed.
_LONG_WAY_MS = 300
_MUCH_LOSS = 1.0
_MUCH_JITTER_MS = 30
_CARD_WIDTH = 260


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


class QualityCard(Popover):
    """Every figure of a call, and what it means for the two who talk."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._quality: Quality | None = None
        self.verdict = Label("", Role.BODY, Weight.MEDIUM, wrap=True)
        self.verdict.setFixedWidth(_CARD_WIDTH)
        self.body.addWidget(self.verdict)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self.names = [Label("", ink=t2) for _ in range(6)]
        self.values = [Label("", weight=Weight.MEDIUM) for _ in range(6)]
        for at, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            grid.addWidget(name, at, 0)
            grid.addWidget(value, at, 1)
        self.body.addLayout(grid)
        self.begin()

    def show_quality(self, quality: Quality) -> None:
        """Show a measurement."""
        self._quality = quality
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Quality of the line"))
        quality = self._quality
        if quality is None:
            return
        self.verdict.setText(self._verdict(quality))
        ms = self.tr("{ms} ms")
        secure = self.tr("encrypted") if quality.secure else self.tr("not encrypted")
        rows = (
            (self.tr("Lost sound"), self.tr("{n}%").format(n=say.decimal(quality.loss_percent))),
            (self.tr("Jitter"), ms.format(ms=say.digits(round(quality.jitter_ms)))),
            (self.tr("There and back"), ms.format(ms=say.digits(round(quality.rtt_ms)))),
            (self.tr("Quality (MOS, 1 to 4.5)"), say.decimal(quality.mos)),
            (self.tr("Codec"), say.isolate(say.plain_text(quality.codec, 24))),
            (self.tr("Sound on the way"), secure),
        )
        for (name, value), label, figure in zip(rows, self.names, self.values, strict=True):
            label.setText(name)
            figure.setText(value)
        if self.isVisible():
            self.place()

    def _verdict(self, quality: Quality) -> str:
        if quality.mos >= GOOD_MOS:
            return self.tr("You hear each other well.")
        if quality.loss_percent >= _MUCH_LOSS:
            return self.tr(
                "Sound is lost on the way, so words go missing. Use a cable instead of Wi-Fi."
            )
        if quality.rtt_ms >= _LONG_WAY_MS:
            return self.tr("The sound is late. Leave pauses, or you talk over each other.")
        if quality.jitter_ms >= _MUCH_JITTER_MS:
            return self.tr("The network is uneven, so the voice may stutter. Stop big downloads.")
        return self.tr("The voice may sound rough. The codec or the caller's side allows no more.")


class QualityBlock(PaintedButton):
    """ "Good line", and under it "38 ms · loss 0.2%"; pressed, it opens the card."""

    def __init__(self, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._quality: Quality | None = None
        self.card = QualityCard(window)
        self.clicked.connect(self._on_clicked)
        self.dot = Dot()
        self.word = ElidedLabel("", Role.BODY, Weight.MEDIUM, text_of(Tone.TURQUOISE))
        self.figures = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.dot)
        row.addWidget(self.word, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(top)
        column.addWidget(self.figures)
        column.addStretch(1)
        for child in (top, self.figures):  # the block is pressed, wherever that is
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the size of dot, word and figures."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least that the words need."""
        return self._column.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what shows that it can be pressed."""
        painter = QPainter(self)
        box = self.face(painter, 6)
        if self.underMouse() and self._quality is not None:
            rounded(painter, box, 6, theme.tokens().surface)

    def _on_clicked(self) -> None:
        if self.card.isVisible():
            self.card.close_card()
        elif self._quality is not None:
            self.card.open_under(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the card along."""
        super().hideEvent(event)
        self.card.close_card()

    def show_quality(self, quality: Quality | None) -> None:
        """Paint the newest measurement; None before the first."""
        self._quality = quality
        if quality is None:
            self.card.close_card()
        else:
            self.card.show_quality(quality)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words again."""
        quality = self._quality
        if quality is None:
            self.setAccessibleName(self.tr("Measuring"))
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
