"""What the queues say when: plans and places in, clips out. Engine thread.

A person's own files are read and brought into shape on a thread of their own; until that
is done the built-in ones are heard.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from desk_app.telephony.messages import LetGo, QueueDoubt, QueuePlan, Report
from desk_app.telephony.queue import prompts
from desk_app.telephony.queue.prompts import Clip, Prompts

log = logging.getLogger(__name__)

_FAREWELLS = {
    LetGo.FULL: "queue_full",
    LetGo.CLOSED: "closed",
    LetGo.LATE: "nobody_came",
    LetGo.FORWARDED: "nobody_came",
    LetGo.MESSAGE: "message_saved",
    LetGo.SILENT: "goodbye",
}


class Talk:
    """Chooses clips. `later` runs work on the engine's thread and is safe from any other."""

    def __init__(
        self,
        cache: Path,
        later: Callable[[Callable[[], None]], None],
        send: Callable[[Report], None],
    ) -> None:
        self._cache = cache
        self._later = later
        self._send = send
        self._prompts = prompts.built_in()
        self._own: dict[str, Clip] = {}  # a plan's file -> the clip it has become
        self._doubts: tuple[QueueDoubt, ...] = ()
        self._wish: tuple[tuple[QueuePlan, ...], str] = ((), "")

    def configure(self, plans: tuple[QueuePlan, ...], own: str) -> None:
        """Use these plans' files and the folder `own` ("" = none) as soon as they are read."""
        wish = (plans, own)
        self._complain(self._prompts.complaints)
        if wish == self._wish:  # another desk, perhaps: it is to know
            for doubt in self._doubts:
                self._send(doubt)
            return
        self._wish = wish
        self._doubts = ()
        if own or any(plan.greeting or plan.music for plan in plans):
            work = threading.Thread(
                target=self._read, args=(plans, own), name="prompts", daemon=True
            )
            work.start()
        else:
            self._take(wish, prompts.built_in(), {}, ())

    def _read(self, plans: tuple[QueuePlan, ...], own: str) -> None:
        try:
            found = prompts.load(Path(own), self._cache) if own else prompts.built_in()
            clips: dict[str, Clip] = {}
            doubts: list[QueueDoubt] = []
            for plan in plans:
                for file, longest_s in (
                    (plan.greeting, prompts.LONGEST_S),
                    (plan.music, prompts.LONGEST_MUSIC_S),
                ):
                    if not file:
                        continue
                    clip = prompts.own_file(Path(file), longest_s, self._cache)
                    if isinstance(clip, Clip):
                        clips[file] = clip
                    else:
                        doubts.append(
                            QueueDoubt(queue=plan.name, file=clip.file, why=clip.reason.value)
                        )
        except Exception:
            log.exception("prompts")
            return
        self._later(lambda: self._take((plans, own), found, clips, doubts))

    def _take(
        self,
        wish: tuple[tuple[QueuePlan, ...], str],
        found: Prompts,
        clips: dict[str, Clip],
        doubts: Iterable[QueueDoubt],
    ) -> None:
        if wish != self._wish:  # configured anew in the meantime
            return
        self._prompts, self._own, self._doubts = found, clips, tuple(doubts)
        self._complain(found.complaints)
        for doubt in self._doubts:
            self._send(doubt)

    def _complain(self, complaints: Iterable[prompts.Complaint]) -> None:
        for complaint in complaints:
            self._send(QueueDoubt(queue="", file=complaint.file, why=complaint.reason.value))

    # --- clips ----------------------------------------------------------------------------

    def music(self, plan: QueuePlan) -> Clip:
        """Return what is heard in between."""
        return self._own.get(plan.music) or self._prompts.clip("", prompts.HOLD)

    def welcome(self, plan: QueuePlan, place: int, wait_s: float | None) -> list[Clip]:
        """Return the greeting, with the place and what the caller can do."""
        own = self._own.get(plan.greeting)
        greeting = [own] if own else self._each(plan, "greeting")
        return [*greeting, *self.place(plan, place, wait_s)]

    def place(self, plan: QueuePlan, place: int, wait_s: float | None) -> list[Clip]:
        """Return "you are number N", the expected wait if there is one, and the keys."""
        said: list[Clip] = []
        for language in plan.languages:
            names = [*prompts.position(place, language)] if place else []
            if wait_s is not None:
                names += prompts.expected_wait(wait_s / 60, language)
            names += ["offer_callback"] * plan.callbacks + ["offer_message"] * plan.voicemail
            said += [self._prompts.clip(language, name) for name in names]
        return said

    def farewell(self, plan: QueuePlan, why: LetGo) -> list[Clip]:
        """Return why the queue lets the caller go."""
        return self._each(plan, _FAREWELLS[why])

    def called_back(self, plan: QueuePlan) -> list[Clip]:
        """Return the promise to call back."""
        return self._each(plan, "callback_confirmed")

    def speak_now(self, plan: QueuePlan) -> list[Clip]:
        """Return the words before a message, and the tone."""
        return [*self._each(plan, "leave_message"), self._prompts.clip("", prompts.BEEP)]

    def _each(self, plan: QueuePlan, name: str) -> list[Clip]:
        return [self._prompts.clip(language, name) for language in plan.languages]
