"""Who is in the lab by themselves: callers who come one after the other, agents who answer."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence

from tests.rigs.asterisk import Asterisk
from tests.rigs.sipp import Sipp
from tests.rigs.sipp_team import Robot, caller

NAMES = ("زهرا کریمی", "Ali Rezaei", "مهدی صادقی", "Anna Weiss", "نرگس موسوی", "Reza Tehrani", "")
_EVERY_S = (3.0, 9.0)
_PATIENCE_S = (15.0, 90.0)
_TALK_S = (8.0, 25.0)
_MOST = 12


class Callers:
    """A stream of SIPp callers, at most a dozen at once, until closed."""

    def __init__(self, pbx: Asterisk, numbers: Sequence[str]) -> None:
        self._pbx, self._numbers = pbx, numbers
        self._over = threading.Event()
        self._calls: list[Sipp] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        dice = random.Random()
        while not self._over.wait(dice.uniform(*_EVERY_S)):
            for call in [call for call in self._calls if not call.running]:
                self._calls.remove(call)
                call.wait()
            if len(self._calls) < _MOST:
                self._calls.append(self._call(dice))

    def _call(self, dice: random.Random) -> Sipp:
        return caller(
            self._pbx,
            dice.choice(self._numbers),
            name=dice.choice(NAMES),
            user=f"0912{dice.randrange(10**7):07}",
            leaves_after_s=dice.uniform(*_PATIENCE_S),
            timeout_s=int(_PATIENCE_S[1]) + 30,
        )

    def close(self) -> None:
        """Stop calling, and hang up."""
        self._over.set()
        self._thread.join()
        for call in self._calls:
            call.stop()


class RobotAgent:
    """A robot that talks with whom it answers for a while and hangs up, until closed."""

    def __init__(self, pbx: Asterisk, user: str) -> None:
        self._robot = Robot(pbx, user)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        dice = random.Random()
        while not self._over.is_set():
            try:
                call = self._robot.talking(within_s=1.0)
            except AssertionError:  # nobody for a second, or it has ended
                continue
            self._over.wait(dice.uniform(*_TALK_S))
            self._robot.phone.hang_up(call)
            self._robot.phone.wait("ended", call=call)
            self._robot.phone.events.clear()

    def close(self) -> None:
        """Leave."""
        self._over.set()
        self._thread.join()
        self._robot.close()
