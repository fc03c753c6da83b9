"""A real Asterisk of a test's own: private folders, free ports of the loopback, ended cleanly.

Its configuration is the product's own (`asterisk_config`) plus the lab's: a trunk that
SIPp's callers are known by (header `X-Trunk: lab`) and a tone as music on hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from build import asterisk
from desk_app.telephony.messages import Account, Transport
from desk_app.telephony.pbx import asterisk_config
from desk_app.telephony.pbx.setup import Manager, Phone, Queue, Strategy, Team
from desk_app.telephony.queue.plan import QueuePlan
from tests.rigs.manager import ManagerLogin
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port
from tests.rigs.pulse import RATE, tone

T = TypeVar("T")

TRUNK = "trunk"
TRUNK_HEADER = "X-Trunk: lab"
MUSIC_HZ = 350
_START_S = PATIENCE_S
_STOP_S = PATIENCE_S

_MODULES = """res_timing_timerfd res_sorcery_config res_sorcery_memory res_sorcery_astdb
res_pjproject res_rtp_asterisk res_srtp res_pjsip res_pjsip_session res_pjsip_pubsub
res_pjsip_authenticator_digest res_pjsip_endpoint_identifier_user res_pjsip_endpoint_identifier_ip
res_pjsip_registrar res_pjsip_sdp_rtp res_pjsip_dtmf_info res_pjsip_caller_id
res_pjsip_header_funcs res_pjsip_refer res_pjsip_nat res_pjsip_rfc3326 chan_pjsip res_musiconhold
bridge_simple bridge_softmix bridge_holding bridge_native_rtp bridge_builtin_features codec_ulaw
codec_alaw codec_g722 codec_resample format_wav format_pcm pbx_config app_dial app_exec app_queue
app_playback app_read app_userevent app_echo app_stack app_chanspy app_verbose func_callerid
func_channel func_logic func_strings func_global func_groupcount"""


def queue(
    name: str, *numbers: str, strategy: Strategy = Strategy.LONGEST_IDLE, **plan: object
) -> Queue:
    """Return a queue without announcements, entered by these numbers."""
    fields = {"announce_every_s": 0, **plan}
    return Queue(QueuePlan(name=name, numbers=numbers, **fields), strategy=strategy)  # type: ignore[arg-type]


def password(user: str) -> str:
    """Return the lab's password of a phone."""
    return hashlib.sha256(f"lab {user}".encode()).hexdigest()[:16]


def team(queues: Iterable[Queue], phones: Iterable[str], **changes: object) -> Team:
    """Return a team of the lab: phones by their users, a manager called desk-app."""
    return Team(
        queues=tuple(queues),
        phones=tuple(Phone(user, password(user), f"Agent {user}") for user in phones),
        manager=Manager("desk-app", "lab-manager-secret"),
        trunk=TRUNK,
        **changes,  # type: ignore[arg-type]
    )


@cache
def _program() -> asterisk.Program:
    return asterisk.provide()


class Asterisk:
    """A running Asterisk. A context manager; its log is shown when the test fails.

    `sip` and `ami` are "127.0.0.1:port". Phones register as `team.phones` with
    `password(user)`; callers enter through the trunk by the queues' numbers. `more` adds
    lines to a file of the configuration, by its name. One that `remembers` has its agents
    logged in after a start as before.
    """

    def __init__(
        self, setup: Team, *, more: dict[str, str] | None = None, remembers: bool = False
    ) -> None:
        self.team = setup
        self._remembers = remembers
        self.sip_port, self.ami_port = free_port(), free_port()
        self.sip, self.ami = f"127.0.0.1:{self.sip_port}", f"127.0.0.1:{self.ami_port}"
        # Not pytest's tmp_path: the control socket's path has 108 letters at most.
        self.folder = Path(tempfile.mkdtemp(prefix="pbx-"))
        self._more = more or {}
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._write()
            self.start()
        except BaseException:
            self.kill()
            sys.stderr.write(f"--- Asterisk ---\n{self.log[-6000:]}")
            shutil.rmtree(self.folder)
            raise

    # --- its life --------------------------------------------------------------------------

    def start(self) -> None:
        """Start it, also again after `stop` or `kill`, and wait until it is ready."""
        assert self._process is None
        with (self.folder / "console").open("ab") as console:
            self._process = subprocess.Popen(
                # Nor does it outlive a test that is killed.
                ["setpriv", "--pdeathsig", "KILL", *self.console, "-f"],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                start_new_session=True,  # Ctrl+C is for whoever started it to hand on
            )
        self.until(lambda: "fully booted" in self._ask("core waitfullybooted"), _START_S)

    def stop(self) -> None:
        """End it as an administrator does; live calls are cut."""
        if self._process is None:
            return
        self._ask("core stop now")
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"Asterisk did not end:\n{self.log[-3000:]}") from None
        self._process = None

    def kill(self) -> None:
        """Kill it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_STOP_S)
            self._process = None

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it stand still: what comes meanwhile it reads at once afterwards."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop and remove everything."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder)

    def __enter__(self) -> Asterisk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            sys.stderr.write(f"--- Asterisk ---\n{self.log[-8000:]}")
        self.close()

    # --- looking into it -------------------------------------------------------------------

    @property
    def console(self) -> tuple[str, ...]:
        """The words that start a program on this Asterisk's configuration: `-r`, `-f`."""
        return (*_program().command, "-C", str(self.folder / "etc" / "asterisk.conf"))

    def cli(self, command: str) -> str:
        """Return what a command of its console prints."""
        assert self._process is not None and self._process.poll() is None, self.log[-3000:]
        return self._ask(command)

    def until(self, condition: Callable[[], T | None], within_s: float = PATIENCE_S) -> T:
        """Wait until the condition holds (is truthy); return its value."""
        deadline = time.monotonic() + within_s
        pause = select.poll()
        while not (value := condition()):
            ended = self._process is not None and self._process.poll() is not None
            assert not ended, f"Asterisk ended\n{self.log[-3000:]}"
            assert time.monotonic() < deadline, f"not within {within_s} s\n{self.log[-3000:]}"
            pause.poll(20)
        return value

    def until_registered(self, *users: str) -> None:
        """Wait until these phones are registered and can be rung."""
        self.until(lambda: all(f"{user}/sip:" in self.cli("pjsip show contacts") for user in users))

    def account(self, user: str) -> Account:
        """Return what a desk's engine needs to be this phone."""
        login = password(user)
        return Account(user=user, domain=self.sip, password=login, transport=Transport.TCP)

    def manager(self) -> ManagerLogin:
        """Return a login with the rights of the bridge's."""
        return ManagerLogin(self.ami, self.team.manager.user, self.team.manager.secret)

    def log_in(self, queue_name: str, *users: str, name: str = "") -> None:
        """Log agents in to a queue, under a name of their own if there is one."""
        named = f' penalty 0 as "{name}"' if name else ""
        for user in users:
            said = self.cli(f'queue add member PJSIP/{user} to "{queue_name}"{named}')
            assert "Added interface" in said, said

    @property
    def log(self) -> str:
        """Everything it has logged and printed so far."""
        files = (self.folder / "log" / "full", self.folder / "console")
        return "".join(path.read_text("utf-8", "replace") for path in files if path.exists())

    @property
    def complaints(self) -> list[str]:
        """Lines of the log that are warnings or errors."""
        return [line for line in self.log.splitlines() if " WARNING[" in line or " ERROR[" in line]

    def _ask(self, command: str) -> str:
        done = subprocess.run(
            [*self.console, "-rx", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_START_S,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")

    # --- its configuration -----------------------------------------------------------------

    def _write(self) -> None:
        for name in ("etc", "run", "log", "spool", "var", "music"):
            (self.folder / name).mkdir()
        _write_tone(self.folder / "music" / "tone.wav")
        self.configure(self.team)

    def configure(self, setup: Team) -> None:
        """Write the whole configuration; a running one takes it by `core reload`."""
        self.team = setup
        product = asterisk_config.files(setup)
        texts = dict(self._lab()) | product
        for name in product:
            including, line = asterisk_config.including(name)
            texts[including] = f"{texts.get(including, '')}{line}\n"
        for name, text in texts.items():
            (self.folder / "etc" / name).write_text(text + self._more.get(name, ""), "utf-8")

    def _lab(self) -> Iterable[tuple[str, str]]:
        own = {name: self.folder / name for name in ("etc", "run", "log", "spool")}
        folders = {f"ast{name}dir": path for name, path in own.items()}
        for name in ("varlib", "db", "key", "cache"):
            folders[f"ast{name}dir"] = self.folder / "var"
        folders |= _program().folders
        lines = "".join(f"{name} => {path}\n" for name, path in folders.items())
        yield "asterisk.conf", f"[directories]\n{lines}[options]\nverbose = 3\n"
        loaded = "".join(f"load = {name}.so\n" for name in _MODULES.split())
        yield "modules.conf", f"[modules]\nautoload = no\n{loaded}"
        levels = "notice,warning,error,verbose"
        yield "logger.conf", f"[general]\n[logfiles]\nfull => {levels}\n"
        for name in ("acl", "ccss", "cel", "features", "pjproject", "udptl"):
            yield f"{name}.conf", "[general]\n" if name != "acl" else ""
        tones = "".join(f"{name} = 425\n" for name in ("dial", "busy", "ring", "congestion"))
        yield "indications.conf", f"[general]\ncountry = us\n[us]\ndescription = lab\n{tones}"
        yield "cdr.conf", "[general]\nenable = no\n"
        yield "rtp.conf", "[general]\nrtpstart = 10000\nrtpend = 20000\n"
        remembers = "yes" if self._remembers else "no"
        yield "queues.conf", f"[general]\npersistentmembers = {remembers}\n"
        yield "extensions.conf", "[general]\n"
        yield (
            "musiconhold.conf",
            (f"[default]\nmode = files\ndirectory = {self.folder / 'music'}\n"),
        )
        yield (
            "manager.conf",
            (f"[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = {self.ami_port}\n"),
        )
        yield (
            "pjsip.conf",
            (
                "[global]\ntype = global\nendpoint_identifier_order = header,username\n"
                f"[udp]\ntype = transport\nprotocol = udp\nbind = {self.sip}\n"
                f"[tcp]\ntype = transport\nprotocol = tcp\nbind = {self.sip}\n"
                f"[{TRUNK}]\ntype = endpoint\ncontext = desk-app-in\ndisallow = all\n"
                "allow = alaw,ulaw\ntrust_id_inbound = yes\ndirect_media = no\n"
                f"[{TRUNK}]\ntype = identify\nendpoint = {TRUNK}\nmatch_header = {TRUNK_HEADER}\n"
            ),
        )


def _write_tone(path: Path) -> None:
    samples = array("h", tone(MUSIC_HZ, 2.0))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE // 2)  # the format takes 8 kHz
        file.writeframes(samples[::2].tobytes())
