"""What can be wrong with a layout, found by walking the widgets: each fault is a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QStackedWidget,
    QStyleOptionViewItem,
    QWidget,
)

from desk_app.ui.panes.clamped_text import Paragraph
from desk_app.ui.suggestions import Suggestions
from desk_app.ui.widgets import Hairline, Meter
from desk_app.ui.widgets.popover import Popover
from tests.ui.layout.paper import Said, Texts, said_by, said_within

SLACK = 1.5  # px: side bearings, and whole pixels where mirrored
_OVERLAYS = (Popover, QScrollBar, QSizeGrip)
_TELLS_ONE = Suggestions  # the row that is pointed at
_CUTS_ITSELF = (QAbstractItemView, Paragraph, QLineEdit)  # scrolls, or ends in an ellipsis


def name_of(widget: QWidget) -> str:
    """Return where a widget is and what it says: "MainWindow/TopBar/Button 'Save'"."""
    steps: list[str] = []
    step: QWidget | None = widget
    while step is not None:
        if type(step) is not QWidget:
            steps.append(type(step).__name__)
        step = step.parentWidget()
    words = widget.accessibleName() or (
        widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    )
    return "/".join(reversed(steps)) + (f" {words[:40]!r}" if words else "")


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget that can be seen, the root first; not what Qt makes for itself."""
    yield root
    for child in root.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        if isinstance(root, QAbstractScrollArea | QComboBox | QLineEdit) and _of_qt(root, child):
            continue
        yield from shown(child)


def _of_qt(area: QWidget, child: QWidget) -> bool:
    viewport = area.viewport() if isinstance(area, QAbstractScrollArea) else None
    return child is not viewport


def faults(root: QWidget) -> list[str]:
    """Return everything that is wrong with what is in sight."""
    found: list[str] = []
    known = said_within(root)
    for widget in shown(root):
        found += [*_outside(widget), *_overlaps(widget), *_cut_texts(widget, known)]
        if isinstance(widget, QScrollArea):
            found += _too_wide(widget)
        if isinstance(widget, QListView):
            found += _low_rows(widget)
    return found


def _children(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and not child.isWindow()
        and child.isVisible()
        and not child.size().isEmpty()
    ]


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _outside(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea | QComboBox | QLineEdit) or _scrolls(widget):
        return
    room = widget.rect()
    for child in _children(widget):
        if not room.contains(child.geometry()):
            yield f"{name_of(child)} reaches out of {type(widget).__name__}: {_box(child)}"


def _too_wide(area: QScrollArea) -> Iterator[str]:
    """Yield a page that is wider than what can be seen of it: ours scroll up and down only."""
    page, room = area.widget(), area.viewport().width()
    if page is not None and page.width() > room:
        yield f"{name_of(area)}: the page is {page.width()} px wide and shows {room} of them"


def _box(widget: QWidget) -> str:
    box = widget.geometry()
    parent = widget.parentWidget()
    room = f" of {parent.width()}x{parent.height()}" if parent else ""
    return f"{box.x()},{box.y()} {box.width()}x{box.height()}{room}"


def _overlaps(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea | QComboBox | QLineEdit | QStackedWidget):
        return
    children = [child for child in _children(widget) if not isinstance(child, _OVERLAYS)]
    for one, other in combinations(children, 2):
        both = one.geometry() & other.geometry()
        if not both.isEmpty():
            yield f"{name_of(one)} lies over {name_of(other)}: {_box(one)}, {_box(other)}"


def _cut_texts(widget: QWidget, known: Texts) -> Iterator[str]:
    if isinstance(widget, _CUTS_ITSELF) or _scrolls(widget) or _writes_nothing(widget):
        return
    room = QRectF(widget.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
    for said in said_by(widget, known):
        if not room.contains(said.box):
            at = said.box.toRect()
            yield f"{name_of(widget)} cuts {said.text!r}: {at.getRect()} of {_box(widget)}"
        elif said.text.rstrip("\u2069\u202c").endswith("…") and not _is_told(widget, said):
            yield f"{name_of(widget)} shortens {said.text!r} and tells the rest nowhere"


def _writes_nothing(widget: QWidget) -> bool:
    return type(widget) is QWidget or isinstance(widget, Hairline | Meter | QStackedWidget)


def _low_rows(view: QListView) -> Iterator[str]:
    """Yield rows that have less height than they need: they would lie over the next."""
    model = view.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        has = view.visualRect(index).height()
        wants = view.itemDelegate().sizeHint(QStyleOptionViewItem(), index).height()
        if has < wants:
            yield f"{name_of(view)} gives row {row} {has} px of {wants}"


def _is_told(widget: QWidget, said: Said) -> bool:
    """Whether the whole text can be had, or the ellipsis is the text's own."""
    if widget.toolTip() or isinstance(widget, _TELLS_ONE):
        return True
    text = getattr(widget, "currentText" if isinstance(widget, QComboBox) else "text", None)
    whole = (text() if text else "") or widget.accessibleName()
    chosen = not isinstance(widget, QComboBox) or widget.currentIndex() >= 0
    return "…" in whole or not chosen  # a placeholder may end so


@dataclass(frozen=True)
class Place:
    """Where a widget is in its parent, and where its texts are in it."""

    widget: QWidget
    box: QRect
    room: int
    texts: tuple[QRectF, ...] | None


Places = list[tuple[str, Place]]


def places(root: QWidget, stays: tuple[type, ...]) -> Places:
    """Return every widget's place, in the tree's order; not what is in a kind that `stays`."""
    found = []
    known = said_within(root)
    for widget in shown(root):
        parent = widget.parentWidget()
        if widget is root or parent is None or _is_in(widget, stays):
            continue
        texts = None if _runs_its_own_way(widget) else tuple(s.box for s in said_by(widget, known))
        found.append((name_of(widget), Place(widget, widget.geometry(), parent.width(), texts)))
    return found


def _runs_its_own_way(widget: QWidget) -> bool:
    """Whether lines of text begin where their words want it, or nothing is written at all."""
    wraps = isinstance(widget, QLabel) and widget.wordWrap()
    return wraps or _writes_nothing(widget) or isinstance(widget, QLineEdit | QPlainTextEdit)


def unmirrored(left: Places, right: Places) -> list[str]:
    """Compare two layouts of the same words: right to left each must be the other's mirror."""
    found = []
    for (name, before), (other, after) in zip(left, right, strict=False):
        if name != other:
            found.append(f"{name} is seen only left to right, or {other} only right to left")
            break
        wanted = before.room - before.box.x() - before.box.width()
        wider = after.box.width() - before.box.width()
        if abs(after.box.x() - wanted) > SLACK or abs(wider) > SLACK:
            spot = f"{before.box.x()}+{before.box.width()} of {before.room}"
            now = f"{after.box.x()}+{after.box.width()}"
            found.append(f"{name} is not mirrored: {spot}, then {now}")
        elif not _mirror(before.texts or (), after.texts or (), before.box.width()):
            found.append(f"{name} does not mirror its texts")
    return found


def _is_in(widget: QWidget, kinds: tuple[type, ...]) -> bool:
    step: QWidget | None = widget
    while step is not None:
        if isinstance(step, kinds):
            return True
        step = step.parentWidget()
    return False


def _mirror(texts: tuple[QRectF, ...], said: tuple[QRectF, ...], width: int) -> bool:
    """Whether the texts, as one block, have changed sides."""
    if not texts or not said:
        return bool(texts) == bool(said)
    before, after = QRectF(texts[0]), QRectF(said[0])
    for box in texts:
        before |= box
    for box in said:
        after |= box
    return abs(after.left() - (width - before.right())) <= 2 * SLACK
