"""The rail at the start edge: the sections that exist, and About at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets import Live, Mark, PaintedButton
from desk_app.ui.widgets.painting import rounded


class Logo(Mark):
    """The program's mark: a headset on lapis."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the mark's size."""
        return QSize(32, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        rounded(painter, self.rect(), 9, theme.tokens().lapis.solid)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.WHITE), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        path = QPainterPath()
        path.moveTo(9, 21)
        path.lineTo(9, 16)
        path.arcTo(QRectF(9, 9, 14, 14), 180, -180)
        path.lineTo(23, 21)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.WHITE))
        painter.drawRoundedRect(QRectF(7.4, 17.6, 4.6, 7), 2.3, 2.3)
        painter.drawRoundedRect(QRectF(20, 17.6, 4.6, 7), 2.3, 2.3)


class RailButton(PaintedButton):
    """A section: icon over word; the one in sight is on the surface."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon_name, self._count = icon, 0
        self.setCheckable(True)
        self.begin()

    def set_count(self, count: int) -> None:
        """Show a number at the icon's corner, 0 for none."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(say.digits(count) if count else "")
            self.update()

    def _paint_count(self, painter: QPainter) -> None:
        words = say.digits(min(self._count, 99))
        painter.setFont(theme.font(10, Weight.SEMIBOLD))
        width = max(16, painter.fontMetrics().horizontalAdvance(words) + 8)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRect(26 - width if rtl else 34, 2, width, 16)
        rounded(painter, box, 8, theme.tokens().pomegranate.solid)
        painter.setPen(QColor(theme.WHITE))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def sizeHint(self) -> QSize:
        """Return the size of a section."""
        return QSize(60, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the section."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, 8)
        if self.isChecked():
            rounded(painter, box, 8, t.surface, t.line)
        elif self.underMouse():
            rounded(painter, box, 8, t.grey)
        ink = t.lapis.text if self.isChecked() else t.t2
        painter.drawPixmap(20, 7, theme.pixmap(self, self.icon_name, 20, ink))
        weight = Weight.SEMIBOLD if self.isChecked() else Weight.REGULAR
        painter.setFont(theme.font(Role.TINY, weight))
        painter.setPen(QColor(ink))
        painter.drawText(QRect(0, 29, 60, 18), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter)


class Rail(Live, QWidget):
    """72 px wide. A section appears here when its page exists."""

    about = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(Size.RAIL)
        self.desk = RailButton("headset")
        self.desk.setChecked(True)
        self.desk.clicked.connect(lambda: self.desk.setChecked(True))
        self.reports = RailButton("chart-column")
        self.reports.clicked.connect(lambda: self.reports.setChecked(True))
        self.settings = RailButton("settings")
        self.settings.clicked.connect(lambda: self.settings.setChecked(True))
        self.info = RailButton("info")
        self.info.setCheckable(False)
        self.info.clicked.connect(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(2)
        column.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        for section in (self.desk, self.reports):
            column.addWidget(section, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.info, 0, Qt.AlignmentFlag.AlignHCenter)
        self.begin()

    def show_section(self, button: RailButton) -> None:
        """Show which section is in sight."""
        for one in (self.desk, self.reports, self.settings):
            one.setChecked(one is button)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Sections"))
        self.desk.setText(self.tr("Desk"))
        self.reports.setText(self.tr("Reports"))
        self.settings.setText(self.tr("Settings"))
        self.info.setText(self.tr("About"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and inner edge."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.bg))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if rtl else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), QColor(t.line))
