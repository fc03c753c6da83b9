"""Notes are saved while they are typed and never disturbed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.panes.notes_edit import NotesEdit
from tests.ui.panes.conftest import Listen, Shown


class Page(QWidget):
    """Notes and another field to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = NotesEdit()
        self.other = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.notes)
        layout.addWidget(self.other)


@pytest.fixture
def page(qtbot: QtBot, shown: Shown) -> Page:
    made = Page()
    shown(made, 400, 300)
    made.notes.setFocus()
    qtbot.waitUntil(made.notes.hasFocus)
    made.notes.show_notes("a", "")
    return made


def test_typed_words_are_handed_over_once_after_a_while(
    qtbot: QtBot, page: Page, heard: Listen
) -> None:
    said = heard(page.notes.notes_changed)
    QTest.keyClicks(page.notes, "no dial tone")
    assert said == []
    assert page.notes.pending() == ("a", "no dial tone")
    qtbot.waitUntil(lambda: bool(said))
    assert said == [("a", "no dial tone")]
    assert page.notes.pending() is None


def test_somebody_who_never_stops_typing_is_saved_too(
    qtbot: QtBot, page: Page, heard: Listen
) -> None:
    said = heard(page.notes.notes_changed)

    def type_on() -> bool:
        QTest.keyClick(page.notes, Qt.Key.Key_X)
        return len(said) >= 2

    qtbot.waitUntil(type_on)


def test_leaving_the_field_hands_over_at_once(qtbot: QtBot, page: Page, heard: Listen) -> None:
    said = heard(page.notes.notes_changed)
    QTest.keyClicks(page.notes, "x")
    page.other.setFocus()
    assert said == [("a", "x")]


def test_hiding_hands_over_at_once(page: Page, heard: Listen) -> None:
    page.other.setFocus()
    said = heard(page.notes.notes_changed)
    page.notes.insertPlainText("x")
    page.hide()
    assert said == [("a", "x")]


def test_another_call_first_hands_over_the_words_of_this_one(page: Page, heard: Listen) -> None:
    said = heard(page.notes.notes_changed)
    QTest.keyClicks(page.notes, "first")
    page.notes.show_notes("b", "second")
    assert said == [("a", "first")]
    assert page.notes.toPlainText() == "second"
    assert page.notes.pending() is None


def test_going_back_before_the_database_answered_shows_the_newest_words(page: Page) -> None:
    QTest.keyClicks(page.notes, "newest")
    page.notes.show_notes("b", "")
    page.notes.show_notes("a", "old")
    assert page.notes.toPlainText() == "newest"


def test_a_late_snapshot_neither_changes_words_nor_moves_the_cursor(page: Page) -> None:
    QTest.keyClicks(page.notes, "one two")
    page.notes.flush()
    QTest.keyClicks(page.notes, " three")
    page.notes.show_notes("a", "one")  # from before the last words
    page.notes.show_notes("a", "one two")  # the answer to the flush
    assert page.notes.toPlainText() == "one two three"
    page.notes.flush()
    page.notes.show_notes("a", "one two")  # late again: not yet confirmed
    cursor = page.notes.textCursor()
    cursor.setPosition(4)
    page.notes.setTextCursor(cursor)
    page.notes.show_notes("a", "one two three")
    page.notes.show_notes("a", "one two three")
    assert page.notes.toPlainText() == "one two three"
    assert page.notes.textCursor().position() == 4


def test_words_of_somebody_else_come_in_and_leave_the_cursor(page: Page, heard: Listen) -> None:
    said = heard(page.notes.notes_changed)
    page.notes.show_notes("a", "kept on the disk")
    cursor = page.notes.textCursor()
    cursor.setPosition(4)
    page.notes.setTextCursor(cursor)
    page.notes.show_notes("a", "kept on the disk, and more")
    assert page.notes.toPlainText() == "kept on the disk, and more"
    assert page.notes.textCursor().position() == 4
    page.notes.flush()
    assert said == []


def test_words_typed_before_the_old_ones_came_follow_them(page: Page, heard: Listen) -> None:
    page.notes.show_notes("b", None)
    QTest.keyClicks(page.notes, "after the restart")
    page.notes.show_notes("b", "before the crash")
    assert page.notes.toPlainText() == "before the crash\nafter the restart"
    assert page.notes.textCursor().atEnd()
    said = heard(page.notes.notes_changed)
    page.notes.flush()
    assert said == [("b", "before the crash\nafter the restart")]
    page.notes.show_notes("c", None)
    page.notes.show_notes("c", "only old words")
    assert page.notes.toPlainText() == "only old words"
    assert page.notes.pending() is None


def test_undo_takes_back_words_not_the_snapshot(page: Page) -> None:
    page.notes.show_notes("b", "from the disk")
    page.notes.undo()
    assert page.notes.toPlainText() == "from the disk"


@pytest.mark.parametrize("text", ["<b>bold</b>", "a\u00a0b", "\u202egnp", "&amp;", "a\n\nb"])
def test_notes_are_plain_text(page: Page, text: str, heard: Listen) -> None:
    said = heard(page.notes.notes_changed)
    page.notes.show_notes("b", text)
    assert page.notes.toPlainText().replace("\u00a0", " ") == text.replace("\u00a0", " ")
    page.notes.flush()
    page.hide()
    assert said == []


def test_pasted_markup_is_text(page: Page) -> None:
    page.notes.insertPlainText("x")
    assert not page.notes.acceptRichText()
