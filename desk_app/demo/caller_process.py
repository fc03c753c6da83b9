"""The callers: a process of its own that rings the desk and talks, by real SIP and RTP.

    python -m desk_app.demo.caller_process --target 127.0.0.1:5062 --listen 127.0.0.1:5072 \\
        --script script.json --voices FOLDER

It begins on the line `start` on its standard input and ends when that input ends: with
its parent, however the parent ends. It says what it does on standard output, a JSON
object a line. All of pjsua2 happens on the main thread, between two polls.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from desk_app.demo.caller_phone import Phone, PhoneCall
from desk_app.demo.crowd import Gathering
from desk_app.demo.pace import Director
from desk_app.demo.script import Planned, Script, Speaker, load
from desk_app.demo.talk import Conversation, HangUp, Say
from desk_app.demo.voices import Voices, duration_s
from desk_app.demo.waiting import QUIET_S, Press, Served, Waiting

_DESK = "desk"
_POLL_MS = 20
_INSIDE_S = 12.0  # a talk after a transfer, which nobody at the desk hears
_HOLD_ON_S = 1.0  # how long a leaving process waits for its BYEs to go out


class Play:
    """Everybody's calls. Main thread."""

    def __init__(self, script: Script, phone: Phone, voices: Voices, target: str) -> None:
        self._script = script
        self._phone = phone
        self._voices = voices
        self._target = target
        self._rng = random.Random(script.seed)  # noqa: S311  (a play, not a secret)
        self._director: Director | None = None
        self._crowd: Gathering | None = None
        self._first: PhoneCall | None = None
        self._queued: dict[PhoneCall, Planned] = {}  # called a queue, not served yet
        self._waits: dict[PhoneCall, Waiting] = {}  # of these, whom the queue has answered
        self._talks: dict[PhoneCall, Conversation] = {}
        self._deadlines: dict[PhoneCall, float] = {}

    def start(self) -> None:
        """Let the first customer reach for the telephone."""
        self._director = Director(self._script, time.monotonic())
        if not self._script.plan:
            self._gather()

    def _gather(self) -> None:
        """Let the crowd come, if there is one."""
        if self._script.crowd.wanted:
            self._crowd = Gathering(self._script, self._phone.holds)
            _tell("gathering", wanted=self._script.crowd.wanted, held=self._crowd.wanted)

    def tick(self) -> None:
        """Do what is due now."""
        now = time.monotonic()
        for call in self._phone.ended():
            self._talks.pop(call, None)
            self._deadlines.pop(call, None)
            self._queued.pop(call, None)
            self._waits.pop(call, None)
            _tell("ended", call.number, status=call.status)
            if call is self._first:
                self._first = None
                self._gather()
        for call in self._phone.arrived():
            self._pick_up_later(call, now)
        for call in self._phone.calls():
            self._attend(call, now)
        self._next_caller(now)

    def _next_caller(self, now: float) -> None:
        calls = [call for call in self._phone.calls() if not call.inside]
        if self._crowd is not None:
            planned = self._crowd.due(now, len(self._queued), len(calls))
        elif self._first is None and self._director is not None:
            since = calls[0].answered_at if len(calls) == 1 else None
            planned = self._director.due(now, len(calls), since)
        else:
            return
        if planned is not None:
            self._call(planned, now)

    def _call(self, planned: Planned, now: float) -> None:
        speaker = self._script.speakers[planned.speaker]
        target = f"{planned.to or _DESK}@{self._target}"
        call = self._phone.dial(target, _identity(planned, speaker), _headers(planned))
        call.number, call.speaker = planned.number, speaker
        self._deadlines[call] = now + planned.patience_s
        if planned.to:
            self._queued[call] = planned
        elif self._script.crowd.wanted:
            self._first = call
        _tell("calling", planned.number, name=speaker.name, queue=planned.to or planned.queue)

    def _pick_up_later(self, call: PhoneCall, now: float) -> None:
        """Somebody called one of us: ring, if we know the number."""
        speaker = self._script.who_has(call.number)
        if speaker is None:
            call.refuse(404)
            _tell("nobody", call.number)
            return
        call.ring()
        call.speaker = speaker
        self._deadlines[call] = now + self._rng.uniform(*self._script.pace.pick_up)
        _tell("called", call.number, name=speaker.name)

    def _attend(self, call: PhoneCall, now: float) -> None:
        """Pick up, give up or talk."""
        deadline = self._deadlines.get(call)
        if call.answered_at is None:
            if deadline is not None and now >= deadline:
                del self._deadlines[call]
                if call.incoming:
                    call.pick_up()
                else:
                    call.hang_up()
            return
        if call.speaker is None:
            return
        if call in self._queued:
            self._wait(call, call.speaker, now)
            return
        talk = self._talks.get(call) or self._greet(call, call.speaker, now)
        match talk.move(now, call.level(), call.held):
            case Say(text):
                talk.speaking(now + self._say(call, text, call.speaker))
            case HangUp():
                call.hang_up()
                del self._talks[call]
                call.speaker = None

    def _greet(self, call: PhoneCall, speaker: Speaker, now: float) -> Conversation:
        """Begin to talk."""
        talk_s = _INSIDE_S if call.inside else self._rng.uniform(*self._script.pace.talk)
        talk = Conversation(speaker, self._script.pace, now, talk_s, call.incoming)
        self._talks[call] = talk
        _tell("answered", call.number)
        return talk

    def _say(self, call: PhoneCall, text: str, speaker: Speaker) -> float:
        """Speak a sentence; return how long it takes."""
        sound = self._voices.make(text, speaker.voice)
        call.play(sound)
        _tell("says", call.number, text=text)
        return duration_s(sound)

    def _wait(self, call: PhoneCall, speaker: Speaker, now: float) -> None:
        """Be in the queue."""
        waiting = self._waits.get(call)
        if waiting is None:
            planned = self._queued[call]
            leaves_at = self._deadlines.pop(call, now)
            presses_at = now + self._rng.uniform(*self._script.pace.wish_after)
            waiting = Waiting(speaker, planned.wish, leaves_at, presses_at, now)
            self._waits[call] = waiting
            _tell("waits", call.number)
        match waiting.move(now, call.level()):
            case Say(text):
                waiting.speaking(now + self._say(call, text, speaker))
            case Press(digit):
                call.press(digit)
                _tell("presses", call.number, digit=digit)
            case Served():
                del self._queued[call], self._waits[call]
                self._greet(call, speaker, now - QUIET_S)
            case HangUp():
                _tell("gives up", call.number)
                call.hang_up()
                call.speaker = None


def _identity(planned: Planned, speaker: Speaker) -> str:
    """Return the caller's From, by RFC 3323 when the number is withheld."""
    if planned.withheld:
        return '"Anonymous" <sip:anonymous@anonymous.invalid>'
    uri = f"<sip:{planned.number}@127.0.0.1>"
    if not planned.show_name or not speaker.name:
        return uri
    name = speaker.name.replace("\\", "\\\\").replace('"', '\\"')  # quoted-pair, RFC 3261 25.1
    return f'"{name}" {uri}'


def _headers(planned: Planned) -> dict[str, str]:
    if not planned.queue:
        return {}
    return {"X-CC-Queue": planned.queue, "X-CC-Waited": str(planned.waited_s)}


def _tell(what: str, number: str = "", **more: object) -> None:
    """Say on standard output what happened; a reader that is gone is no trouble."""
    line = json.dumps({"what": what, "number": number, **more}, ensure_ascii=False)
    try:
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os._exit(0)


def _listen_to_parent(words: queue.SimpleQueue[str]) -> None:
    """Pass on the lines of standard input; its end is the word "end". Own thread.

    `os.read` and not `sys.stdin`, whose lock would hang the interpreter's end.
    """
    rest = b""
    while chunk := os.read(0, 4096):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            words.put(line.decode("utf-8", "replace").strip())
    words.put("end")


def _run(play: Play, phone: Phone) -> None:
    words: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen_to_parent, args=(words,), daemon=True).start()
    while True:
        phone.poll(_POLL_MS)
        play.tick()
        if not words.empty():
            match words.get():
                case "start":
                    play.start()
                case "end":
                    return


def main(arguments: Sequence[str] | None = None) -> int:
    """Play until standard input ends."""
    parser = argparse.ArgumentParser(prog="desk_app.demo.caller_process")
    parser.add_argument("--target", required=True, help="the desk, host:port")
    parser.add_argument("--listen", required=True, help="where callers can be called, host:port")
    parser.add_argument("--script", type=Path, required=True)
    parser.add_argument("--voices", type=Path, required=True, help="folder for spoken sentences")
    options = parser.parse_args(arguments)
    host, _, port = options.listen.rpartition(":")
    voices = Voices(options.voices)
    phone = Phone(host, int(port), voices.room())
    try:
        play = Play(load(options.script), phone, voices, options.target)
        _tell("listening", port=int(port))
        _run(play, phone)
    finally:
        phone.close(_HOLD_ON_S)
    return 0


if __name__ == "__main__":
    sys.exit(main())
