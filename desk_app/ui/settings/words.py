"""The words of the settings: a label and a sentence for every row of the table.

The English sentences are the table's own, which a test compares; they stand here once
more because only literals are found for translation.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LABELS: dict[str, object] = {
    "general.name": QT_TRANSLATE_NOOP("settings", "Your name"),
    "general.language": QT_TRANSLATE_NOOP("settings", "Language"),
    "general.theme": QT_TRANSLATE_NOOP("settings", "Theme"),
    "general.still": QT_TRANSLATE_NOOP("settings", "Keep still"),
    "sip.listen": QT_TRANSLATE_NOOP("settings", "Address for direct calls"),
    "sip.allow_from": QT_TRANSLATE_NOOP("settings", "Who may call directly"),
    "sip.gateway": QT_TRANSLATE_NOOP("settings", "Gateway"),
    "sip.codecs": QT_TRANSLATE_NOOP("settings", "Codecs"),
    "account.user": QT_TRANSLATE_NOOP("settings", "User"),
    "account.domain": QT_TRANSLATE_NOOP("settings", "Domain"),
    "account.auth_user": QT_TRANSLATE_NOOP("settings", "Authentication user"),
    "account.display_name": QT_TRANSLATE_NOOP("settings", "Display name"),
    "account.registrar": QT_TRANSLATE_NOOP("settings", "Registrar"),
    "account.proxy": QT_TRANSLATE_NOOP("settings", "Outbound proxy"),
    "account.transport": QT_TRANSLATE_NOOP("settings", "Transport"),
    "account.srtp": QT_TRANSLATE_NOOP("settings", "Encrypted sound"),
    "account.ca_file": QT_TRANSLATE_NOOP("settings", "Trusted certificates"),
    "account.expires_s": QT_TRANSLATE_NOOP("settings", "Registration time"),
    "audio.microphone": QT_TRANSLATE_NOOP("settings", "Microphone"),
    "audio.speaker": QT_TRANSLATE_NOOP("settings", "Speaker"),
    "audio.ringer": QT_TRANSLATE_NOOP("settings", "Ring device"),
    "audio.ring_sound": QT_TRANSLATE_NOOP("settings", "Ring sound"),
    "audio.ring_volume": QT_TRANSLATE_NOOP("settings", "Ring volume"),
    "audio.silent": QT_TRANSLATE_NOOP("settings", "No sound device"),
    "calls.auto_answer_s": QT_TRANSLATE_NOOP("settings", "Answer by itself"),
    "calls.ring_timeout_s": QT_TRANSLATE_NOOP("settings", "Ringing time"),
    "calls.record": QT_TRANSLATE_NOOP("settings", "Record every call"),
    "calls.wrap_up_s": QT_TRANSLATE_NOOP("settings", "Wrap-up time"),
    "calls.dtmf_info": QT_TRANSLATE_NOOP("settings", "Digits by SIP INFO"),
    "calls.reasons": QT_TRANSLATE_NOOP("settings", "Reasons for not being ready"),
    "numbers.region": QT_TRANSLATE_NOOP("settings", "Country"),
    "numbers.extension_digits": QT_TRANSLATE_NOOP("settings", "Length of extensions"),
    "numbers.rewrite": QT_TRANSLATE_NOOP("settings", "Rewriting rules"),
    "keys.answer": QT_TRANSLATE_NOOP("settings", "Answer"),
    "keys.hang_up": QT_TRANSLATE_NOOP("settings", "Decline, hang up"),
    "keys.mute": QT_TRANSLATE_NOOP("settings", "Mute"),
    "keys.hold": QT_TRANSLATE_NOOP("settings", "Hold"),
    "keys.transfer": QT_TRANSLATE_NOOP("settings", "Transfer"),
    "keys.add": QT_TRANSLATE_NOOP("settings", "Add a person"),
    "keys.keypad": QT_TRANSLATE_NOOP("settings", "Keypad"),
    "keys.record": QT_TRANSLATE_NOOP("settings", "Record"),
}

_SENTENCES: dict[str, object] = {
    "general.name": QT_TRANSLATE_NOOP("settings", "Your name, as colleagues see it on tickets."),
    "general.language": QT_TRANSLATE_NOOP("settings", "Language of the window."),
    "general.theme": QT_TRANSLATE_NOOP("settings", "Light, dark, or as the system says."),
    "general.still": QT_TRANSLATE_NOOP(
        "settings", "Nothing pulses or slides, also where the system does not ask so."
    ),
    "sip.listen": QT_TRANSLATE_NOOP(
        "settings", "host:port for direct calls over UDP and TCP; empty for none."
    ),
    "sip.allow_from": QT_TRANSLATE_NOOP(
        "settings",
        "Addresses or networks that may call besides the account's "
        "registrar; calls from anywhere else never ring.",
    ),
    "sip.gateway": QT_TRANSLATE_NOOP(
        "settings",
        "host[:port] that numbers are dialled through when there is no account.",
    ),
    "sip.codecs": QT_TRANSLATE_NOOP(
        "settings",
        "Codecs in order of preference; empty for the engine's own order.",
    ),
    "account.user": QT_TRANSLATE_NOOP("settings", "SIP user or extension."),
    "account.domain": QT_TRANSLATE_NOOP("settings", "SIP domain or PBX address."),
    "account.auth_user": QT_TRANSLATE_NOOP(
        "settings", "User for authentication, where it differs."
    ),
    "account.display_name": QT_TRANSLATE_NOOP("settings", "Name shown to the people you call."),
    "account.registrar": QT_TRANSLATE_NOOP(
        "settings", "host[:port] to register with, where it is not the domain."
    ),
    "account.proxy": QT_TRANSLATE_NOOP("settings", "Outbound proxy, host[:port]."),
    "account.transport": QT_TRANSLATE_NOOP("settings", "udp, tcp or tls."),
    "account.srtp": QT_TRANSLATE_NOOP(
        "settings",
        "Encryption of the sound: off, optional or required; needs tls.",
    ),
    "account.ca_file": QT_TRANSLATE_NOOP(
        "settings", "Certificates to trust for TLS; empty for the system's."
    ),
    "account.expires_s": QT_TRANSLATE_NOOP("settings", "How long a registration is valid."),
    "audio.microphone": QT_TRANSLATE_NOOP("settings", "Microphone."),
    "audio.speaker": QT_TRANSLATE_NOOP("settings", "Where you hear the caller."),
    "audio.ringer": QT_TRANSLATE_NOOP("settings", "Where it rings."),
    "audio.ring_sound": QT_TRANSLATE_NOOP("settings", "A WAV file; empty for the built-in ring."),
    "audio.ring_volume": QT_TRANSLATE_NOOP("settings", "Loudness of the ring."),
    "audio.silent": QT_TRANSLATE_NOOP(
        "settings", "Use no sound device: silence goes out, nothing is heard."
    ),
    "calls.auto_answer_s": QT_TRANSLATE_NOOP(
        "settings", "Answer by itself after this time; 0 for never."
    ),
    "calls.ring_timeout_s": QT_TRANSLATE_NOOP(
        "settings", "A call nobody answers is given up after this time."
    ),
    "calls.record": QT_TRANSLATE_NOOP("settings", "Record every call from its answer on."),
    "calls.wrap_up_s": QT_TRANSLATE_NOOP(
        "settings", "Time for the ticket after a call; 0 for none."
    ),
    "calls.dtmf_info": QT_TRANSLATE_NOOP(
        "settings", "Send digits by SIP INFO instead of RFC 4733."
    ),
    "calls.reasons": QT_TRANSLATE_NOOP(
        "settings",
        "Reasons for not being ready; break, ticket_work and training are "
        "named in your language, others as you write them.",
    ),
    "numbers.region": QT_TRANSLATE_NOOP(
        "settings",
        "Country (two letters) of numbers written without a country code.",
    ),
    "numbers.extension_digits": QT_TRANSLATE_NOOP(
        "settings", "Numbers up to this length are your own extensions."
    ),
    "numbers.rewrite": QT_TRANSLATE_NOOP(
        "settings",
        "Rules [pattern, replacement] for numbers as the trunk sends them, "
        "regular expressions applied in order.",
    ),
    "keys.answer": QT_TRANSLATE_NOOP("settings", "Answers, in other programs too."),
    "keys.hang_up": QT_TRANSLATE_NOOP("settings", "Declines or hangs up."),
    "keys.mute": QT_TRANSLATE_NOOP("settings", "Mutes your microphone."),
    "keys.hold": QT_TRANSLATE_NOOP("settings", "Puts on hold, takes back."),
    "keys.transfer": QT_TRANSLATE_NOOP("settings", "Opens the transfer."),
    "keys.add": QT_TRANSLATE_NOOP("settings", "Adds a person."),
    "keys.keypad": QT_TRANSLATE_NOOP("settings", "Opens the keypad."),
    "keys.record": QT_TRANSLATE_NOOP("settings", "Starts and ends a recording."),
}

_SECTIONS: dict[str, object] = {
    "general": QT_TRANSLATE_NOOP("settings", "General"),
    "account": QT_TRANSLATE_NOOP("settings", "Phone account"),
    "audio": QT_TRANSLATE_NOOP("settings", "Sound"),
    "calls": QT_TRANSLATE_NOOP("settings", "Calls"),
    "numbers": QT_TRANSLATE_NOOP("settings", "Numbers"),
    "keys": QT_TRANSLATE_NOOP("settings", "Keys"),
    "sip": QT_TRANSLATE_NOOP("settings", "Direct calls"),
}

_CHOICES: dict[str, object] = {
    "general.language=system": QT_TRANSLATE_NOOP("settings", "As the system says"),
    "general.language=en": "English",
    "general.language=fa": "فارسی",
    "general.theme=system": QT_TRANSLATE_NOOP("settings", "As the system says"),
    "general.theme=light": QT_TRANSLATE_NOOP("settings", "Light"),
    "general.theme=dark": QT_TRANSLATE_NOOP("settings", "Dark"),
    "account.transport=udp": "UDP",
    "account.transport=tcp": "TCP",
    "account.transport=tls": "TLS",
    "account.srtp=off": QT_TRANSLATE_NOOP("settings", "Off"),
    "account.srtp=optional": QT_TRANSLATE_NOOP("settings", "Where possible"),
    "account.srtp=required": QT_TRANSLATE_NOOP("settings", "Always"),
}

_UNITS: dict[str, object] = {
    "seconds": QT_TRANSLATE_NOOP("settings", "seconds"),
    "per cent": QT_TRANSLATE_NOOP("settings", "per cent"),
    "digits": QT_TRANSLATE_NOOP("settings", "digits"),
}

SECTIONS = tuple(_SECTIONS)
"""The sections in the order in which people need them."""


def _say(words: object) -> str:
    return QCoreApplication.translate("settings", str(words))


def section(name: str) -> str:
    """Return a section's title."""
    return _say(_SECTIONS[name])


def label(key: str) -> str:
    """Return a setting's short name."""
    return _say(_LABELS[key])


def sentence(key: str) -> str:
    """Return what a setting is, in one sentence."""
    return _say(_SENTENCES[key])


def choice(key: str, value: str) -> str:
    """Return one of a setting's values as people say it."""
    return _say(_CHOICES[f"{key}={value}"])


def unit(name: str) -> str:
    """Return a unit's word."""
    return _say(_UNITS[name])
