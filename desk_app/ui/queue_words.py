"""What is wrong with the sound files and the settings of queues, in one sentence each."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desk_app.queue_settings import Wrong
from desk_app.state import DataProblem, QueueProblem
from desk_app.telephony.queue.wav import Reason

_REASONS: dict[Reason, object] = {
    Reason.NO_FOLDER: QT_TRANSLATE_NOOP(
        "queues", "The folder of sounds for the queues is not there; the built-in ones are played."
    ),
    Reason.UNKNOWN_NAME: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues has a name that means nothing and is never played."
    ),
    Reason.UNREADABLE: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues cannot be read; the built-in one is played."
    ),
    Reason.NOT_WAV: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues is no WAV file (PCM); the built-in one is played."
    ),
    Reason.BITS: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues has not 16 bits; the built-in one is played."
    ),
    Reason.CHANNELS: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues is neither mono nor stereo; the built-in one is played."
    ),
    Reason.RATE: QT_TRANSLATE_NOOP(
        "queues",
        "A sound for the queues has not 8, 16, 44.1 or 48 kHz; the built-in one is played.",
    ),
    Reason.TRUNCATED: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues is cut off; the built-in one is played."
    ),
    Reason.TOO_SHORT: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues is too short; the built-in one is played."
    ),
    Reason.TOO_LONG: QT_TRANSLATE_NOOP(
        "queues", "A sound for the queues is too long; the built-in one is played."
    ),
}

_WRONG: dict[Wrong, object] = {
    Wrong.NAME: QT_TRANSLATE_NOOP("queues", "Enter a name of visible letters."),
    Wrong.NUMBER: QT_TRANSLATE_NOOP("queues", "{piece} is no number that can be called."),
    Wrong.HOURS_PART: QT_TRANSLATE_NOOP(
        "queues", "{piece} cannot be read. Write days, then hours: Sat-Wed 08:00-20:00."
    ),
    Wrong.HOURS_DAY: QT_TRANSLATE_NOOP("queues", "{piece} is no day of the week."),
    Wrong.HOURS_TIME: QT_TRANSLATE_NOOP("queues", "{piece} is no time from and to: 08:00-20:00."),
    Wrong.HOLIDAY: QT_TRANSLATE_NOOP(
        "queues", "{piece} is no date. Write it as 2027-03-21 or 1406-01-01."
    ),
    Wrong.TAGS: QT_TRANSLATE_NOOP(
        "queues", "Write a tag and a number from 1 to 1000 on each line: key account = 10."
    ),
    Wrong.FORWARD: QT_TRANSLATE_NOOP("queues", "Enter the number to forward to first."),
    Wrong.NAME_TAKEN: QT_TRANSLATE_NOOP("queues", "Another queue has this name."),
    Wrong.NUMBER_TAKEN: QT_TRANSLATE_NOOP("queues", "Another queue has the number {piece}."),
}


def problem(kind: object) -> str | None:
    """Return the sentence for a notice about the queues, None for other notices."""
    if kind is DataProblem.QUEUE_UNUSABLE:
        return QCoreApplication.translate(
            "problems",
            "A queue is left out, because one of its settings cannot be used. "
            "Correct it in the file.",
        )
    if kind is QueueProblem.NOT_RESPONDING:
        return QCoreApplication.translate(
            "problems",
            "You did not take the caller, who waits on in the same place. "
            "No more are offered until you are ready.",
        )
    if kind is QueueProblem.TEAM_UNSEEN:
        return QCoreApplication.translate(
            "problems",
            "There is no news of the phone system: the team's queues are not shown until it is "
            "back. Calls may still ring.",
        )
    if (said := _order(kind)) is not None:
        return said
    return reason(kind) if isinstance(kind, Reason) else None


def _order(kind: object) -> str | None:
    match kind:
        case QueueProblem.ORDER_REFUSED:
            return QCoreApplication.translate(
                "problems", "Your role does not allow this. Ask a supervisor to do it."
            )
        case QueueProblem.ORDER_GONE:
            return QCoreApplication.translate(
                "problems", "Too late: that caller or queue is not there any more."
            )
        case QueueProblem.ORDER_FAILED:
            return QCoreApplication.translate(
                "problems", "The phone system refused this. Try again, or tell your administrator."
            )
        case QueueProblem.ORDER_LATE:
            return QCoreApplication.translate(
                "problems", "Nobody carried this out: the phone system is not reached. Try again."
            )
    return None


def reason(why: Reason) -> str:
    """Return why a sound file is not played."""
    return QCoreApplication.translate("queues", str(_REASONS[why]))


def wrong(what: Wrong, piece: str) -> str:
    """Return what is wrong with a value; `piece` is shown as it is given."""
    return QCoreApplication.translate("queues", str(_WRONG[what])).format(piece=piece)
