"""Names that change in a call, codecs, and two engines that call each other by number."""

from __future__ import annotations

from pathlib import Path

from desk_app.telephony.messages import (
    Answer,
    Dial,
    End,
    Fact,
    HangUp,
    Quality,
    Transport,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.registrar import Registrar
from tests.rigs.sipp import SDP, Sipp, send, uac
from tests.telephony.engine.test_registration import PASSWORD, account, registered
from tests.telephony.engine.test_sound import connect


def test_a_connected_line_change_is_told(engine: EngineRig) -> None:
    """A PBX tells by UPDATE whom the far end has become (RFC 3311, RFC 3325)."""
    plain = uac(answered=True, ring_ms=300)
    changed = 'P-Asserted-Identity: "مریم" <sip:102@pbx>\n'
    update = send("UPDATE", 2, "<sip:sipp@[local_ip]>", changed) + '<recv response="200"/>\n'
    bye = plain.index("<pause")
    scenario = plain[:bye] + update + plain[bye:].replace("2 BYE", "3 BYE")
    caller = Sipp(scenario, engine.sip)
    incoming = engine.desk.fact(Fact.INCOMING)
    engine.desk.ask(Answer(key=incoming.key))
    identity = engine.desk.fact(Fact.IDENTITY, incoming.key)
    assert (identity.number, identity.name) == ("102", "مریم")
    engine.desk.fact(Fact.ENDED, incoming.key)
    result = caller.wait()
    assert result.code == 0, result.errors


def test_only_chosen_codecs_are_spoken(engine: EngineRig, peer: Agent) -> None:
    engine.configure(codecs=("PCMA/8000",))
    _, key = connect(engine, peer)
    assert engine.desk.wait(Quality).codec == "PCMA"
    engine.desk.ask(HangUp(key=key))
    engine.configure(codecs=("G722/16000", "PCMA"))
    engine.attach().ask(Dial(target=peer.uri))
    peer.do("answer", call=peer.wait("incoming")["call"], status=200)
    assert engine.desk.wait(Quality).codec.upper() == "G722"


def test_two_phones_call_each_other_by_number(own_engine: EngineRig, tmp_path: Path) -> None:
    """Direct calls and the account side by side, and a dialled number with Persian digits."""
    with (
        Registrar({"100": PASSWORD, "200": PASSWORD}, "tcp") as registrar,
        EngineRig(tmp_path / "second") as second,
    ):
        own_engine.configure(account=account(registrar))
        second.configure(listen="", account=account(registrar, user="200"))
        registered(own_engine)
        registered(second)
        key = own_engine.desk.ask(Dial(target="۲۰۰")).key
        incoming = second.desk.fact(Fact.INCOMING)
        assert (incoming.number, incoming.called) == ("100", "200")
        own_engine.desk.fact(Fact.RINGING, key)
        second.desk.ask(Answer(key=incoming.key))
        own_engine.desk.fact(Fact.ANSWERED, key)
        second.desk.ask(HangUp(key=incoming.key))
        assert own_engine.desk.fact(Fact.ENDED, key).end is End.ANSWERED
        unknown = own_engine.desk.ask(Dial(target="300")).key
        ended = own_engine.desk.fact(Fact.ENDED, unknown)
        assert (ended.end, ended.sip_status) == (End.FAILED, 404)


def test_a_tcp_account_opens_no_udp_port(own_engine: EngineRig) -> None:
    with Registrar({"100": PASSWORD}, "tcp") as registrar:
        assert account(registrar).transport is Transport.TCP
        own_engine.configure(listen="", account=account(registrar))
        registered(own_engine)
        mine = {f"/proc/{own_engine.process.pid}/fd/{n.name}" for n in _fds(own_engine)}
        inodes = {Path(fd).readlink().name for fd in mine if Path(fd).is_symlink()}
        table = Path("/proc/net/udp").read_text().splitlines()[1:]
        udp = [row.split() for row in table if f"socket:[{row.split()[9]}]" in inodes]
        assert udp == []


def _fds(engine: EngineRig) -> list[Path]:
    return list(Path(f"/proc/{engine.process.pid}/fd").iterdir())


def test_an_offer_of_what_we_cannot_speak_is_refused(engine: EngineRig) -> None:
    sdp = SDP.replace("RTP/AVP 8 0", "RTP/AVP 18").replace("a=rtpmap:8 PCMA", "a=rtpmap:18 G729")
    result = Sipp(uac(sdp=sdp, status=488), engine.sip).wait()
    assert result.code == 0, result.errors
    assert engine.desk.fact(Fact.ENDED).end is End.FAILED
