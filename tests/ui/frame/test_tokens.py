"""The colours keep their promise: every text role is readable on every fill it may sit on."""

from __future__ import annotations

import pytest

from desk_app.ui.theme import DARK, LIGHT, ON_SAFFRON, WHITE, Tokens, Tone
from desk_app.ui.theme.qss import stylesheet

SCHEMES = pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB (WCAG 2.x)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@SCHEMES
def test_neutral_text_is_readable_on_every_neutral_fill(t: Tokens) -> None:
    fills = (t.bg, t.surface, t.sunken, t.hover, t.grey, t.input)
    for text in (t.t1, t.t2, t.t3):
        for fill in fills:
            assert contrast(text, fill) >= 4.5, (text, fill)


@SCHEMES
@pytest.mark.parametrize("tone", Tone)
def test_a_tones_text_is_readable_on_surface_and_on_its_own_tint(t: Tokens, tone: Tone) -> None:
    hue = t.hue(tone)
    for fill in (t.surface, t.sunken, hue.tint):
        assert contrast(hue.text, fill) >= 4.5, (hue.text, fill)


@SCHEMES
def test_ordinary_text_is_readable_on_the_bars(t: Tokens) -> None:
    for text in (t.t1, t.t2):
        for fill in (t.lapis.tint, t.saffron.tint):
            assert contrast(text, fill) >= 4.5, (text, fill)


@SCHEMES
def test_text_on_solids_and_on_the_ring_strip_is_readable(t: Tokens) -> None:
    for solid in (t.lapis.solid, t.turquoise.solid, t.pomegranate.solid, t.ring):
        assert contrast(WHITE, solid) >= 4.5, solid
    assert contrast(ON_SAFFRON, t.saffron.solid) >= 4.5
    assert contrast(t.on_ring, t.ring) >= 4.5


@SCHEMES
def test_edges_of_inputs_can_be_seen(t: Tokens) -> None:
    assert contrast(t.field, t.input) >= 3


@SCHEMES
def test_the_style_sheet_has_no_eight_digit_hex(t: Tokens) -> None:
    import re

    assert not re.search(r"#[0-9A-Fa-f]{8}\b", stylesheet(t))
