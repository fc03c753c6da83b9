"""Which act of the window does what: intents on one side, the desk on the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desk_app.core import Core
from desk_app.crm.records import Priority, TicketChanges
from desk_app.desk import Desk
from desk_app.promise_desk import PromiseDesk
from desk_app.telephony.messages import (
    BlindTransfer,
    Confer,
    Dtmf,
    Hold,
    Mute,
    NetworkChanged,
    Record,
    Reject,
)
from desk_app.ticket_desk import TicketDesk
from desk_app.ui.intents import Intents
from desk_app.ui.main_view import MainView

if TYPE_CHECKING:
    from desk_app.ui.compact.window import CompactWindow
    from desk_app.ui.panes.call_page import CallPage


def connect_phone(intents: Intents, core: Core) -> None:
    """Let the frame's intents act on calls, queues and the agent's state."""
    desk, transfers, queues = core.desk, core.transfers, core.queues
    configuration, send = core.configuration, core.desk.request
    intents.answer.connect(queues.answer)
    intents.take_next.connect(queues.take_next)
    intents.take.connect(queues.take)
    intents.move.connect(queues.move)
    intents.log_in.connect(queues.log_in)
    intents.decline.connect(lambda key: send(Reject(key=key)))
    intents.hang_up.connect(queues.hang_up)
    intents.hold.connect(lambda key, on: send(Hold(key=key, on=on)))
    intents.mute.connect(lambda key, on: send(Mute(key=key, on=on)))
    intents.dtmf.connect(
        lambda key, digits: send(
            Dtmf(key=key, digits=digits, info=configuration.settings.calls.dtmf_info)
        )
    )
    intents.record.connect(lambda key, state: send(Record(key=key, state=state)))
    intents.blind_transfer.connect(
        lambda key, target: send(BlindTransfer(key=key, target=desk.dial_target(target)))
    )
    intents.consult.connect(transfers.consult)
    intents.complete_transfer.connect(transfers.complete)
    intents.cancel_consult.connect(transfers.cancel)
    intents.confer.connect(lambda keys: send(Confer(keys=keys)))
    intents.switch_to.connect(desk.switch_to)
    intents.dial.connect(desk.dial)
    intents.more_wrap_up.connect(desk.more_wrap_up)
    intents.reconnect.connect(lambda: send(NetworkChanged()))
    intents.sign_out.connect(lambda: configuration.sign(out=True))

    intents.choose_device.connect(lambda role, name: configuration.change(f"audio.{role}", name))

    def choose(reason: str) -> None:
        configuration.sign(out=False)
        desk.choose_state(reason)

    intents.choose_state.connect(choose)


def connect_pages(view: MainView, desk: Desk, tickets: TicketDesk, recordings: Path) -> None:
    """Let the window and its ready page show the desk and act on it."""
    view.ready_page.ticket_opened.connect(tickets.open)
    view.left.connect(desk.close_case)
    view.window.intents.play.connect(
        lambda name: QDesktopServices.openUrl(QUrl.fromLocalFile(str(recordings / name)))
    )
    desk.changed.connect(view.show_state)
    desk.levels.connect(view.show_levels)
    desk.quality.connect(view.show_quality)
    view.window.intents.search.connect(
        lambda words: tickets.search(words, partial(view.window.show_results, words))
    )


def connect_call_page(core: Core, page: CallPage) -> None:
    """Let the page of a call choose callers, edit tickets, promise, and look far back."""
    tickets = core.tickets
    page.customer_chosen.connect(tickets.choose_customer)
    page.new_customer.connect(tickets.new_customer)
    page.continue_requested.connect(tickets.continue_ticket)
    page.undo_continue.connect(tickets.undo_continue)
    page.ticket_opened.connect(tickets.open)
    pane = page.ticket
    pane.notes_changed.connect(tickets.save_notes)
    pane.continue_requested.connect(tickets.continue_ticket)
    pane.save_requested.connect(lambda key: tickets.finish(key, TicketChanges()))
    pane.subject_changed.connect(lambda key, v: tickets.edit(key, TicketChanges(subject=v)))
    pane.category_changed.connect(lambda key, v: tickets.edit(key, TicketChanges(category=v)))
    pane.disposition_changed.connect(lambda key, v: tickets.edit(key, TicketChanges(disposition=v)))
    pane.priority_changed.connect(
        lambda key, v: tickets.edit(key, TicketChanges(priority=Priority(v)))
    )
    pane.promise.changed.connect(core.promises.make)
    page.history_wanted.connect(core.history.more)
    core.history.read.connect(page.show_history)


def connect_promises(view: MainView, promises: PromiseDesk) -> None:
    """Let the agent move and keep promises."""
    callbacks = view.ready_page.promised
    callbacks.call_requested.connect(promises.call)
    callbacks.moved.connect(promises.move)
    callbacks.done_requested.connect(promises.done)
    view.window.intents.call_promised.connect(promises.call)


def connect_compact(core: Core, compact: CompactWindow) -> None:
    """Let the small window act on calls and edit tickets as the whole one does."""
    connect_phone(compact.intents, core)
    call, tickets = compact.call, core.tickets
    call.notes_changed.connect(tickets.save_notes)
    call.disposition_changed.connect(lambda key, v: tickets.edit(key, TicketChanges(disposition=v)))
    call.save_requested.connect(lambda key: tickets.finish(key, TicketChanges()))
    compact.search.connect(
        lambda words: tickets.search(words, partial(compact.show_results, words))
    )
