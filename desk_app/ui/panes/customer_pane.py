"""The first column: who is calling and what is good to know about them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.crm.records import Caller, CallerKind
from desk_app.ui.clock import Clock
from desk_app.ui.panes.caller_unnamed import UnnamedCaller
from desk_app.ui.panes.customer_card import CustomerCard
from desk_app.ui.panes.overlay_scroll import scrolled
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.panes.skeleton import Skeleton


class CustomerPane(Panel):
    """Shows who calls, whatever is known. UI thread only.

    The pane keeps its frame while the caller is looked up; grey bars come after 200 ms.
    """

    customer_chosen = Signal(int)
    new_customer = Signal(str)
    dial_requested = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(sunken=True, parent=parent)
        # Whatever is moved to another parent is styled anew with all that it holds.
        self._pages = pages = QStackedWidget(self)
        self._loading = Skeleton(pages)
        self.card = CustomerCard(pages)
        self.unnamed = UnnamedCaller(clock, pages)
        for page in (self._loading, scrolled(self.card, pages), scrolled(self.unnamed, pages)):
            pages.addWidget(page)
        layout = column(self, (0, 0, 1, 0))
        layout.addWidget(self._pages)
        self.card.dial_requested.connect(self.dial_requested)
        self.unnamed.dial_requested.connect(self.dial_requested)
        self.unnamed.customer_chosen.connect(self.customer_chosen)
        self.unnamed.new_customer.connect(self.new_customer)
        self.begin()

    def show_caller(self, caller: Caller | None, *, ringing: bool = False) -> None:
        """Show the caller; None while the record is on its way."""
        if caller is None:
            self._loading.wait()
            self._pages.setCurrentIndex(0)
            return
        self._loading.stop()
        one = caller.kind is CallerKind.ONE
        if one:
            self.card.show_caller(caller, ringing=ringing)
        else:
            self.unnamed.show_caller(caller, ringing=ringing)
        self._pages.setCurrentIndex(1 if one else 2)

    def loading_bars(self) -> bool:
        """Whether the grey bars are shown."""
        return self._pages.currentIndex() == 0 and self._loading.bars()

    def retranslate(self) -> None:
        """Name the pane for screen readers."""
        self.setAccessibleName(self.tr("Customer"))
