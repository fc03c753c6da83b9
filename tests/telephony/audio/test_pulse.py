"""What we read from `pactl`, and the names of cards."""

from __future__ import annotations

from desk_app.telephony.engine.audio.pulse import Card, SoundServer, alsa_config, parse_cards

LISTING = """\
Source #0
\tState: IDLE
\tName: speakers.monitor
\tDescription: Monitor of Test Speakers
\tMonitor of Sink: speakers
Source #1
\tState: IDLE
\tName: alsa_input.usb-GN_"Jabra"-00.mono
\tDescription: هدست, GN: "Jabra" (mono)
\tMonitor of Sink: n/a
\tProperties:
\t\tdevice.description = "something else"
\t\tName: not this
Source #2
\tName: second
\tDescription: Twin
\tMonitor of Sink: n/a
Source #3
\tName: third
\tDescription: Twin
\tMonitor of Sink: n/a
Source #4
\tName: second.echo-cancel
\tDescription: Twin (echo cancelled)
\tMonitor of Sink: n/a
"""


def test_cards_are_read_by_the_names_people_see() -> None:
    assert parse_cards(LISTING) == (
        Card('alsa_input.usb-GN_"Jabra"-00.mono', 'هدست, GN: "Jabra" (mono)'),
        Card("second", "Twin"),
        Card("third", "Twin (2)"),
    )


def test_no_cards_no_fuss() -> None:
    assert parse_cards("") == ()


def test_alsa_gets_plain_names_and_quoted_devices() -> None:
    card = parse_cards(LISTING)[0]
    text = alsa_config(SoundServer(sources=(card,)))
    assert f'pcm."{card.pcm}"' in text
    assert r'device "alsa_input.usb-GN_\"Jabra\"-00.mono"' in text
    assert card.pcm.removeprefix("desk-app-").isalnum()
