"""The sentence for everything that can go wrong: what happened, then what to do."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QCoreApplication

from desk_app.crm.records import TeamMessage
from desk_app.state import DataProblem, EngineState, Notice, QueueProblem
from desk_app.telephony.messages import Alert, Problem
from desk_app.telephony.queue.wav import Reason
from desk_app.ui import queue_words
from desk_app.ui import text as say
from desk_app.ui.theme import Tone

Kind = Problem | DataProblem | Alert | EngineState | QueueProblem | Reason


class Remedy(enum.Enum):
    """What the strip's button does."""

    NONE = "none"
    RECONNECT = "reconnect"
    PASSWORD = "password"  # noqa: S105 - asks for one
    LOGIN = "login"  # to the team's database: asks for its password
    ACCOUNT = "account"  # its settings
    QUEUES = "queues"  # their settings
    READY = "ready"


class Sentence(msgspec.Struct, frozen=True):
    """What the strip shows, and what its button offers."""

    text: str
    icon: str
    tone: Tone
    remedy: Remedy = Remedy.NONE


def _line(problem: Kind) -> str | None:
    match problem:
        case Problem.WRONG_PASSWORD:
            return QCoreApplication.translate(
                "problems",
                "The phone system refused the password. Enter it again.",
            )
        case Problem.REGISTRAR_UNREACHABLE:
            return QCoreApplication.translate(
                "problems",
                "Line lost, calls do not reach you. The phone system does not answer; "
                "check the network, trying again.",
            )
        case Problem.REGISTRAR_REFUSED:
            return QCoreApplication.translate(
                "problems",
                "The phone system refused this extension. Ask its administrator.",
            )
        case Problem.TLS_CERTIFICATE:
            return QCoreApplication.translate(
                "problems",
                "The phone system's certificate is not valid, so nothing was sent to it. "
                "Ask its administrator.",
            )
        case Problem.NAME_NOT_FOUND:
            return QCoreApplication.translate(
                "problems",
                "The phone system's address was not found. Check the domain in the settings.",
            )
        case Problem.BAD_ACCOUNT:
            return QCoreApplication.translate(
                "problems",
                "The phone account in the settings is not usable. Check user and domain.",
            )
    return None


def _phone(problem: Kind) -> str | None:
    match problem:
        case Problem.LISTEN_FAILED:
            return QCoreApplication.translate(
                "problems",
                "Direct calls cannot come in: another program uses the address. "
                "Close it or change the port in the settings.",
            )
        case Problem.JOURNAL_FAILED:
            return QCoreApplication.translate(
                "problems",
                "The call journal cannot be written. Calls go on; free some disk space.",
            )
        case Problem.JOURNAL_DAMAGED:
            return QCoreApplication.translate(
                "problems",
                "The call journal was damaged and is kept aside; a new one is in use. "
                "Tell your administrator if calls are missing.",
            )
        case Problem.TOO_MANY_CALLS:
            return QCoreApplication.translate(
                "problems", "No more calls at once. Hang up one first."
            )
        case Problem.CALL_GONE:
            return QCoreApplication.translate("problems", "That call is over.")
        case Problem.NOT_NOW:
            return QCoreApplication.translate(
                "problems", "That is not possible in this state of the call."
            )
        case Problem.BAD_NUMBER:
            return QCoreApplication.translate(
                "problems", "This number cannot be dialled. Check it."
            )
        case Problem.TRANSFER_FAILED:
            return QCoreApplication.translate(
                "problems", "The transfer failed. The caller is still with you."
            )
        case EngineState.STARTING:
            return QCoreApplication.translate("problems", "The phone is starting.")
        case EngineState.RESTARTING:
            return QCoreApplication.translate(
                "problems",
                "The phone stopped and starts again. Calls in hand were cut off; "
                "their tickets are kept.",
            )
        case EngineState.FAILING:
            return QCoreApplication.translate(
                "problems",
                "The phone does not start, so no calls come in; trying again. "
                "Ask your administrator to run desk-app doctor.",
            )
    return None


def _sound(problem: Kind) -> str | None:
    match problem:
        case Problem.NO_SOUND_DEVICE:
            return QCoreApplication.translate(
                "problems",
                "No sound device was found. Plug in a headset; it is taken at once.",
            )
        case Problem.DEVICE_MISSING:
            return QCoreApplication.translate(
                "problems",
                "The chosen sound device is not there. The system's own is used until it is back.",
            )
        case Problem.MEDIA_FAILED:
            return QCoreApplication.translate(
                "problems",
                "The sound of this call cannot be set up. Hang up and call again.",
            )
        case Problem.RECORDING_FAILED:
            return QCoreApplication.translate(
                "problems",
                "This call is not being recorded: the file cannot be written. "
                "Free some disk space, then record again.",
            )
        case Alert.NO_CALLER_SOUND:
            return QCoreApplication.translate(
                "problems",
                "No sound from the caller for 3 seconds. Ask them to call again if it stays.",
            )
        case Alert.MICROPHONE_SILENT:
            return QCoreApplication.translate(
                "problems",
                "The caller cannot hear you: your microphone is silent. "
                "Check the headset's own mute switch.",
            )
    return None


def _data(problem: Kind) -> str | None:
    match problem:
        case DataProblem.LOCKED:
            return QCoreApplication.translate(
                "problems",
                "The database is busy. Words are kept on this computer, trying again.",
            )
        case DataProblem.FULL:
            return QCoreApplication.translate(
                "problems",
                "The disk is full. Words are kept for now; free some space.",
            )
        case DataProblem.READ_ONLY:
            return QCoreApplication.translate(
                "problems",
                "The database cannot be written. Words are kept for now; "
                "check the folder's permissions.",
            )
        case DataProblem.CORRUPT:
            return QCoreApplication.translate(
                "problems",
                "The database is damaged. Calls go on and are journalled; restore a backup.",
            )
        case DataProblem.NEWER:
            return QCoreApplication.translate(
                "problems",
                "The database belongs to a newer Desk App and was not touched. "
                "Calls go on; update this program.",
            )
        case DataProblem.UNREACHABLE:
            return QCoreApplication.translate(
                "problems",
                "The database does not answer. Words are kept on this computer, trying again.",
            )
        case DataProblem.LOGIN_REFUSED:
            return QCoreApplication.translate(
                "problems",
                "The team's database does not accept your login. Words are kept on this "
                "computer; enter the password, or ask your administrator.",
            )
        case DataProblem.NO_RIGHTS:
            return QCoreApplication.translate(
                "problems",
                "Your login has no right to this in the team's database. Ask your administrator.",
            )
        case DataProblem.OLDER:
            return QCoreApplication.translate(
                "problems",
                "The team's database is older than this Desk App. Words are kept on this "
                "computer until your administrator brings it up to date.",
            )
    return None


def _settings(problem: Kind) -> str | None:
    match problem:
        case DataProblem.SETTINGS_UNREADABLE:
            return QCoreApplication.translate(
                "problems",
                "The settings file cannot be read, so the settings from before are used. "
                "Mend the file; it is read again at once.",
            )
        case DataProblem.SETTINGS_UNWRITABLE:
            return QCoreApplication.translate(
                "problems",
                "The settings file cannot be written. The change holds until you close the desk.",
            )
        case DataProblem.SETTING_UNUSABLE:
            return QCoreApplication.translate(
                "problems",
                "One setting is not usable, so its default is used. Correct it in the file.",
            )
        case DataProblem.PASSWORD_MISSING:
            return QCoreApplication.translate(
                "problems",
                "There is no password for the phone account, so it is not connected. Enter it.",
            )
        case DataProblem.KEYRING_UNUSABLE:
            return QCoreApplication.translate(
                "problems",
                "This computer has no safe place for the password. Unlock its keyring, "
                "or enter the password for today.",
            )
    return None


_WARNINGS = frozenset(
    {
        Problem.DEVICE_MISSING,
        Problem.TOO_MANY_CALLS,
        Problem.CALL_GONE,
        Problem.NOT_NOW,
        Problem.BAD_NUMBER,
        EngineState.STARTING,
        DataProblem.LOCKED,
        DataProblem.SETTING_UNUSABLE,
        Alert.NO_CALLER_SOUND,
        Alert.MICROPHONE_SILENT,
        *QueueProblem,
        *Reason,
    }
)

_OF_A_DEVICE = frozenset({Problem.DEVICE_MISSING, Alert.MICROPHONE_SILENT})
"""Their detail is the name of a device."""

_OF_THE_LINE = frozenset({Problem.REGISTRAR_UNREACHABLE, Problem.REGISTRAR_REFUSED})

_OF_THE_PASSWORD = frozenset(
    {Problem.WRONG_PASSWORD, DataProblem.PASSWORD_MISSING, DataProblem.KEYRING_UNUSABLE}
)


def sentence(notice: Notice) -> Sentence:
    """Return the words for a notice, in the language in use."""
    problem = notice.problem
    words = (_line, _phone, _sound, _data, _settings, queue_words.problem, _nothing)
    said = next(s for f in words if (s := f(problem)))
    detail = say.plain_text(notice.detail, 80)
    if detail and (isinstance(problem, DataProblem | Reason) or problem in _OF_A_DEVICE):
        said = f"{said} ({say.isolate(detail)})"
    if problem in _WARNINGS:
        return Sentence(said, "triangle-alert", Tone.SAFFRON, _remedy(problem))
    return Sentence(said, "octagon-alert", Tone.POMEGRANATE, _remedy(problem))


def message(sent: TeamMessage) -> str:
    """Return a supervisor's words with name and time."""
    said = QCoreApplication.translate("problems", "{name}, {time}: {words}")
    return said.format(
        name=say.embed(say.plain_text(sent.by, 40)),
        time=say.clock_time(sent.at_us),
        words=say.embed(say.plain_text(sent.body, 500)),
    )


def _remedy(problem: Kind) -> Remedy:
    if problem in (Problem.BAD_ACCOUNT, Problem.NAME_NOT_FOUND):
        return Remedy.ACCOUNT
    if problem in _OF_THE_LINE:
        return Remedy.RECONNECT
    if problem is QueueProblem.NOT_RESPONDING:
        return Remedy.READY
    if problem is DataProblem.QUEUE_UNUSABLE or isinstance(problem, Reason):
        return Remedy.QUEUES
    if problem is DataProblem.LOGIN_REFUSED:
        return Remedy.LOGIN
    return Remedy.PASSWORD if problem in _OF_THE_PASSWORD else Remedy.NONE


def _nothing(problem: Kind) -> str | None:
    return QCoreApplication.translate("problems", "Something failed: {name}.").format(
        name=problem.value
    )
