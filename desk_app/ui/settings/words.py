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
    "waiting.offer_s": QT_TRANSLATE_NOOP("settings", "Ringing time of an offer"),
    "waiting.short_abandon_s": QT_TRANSLATE_NOOP("settings", "Short abandons"),
    "waiting.prompts": QT_TRANSLATE_NOOP("settings", "Own prompts"),
    "database.url": QT_TRANSLATE_NOOP("settings", "Team's database"),
    "queues.name": QT_TRANSLATE_NOOP("settings", "Name"),
    "queues.numbers": QT_TRANSLATE_NOOP("settings", "Numbers"),
    "queues.languages": QT_TRANSLATE_NOOP("settings", "Languages of the prompts"),
    "queues.greeting": QT_TRANSLATE_NOOP("settings", "Greeting"),
    "queues.music": QT_TRANSLATE_NOOP("settings", "Music"),
    "queues.announce_every_s": QT_TRANSLATE_NOOP("settings", "Say the place again"),
    "queues.max_waiting": QT_TRANSLATE_NOOP("settings", "Most callers"),
    "queues.max_wait_s": QT_TRANSLATE_NOOP("settings", "Longest wait"),
    "queues.when_full": QT_TRANSLATE_NOOP("settings", "When it is full"),
    "queues.when_late": QT_TRANSLATE_NOOP("settings", "After the longest wait"),
    "queues.when_closed": QT_TRANSLATE_NOOP("settings", "When it is closed"),
    "queues.forward_to": QT_TRANSLATE_NOOP("settings", "Forward to"),
    "queues.callbacks": QT_TRANSLATE_NOOP("settings", "Call-backs"),
    "queues.voicemail": QT_TRANSLATE_NOOP("settings", "Voice messages"),
    "queues.hours": QT_TRANSLATE_NOOP("settings", "Opening hours"),
    "queues.holidays": QT_TRANSLATE_NOOP("settings", "Holidays"),
    "queues.target_s": QT_TRANSLATE_NOOP("settings", "Target"),
    "queues.limit_s": QT_TRANSLATE_NOOP("settings", "Alarm"),
    "queues.near_percent": QT_TRANSLATE_NOOP("settings", "Warning from"),
    "queues.waiting_limit": QT_TRANSLATE_NOOP("settings", "Most waiting"),
    "queues.service_percent": QT_TRANSLATE_NOOP("settings", "Service level to reach"),
    "queues.alarm_sound": QT_TRANSLATE_NOOP("settings", "Alarm sound"),
    "queues.priority_tags": QT_TRANSLATE_NOOP("settings", "Customers who go ahead"),
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
    "waiting.offer_s": QT_TRANSLATE_NOOP("settings", "A waiting call rings at you for this time."),
    "waiting.short_abandon_s": QT_TRANSLATE_NOOP(
        "settings", "Who hangs up sooner is counted apart from those who left."
    ),
    "waiting.prompts": QT_TRANSLATE_NOOP(
        "settings", "A folder of your own WAV files; what is absent is built in."
    ),
    "database.url": QT_TRANSLATE_NOOP(
        "settings",
        "Address of the team's database, postgresql://LOGIN@HOST/NAME; "
        "empty for this computer's own.",
    ),
    "queues.name": QT_TRANSLATE_NOOP("settings", "What the queue is called; needed."),
    "queues.numbers": QT_TRANSLATE_NOOP(
        "settings", "Called numbers that enter it; * for all that no other queue has."
    ),
    "queues.languages": QT_TRANSLATE_NOOP(
        "settings", "Languages callers hear, in order; empty for both, the window's first."
    ),
    "queues.greeting": QT_TRANSLATE_NOOP(
        "settings", "A WAV file; empty for the built-in greeting."
    ),
    "queues.music": QT_TRANSLATE_NOOP("settings", "A WAV file; empty for the built-in music."),
    "queues.announce_every_s": QT_TRANSLATE_NOOP(
        "settings", "The place is said again after this time; 0 for never."
    ),
    "queues.max_waiting": QT_TRANSLATE_NOOP("settings", "More callers than this are not taken in."),
    "queues.max_wait_s": QT_TRANSLATE_NOOP("settings", "Nobody is kept waiting longer."),
    "queues.when_full": QT_TRANSLATE_NOOP("settings", "What becomes of callers over the limit."),
    "queues.when_late": QT_TRANSLATE_NOOP("settings", "What becomes of who has waited too long."),
    "queues.when_closed": QT_TRANSLATE_NOOP(
        "settings", "What becomes of callers outside the opening hours."
    ),
    "queues.forward_to": QT_TRANSLATE_NOOP("settings", "Number that callers are forwarded to."),
    "queues.callbacks": QT_TRANSLATE_NOOP(
        "settings", "Callers may press 1 to be called back, in their place."
    ),
    "queues.voicemail": QT_TRANSLATE_NOOP("settings", "Callers may press 2 to leave a message."),
    "queues.hours": QT_TRANSLATE_NOOP(
        "settings",
        "Opening hours, such as Sat-Wed 08:00-20:00; Thu 08:00-13:00. Empty for always open.",
    ),
    "queues.holidays": QT_TRANSLATE_NOOP(
        "settings", "Dates when it is closed: 2027-03-21 or 1406-01-01."
    ),
    "queues.target_s": QT_TRANSLATE_NOOP(
        "settings", "Calls answered within this time are in time."
    ),
    "queues.limit_s": QT_TRANSLATE_NOOP(
        "settings", "Whoever waits longer than this is shown in red."
    ),
    "queues.near_percent": QT_TRANSLATE_NOOP(
        "settings", "From this share of a limit on it is shown as near."
    ),
    "queues.waiting_limit": QT_TRANSLATE_NOOP(
        "settings", "More waiting callers are an alarm on the wall; 0 for no limit."
    ),
    "queues.service_percent": QT_TRANSLATE_NOOP(
        "settings", "A service level under this is an alarm on the wall; 0 for none."
    ),
    "queues.alarm_sound": QT_TRANSLATE_NOOP(
        "settings", "The wall sounds when a limit of this queue is passed."
    ),
    "queues.priority_tags": QT_TRANSLATE_NOOP(
        "settings",
        'Tags of customers who go ahead, the higher number first: "key account" = 10.',
    ),
}

_SECTIONS: dict[str, object] = {
    "general": QT_TRANSLATE_NOOP("settings", "General"),
    "account": QT_TRANSLATE_NOOP("settings", "Phone account"),
    "audio": QT_TRANSLATE_NOOP("settings", "Sound"),
    "calls": QT_TRANSLATE_NOOP("settings", "Calls"),
    "waiting": QT_TRANSLATE_NOOP("settings", "Queues"),
    "numbers": QT_TRANSLATE_NOOP("settings", "Numbers"),
    "database": QT_TRANSLATE_NOOP("settings", "Database"),
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
    "queues.languages=": QT_TRANSLATE_NOOP("settings", "Both, the window's first"),
    "queues.languages=en,fa": QT_TRANSLATE_NOOP("settings", "English, then Persian"),
    "queues.languages=fa,en": QT_TRANSLATE_NOOP("settings", "Persian, then English"),
    "queues.languages=en": "English",
    "queues.languages=fa": "فارسی",
    "queues.when_full=message": QT_TRANSLATE_NOOP("settings", "Say so and hang up"),
    "queues.when_full=forward": QT_TRANSLATE_NOOP("settings", "Forward to a number"),
    "queues.when_full=callback": QT_TRANSLATE_NOOP("settings", "Promise to call back"),
    "queues.when_full=voicemail": QT_TRANSLATE_NOOP("settings", "Let them leave a message"),
    "queues.when_late=message": QT_TRANSLATE_NOOP("settings", "Say so and hang up"),
    "queues.when_late=forward": QT_TRANSLATE_NOOP("settings", "Forward to a number"),
    "queues.when_late=callback": QT_TRANSLATE_NOOP("settings", "Promise to call back"),
    "queues.when_late=voicemail": QT_TRANSLATE_NOOP("settings", "Let them leave a message"),
    "queues.when_closed=message": QT_TRANSLATE_NOOP("settings", "Say so and hang up"),
    "queues.when_closed=forward": QT_TRANSLATE_NOOP("settings", "Forward to a number"),
    "queues.when_closed=callback": QT_TRANSLATE_NOOP("settings", "Promise to call back"),
    "queues.when_closed=voicemail": QT_TRANSLATE_NOOP("settings", "Let them leave a message"),
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
