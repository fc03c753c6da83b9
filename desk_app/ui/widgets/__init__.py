"""Small painted parts that every screen is made of. All follow theme and language by themselves."""

from desk_app.ui.widgets.button import Button, Kind, PaintedButton
from desk_app.ui.widgets.labels import (
    ElidedLabel,
    IconLabel,
    Ink,
    Label,
    line_height,
    on_ring,
    t1,
    t2,
    t3,
    text_of,
    white,
)
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.marks import Avatar, Hairline, KeyCap, Mark, Meter, Section, Tag
from desk_app.ui.widgets.segmented import Option, Segmented
from desk_app.ui.widgets.select import Select

__all__ = [
    "Avatar",
    "Button",
    "ElidedLabel",
    "Hairline",
    "IconLabel",
    "Ink",
    "KeyCap",
    "Kind",
    "Label",
    "Live",
    "Mark",
    "Meter",
    "Option",
    "PaintedButton",
    "Section",
    "Segmented",
    "Select",
    "Tag",
    "line_height",
    "on_ring",
    "t1",
    "t2",
    "t3",
    "text_of",
    "white",
]
