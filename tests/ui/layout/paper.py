"""A sheet to draw a widget on that keeps the texts and where they came to lie, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPaintEvent,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui.wall import lines

_Feature = QPaintEngine.PaintEngineFeature
_Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True)
class Said:
    """A run of text and the box of its ink, in the widget's coordinates."""

    text: str
    box: QRectF


class _Engine(QPaintEngine):
    """Takes text, drops everything else."""

    def __init__(self) -> None:
        super().__init__(_Feature.AllFeatures)
        self.said: list[Said] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, corner: Any, item: QTextItem) -> None:
        text = item.text()
        ink = QFontMetricsF(QFont(item.font())).tightBoundingRect(text)
        if ink.isEmpty():
            return
        at = self.painter().combinedTransform().map(corner)
        # Across, what the text advances; its height is the ink's, fonts leave room above it.
        box = QRectF(at.x(), at.y() + ink.top(), item.width(), ink.height())
        self.said.append(Said(text, box))

    def _nothing(self, *_anything: Any, **_more: Any) -> None:
        pass

    drawPixmap = drawTiledPixmap = drawPath = drawPolygon = _nothing
    drawRects = drawLines = drawPoints = drawEllipse = _nothing
    drawImage = _nothing


class Paper(QPaintDevice):
    """As large as the widget."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine = _Engine()
        self._metrics = {
            _Metric.PdmWidth: size.width(),
            _Metric.PdmHeight: size.height(),
            _Metric.PdmDepth: 32,
            _Metric.PdmNumColors: 1 << 24,
            _Metric.PdmDpiX: 96,
            _Metric.PdmDpiY: 96,
            _Metric.PdmPhysicalDpiX: 96,
            _Metric.PdmPhysicalDpiY: 96,
            _Metric.PdmDevicePixelRatio: 1,
            _Metric.PdmDevicePixelRatioScaled: 1 << 16,
        }

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(metric, 0)


Texts = Mapping[QWidget, list[Said]]


def said_by(widget: QWidget, known: Texts | None = None) -> list[Said]:
    """Return what the widget itself writes, without its children; no pictures of lines."""
    if known and widget in known:
        return known[widget]
    paper = Paper(widget.size())
    with _written_out():
        QWidget.render(widget, paper, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return paper.engine.said


def said_within(root: QWidget) -> Texts:
    """Return what each widget writes of which all can be seen, for `said_by`.

    They are drawn in one go. To draw one by itself, Qt first asks every other widget of its
    window, hidden ones too, whether it has been moved.
    """
    paper = Paper(root.size())
    watch = _Watch(paper.engine)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        with _written_out():
            QWidget.render(root, paper, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    finally:
        app.removeEventFilter(watch)
    watch.leave()
    return watch.found


@contextmanager
def _written_out() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as here:
        here.setattr(lines, "whole_ratio", lambda _ratio: 0)
        yield


class _Watch(QObject):
    """Sorts texts by the widgets that are painted, one after the other."""

    def __init__(self, engine: _Engine) -> None:
        super().__init__()
        self.found: dict[QWidget, list[Said]] = {}
        self._engine = engine
        self._whole: QWidget | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            self.leave()
            whole = event.region() == QRegion(watched.rect()) and not _drawn_apart(watched)
            self._whole = watched if whole else None
        return False

    def leave(self) -> None:
        """Take what was written since the last one."""
        if self._whole is not None:
            self.found[self._whole] = list(self._engine.said)
        self._whole = None
        self._engine.said.clear()


def _drawn_apart(widget: QWidget) -> bool:
    """Whether an effect, such as a shadow, has it drawn on a picture of its own first."""
    step: QWidget | None = widget
    while step is not None and step.graphicsEffect() is None:
        step = step.parentWidget()
    return step is not None
