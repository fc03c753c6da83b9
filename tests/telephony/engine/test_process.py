"""The engine as a process: started, left, killed, locked out, and what it leaves behind."""

from __future__ import annotations

import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from desk_app.telephony.calls import Call, CallState, apply
from desk_app.telephony.journal_files import FILE_NAME, journals, read_after
from desk_app.telephony.messages import (
    PROTOCOL,
    CallFact,
    CallNow,
    End,
    Fact,
    Goodbye,
    HangUp,
    Hold,
    Levels,
    Problem,
    Registration,
    RegistrationState,
    Snapshot,
    Trouble,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import Desk, EngineRig
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.rigs.registrar import Registrar
from tests.telephony.engine.test_registration import PASSWORD, account
from tests.telephony.engine.test_sound import connect, heard_of

IMPATIENT = [
    sys.executable,
    "-c",
    "import sys\n"
    "from desk_app.telephony.engine import engine\n"
    "from desk_app.telephony.engine.__main__ import main\n"
    "engine.GRACE_S = 0.5\n"
    "sys.exit(main())",
]


def fold(now: CallNow) -> Call:
    """Return the call as the desk folds it."""
    call: Call | None = None
    for fact in now.facts:
        call = apply(call, fact)
    assert call is not None
    return call


def test_the_first_word_is_the_whole_state(own_engine: EngineRig) -> None:
    snapshot = own_engine.attach().snapshot
    assert snapshot.protocol == PROTOCOL
    assert snapshot.pid == own_engine.process.pid
    assert snapshot.configured
    assert snapshot.listening == (f"udp:{own_engine.sip}", f"tcp:{own_engine.sip}")
    assert snapshot.max_calls >= 4
    assert snapshot.engine
    assert snapshot.calls == ()


def test_a_second_engine_on_the_same_folder_is_refused(own_engine: EngineRig) -> None:
    second = subprocess.run(
        [
            *(sys.executable, "-m", "desk_app.telephony.engine"),
            *("--data-dir", str(own_engine.data_dir), "--socket", own_engine.socket_path + "2"),
        ],
        timeout=PATIENCE_S,
        check=False,
    )
    assert second.returncode == 3
    assert own_engine.attach().snapshot.pid == own_engine.process.pid


def test_the_desk_may_go_and_come_back_in_a_call(own_engine: EngineRig, peer: Agent) -> None:
    call, key = connect(own_engine, peer, 440)
    own_engine.desk.ask(Hold(key=key, on=True))
    own_engine.desk.ask(Hold(key=key, on=False))
    desk = own_engine.attach()
    (now,) = desk.snapshot.calls
    folded = fold(now)
    assert (folded.key, folded.state, folded.held) == (key, CallState.ACTIVE, False)
    assert [f.fact for f in now.facts] == [*(Fact.INCOMING, Fact.ANSWERED, Fact.HELD, Fact.RESUMED)]
    assert now.facts == tuple(read_after(own_engine.data_dir / FILE_NAME, 0))
    desk.wait_for(lambda: heard_of(desk, key))
    desk.ask(HangUp(key=key))
    peer.wait("ended", call=call)


def test_calls_go_on_without_a_desk_and_the_engine_ends_after_the_last(
    tmp_path: Path, peer: Agent
) -> None:
    with EngineRig(tmp_path, program=IMPATIENT) as engine:
        engine.configure()
        call, key = connect(engine, peer)
        engine.desk.close()
        with pytest.raises(subprocess.TimeoutExpired):
            engine.process.wait(1.5)  # three times its patience
        peer.hang_up(call)
        assert engine.process.wait(PATIENCE_S) == 0
        ended = read_after(tmp_path / FILE_NAME, 0)[-1]
        assert (ended.key, ended.end) == (key, End.ANSWERED)


def test_a_new_connection_takes_the_place_of_the_old(own_engine: EngineRig) -> None:
    old = own_engine.desk
    own_engine.desk = Desk(own_engine.socket_path)
    with pytest.raises(AssertionError):
        old.wait(Levels)
    assert old.closed
    old.close()


def test_goodbye_ends_it_at_once_or_after_the_last_call(tmp_path: Path, peer: Agent) -> None:
    with EngineRig(tmp_path / "a") as engine:
        engine.desk.say(Goodbye())
        assert engine.process.wait(PATIENCE_S) == 0
    with EngineRig(tmp_path / "b") as engine:
        engine.configure()
        call, _ = connect(engine, peer)
        engine.desk.ask(Goodbye())
        engine.desk.read_for(0.3)
        assert engine.process.poll() is None
        peer.hang_up(call)
        assert engine.process.wait(PATIENCE_S) == 0


def test_being_terminated_hangs_up_properly(own_engine: EngineRig, peer: Agent) -> None:
    call, key = connect(own_engine, peer)
    own_engine.process.send_signal(signal.SIGTERM)
    peer.wait("ended", call=call)
    assert own_engine.process.wait(PATIENCE_S) == 0
    ended = read_after(own_engine.data_dir / FILE_NAME, 0)[-1]
    assert (ended.key, ended.fact, ended.by_agent) == (key, Fact.ENDED, True)


def test_a_killed_engine_is_back_and_registered_soon(own_engine: EngineRig, peer: Agent) -> None:
    with Registrar({"100": PASSWORD}, "tcp") as registrar:
        own_engine.configure(account=account(registrar))
        _, talking = connect(own_engine, peer)
        peer.call(f"sip:101@{own_engine.sip}")
        ringing = own_engine.desk.wait(
            CallFact, lambda f: f.fact is Fact.INCOMING and f.key != talking
        ).key
        last = own_engine.desk.fact(Fact.INCOMING, ringing).seq
        own_engine.kill()
        began = time.monotonic()
        own_engine.start()
        own_engine.configure(account=account(registrar))
        own_engine.desk.wait(Registration, lambda r: r.state is RegistrationState.REGISTERED)
        took = time.monotonic() - began
    assert own_engine.desk.snapshot.calls == ()
    facts = read_after(own_engine.data_dir / FILE_NAME, last)
    assert {(f.key, f.fact, f.end) for f in facts} == {
        (talking, Fact.ENDED, End.LOST),
        (ringing, Fact.ENDED, End.LOST),
    }
    assert own_engine.desk.snapshot.last_seq == facts[-1].seq
    assert took < PATIENCE_S / 2  # alone 0.3 s; this machine is shared


def test_the_heartbeat_dates_the_loss(own_engine: EngineRig, peer: Agent) -> None:
    def beat_us() -> int:
        with closing(sqlite3.connect(own_engine.data_dir / FILE_NAME)) as journal:
            (at_us,) = journal.execute("SELECT value FROM meta WHERE name = 'alive_at'").fetchone()
            return int(at_us)

    connect(own_engine, peer)
    first_us = own_engine.desk.wait_for(beat_us)
    own_engine.desk.wait_for(lambda: beat_us() > first_us)
    again_us = beat_us()
    killed = time.time()
    own_engine.kill()
    own_engine.start()
    ended = read_after(own_engine.data_dir / FILE_NAME, 0)[-1]
    assert ended.end is End.LOST
    assert again_us <= ended.at_us <= killed * 1e6


def test_a_taken_address_is_a_standing_trouble_until_another_is_given(
    own_engine: EngineRig,
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        own_engine.configure(listen=f"127.0.0.1:{taken.getsockname()[1]}")
        trouble = own_engine.desk.wait(Trouble)
        assert (trouble.problem, trouble.standing) == (Problem.LISTEN_FAILED, True)
        assert own_engine.attach().snapshot.problems == (Problem.LISTEN_FAILED,)
        own_engine.configure(listen=f"127.0.0.1:{free_port()}")
        assert own_engine.desk.wait(Trouble).over
        assert own_engine.attach().snapshot.problems == ()


def test_a_new_address_waits_until_the_call_is_over(own_engine: EngineRig, peer: Agent) -> None:
    call, key = connect(own_engine, peer)
    port = free_port()
    own_engine.configure(listen=f"127.0.0.1:{port}")
    own_engine.desk.read_for(0.3)
    assert Fact.ENDED not in own_engine.desk.facts(key)
    peer.hang_up(call)
    own_engine.desk.fact(Fact.ENDED, key)
    peer.wait("ended", call=call)
    call = peer.call(f"sip:101@127.0.0.1:{port}")
    peer.wait("early", call=call)


def test_without_its_usual_journal_the_phone_goes_on_in_another(
    tmp_path: Path, peer: Agent
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (FILE_NAME, *(f"{FILE_NAME}-{part}" for part in ("wal", "shm"))):
        (folder / name).mkdir()  # what is a folder can be written by nobody, root included
    with EngineRig(folder) as engine:
        assert engine.desk.snapshot.problems == ()
        engine.configure()
        _, key = connect(engine, peer)
        engine.desk.ask(HangUp(key=key))
        engine.desk.fact(Fact.ENDED, key)
    kept = [f for path in journals(folder) if path.is_file() for f in read_after(path, 0)]
    assert [f.fact for f in kept] == [Fact.INCOMING, Fact.ANSWERED, Fact.ENDED]


def test_a_journal_that_fails_in_a_call_goes_on_in_another_and_nothing_is_lost(
    own_engine: EngineRig, peer: Agent
) -> None:
    call, key = connect(own_engine, peer)
    lock = sqlite3.connect(own_engine.data_dir / FILE_NAME, isolation_level=None)
    lock.execute("begin immediate")
    peer.hang_up(call)
    ended = own_engine.desk.fact(Fact.ENDED, key)
    lock.execute("rollback")
    lock.close()
    kept = [f for path in journals(own_engine.data_dir) for f in read_after(path, 0)]
    assert ended in kept
    assert ended.seq == 3


def test_facts_that_no_file_takes_wait_and_it_is_said(own_engine: EngineRig, peer: Agent) -> None:
    pid, unlimited = own_engine.process.pid, resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, unlimited))  # as a full disk: no byte more
    _, key = connect(own_engine, peer)
    own_engine.desk.wait(Trouble, lambda t: t.problem is Problem.JOURNAL_FAILED and t.standing)
    assert Problem.JOURNAL_FAILED in own_engine.attach().snapshot.problems
    own_engine.desk.ask(HangUp(key=key))
    ended = own_engine.desk.fact(Fact.ENDED, key)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    own_engine.desk.wait(Trouble, lambda t: t.problem is Problem.JOURNAL_FAILED and t.over)
    kept = [f for path in journals(own_engine.data_dir) for f in read_after(path, 0)]
    assert [f.fact for f in kept] == [Fact.INCOMING, Fact.ANSWERED, Fact.ENDED]
    assert ended in kept


def test_a_folder_that_cannot_be_written_costs_log_and_lock_not_the_phone(
    tmp_path: Path, peer: Agent
) -> None:
    folder = tmp_path / "data"
    (folder / "engine.lock").mkdir(parents=True)  # a folder can be opened by nobody
    (folder / "logs").write_text("")
    with EngineRig(folder) as engine:
        engine.configure()
        _, key = connect(engine, peer)
        engine.desk.ask(HangUp(key=key))
        engine.desk.fact(Fact.ENDED, key)


def test_the_socket_is_the_users_alone(own_engine: EngineRig) -> None:
    assert Path(own_engine.socket_path).stat().st_mode & 0o777 == 0o600
    assert isinstance(own_engine.attach().snapshot, Snapshot)
