"""The team in the desk's window: its queues as chips, and who is free when a call is given away."""

from __future__ import annotations

from msgspec.structs import replace

from desk_app import team_queues
from desk_app.queue_settings import QueueSection
from desk_app.state import Case
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction
from desk_app.telephony.team.board import QueueNow, QueueTerms
from desk_app.ui.window import MainWindow
from tests.test_team_desk import ME, floor
from tests.ui.conftest import NOW_US
from tests.ui.frame import sample as desk
from tests.ui.frame.test_call_bar import bare
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


def test_the_transfer_panel_offers_the_queues_that_can_take_the_call(window: MainWindow) -> None:
    sales_of_team = QueueNow("Sales", terms=QueueTerms(number="501"))
    numbered = replace(floor(NOW_US), queues=(QueueNow("Billing"), sales_of_team))
    own = sample.queues((), (), (QueueSection(name="Shop"), QueueSection(name="Billing")))
    queues = team_queues.merged(own, numbered, ME)
    panel = window.call_bar.controls.panel

    def offered(direction: Direction, words: str = "") -> list[tuple[str, str]]:
        call = replace(desk.TALKING, key="k1", direction=direction)
        state = replace(desk.READY, queues=queues, cases=(Case(call),), current="k1", recent=())
        panel.target.setText("")
        panel.show_state(state, "k1", adding=False)
        panel.target.setText(words)
        return [(row.title, bare(row.note)) for row in panel.people.rows() if row.icon == "users"]

    shop, sales = ("Shop", "queue, 0 waiting"), ("Sales", "queue, 0 waiting · 501")
    assert offered(Direction.IN) == [shop, sales]
    assert offered(Direction.OUT) == [sales]  # the desk's own take only who came in
    assert offered(Direction.IN, "50") == [sales]
    panel.people.pick()
    assert panel.target.text() == "501"
    assert panel.now.isEnabled() and panel.first.isEnabled()
