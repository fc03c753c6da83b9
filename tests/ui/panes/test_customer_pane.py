"""Who is calling: every kind of caller, hostile ones too."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Caller, CustomerBrief, PhoneNumber
from desk_app.ui.language import Language
from desk_app.ui.panes.customer_pane import CustomerPane
from desk_app.ui.panes.number_link import NumberLink
from desk_app.ui.widgets import Avatar, Label, Tag
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown


@pytest.fixture
def pane(desk_clock: FixedClock, shown: Shown) -> CustomerPane:
    made = CustomerPane(desk_clock)
    shown(made, 288, 764)
    return made


def bare(said: str) -> str:
    """Return a text without its invisible isolates."""
    return said.translate(dict.fromkeys(range(0x2066, 0x206A)))


def texts(widget: QWidget) -> list[str]:
    """Return every word in sight."""
    found = []
    for child in widget.findChildren(QWidget):
        if child.isVisible():
            word = getattr(child, "text", None)
            if callable(word):
                found.append(bare(str(word())))
    return [text for text in found if text]


def links(pane: CustomerPane) -> list[NumberLink]:
    """Return the numbers in sight."""
    return [link for link in pane.findChildren(NumberLink) if link.isVisible()]


def test_known_customer_is_shown_whole(pane: CustomerPane) -> None:
    pane.show_caller(sample.CALLER, ringing=True)
    said = texts(pane)
    for word in (
        "Laleh Farahmand",
        "Office manager, Khorshidak Toys",
        "Key account",
        "Business fibre",
        "Good to know",
        "021 4925 8000",
        "0912 000 1142",
        "laleh@khorshidak.example",
        "Tehran, Shahrak-e Omid",
        "Persian",
        "KH-20417",
        "March 2021",
        "Last 90 days",
        "Behrang Mostowfi",
    ):
        assert word in said, word
    assert said.count("calling") == 1
    pane.show_caller(sample.CALLER, ringing=False)
    assert "this call" in texts(pane)


def test_tag_stands_at_the_number_that_calls(pane: CustomerPane) -> None:
    mobile = replace(sample.CALLER, number="+989120001142", e164="+989120001142")
    pane.show_caller(mobile, ringing=True)
    tag = next(t for t in pane.findChildren(Tag) if t.isVisible() and t.text() == "calling")
    row = tag.parentWidget()
    assert row is not None
    numbers = [link.number() for link in row.findChildren(NumberLink)]
    assert numbers == ["+989120001142"]


def test_numbers_are_dialled_by_mouse_and_keyboard(pane: CustomerPane, heard: Listen) -> None:
    pane.show_caller(sample.CALLER)
    said = heard(pane.dial_requested)
    phone, mobile = links(pane)
    QTest.mouseClick(phone, Qt.MouseButton.LeftButton)
    QTest.keyClick(mobile, Qt.Key.Key_Space)
    assert said == [("+982149258000",), ("+989120001142",)]


def test_what_is_not_known_takes_no_room(pane: CustomerPane) -> None:
    bare_customer = replace(
        sample.CUSTOMER,
        good_to_know="",
        tags=(),
        contract="",
        plan="",
        since_us=None,
        balance="",
    )
    caller = replace(sample.CALLER, customer=bare_customer, also_at_company=(), csat=None)
    pane.show_caller(caller)
    said = texts(pane)
    for word in ("Good to know", "Account", "Also at this company", "Contract"):
        assert word not in said


def test_another_customer_leaves_nothing_of_the_last(pane: CustomerPane) -> None:
    pane.show_caller(sample.CALLER)
    other = replace(
        sample.CUSTOMER,
        id=5,
        name="Sahar Gilani",
        tags=("Home",),
        numbers=(PhoneNumber("02188", "", "phone"),),
    )
    pane.show_caller(replace(sample.CALLER, customer=other, also_at_company=()))
    said = texts(pane)
    assert "Sahar Gilani" in said
    for word in ("Laleh Farahmand", "Key account", "0912 000 1142", "Behrang Mostowfi"):
        assert word not in said


def test_several_customers_are_a_choice_in_the_given_order(
    pane: CustomerPane, heard: Listen
) -> None:
    pane.show_caller(sample.SEVERAL, ringing=True)
    said = heard(pane.customer_chosen)
    buttons = pane.unnamed.choice.buttons()
    assert [button.text() for button in buttons] == ["Laleh Farahmand", "Behrang Mostowfi"]
    assert "yesterday" in buttons[0].accessibleName()
    assert said == []
    buttons[1].click()
    QTest.keyClick(buttons[0], Qt.Key.Key_Space)
    assert said == [(2,), (1,)]


def test_unknown_caller_is_named_and_becomes_a_customer(
    qtbot: QtBot, pane: CustomerPane, heard: Listen
) -> None:
    pane.show_caller(sample.UNKNOWN)
    assert "021 5500 0421" in texts(pane)
    assert "Tehran" in texts(pane)
    said = heard(pane.new_customer)
    pane.unnamed.focus_name()
    qtbot.waitUntil(pane.unnamed.name.hasFocus)
    assert pane.unnamed.name.selectedText() == "Kaveh"
    QTest.keyClicks(pane.unnamed.name, "  Kaveh   Ahmadi ")
    QTest.keyClick(pane.unnamed.name, Qt.Key.Key_Return)
    assert said == [("Kaveh Ahmadi",)]
    pane.unnamed.name.clear()
    QTest.keyClick(pane.unnamed.name, Qt.Key.Key_Return)
    assert not pane.unnamed.add.isEnabled()
    assert len(said) == 1


def test_possible_matches_are_marked_and_never_opened_by_themselves(
    pane: CustomerPane, heard: Listen
) -> None:
    said = heard(pane.customer_chosen)
    pane.show_caller(sample.UNKNOWN)
    assert "Not certain" in texts(pane)
    assert said == []
    pane.unnamed.matches.buttons()[0].click()
    assert said == [(9,)]
    pane.show_caller(replace(sample.UNKNOWN, possible=()))
    assert "Possible matches" not in texts(pane)


def test_a_name_being_typed_survives_the_next_snapshot(pane: CustomerPane) -> None:
    pane.show_caller(sample.UNKNOWN, ringing=True)
    pane.unnamed.name.setText("Half a na")
    pane.show_caller(sample.UNKNOWN, ringing=False)
    assert pane.unnamed.name.text() == "Half a na"
    pane.show_caller(replace(sample.UNKNOWN, number="+982155000422", name=""))
    assert pane.unnamed.name.text() == ""


@pytest.mark.parametrize(
    ("caller", "word"),
    [
        (sample.WITHHELD, "Number withheld"),
        (sample.INTERNAL, "Extension 212"),
        (sample.ODD, "Not a telephone number"),
    ],
)
def test_other_callers_are_named_as_such(pane: CustomerPane, caller: Caller, word: str) -> None:
    pane.show_caller(caller, ringing=True)
    assert word in texts(pane)
    assert "New customer" not in texts(pane)


def test_grey_bars_come_only_when_the_record_is_slow(qtbot: QtBot, pane: CustomerPane) -> None:
    pane.show_caller(None)
    assert not pane.loading_bars()
    pane.show_caller(sample.CALLER)
    pane.show_caller(None)
    assert not pane.loading_bars()
    qtbot.waitUntil(pane.loading_bars)
    pane.show_caller(sample.CALLER)
    assert not pane.loading_bars()


@pytest.mark.parametrize("hostile", sample.HOSTILE)
def test_hostile_callers_are_plain_bounded_text(pane: CustomerPane, hostile: str) -> None:
    customer = replace(
        sample.CUSTOMER,
        name=hostile,
        company=hostile,
        role=hostile,
        city=hostile,
        email=hostile,
        good_to_know=hostile * 20,
        tags=(hostile,) * 5,
        numbers=(PhoneNumber(hostile, "", hostile),),
    )
    brief = CustomerBrief(1, hostile, hostile, hostile, hostile)
    for caller in (
        replace(sample.CALLER, customer=customer, also_at_company=(brief,)),
        replace(sample.SEVERAL, choice=(brief,)),
        replace(sample.UNKNOWN, name=hostile, number=hostile, place=hostile, possible=(brief,)),
        replace(sample.ODD, name=hostile, number=hostile),
    ):
        pane.show_caller(caller)
        pane.grab()
        for label in pane.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText
        for word in texts(pane):
            assert len(word) <= 500
            assert not any(c in word for c in "\x00\x1b\u202e\n")
        assert pane.width() == 288


def test_persian_is_mirrored_with_its_own_digits(
    qtbot: QtBot, pane: CustomerPane, speak: Speak
) -> None:
    pane.show_caller(sample.CALLER)
    avatar = next(a for a in pane.findChildren(Avatar) if a.width() == 44 and a.isVisible())
    name = next(w for w in pane.findChildren(Label) if w.text() == "Laleh Farahmand")
    assert avatar.mapTo(pane, QPoint()).x() < name.mapTo(pane, QPoint()).x()
    speak(Language.FA)
    pane.show_caller(sample.CALLER_FA)
    name = next(w for w in pane.findChildren(Label) if w.text() == "لاله فرهمند")
    qtbot.waitUntil(lambda: avatar.mapTo(pane, QPoint()).x() > name.mapTo(pane, QPoint()).x())
    said = texts(pane)
    assert "۰۲۱-۴۹۲۵۸۰۰۰" in said
    assert "فروردین ۱۴۰۰" in said
    assert links(pane)[0].text().startswith("\u2066")
