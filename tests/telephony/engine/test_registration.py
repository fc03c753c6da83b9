"""The account: registered by every transport, and a name for everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from desk_app.telephony.messages import (
    Account,
    Answer,
    Dial,
    Fact,
    HangUp,
    NetworkChanged,
    Problem,
    Quality,
    Registration,
    RegistrationState,
    Srtp,
    Transport,
)
from tests.rigs.agent import Agent
from tests.rigs.certificates import Certificates, make_certificates
from tests.rigs.engine import EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.rigs.registrar import Registrar
from tests.telephony.engine.test_sound import heard_of

PASSWORD = "s3cret-of-100"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A good certificate for 127.0.0.1."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def account(registrar: Registrar | str, **changes: object) -> Account:
    host = registrar if isinstance(registrar, str) else registrar.host
    transport = "udp" if isinstance(registrar, str) else registrar.transport
    usual = Account(user="100", domain=host, password=PASSWORD, transport=Transport(transport))
    return msgspec.structs.replace(usual, **changes)


def configure(engine: EngineRig, account: Account) -> None:
    engine.configure(listen="", allow_from=(), account=account)


def registration(
    engine: EngineRig, where: Callable[[Registration], bool], within_s: float = PATIENCE_S
) -> Registration:
    return engine.desk.wait(Registration, where, within_s)


def registered(engine: EngineRig, within_s: float = PATIENCE_S) -> Registration:
    return registration(engine, lambda r: r.state is RegistrationState.REGISTERED, within_s)


def lost(engine: EngineRig, within_s: float = PATIENCE_S) -> Registration:
    return registration(engine, lambda r: r.problem is not None, within_s)


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_registers_calls_and_unregisters(
    own_engine: EngineRig, peer: Agent, certificates: Certificates, transport: str
) -> None:
    tls = certificates if transport == "tls" else None
    with Registrar({"100": PASSWORD}, transport, tls) as registrar:
        configure(own_engine, account(registrar, ca_file=str(certificates.ca)))
        assert registered(own_engine).account == f"100@{registrar.host}"
        desk = own_engine.desk

        call = peer.call(f"sip:100@{registrar.host}")
        incoming = desk.fact(Fact.INCOMING)
        assert (incoming.number, incoming.called) == ("peer", "100")
        desk.ask(Answer(key=incoming.key))
        peer.wait("confirmed", call=call)
        peer.do("tone", call=call, hertz=440)
        desk.wait_for(lambda: heard_of(desk, incoming.key))
        desk.ask(HangUp(key=incoming.key))
        peer.wait("ended", call=call)

        key = desk.ask(Dial(target=peer.uri)).key
        call = peer.wait("incoming")["call"]
        peer.do("answer", call=call, status=200)
        desk.fact(Fact.ANSWERED, key)
        peer.hang_up(call)
        desk.fact(Fact.ENDED, key)

        own_engine.close()
        registrar.wait_gone("100")
    assert_no_password(own_engine.data_dir)


def assert_no_password(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert PASSWORD.encode() not in content, path
            assert b"Authorization" not in content, path


@pytest.mark.parametrize("srtp", [Srtp.REQUIRED, Srtp.OPTIONAL])
def test_media_is_encrypted_on_tls(
    own_engine: EngineRig, certificates: Certificates, srtp: Srtp
) -> None:
    with (
        Agent("secret", srtp=2) as peer,
        Registrar({"100": PASSWORD}, "tls", certificates) as registrar,
    ):
        configure(own_engine, account(registrar, ca_file=str(certificates.ca), srtp=srtp))
        registered(own_engine)
        desk = own_engine.desk
        call = peer.call(f"sip:100@{registrar.host}")
        incoming = desk.fact(Fact.INCOMING)
        desk.ask(Answer(key=incoming.key))
        peer.wait("confirmed", call=call)
        assert desk.wait(Quality).secure
        peer.do("tone", call=call, hertz=440)
        desk.wait_for(lambda: heard_of(desk, incoming.key))


def test_a_caller_without_encryption_is_refused_where_it_is_required(
    own_engine: EngineRig, peer: Agent, certificates: Certificates
) -> None:
    with Registrar({"100": PASSWORD}, "tls", certificates) as registrar:
        wanted = account(registrar, ca_file=str(certificates.ca), srtp=Srtp.REQUIRED)
        configure(own_engine, wanted)
        registered(own_engine)
        call = peer.call(f"sip:100@{registrar.host}")
        peer.wait("ended", call=call, status=488)


@pytest.mark.parametrize("refusal", [403, 401])
def test_a_wrong_password(own_engine: EngineRig, refusal: int) -> None:
    with Registrar({"100": "another"}) as registrar:
        registrar.wrong_with = refusal
        configure(own_engine, account(registrar))
        found = lost(own_engine)
        assert (found.problem, found.state) == (Problem.WRONG_PASSWORD, RegistrationState.LOST)
        assert found.retry_s == 1.0
        registration(own_engine, lambda r: r.retry_s == 2.0)  # it tries again, more slowly
        assert len(registrar.seen) <= 8


def test_an_unknown_user(own_engine: EngineRig) -> None:
    with Registrar({}) as registrar:
        configure(own_engine, account(registrar))
        assert lost(own_engine).problem is Problem.BAD_ACCOUNT


def test_a_registrar_that_refuses(own_engine: EngineRig) -> None:
    with Registrar({"100": PASSWORD}) as registrar:
        registrar.refuse_with = 606
        configure(own_engine, account(registrar))
        found = lost(own_engine)
        assert found.problem is Problem.REGISTRAR_REFUSED
        assert "606" in found.detail


def test_a_name_that_does_not_exist(own_engine: EngineRig) -> None:
    configure(own_engine, account("nowhere.invalid"))
    assert lost(own_engine, 10).problem is Problem.NAME_NOT_FOUND
    own_engine.desk.ask(NetworkChanged())  # and the engine has not stood still


def test_nobody_at_the_registrars_address_and_then_somebody(own_engine: EngineRig) -> None:
    port = free_port()
    configure(own_engine, account(f"127.0.0.1:{port}", transport=Transport.TCP))
    assert lost(own_engine).problem is Problem.REGISTRAR_UNREACHABLE
    with Registrar({"100": PASSWORD}, "tcp", port=port):
        registered(own_engine)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_silent_registrar_is_unreachable(own_engine: EngineRig, transport: str) -> None:
    with Registrar({"100": PASSWORD}, transport) as registrar:
        registrar.silent = True
        configure(own_engine, account(registrar))
        assert lost(own_engine).problem is Problem.REGISTRAR_UNREACHABLE
        if transport == "tcp":  # by which nothing is sent twice of itself: it is asked again
            registrar.wait_seen("REGISTER", 3)
        registrar.silent = False
        registered(own_engine)


@pytest.mark.parametrize("wrong", ["authority", "name", "expired", "no such file"])
def test_a_wrong_certificate(own_engine: EngineRig, tmp_path: Path, wrong: str) -> None:
    server = make_certificates(
        tmp_path / "server",
        "elsewhere.example" if wrong == "name" else "127.0.0.1",
        days=-1 if wrong == "expired" else 2,
    )
    trusted = {
        "authority": str(make_certificates(tmp_path / "another").ca),
        "no such file": str(tmp_path / "nothing.pem"),
    }.get(wrong, str(server.ca))
    with Registrar({"100": PASSWORD}, "tls", server) as registrar:
        configure(own_engine, account(registrar, ca_file=trusted))
        assert lost(own_engine).problem is Problem.TLS_CERTIFICATE
        assert not registrar.seen  # above all no password


def test_a_pbx_that_restarts_is_registered_with_again(own_engine: EngineRig) -> None:
    with Registrar({"100": PASSWORD}, "tcp") as registrar:
        configure(own_engine, account(registrar))
        registered(own_engine)
        registers = registrar.seen.count("REGISTER")
        registrar.cut()
        registrar.wait_seen("REGISTER", registers + 1)


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_waking_up_registers_at_once_and_keeps_the_call(
    own_engine: EngineRig, peer: Agent, transport: str
) -> None:
    with Registrar({"100": PASSWORD}, transport) as registrar:
        configure(own_engine, account(registrar))
        registered(own_engine)
        call = peer.call(f"sip:100@{registrar.host}")
        incoming = own_engine.desk.fact(Fact.INCOMING)
        own_engine.desk.ask(Answer(key=incoming.key))
        peer.wait("confirmed", call=call)
        registers = registrar.seen.count("REGISTER")
        own_engine.desk.ask(NetworkChanged())
        registrar.wait_seen("REGISTER", registers + 1)
        peer.do("tone", call=call, hertz=440)
        own_engine.desk.wait_for(lambda: heard_of(own_engine.desk, incoming.key))
        assert Fact.ENDED not in own_engine.desk.facts(incoming.key)
        peer.hang_up(call)
        own_engine.desk.fact(Fact.ENDED, incoming.key)


def test_another_account_takes_the_place_of_the_first(own_engine: EngineRig) -> None:
    with Registrar({"100": PASSWORD, "101": PASSWORD}) as registrar:
        configure(own_engine, account(registrar))
        registered(own_engine)
        configure(own_engine, account(registrar, user="101"))
        registration(own_engine, lambda r: r.account.startswith("101@") and not r.problem)
        registrar.wait_registered("101")
        registrar.wait_gone("100")
        own_engine.configure(account=None)
        registration(own_engine, lambda r: r.state is RegistrationState.NONE)
        registrar.wait_gone("101")
