"""The whole table: each setting changed in the page is in force in the desk, without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk_app import settings
from desk_app.core import number_rules
from desk_app.setting_checks import fault
from desk_app.telephony.messages import Account, Configure, Srtp, Transport
from desk_app.ui import keys, language, theme
from desk_app.ui.keys import Act
from desk_app.ui.theme import motion
from tests.rigs.certificates import make_certificates
from tests.rigs.ports import free_port
from tests.rigs.uac import Uac
from tests.test_settings_room import Rig
from tests.test_settings_room import rig as rig

OTHER: dict[str, object] = {
    "general.name": "Mina Rad",
    "general.language": "fa",
    "general.theme": "dark",
    "general.still": True,
    "sip.listen": "",  # a free port
    "sip.allow_from": ("127.0.0.1", "10.0.0.0/8"),
    "sip.gateway": "pbx.example:5080",
    "sip.codecs": ("PCMA",),
    "account.user": "214",
    "account.domain": "127.0.0.1:1",
    "account.auth_user": "mina",
    "account.display_name": "Mina R.",
    "account.registrar": "127.0.0.1:2",
    "account.proxy": "127.0.0.1:3",
    "account.transport": "tls",
    "account.srtp": "optional",
    "account.ca_file": "",  # a real one
    "account.expires_s": 120,
    "audio.microphone": "no such microphone",
    "audio.speaker": "no such speaker",
    "audio.ringer": "no such ringer",
    "audio.ring_sound": str(Path(__file__).parents[1] / "resources/sounds/test.wav"),
    "audio.ring_volume": 10,
    "audio.silent": False,
    "calls.auto_answer_s": 1.5,
    "calls.ring_timeout_s": 30,
    "calls.record": True,
    "calls.wrap_up_s": 0,
    "calls.dtmf_info": True,
    "calls.reasons": ("Lunch",),
    "numbers.region": "DE",
    "numbers.extension_digits": 3,
    "numbers.rewrite": (("^9(.*)$", "\\1"),),
    **{f"keys.{name}": f"Ctrl+F{at}" for at, name in enumerate(keys.CHANGEABLE, 2)},
    "waiting.offer_s": 9,
    "waiting.short_abandon_s": 3,
    "waiting.prompts": "/no/such/folder",
    "database.url": "postgresql://mina@127.0.0.1:1/desk",
}


def in_force(rig: Rig) -> dict[str, object]:
    """Return what the desk goes by, by setting, read where it is used."""
    core, asked = rig.core, rig.core.configuration.configure()
    account = asked.account or Account(user="", domain="", password="")
    rules = number_rules(core.configuration.settings)
    used: dict[str, object] = {
        "general.name": core.tickets._agent(),
        "general.language": "fa" if language.is_persian() else "en",
        "general.theme": "dark" if theme.tokens().dark else "light",
        "general.still": motion.reduced(),
        "sip.gateway": core.desk.dial_target("0211"),
        "calls.wrap_up_s": core.desk._wrap_up_s(),
        "calls.reasons": core.desk.state.reasons,
        "calls.dtmf_info": core.configuration.settings.calls.dtmf_info,  # read at each digit
        "numbers.region": rules.region,
        "numbers.extension_digits": rules.extension_digits,
        "numbers.rewrite": rules.rewrites,
    }
    of_engine = {
        "sip.listen": asked.listen,
        "sip.allow_from": asked.allow_from,
        "sip.codecs": asked.codecs,
        "audio.silent": asked.null_audio,
        "calls.auto_answer_s": asked.auto_answer_s,
        "calls.ring_timeout_s": asked.ring_timeout_s,
        "calls.record": asked.record_calls,
        "waiting.offer_s": asked.offer_s,
        "waiting.prompts": asked.prompts,
        "database.url": core.place.url,
        "waiting.short_abandon_s": core.configuration.settings.waiting.short_abandon_s,
    }
    names = ("microphone", "speaker", "ringer", "ring_sound", "ring_volume")
    sounds = {f"audio.{name}": getattr(asked, name) for name in names}
    accounts = {f"account.{name}": getattr(account, name) for name in _ACCOUNT}
    shown = {f"keys.{name}": keys.of(act) for name, act in keys.CHANGEABLE.items()}
    return {**used, **of_engine, **sounds, **accounts, **shown}


_ACCOUNT = (
    *("user", "domain", "auth_user", "display_name", "registrar", "proxy"),
    *("transport", "srtp", "ca_file", "expires_s"),
)


def test_each_setting_of_the_table_is_in_force_at_once(rig: Rig, tmp_path: Path) -> None:
    values = {
        **OTHER,
        "sip.listen": f"127.0.0.1:{free_port()}",
        "account.ca_file": str(make_certificates(tmp_path).ca),
    }
    assert list(values) == [row.key for row in settings.table()]
    asked: list[Configure] = []
    rig.core.configuration.changed.connect(lambda: asked.append(rig.core.configuration.configure()))
    for row in settings.table():
        value = values[row.key]
        assert fault(row.key, value, rig.core.configuration.settings) is None, row.key
        before = in_force(rig)[row.key]
        rig.room.page.changed.emit(row.key, value)
        if row.key == "account.domain":  # without a password the engine has no account
            rig.core.configuration.set_password("x")
        if row.key != "account.user":
            assert in_force(rig)[row.key] != before, row.key
    assert in_force(rig)["account.user"] == "214"
    assert asked[-1].account is not None
    assert (asked[-1].account.transport, asked[-1].account.srtp) == (Transport.TLS, Srtp.OPTIONAL)
    new = f"udp:{values['sip.listen']}"
    rig.wait(lambda: new in rig.core.desk.state.listening)  # the engine itself has gone there
    rig.wait(lambda: rig.core.desk.state.devices.microphone == "no such microphone")


def test_another_key_answers_and_the_old_one_is_free(rig: Rig) -> None:
    window = rig.view.window
    answered: list[str] = []
    window.intents.answer.connect(answered.append)
    rig.room.open("keys")
    rig.qtbot.keyClick(rig.room.page.rows["keys.answer"].editor.field, Qt.Key.Key_F4)
    rig.wait(lambda: keys.of(Act.ANSWER) == "F4")
    QApplication.processEvents()
    window.leave_section()
    with Uac() as caller:
        ring = caller.ring(rig.port, "02149258000")
        rig.wait(window.ring_strip.isVisible)
        assert "F4" in window.ring_strip.answer.toolTip()
        assert window.ring_strip.answer._key == "F4"
        rig.qtbot.keyClick(window, Qt.Key.Key_F9)
        assert answered == []
        rig.qtbot.keyClick(window, Qt.Key.Key_F4)
        assert len(answered) == 1
        caller.talk(ring)
        caller.hang_up(ring)


@pytest.fixture(autouse=True)
def same_keys() -> Iterator[None]:
    yield
    keys.use({})
    motion.use(still=False)
