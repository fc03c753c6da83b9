"""What the doctor finds, against real files, sockets and a real keyring's absence."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import pytest

from desk_app import doctor
from desk_app.crm.database import open_database
from desk_app.doctor import Finding, Topic, What
from desk_app.paths import Paths
from desk_app.settings import AccountSection, Settings
from desk_app.settings_file import Complaint
from desk_app.telephony.messages import (
    Devices,
    Problem,
    Registration,
    RegistrationState,
    Transport,
)
from desk_app.ui import doctor_words


def whats(findings: object) -> list[What]:
    assert isinstance(findings, list)
    return [finding.what for finding in findings]


def test_a_phone_system_that_listens_is_reachable_and_one_that_does_not_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = f"127.0.0.1:{server.getsockname()[1]}"
        account = AccountSection(user="214", domain=where)
        assert list(doctor.network(account)) == [
            Finding(Topic.NETWORK, True, What.REACHABLE, where)
        ]
    (gone,) = doctor.network(account)
    assert (gone.good, gone.what) == (False, What.UNREACHABLE)
    assert where in gone.detail


def test_over_udp_only_the_name_is_proved() -> None:
    found = doctor.network(AccountSection(user="1", domain="127.0.0.1", transport=Transport.UDP))
    assert whats(list(found)) == [What.NAME_FOUND]
    bad = AccountSection(user="1", domain="no.such.invalid", transport=Transport.UDP)
    assert whats(list(doctor.network(bad))) == [What.NAME_NOT_FOUND]
    assert list(doctor.network(AccountSection())) == []


@pytest.mark.parametrize(
    ("proxy", "expected"),
    [
        ("pbx.example", ("pbx.example", 5061)),
        ("pbx.example:5070", ("pbx.example", 5070)),
        ("[::1]:5070", ("::1", 5070)),
        ("2001:db8::1", ("2001:db8::1", 5061)),
    ],
)
def test_the_first_hop_is_understood(proxy: str, expected: tuple[str, int]) -> None:
    account = AccountSection(user="1", domain="d", proxy=proxy, transport=Transport.TLS)
    assert doctor._host_and_port(account) == expected


def test_a_whole_and_a_damaged_database_are_told_apart(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    assert What.DATABASE_NONE in whats(list(doctor.database(paths, Settings())))
    with contextlib.closing(open_database(paths.database)):
        pass
    assert What.DATABASE_WHOLE in whats(list(doctor.database(paths, Settings())))
    whole = paths.database.read_bytes()
    paths.database.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    bad = [finding for finding in doctor.database(paths, Settings()) if finding.good is False]
    assert bad
    assert bad[0].what in (What.DATABASE_DAMAGED, What.DATABASE_TROUBLE)


def test_a_chosen_device_that_is_not_plugged_in_is_named() -> None:
    devices = Devices(inputs=("A",), outputs=("B",), microphone="Jabra", speaker="B", ringer="C")
    bad = [finding.detail for finding in doctor.sound(devices) if not finding.good]
    assert bad == ["Jabra", "C"]
    assert whats(list(doctor.sound(Devices()))) == [What.NO_MICROPHONE, What.NO_SPEAKER]


def test_the_line_says_why_it_is_not_registered() -> None:
    lost = Registration(
        state=RegistrationState.LOST,
        account="214@pbx.example",
        problem=Problem.WRONG_PASSWORD,
        detail="403 Forbidden",
    )
    (finding,) = doctor.line(lost)
    assert finding.good is False
    assert finding.detail == "214@pbx.example: wrong_password: 403 Forbidden"


def test_everything_that_can_be_found_has_words_and_what_is_bad_says_what_to_do() -> None:
    for what in What:
        finding = Finding(Topic.PROGRAM, None, what, "{odd} detail")
        assert doctor_words.found(finding, "x")
    lines = doctor_words.report(
        [*doctor.settings([Complaint("a.b", "no such setting")]), *doctor.engine("")]
    ).splitlines()
    assert [line[:4] for line in lines] == ["BAD ", "    ", "BAD ", "    "]
    assert "a.b: no such setting" in lines[0]
