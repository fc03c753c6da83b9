"""Queues in settings.toml: read, complained about, written back, told to the engine."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from desk_app import doctor, settings, settings_file
from desk_app.background import Background
from desk_app.configuration import Configuration
from desk_app.doctor import What
from desk_app.queue_settings import QueueSection, Unfit, Wrong
from desk_app.settings import Settings
from desk_app.telephony.messages import Overflow
from desk_app.ui.doctor_words import found

GOOD = """\
# ours
[[queues]]
name = "Support" # first
numbers = ["500"]
hours = "Sat-Wed 08:00-20:00"
holidays = ["1405-01-01", 2027-03-21]
priority_tags = { "key account" = 10 }
[[queues]]
name = "فروش"
when_full = "voicemail"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    return path


def test_queues_are_read(tmp_path: Path) -> None:
    loaded, complaints = settings_file.load(written(tmp_path, GOOD))
    assert complaints == ()
    support, sales = loaded.queues
    assert support.numbers == ("500",)
    assert support.holidays == ("1405-01-01", "2027-03-21")
    assert (support.target_s, support.limit_s) == (20, 120)
    assert support.priority(("VIP", "Key Account")) == (10, "key account")
    assert sales.when_full is Overflow.VOICEMAIL


@pytest.mark.parametrize(
    ("line", "key", "says"),
    [
        ("max_waiting = 0", "max_waiting", "Expected `int` >= 1"),
        ('max_waiting = "many"', "max_waiting", "Expected `int`, got `str`"),
        ('when_full = "pray"', "when_full", "Invalid enum value 'pray'"),
        ('numbers = ["5 0 0"]', "numbers", "this is no number that can be called: 5 0 0"),
        ('hours = "Xyz 8-9"', "hours", "this is no day of the week: xyz"),
        ('holidays = ["1405-13-01"]', "holidays", "this is no date: 1405-13-01"),
        ('languages = ["de"]', "languages", "Invalid enum value 'de'"),
        ('priority_tags = { "x" = 0 }', "priority_tags", "Expected `int` >= 1"),
        ('when_late = "forward"', "when_late", "forward_to is missing"),
        ('forward_to = "a b"', "forward_to", "this is no number that can be called: a b"),
        ("callbacks = 1", "callbacks", "Expected `bool`, got `int`"),
        ('numbers = ["500"]', "numbers", "another queue has this number: 500"),
    ],
)
def test_a_bad_queue_is_named_and_left_out(tmp_path: Path, line: str, key: str, says: str) -> None:
    path = written(tmp_path, f'{GOOD}[[queues]]\nname = "Bad"\n{line}\n')
    loaded, complaints = settings_file.load(path)
    assert [queue.name for queue in loaded.queues] == ["Support", "فروش"]
    (complaint,) = complaints
    assert complaint.key == f"queues.Bad.{key}"
    assert complaint.detail.startswith(says)
    (finding,) = doctor.settings(complaints)
    assert f"queues.Bad.{key}: {says}" in found(finding, finding.detail)


@pytest.mark.parametrize(
    ("more", "keys", "queues"),
    [
        ('[[queues]]\nname = "SUPPORT"\n', {"queues.SUPPORT.name"}, 2),
        ('[[queues]]\nnumbers = ["7"]\n', {"queues.3.name"}, 2),
        ('[[queues]]\nname = " "\n', {"queues.3.name"}, 2),
        ('[[queues]]\nname = "New"\nmusics = "a.wav"\n', {"queues.New.musics"}, 3),
    ],
)
def test_names_are_needed_and_one_is_enough(
    tmp_path: Path, more: str, keys: set[str], queues: int
) -> None:
    loaded, complaints = settings_file.load(written(tmp_path, GOOD + more))
    assert {complaint.key for complaint in complaints} == keys
    assert len(loaded.queues) == queues


@pytest.mark.parametrize("text", ["queues = 5\n", '[queues]\nname = "x"\n', "queues = [1]\n"])
def test_what_is_no_list_of_queues_is_named(tmp_path: Path, text: str) -> None:
    loaded, complaints = settings_file.load(written(tmp_path, text))
    assert loaded == Settings()
    assert {complaint.key for complaint in complaints} == {"queues"}


def test_writing_queues_leaves_comments_and_bad_queues_alone(tmp_path: Path) -> None:
    bad = '[[queues]]\nname = "Bad"\nmax_waiting = 0 # why\n'
    path = written(tmp_path, f"{GOOD}{bad}[calls]\nrecord = true\n")
    support, sales = settings_file.load(path)[0].queues
    faster = msgspec.structs.replace(support, max_wait_s=60, hours="")
    settings_file.save(path, "queues", (faster, sales, QueueSection(name="Night")))
    text = path.read_text("utf-8")
    assert "# ours" in text
    assert "# first" in text
    assert bad.strip() in text
    assert "hours" not in text.partition("فروش")[0]
    loaded, complaints = settings_file.load(path)
    assert [queue.name for queue in loaded.queues] == ["Support", "فروش", "Night"]
    assert loaded.queues[0] == faster
    assert loaded.calls.record
    assert [complaint.key for complaint in complaints] == ["queues.Bad.max_waiting"]
    settings_file.save(path, "queues", loaded.queues[1:])
    assert [queue.name for queue in settings_file.load(path)[0].queues] == ["فروش", "Night"]
    assert bad.strip() in path.read_text("utf-8")


def test_the_first_and_the_last_queue_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    settings_file.save(path, "queues", (QueueSection(name="One"),))
    assert settings_file.load(path)[0].queues == (QueueSection(name="One"),)
    settings_file.save(path, "queues", ())
    assert settings_file.load(path) == (Settings(), ())


def test_a_name_may_have_half_spaces_and_no_other_invisible_letters(tmp_path: Path) -> None:
    found, complaints = settings_file.load(
        written(tmp_path, '[[queues]]\nname = "صورت\u200cحساب"\n[[queues]]\nname = "a\u202eb"\n')
    )
    assert [queue.name for queue in found.queues] == ["صورت\u200cحساب"]
    assert len(complaints) == 1


def test_two_queues_with_one_name_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(Unfit) as caught:
        settings_file.save(path, "queues", (QueueSection(name="A"), QueueSection(name="a")))
    assert caught.value.wrong is Wrong.NAME_TAKEN
    assert not path.exists()


def test_the_engine_is_told_of_them(tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path, '[sip]\ngateway = "gw.example"\n' + GOOD)
    background = Background("test")
    configuration = Configuration(
        settings_file.load(path)[0],
        path,
        background,
        background,
        spoken=lambda _settings: "fa",
    )
    support, sales = configuration.configure().queues
    assert support.languages == ("fa", "en")
    assert support.openings[0].days == (0, 1, 2, 5, 6)
    assert support.holidays == ("2026-03-21", "2027-03-21")
    forwarded = msgspec.structs.replace(
        configuration.settings.queues[1],
        forward_to="021 4925 8000",
        when_full=Overflow.FORWARD,
        music="~/tune.wav",
    )
    with qtbot.waitSignal(configuration.changed):
        configuration.change("queues", (configuration.settings.queues[0], forwarded))
    plan = configuration.configure().queues[1]
    assert plan.forward_to == "sip:02149258000@gw.example"
    assert plan.music == str(Path.home() / "tune.wav")
    assert (plan.name, sales.name) == ("فروش", "فروش")
    with qtbot.waitSignal(configuration.changed):
        configuration.change("waiting.offer_s", 7)
    assert configuration.configure().offer_s == 7
    background.close()


def test_every_setting_of_a_queue_says_what_it_is() -> None:
    rows = settings.queue_table()
    assert [row.key.partition(".")[2] for row in rows] == list(QueueSection.__struct_fields__)
    assert all(row.sentence.endswith(".") for row in rows)


def test_few_callers_are_said() -> None:
    (finding,) = doctor.queues(3)
    assert finding.what is What.QUEUES_SMALL
    assert found(finding, finding.detail) == "This engine holds 3 waiting callers."
    assert list(doctor.queues(249)) == list(doctor.queues(0)) == []
