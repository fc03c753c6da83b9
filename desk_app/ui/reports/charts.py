"""Charts of a report: how calls ended and the service level, interval by interval.

Importing this loads pyqtgraph and numpy (0.4 s): only who looks at charts pays for it.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.crm.report_figures import Behind, Report
from desk_app.ui import language, theme
from desk_app.ui import text as say
from desk_app.ui.reports import words
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import IconLabel, Label, Live, t2, text_of

_STACK = (
    (Behind.ANSWERED, Tone.TURQUOISE, "circle-check"),
    (Behind.ABANDONED, Tone.POMEGRANATE, "circle-x"),
    (Behind.OVERFLOWED, Tone.SAFFRON, "circle-alert"),
)
_OF_AGENT = (
    (Behind.TAKEN, Tone.TURQUOISE, "circle-check"),
    (Behind.MISSED, Tone.POMEGRANATE, "circle-x"),
)
_ROOM = 96  # px for a name at the foot


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis whose ticks are said in the language in use."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.names: list[str] = []
        self.percent = False
        self.setStyle(tickLength=0)

    def tickValues(self, low: float, high: float, size: float) -> Any:
        """Return where names stand: whole rows, so many as there is room for."""
        if not self.names:
            return super().tickValues(low, high, size)
        step = max(1, -(-len(self.names) * _ROOM // max(1, int(size))))
        return [(step, list(range(0, len(self.names), step)))]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Return the rows' names, or whole numbers."""
        if self.names:
            return [self.names[int(v)] if 0 <= v < len(self.names) else "" for v in values]
        whole = [say.digits(round(v)) if v == round(v) else "" for v in values]
        sign = "٪" if language.is_persian() else "%"
        return [say.isolate(said + sign) if said and self.percent else said for said in whole]


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """A chart that neither moves nor zooms; `opened` tells the row that was clicked."""

    opened = Signal(int)

    def __init__(self) -> None:
        self.foot = _Axis("bottom")
        self.side = _Axis("left")
        super().__init__(axisItems={"bottom": self.foot, "left": self.side})
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scene().sigMouseClicked.connect(self._on_click)

    def row_at(self, scene_pos: Any) -> int:
        """Return the row at a place of the scene."""
        place: float = self.getViewBox().mapSceneToView(scene_pos).x()
        return round(place)

    def _on_click(self, event: Any) -> None:
        self.opened.emit(self.row_at(event.scenePos()))

    def dress(self, report: Report, *, percent: bool) -> None:
        """Take colours and the rows' names. Time runs from left to right in every language."""
        t = theme.tokens()
        self.setBackground(t.surface)
        self.foot.names = [words.tick(row, report.asked) for row in report.rows]
        for axis in (self.side, self.foot):
            axis.percent = percent
            axis.setTickFont(theme.font(Role.META))
            axis.setTextPen(t.t3)
            axis.setPen(QPen(theme.colour(t.line)))
        self.showGrid(y=True, alpha=0.12)
        self.setXRange(-0.6, len(report.rows) - 0.4, padding=0)


class Charts(Live, QWidget):
    """Shows a report; a click on an interval asks for its calls."""

    opened = Signal(int)  # row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self.ends, self.level = _Plot(), _Plot()
        self._titles = [Label("", Role.BODY, Weight.SEMIBOLD) for _ in range(2)]
        self._legend = [IconLabel(icon, "", Role.META, ink=t2) for _, _, icon in _STACK]
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._titles[0])
        for label in self._legend:
            head.addWidget(label)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.ends, 3)
        layout.addWidget(self._titles[1])
        layout.addWidget(self.level, 2)
        self.ends.opened.connect(self._on_row)
        self.level.opened.connect(self._on_row)
        self.begin()

    def _on_row(self, row: int) -> None:
        if self._report is not None and 0 <= row < len(self._report.rows):
            self.opened.emit(row)

    def show_report(self, report: Report | None) -> None:
        """Draw a report."""
        self._report = report
        self._draw()

    def _draw(self) -> None:
        self.ends.clear()
        self.level.clear()
        report = self._report
        if report is None:
            return
        stack = _OF_AGENT if report.asked.agent else _STACK
        self.level.setVisible(not report.asked.agent)
        self._titles[1].setVisible(not report.asked.agent)
        places = list(range(len(report.rows)))
        below = [0] * len(places)
        for behind, tone, _ in stack:
            heights = [row.sums.counts[behind] for row in report.rows]
            brush = theme.colour(theme.tokens().hue(tone).solid)
            bars = pg.BarGraphItem(
                x=places, y0=below, height=heights, width=0.7, brush=brush, pen=pg.mkPen(None)
            )
            self.ends.addItem(bars)
            below = [low + height for low, height in zip(below, heights, strict=True)]
        self.ends.dress(report, percent=False)
        self.ends.setYRange(0, max(*below, 1), padding=0.04)
        self._draw_level(report)
        self._say()

    def _draw_level(self, report: Report) -> None:
        rule = report.asked.rules.service_level
        levels = [row.sums.service_level(rule) for row in report.rows]
        values = [float("nan") if level is None else level * 100 for level in levels]
        ink = theme.tokens().lapis.solid
        self.level.plot(
            list(range(len(values))), values, connect="finite", pen=pg.mkPen(ink, width=1.5),
            symbol="o", symbolSize=6, symbolBrush=ink, symbolPen=None,
        )  # fmt: skip
        self.level.dress(report, percent=True)
        self.level.setYRange(0, 100, padding=0.04)

    def _say(self) -> None:
        agent = bool(self._report and self._report.asked.agent)
        words_of = (
            (self.tr("Taken"), self.tr("Missed"))
            if agent
            else (self.tr("Answered"), self.tr("Abandoned"), self.tr("Overflowed"))
        )
        for number, label in enumerate(self._legend):
            label.setVisible(number < len(words_of))
            if number < len(words_of):
                _, tone, icon = _STACK[number]
                label.set(icon, words_of[number], text_of(tone))

    def restyle(self) -> None:
        """Draw again in the look's colours."""
        self._draw()

    def retranslate(self) -> None:
        """Set the words again."""
        self._titles[0].setText(self.tr("Calls by interval"))
        self._titles[1].setText(self.tr("Service level"))
        self.ends.setAccessibleName(self.tr("Calls by interval"))
        self.level.setAccessibleName(self.tr("Service level by interval"))
        self._say()
        self._draw()
