"""Every setting can be found, read, and changed to what fits and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app import settings
from desk_app.agent import BREAK, TICKET_WORK, TRAINING
from desk_app.setting_checks import Fault, fault
from desk_app.settings import Calls, General, Language, Settings
from desk_app.ui import resources
from desk_app.ui.language import Language as Spoken
from desk_app.ui.settings import words
from desk_app.ui.settings.editors import (
    ChoiceEditor,
    LinesEditor,
    NumberEditor,
    TextEditor,
    ToggleEditor,
)
from desk_app.ui.settings.page import DOCTOR, SettingsPage
from desk_app.ui.settings.special import FileEditor
from desk_app.ui.widgets import IconLabel
from tests.ui.conftest import Speak

Changes = list[tuple[str, object]]


def field(page: SettingsPage, key: str) -> TextEditor | NumberEditor | LinesEditor:
    editor = page.rows[key].editor
    assert isinstance(editor, TextEditor | NumberEditor | LinesEditor)
    page.open_section(key.split(".")[0])
    return editor


def type_in(page: SettingsPage, key: str, typed: str) -> None:
    """Type as a person does: into the field, then leave it."""
    edit = field(page, key).edit
    edit.setFocus()
    edit.selectAll()
    edit.insertPlainText(typed) if hasattr(edit, "insertPlainText") else edit.insert(typed)
    page.search.setFocus()
    edit.clearFocus()
    QApplication.processEvents()


def test_every_row_of_the_table_is_on_the_page_in_the_tables_own_words(page: SettingsPage) -> None:
    assert set(page.rows) == {row.key for row in settings.table()}
    for row in settings.table():
        assert words.sentence(row.key) == row.sentence
        assert words.label(row.key)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("general.name", "  Mina Rad ", "Mina Rad"),
        ("calls.wrap_up_s", "۹۰", 90),
        ("calls.auto_answer_s", "1.5", 1.5),
        ("sip.allow_from", "10.0.0.1\n\n10.1.0.0/16\n", ("10.0.0.1", "10.1.0.0/16")),
        ("numbers.rewrite", "^00(.*)$ => +\\1", (("^00(.*)$", "+\\1"),)),
        ("calls.reasons", "Lunch\nTicket work\nBreak\nLunch", ("Lunch", TICKET_WORK, BREAK)),
    ],
)
def test_what_fits_is_told_once(
    page: SettingsPage, changes: Changes, qtbot: QtBot, key: str, typed: str, value: object
) -> None:
    with qtbot.waitExposed(page):
        page.activateWindow()
    type_in(page, key, typed)
    assert changes == [(key, value)]
    assert fault(key, value) is None
    assert settings.convert(key, value) == value


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("calls.wrap_up_s", "9000", "from 0 to 3600"),
        ("calls.wrap_up_s", "long", "from 0 to 3600"),
        ("sip.listen", "5062", "address"),
        ("account.domain", "pbx example", "address"),
        ("sip.allow_from", "10.0.0.0/99", "networks"),
        ("numbers.rewrite", "^( => x", "rules"),
        ("audio.ring_sound", "/no/such.wav", "file"),
        ("calls.reasons", "x" * 60, "too long"),
    ],
)
def test_what_does_not_fit_is_said_in_place_and_told_to_nobody(
    page: SettingsPage, changes: Changes, qtbot: QtBot, key: str, typed: str, said: str
) -> None:
    with qtbot.waitExposed(page):
        page.activateWindow()
    type_in(page, key, typed)
    row = page.rows[key]
    assert changes == []
    assert row.wrong.isVisible()
    assert said in row.wrong.text()
    assert row.editor.field.accessibleDescription() == row.wrong.text()
    page.show_settings(Settings(calls=Calls(record=True)))  # something else has changed
    assert row.wrong.isVisible()


def test_leaving_a_field_untouched_changes_nothing(
    page: SettingsPage, changes: Changes, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(page):
        page.activateWindow()
    page.show_settings(Settings(general=General(name="\u202ename " * 400)))
    edit = field(page, "general.name").edit
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    page.search.setFocus()
    assert changes == []


def test_switches_and_choices_act_at_once(
    page: SettingsPage, changes: Changes, qtbot: QtBot
) -> None:
    page.open_section("calls")
    record = page.rows["calls.record"].editor
    assert isinstance(record, ToggleEditor)
    qtbot.mouseClick(record.switch, Qt.MouseButton.LeftButton)
    theme = page.rows["general.language"].editor
    assert isinstance(theme, ChoiceEditor)
    theme.select.setCurrentIndex(theme.select.findData("fa"))
    theme.select.activated.emit(theme.select.currentIndex())
    assert changes == [("calls.record", True), ("general.language", "fa")]
    assert settings.convert("general.language", "fa") is Language.PERSIAN


def test_a_setting_changed_elsewhere_is_shown_but_never_over_what_is_typed(
    page: SettingsPage, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(page):
        page.activateWindow()
    edit = field(page, "calls.wrap_up_s").edit
    page.show_settings(Settings(calls=Calls(wrap_up_s=45)))
    assert isinstance(edit, QWidget)
    assert edit.text() == "45"  # type: ignore[union-attr]
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.setText("77")  # type: ignore[union-attr]
    page.show_settings(Settings(calls=Calls(wrap_up_s=50)))
    assert edit.text() == "77"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wrap", {"calls.wrap_up_s"}),
        ("RING volume", {"audio.ring_volume"}),
        ("certificates", {"account.ca_file"}),
        ("dark", {"general.theme"}),
        ("no such thing", set()),
    ],
)
def test_search_looks_through_the_whole_table(
    page: SettingsPage, typed: str, found: set[str]
) -> None:
    page.search.setText(typed)
    assert {key for key, row in page.rows.items() if row.isVisible()} == found


def test_search_finds_persian_words_in_either_spelling(page: SettingsPage, speak: Speak) -> None:
    speak(Spoken.FA)
    page.search.setText("ميكروفون")  # as an Arabic keyboard writes it
    assert page.rows["audio.microphone"].isVisible()
    page.search.setText("wrap up")
    assert not page.rows["audio.microphone"].isVisible()


def test_esc_ends_the_search_then_leaves(page: SettingsPage, qtbot: QtBot) -> None:
    page.search.setText("wrap")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_nothing_is_left_in_english_and_every_editor_has_a_name(
    page: SettingsPage, speak: Speak
) -> None:
    speak(Spoken.FA)
    allowed = re.compile(
        r"F2|Shift|Ctrl|Alt|PEM|SIP|INFO|RFC 4733|UDP|TCP|TLS|udp|tcp|tls|WAV|Registrar|Gateway"
        r"|host|port|break"
        r"|ticket_work|training|English|214@pbx.example|postgresql://LOGIN@HOST/NAME"
    )
    for name in (*words.SECTIONS, DOCTOR):
        page.open_section(name)
        QApplication.processEvents()
        said = [w.text() for w in page.findChildren(QLabel) if w.isVisible()]
        said += [w.text() for w in page.findChildren(QAbstractButton) if w.isVisible()]
        said += [w.text() for w in page.findChildren(IconLabel) if w.isVisible()]
        for text in said:
            assert not re.search("[A-Za-z]{2,}", allowed.sub("", text)), text
    assert all(row.editor.field.accessibleName() for row in page.rows.values())
    hang_up = page.rows["keys.hang_up"].editor.field.findChild(QLineEdit)
    assert hang_up is not None
    assert hang_up.text() == "Shift+F9"  # as the cap says it
    reasons = page.rows["calls.reasons"].editor
    assert isinstance(reasons, LinesEditor)
    assert "استراحت" in reasons.edit.toPlainText()
    assert reasons._read() == (BREAK, TICKET_WORK, TRAINING)


def test_a_key_of_another_act_and_no_function_key_are_refused(
    page: SettingsPage, changes: Changes, qtbot: QtBot
) -> None:
    row = page.rows["keys.mute"]
    page.open_section("keys")
    for key, said in ((Qt.Key.Key_F9, "Another act"), (Qt.Key.Key_A, "function key")):
        qtbot.keyClick(row.editor.field, key)
        qtbot.waitUntil(lambda s=said: s in row.wrong.text())  # type: ignore[misc]
    assert changes == []
    qtbot.keyClick(row.editor.field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: changes == [("keys.mute", "Shift+F10")])
    assert not row.wrong.isVisible()


def test_a_file_is_chosen_and_looked_into(
    page: SettingsPage, changes: Changes, tmp_path: Path
) -> None:
    text, sound = tmp_path / "text.wav", resources.folder() / "sounds" / "ring.wav"
    text.write_text("no sound")
    for key, good in (("audio.ring_sound", str(sound)), ("account.ca_file", "")):
        row = page.rows[key]
        assert isinstance(row.editor, FileEditor)
        page.open_section(key.split(".")[0])
        dialog = row.editor.dialog()
        assert dialog.nameFilters()
        dialog.fileSelected.emit(str(text))
        dialog.close()
        assert row.wrong.isVisible()
        assert fault(key, str(text)) in (Fault.SOUND, Fault.CERTIFICATES)
        assert changes == []
        if good:
            row.editor.take(good)
            assert changes == [(key, good)]
            assert not row.wrong.isVisible()
            changes.clear()


def test_every_fault_has_its_sentence(page: SettingsPage) -> None:
    from desk_app.ui.settings.row import fault_sentence

    row = next(iter(settings.table()))
    assert len({fault_sentence(kind, row) for kind in Fault}) == len(Fault)
