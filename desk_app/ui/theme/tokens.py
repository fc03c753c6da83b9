"""The design's colours, sizes and type as typed constants: the only place that knows a hex.

Widgets take a role (`tokens().t2`, `tokens().hue(Tone.SAFFRON).text`), never a colour.
"""

from __future__ import annotations

import enum

import msgspec
from msgspec.structs import replace


class Tone(enum.Enum):
    """What a colour means. Colour is never alone: an icon and a word go with it."""

    GREY = "grey"
    LAPIS = "lapis"  # accent, selection, talking
    TURQUOISE = "turquoise"  # ready, ringing, success
    SAFFRON = "saffron"  # near a limit, wrap-up, pinned
    POMEGRANATE = "pomegranate"  # over a limit, missed, hang up, recording
    VIOLET = "violet"  # break, not ready


class Hue(msgspec.Struct, frozen=True):
    """One tone: `solid` fills (white text), `text` on surface or tint, `tint` fill, `line` edge."""

    solid: str
    text: str
    tint: str
    line: str


class Tokens(msgspec.Struct, frozen=True):
    """A colour scheme. All values are #RRGGBB; t1 to t3 are text, loudest first."""

    dark: bool
    bg: str  # rail, search field
    surface: str  # panes
    sunken: str  # side panes, footers
    hover: str
    grey: str  # tags, segments, tracks
    line: str  # hairline
    line2: str  # button edge
    field: str  # edge of inputs
    t1: str
    t2: str
    t3: str
    raised: str  # the chosen segment
    input: str  # fill of inputs
    ring: str  # ring strip
    ring2: str  # circle on it
    on_ring: str  # quiet text on it
    ring_key: str  # edge of the key cap on Answer
    lapis: Hue
    turquoise: Hue
    saffron: Hue
    pomegranate: Hue
    violet: Hue

    def hue(self, tone: Tone) -> Hue:
        """Return the tone's four colours; GREY is made of the neutral roles."""
        if tone is Tone.GREY:
            return Hue(self.t3, self.t2, self.grey, self.line2)
        hue = getattr(self, tone.value)
        assert isinstance(hue, Hue)  # noqa: S101
        return hue


WHITE = "#FFFFFF"
ON_SAFFRON = "#241800"  # saffron is the one solid that white text cannot sit on

LIGHT = Tokens(
    dark=False,
    bg="#F3F3F0",
    surface="#FFFFFF",
    sunken="#FAFAF8",
    hover="#F0F0EC",
    grey="#EBEBE7",
    line="#E5E5E0",
    line2="#CDCDC6",
    field="#8A8D86",
    t1="#191B1F",
    t2="#4A4E56",
    t3="#626770",
    raised="#FFFFFF",
    input="#FFFFFF",
    ring="#084F4D",
    ring2="#0C6461",
    on_ring="#BFE6E2",
    ring_key="#9CC9C5",
    lapis=Hue("#2A4FC4", "#1E40C8", "#ECF0FD", "#BECBF5"),
    turquoise=Hue("#0A736E", "#0A6661", "#E1F3F1", "#A9D8D4"),
    saffron=Hue("#E09612", "#864A00", "#FDF2DE", "#EFCE95"),
    pomegranate=Hue("#B8213C", "#951431", "#FCEAEC", "#F0BAC2"),
    violet=Hue("#6B4FA0", "#5C4191", "#F1EDF8", "#D3C6EA"),
)

DARK = Tokens(
    dark=True,
    bg="#131417",
    surface="#1A1C20",
    sunken="#16181B",
    hover="#24272C",
    grey="#272A2F",
    line="#2A2D33",
    line2="#3C4048",
    field="#6F7580",
    t1="#ECEDEF",
    t2="#B6BAC2",
    t3="#9298A2",
    raised="#2F333A",
    input="#16181B",
    ring="#0C5B58",
    ring2="#127572",
    on_ring="#C6EBE7",
    ring_key="#9CC9C5",
    lapis=Hue("#4165E0", "#8FA6FF", "#1E2745", "#36467F"),
    turquoise=Hue("#0E7F79", "#55CDC3", "#122F2E", "#1F5955"),
    saffron=Hue("#E8A530", "#F3BE5C", "#332812", "#66501F"),
    pomegranate=Hue("#C72F4A", "#FF7A88", "#3A1A20", "#74303C"),
    violet=Hue("#8D70C9", "#DCC6FF", "#29223B", "#4A3C6E"),
)


# What is known to be old: every hue is one grey, so nothing calls for anybody (section 1).
STALE_DARK = replace(
    DARK,
    t1="#A9AEB7",
    t2="#9096A0",
    t3="#868C96",
    lapis=Hue("#5A606A", "#9096A0", "#24272C", "#33373E"),
    turquoise=Hue("#5A606A", "#9096A0", "#24272C", "#3C4048"),
    saffron=Hue("#5A606A", "#9096A0", "#24272C", "#3C4048"),
    pomegranate=Hue("#5A606A", "#9096A0", "#1F2226", "#3C4048"),
    violet=Hue("#5A606A", "#9096A0", "#24272C", "#3C4048"),
)
STALE_LIGHT = replace(
    LIGHT,
    t1="#565B63",
    t2="#5D626B",
    t3="#626770",
    lapis=Hue("#A3A69F", "#5D626B", "#EBEBE7", "#CDCDC6"),
    turquoise=Hue("#A3A69F", "#5D626B", "#EBEBE7", "#CDCDC6"),
    saffron=Hue("#A3A69F", "#5D626B", "#EBEBE7", "#CDCDC6"),
    pomegranate=Hue("#A3A69F", "#5D626B", "#F0F0EC", "#CDCDC6"),
    violet=Hue("#A3A69F", "#5D626B", "#EBEBE7", "#CDCDC6"),
)


class Size:
    """Lengths in px that more than one file needs."""

    RAIL = 72
    TOP_BAR = 52
    BAR = 84  # ring strip, call bar and wrap-up bar alike: the panes never move
    CUSTOMER_PANE = 288
    TICKET_PANE = 432
    FOLD_BELOW = 1280  # narrower windows fold the customer pane
    MIN_WINDOW = (1024, 640)
    CONTROL = 32
    SMALL = 28
    RADIUS = 7
    RADIUS_CARD = 8
    RADIUS_TAG = 5


class Role(enum.IntEnum):
    """Type scale: the value is the size in px."""

    TINY = 11  # rail, key caps
    META = 12
    BODY = 13
    NAME = 15
    FACT = 16  # ring strip
    TITLE = 20  # ring name
    TIMER = 26
    FIGURE = 28


LINE_HEIGHT = {
    Role.TINY: 16,
    Role.META: 16,
    Role.BODY: 20,
    Role.NAME: 22,
    Role.FACT: 22,
    Role.TITLE: 28,
    Role.TIMER: 32,
    Role.FIGURE: 36,
}


class Weight(enum.IntEnum):
    """The three weights in use."""

    REGULAR = 400
    MEDIUM = 500
    SEMIBOLD = 600
