"""What can be done with a telephone number, wherever one stands: call it, copy it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desk_app import dialling
from desk_app.ui import text as say


def menu(owner: QWidget, number: str, dial: Callable[[str], None] | None = None) -> QMenu | None:
    """Return the menu for a number as stored or as the network sent it; None when it is none.

    Without `dial` it is only copied: the number rings or talks already.
    """
    cleaned = dialling.clean(number)
    if not cleaned:
        return None
    made = QMenu(owner)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = say.phone(number).replace("&", "&&")
    if dial is not None:
        call = made.addAction(
            QCoreApplication.translate("number", "Call {number}").format(number=shown)
        )
        call.triggered.connect(lambda: dial(number))
    copy = made.addAction(
        QCoreApplication.translate("number", "Copy {number}").format(number=shown)
    )
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(cleaned))
    return made


def offer(
    widget: QWidget, number: Callable[[], str], dial: Callable[[str], None] | None = None
) -> None:
    """Open the menu on a widget's right button or menu key; `number` gives what it shows."""

    def open_at(at: QPoint) -> None:
        made = menu(widget, number(), dial)
        if made is not None:
            made.popup(widget.mapToGlobal(at))

    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(open_at)
