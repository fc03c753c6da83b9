"""The toast: when it is there, what it says, that it can be hit, in both languages."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.records import OpenTicket, Priority, TeamMessage, TicketStatus
from desk_app.notifications import Notifications
from desk_app.state import DeskState
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.ring_card import HIT
from desk_app.ui.ring_toast import RingToast
from desk_app.ui.x11_key import GlobalKey
from tests.rigs.notification_daemon import Bus, Daemon
from tests.ui.conftest import Speak
from tests.ui.frame import sample
from tests.ui.frame.test_call_bar import bare
from tests.ui.frame.test_languages import LATIN_ALLOWED
from tests.ui.panes import sample as panes

TICKET = OpenTicket(48213, "اینترنت", TicketStatus.OPEN, Priority.NORMAL, "", 0, 0)


def rings() -> DeskState:
    """Return the desk with a known caller who has an open ticket, and three others."""
    others = [replace(sample.SECOND_RING, key=f"o{n}") for n in range(5)]
    state = sample.ringing(sample.RINGING, *others)
    first = replace(state.cases[0], caller=replace(sample.CALLER, open_tickets=(TICKET,)))
    return replace(state, cases=(first, *state.cases[1:]))


def toast_of(view: MainView) -> RingToast:
    assert view.attention is not None
    return view.attention.toast


def test_it_is_there_only_while_no_window_of_ours_is_in_use(view: MainView, qtbot: QtBot) -> None:
    toast = toast_of(view)
    view.window.show()
    view.window.activateWindow()
    qtbot.waitUntil(view.window.isActiveWindow)
    view.show_state(sample.ringing())
    assert not toast.isVisible()
    view.window.hide()
    qtbot.waitUntil(toast.isVisible)
    view.come_forward()
    qtbot.waitUntil(lambda: not toast.isVisible())
    view.window.hide()
    qtbot.waitUntil(toast.isVisible)
    view.show_state(sample.talking())
    assert not toast.isVisible()


def test_it_takes_no_focus_and_stays_on_top(view: MainView) -> None:
    toast = toast_of(view)
    for flag in (
        Qt.WindowType.WindowStaysOnTopHint,
        Qt.WindowType.WindowDoesNotAcceptFocus,
        Qt.WindowType.FramelessWindowHint,
        Qt.WindowType.Tool,
    ):
        assert toast.windowFlags() & flag == flag
    assert toast.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_it_says_who_calls_and_lists_the_others_above(view: MainView, qtbot: QtBot) -> None:
    toast = toast_of(view)
    view.show_state(sample.ringing())
    alone, answer = toast.geometry(), toast.card.answer
    spot = answer.mapToGlobal(answer.rect().center())
    view.show_state(rings())
    card = toast.card
    assert card.name.text() == "Laleh Farahmand"
    assert bare(card.number.text()) == "021 4925 8000"
    assert bare(card.past.text()) == "Called yesterday, open ticket #48213: اینترنت"
    assert bare(card.waited.text()) == "waited 02:10"
    assert [row.name.text() for row in card.others if row.isVisible()] == ["Ramin Sohrabi"] * 3
    assert card.more.text() == "+2 more"
    assert toast.geometry().bottom() == alone.bottom()
    assert answer.mapToGlobal(answer.rect().center()) == spot  # under the pointer still
    told: list[str] = []
    view.window.intents.answer.connect(told.append)
    qtbot.mouseClick(card.others[1].answer, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert told == ["o1", "k1"]


def test_everything_that_can_be_pressed_is_big_enough(view: MainView, speak: Speak) -> None:
    view.show_state(rings())
    for language in Language:
        speak(language)
        QApplication.processEvents()
        buttons = toast_of(view).findChildren(QAbstractButton)
        shown = [b for b in buttons if b.isVisible()]
        assert len(shown) == 9
        assert all(b.height() >= HIT and b.width() >= HIT for b in shown)


def test_a_click_beside_the_buttons_opens_the_desk(view: MainView, qtbot: QtBot) -> None:
    view.show_state(sample.ringing())
    qtbot.mouseClick(toast_of(view).card.name, Qt.MouseButton.LeftButton)
    assert view.window.isVisible()


def test_a_close_key_only_hides_it(view: MainView) -> None:
    told: list[str] = []
    view.window.intents.decline.connect(told.append)
    view.show_state(sample.ringing())
    assert not toast_of(view).close()
    assert not toast_of(view).isVisible()
    assert told == []


def test_it_is_persian_and_mirrored(view: MainView, speak: Speak) -> None:
    speak(Language.FA)
    view.show_state(rings())
    toast = toast_of(view)
    room = toast.screen().availableGeometry()
    assert toast.geometry().left() - room.left() == 16
    assert toast.card.decline.x() < toast.card.answer.x()
    said = [w.text() for w in toast.findChildren(QLabel)]
    said += [w.text() for w in toast.findChildren(QAbstractButton)]
    said += [w.accessibleName() for w in toast.findChildren(QWidget)]
    for words in said:
        assert not re.search("[A-Za-z]{2,}|[0-9]", LATIN_ALLOWED.sub("", words)), words


def test_a_strangers_text_stays_in_its_place(view: MainView, qtbot: QtBot) -> None:
    view.show_state(sample.ringing(sample.HOSTILE))
    toast = toast_of(view)
    qtbot.waitUntil(toast.isVisible)  # the record does not come
    assert (toast.width(), toast.height()) == (420, 190)


def test_the_notification_answers_and_goes_with_the_ring(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    view = MainView()
    qtbot.addWidget(view.window)
    told: list[str] = []
    view.window.intents.answer.connect(told.append)
    with Daemon("actions") as daemon:
        view.attend(Notifications(), GlobalKey())
        view.show_state(sample.ringing())
        body = daemon.next("Notify")
        assert bare(body[3]) == "Incoming call from Laleh Farahmand"
        assert body[5][2:] == ["answer", "Answer", "decline", "Decline"]
        daemon.press(1, "answer")
        qtbot.waitUntil(lambda: told == ["k1"])
        view.show_state(sample.talking())
        assert daemon.next("CloseNotification") == (1,)
        daemon.press(1, "answer")  # too late: it is not answered twice
        view.end()
    bus.end()
    assert told == ["k1"]


def test_a_promise_that_is_due_is_notified_once_and_quietly(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    view = MainView()
    qtbot.addWidget(view.window)
    called: list[int] = []
    view.window.intents.call_promised.connect(called.append)
    soon = panes.PROMISES[1]
    state = DeskState(promises=panes.PROMISES, reminders=(soon.id,))
    with Daemon("actions") as daemon:
        view.attend(Notifications(), GlobalKey())
        view.show_state(state)
        body = daemon.next("Notify")
        assert bare(body[3]) == "Call Siavash Golzari back by 14:33"
        assert body[4] == soon.what
        assert body[5] == ["default", "Open the desk", "call", "Call"]
        assert (body[6]["urgency"], body[7]) == (("y", 1), -1)
        assert not toast_of(view).isVisible()
        daemon.press(1, "call")
        qtbot.waitUntil(lambda: called == [soon.id])
        attention = view.attention
        assert attention is not None
        qtbot.waitUntil(lambda: not attention._shown)  # the window is there: seen
        assert daemon.next("CloseNotification") == (1,)
        view.window.hide()
        view.show_state(sample.ringing())
        assert bare(daemon.next("Notify")[3]).startswith("Incoming call")  # and not the promise
        view.end()
    bus.end()


def test_a_supervisors_message_is_notified_until_a_window_of_ours_is_in_use(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    view = MainView()
    qtbot.addWidget(view.window)
    message = TeamMessage(7, 0, "mina", "sara", "Take the <b>next</b> one")
    with Daemon("actions") as daemon:
        view.attend(Notifications(), GlobalKey())
        view.show_state(DeskState(messages=(message,)))
        body = daemon.next("Notify")
        assert bare(body[3]) == "Message from mina"
        assert "next" in body[4]
        assert body[5] == ["default", "Open the desk"]
        daemon.press(1, "default")
        attention = view.attention
        assert attention is not None
        qtbot.waitUntil(lambda: not attention._shown)  # the window is there: seen
        assert daemon.next("CloseNotification") == (1,)
        view.end()
    bus.end()
