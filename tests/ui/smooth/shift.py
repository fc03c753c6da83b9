"""Takes calls on the real desk under the watchdog; prints what was slow, as JSON.

Run in a process of its own: an application can be watched only from its beginning.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtTest import QTest

from desk_app.agent import AgentState
from desk_app.crm.records import EntryKind
from desk_app.telephony.calls import CallState
from desk_app.ui import theme
from desk_app.ui.panes.timeline import Timeline
from tests.rigs.uac import Uac
from tests.ui.smooth.rig import ENTRIES, LALEH, OTHER, Desk
from tests.ui.smooth.watchdog import Watched, burn

LEFT = Qt.MouseButton.LeftButton
KEEP_OVER_MS = 8.0
WORDS = "Fibre drops every evening; modem restarted, no change. Visit booked for Tuesday. "


def reference_ms() -> float:
    """Return the CPU time of a fixed piece of work like the window's: Python, shaping, painting.

    The median of nine: it tells how fast this machine is now, other people's work included.
    """
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    times = []
    for _ in range(9):
        begun = time.thread_time_ns()
        for line in range(150):
            words = "".join(chr(97 + (line * 7 + i) % 26) for i in range(30))
            painter = QPainter(image)
            painter.setFont(theme.font())
            painter.drawText(10, 10 + line * 2, words)
            painter.end()
            QFontMetrics(theme.font()).horizontalAdvance(words[::-1])
        times.append((time.thread_time_ns() - begun) / 1e6)
    return statistics.median(times)


def take_a_call(desk: Desk) -> None:
    """From ring to ready, with all that an agent does."""
    app, page, window = desk.app, desk.view.call_page, desk.view.window

    def scene(name: str) -> None:
        app.scene = name

    with Uac() as caller, Uac() as second:
        scene("ring")
        ring = caller.ring(desk.port, LALEH, "Laleh")
        desk.wait(lambda: desk.state.current_case and window.ring_strip.isVisible())
        desk.rest(0.3)
        key = desk.state.current
        scene("answer")
        QTest.mouseClick(window.ring_strip.answer, LEFT)
        caller.talk(ring)
        desk.wait(lambda: (c := desk.state.case(key)) and c.call.state is CallState.ACTIVE)
        desk.rest(1.2)  # the meters move and the clock ticks
        scene("notes")
        page.ticket.notes.setFocus()
        for letter in WORDS * 2:
            QTest.keyClick(page.ticket.notes, letter)  # type: ignore[call-overload]
            app.processEvents()
        scene("scroll")
        desk.scroll(40, -240)
        desk.scroll(40, 240)
        scene("tabs")
        for kind in (EntryKind.NOTE, EntryKind.CALL, EntryKind.CHAT, None):
            QTest.mouseClick(page.timeline.tabs.tab(kind), LEFT)
            desk.rest(0.1)
        read_to_the_end(desk, scene)
        scene("second call")
        other = second.ring(desk.port, OTHER, "Kaveh")
        desk.wait(lambda: desk.state.ringing)
        desk.rest(0.5)
        second.cancel(other)
        desk.wait(lambda: not desk.state.ringing)
        scene("new entry")
        before = desk.state.current_case
        desk.write_a_note()
        desk.core.tickets.choose_customer(key, 1)  # the record is read again
        desk.wait(lambda: desk.state.current_case != before)
        desk.rest(0.2)
        assert page.timeline.model.rowCount() > ENTRIES
        scene("hang up")
        caller.hang_up(ring)
        desk.wait(lambda: desk.state.agent.state is AgentState.WRAP_UP)
        desk.rest(1.2)
        scene("save")
        QTest.keyClick(page, Qt.Key.Key_1)
        desk.rest(0.1)
        QTest.mouseClick(page.ticket.foot.save, LEFT)
        desk.wait(lambda: not desk.state.cases)
        scene("ready")
        desk.rest(0.7)


def grown(timeline: Timeline, known: int) -> bool:
    """Whether more interactions are shown than those."""
    return len(timeline.model.loaded.of(None)) > known


def read_to_the_end(desk: Desk, scene: Callable[[str], None]) -> None:
    """Load all that ever happened with the customer, page by page; look at it from all sides."""
    timeline = desk.view.call_page.timeline
    view, model = timeline.view, timeline.model
    scene("history by key")
    view.setFocus()
    while len(model.loaded.of(None)) < ENTRIES:
        known = len(model.loaded.of(None))
        QTest.keyClick(view, Qt.Key.Key_End)
        desk.wait(partial(grown, timeline, known))
    desk.rest(0.2)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageUp):
        QTest.keyClick(view, key)
        desk.app.processEvents()
    scene("history by wheel")
    desk.scroll(40, 240)
    desk.scroll(20, -1200)
    scene("tabs of the whole history")
    for kind in (EntryKind.NOTE, EntryKind.CALL, EntryKind.CHAT, None):
        QTest.mouseClick(timeline.tabs.tab(kind), LEFT)
        desk.rest(0.1)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)


def inject(desk: Desk) -> None:
    """Put a slow slot into the desk: the watchdog must name it."""

    def a_slow_slot() -> None:
        burn(200)  # many frames, however slow the machine

    desk.app.scene = "injected"
    QTimer.singleShot(0, a_slow_slot)
    desk.rest(0.2)


def main() -> int:
    """Work a shift of so many calls."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=3)
    parser.add_argument("--inject", action="store_true")
    args = parser.parse_args()
    app = Watched(KEEP_OVER_MS)
    desk = Desk(args.folder, app)
    app.slow.clear()
    calls = []
    for _ in range(args.calls):
        app.slow.clear()
        if args.inject:
            inject(desk)
        before = reference_ms()
        take_a_call(desk)
        slow = [(one.scene, one.event, one.cpu_ms, one.wall_ms, str(one)) for one in app.slow]
        calls.append({"slow": slow, "reference_ms": max(before, reference_ms())})
    print(json.dumps(calls), flush=True)
    desk.close()
    app.close()
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception:
        traceback.print_exc()
        code = 1
    # Qt's own end sends events through a `notify` whose interpreter is gone.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
