"""The team in the desk's window: its queues as chips, and who is free when a call is given away."""

from __future__ import annotations

from msgspec.structs import replace

from desk_app import team_queues
from desk_app.state import Case
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction
from desk_app.ui.window import MainWindow
from tests.test_team_desk import ME, floor
from tests.ui.conftest import NOW_US
from tests.ui.frame import sample as desk
from tests.ui.queue import sample
from tests.ui.queue.conftest import Show


def test_the_teams_queues_are_chips_of_the_desk(window: MainWindow, show: Show) -> None:
    show(team_queues.merged(sample.queues((), (), ()), floor(NOW_US), ME))
    chips = window.queues.chips.chips()
    assert [chip.standing.queue for chip in chips if chip.standing] == ["Support"]
    standing = chips[0].standing
    assert standing is not None
    assert (standing.waiting, standing.longest_s) == (2, 60)


def test_the_transfer_panel_offers_who_is_free_first(window: MainWindow) -> None:
    call = Call(
        key="k1",
        direction=Direction.IN,
        number="+982149258000",
        state=CallState.ACTIVE,
        started_us=NOW_US,
        answered_us=NOW_US,
    )
    queues = team_queues.merged(sample.queues((), (), ()), floor(NOW_US), ME)
    window.show_state(
        replace(desk.READY, queues=queues, cases=(Case(call),), current="k1", recent=())
    )
    controls = window.call_bar.controls
    controls.toggle_transfer()
    rows = controls.panel.people.rows()
    said = [(row.title, row.icon) for row in rows if row.title in ("Dara", "Sina", "Arash")]
    assert said == [("Dara", "circle-check"), ("Sina", "coffee"), ("Arash", "phone-call")]
    controls.panel.target.setText("dar")
    assert [row.title for row in controls.panel.people.rows()] == ["Dara"]
    controls.panel.people.pick()
    assert controls.panel.target.text() == "202"
    controls.panel.target.setText("201")
    assert [row.title for row in controls.panel.people.rows()] == ["Arash"]
