"""A sheet to draw a widget on that keeps the texts and where they came to lie, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

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


def said_by(widget: QWidget) -> list[Said]:
    """Return what the widget itself writes, without its children; no pictures of lines."""
    paper = Paper(widget.size())
    with pytest.MonkeyPatch.context() as here:
        here.setattr(lines, "whole_ratio", lambda _ratio: 0)
        QWidget.render(widget, paper, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return paper.engine.said
