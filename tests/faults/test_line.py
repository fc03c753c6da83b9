"""Password, registrar, certificate and address: one sentence each, and what still works does."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desk_app import passwords
from desk_app.agent import AgentState
from desk_app.state import DataProblem
from desk_app.telephony.messages import Problem, RegistrationState
from tests.faults.program import Program
from tests.rigs.certificates import make_certificates
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.rigs.registrar import Registrar


def _account(host: str, transport: str = "udp", more: str = "") -> str:
    return (
        f'[account]\nuser = "100"\ndomain = "{host}"\ntransport = "{transport}"\n'
        f"expires_s = 60\n{more}\n"
    )


def _registered(program: Program) -> bool:
    return program.state.registration.state is RegistrationState.REGISTERED


def test_a_wrong_password_is_asked_for_and_the_right_one_helps(program: Program) -> None:
    with Registrar({"100": "right"}) as registrar:
        program.settings(_account(registrar.host))
        program.open()
        program.told(DataProblem.KEYRING_UNUSABLE)  # no keyring in tests
        program.core.configuration.set_password("wrong")
        said = program.told(Problem.WRONG_PASSWORD)
        assert "password" in said
        program.settle()
        assert program.notices() == [Problem.WRONG_PASSWORD]
        program.a_call_works()  # direct calls go on
        tried = registrar.seen.count("REGISTER")
        program.core.configuration.set_password("wrong")  # typed again: it is tried again
        program.wait(lambda: registrar.seen.count("REGISTER") > tried)
        program.core.configuration.set_password("right")
        program.wait(lambda: _registered(program))
        program.settle()
        assert program.notices() == []
        program.close()


def test_a_registrar_that_does_not_answer(program: Program) -> None:
    port = free_port()
    program.settings(_account(f"127.0.0.1:{port}", "tcp"))
    program.open()
    program.core.configuration.set_password("right")
    program.told(Problem.REGISTRAR_UNREACHABLE)
    key = program.a_call_works()
    with Registrar({"100": "right"}, "tcp", port=port):
        program.wait(lambda: _registered(program))
        program.settle()
        assert program.notices() == []
    program.close()
    program.recorded(key)


def test_a_keyring_that_waits_holds_up_no_call(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = threading.Event()

    def read(_account: str) -> None:
        unlocked.wait(PATIENCE_S)

    monkeypatch.setattr(passwords, "read", read)
    program.settings(_account("127.0.0.1:9", "tcp"))
    program.open()
    with program.ringing() as (caller, ring, key):
        program.wait(lambda: program.case(key).ticket)
        caller.cancel(ring)
    assert not unlocked.is_set()
    unlocked.set()
    program.told(DataProblem.PASSWORD_MISSING)
    program.close()
    program.recorded(key)


def test_a_name_that_no_dns_knows(program: Program) -> None:
    program.settings(_account("pbx.invalid", "tcp"))
    program.open()
    program.core.configuration.set_password("right")
    program.told(Problem.NAME_NOT_FOUND)
    program.a_call_works()


@pytest.mark.parametrize("fault", ["name", "missing file"])
def test_a_wrong_certificate(program: Program, tmp_path: Path, fault: str) -> None:
    certificates = make_certificates(
        tmp_path / "tls", "other.example" if fault == "name" else "127.0.0.1"
    )
    trusted = tmp_path / "nothing.pem" if fault == "missing file" else certificates.ca
    with Registrar({"100": "right"}, "tls", certificates) as registrar:
        program.settings(_account(registrar.host, "tls", f'ca_file = "{trusted}"'))
        program.open()
        program.core.configuration.set_password("right")
        program.told(Problem.TLS_CERTIFICATE)
        assert registrar.seen == []
        program.a_call_works()


def test_an_address_that_is_taken(program: Program) -> None:
    with Registrar({}, "tcp", port=program.port):
        program.open(listens=False)
        program.told(Problem.LISTEN_FAILED)
        assert program.state.agent.state is AgentState.OFFLINE
