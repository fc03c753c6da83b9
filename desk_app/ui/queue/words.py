"""What is said of queues and of those who wait, in the language in use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desk_app.levels import Level
from desk_app.telephony.calls import Call
from desk_app.telephony.forecast import Outlook
from desk_app.telephony.queue.board import Waiting
from desk_app.ui import keys, who
from desk_app.ui import text as say
from desk_app.ui.keys import Act
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.queue.watch import Standing
from desk_app.ui.states import Look
from desk_app.ui.theme import Tone

NAME_LIMIT = 40


def look(level: Level) -> Look:
    """Return how a level looks."""
    match level:
        case Level.OVER:
            word = QCoreApplication.translate("queue", "Over limit")
            return Look("octagon-alert", word, Tone.POMEGRANATE)
        case Level.NEAR:
            word = QCoreApplication.translate("queue", "Near limit")
            return Look("triangle-alert", word, Tone.SAFFRON)
        case _:
            return Look("circle-check", QCoreApplication.translate("queue", "Normal"), Tone.GREY)


def name_of(queue: str) -> str:
    """Return a queue's name as it is shown in a sentence."""
    return say.embed(say.plain_text(queue, NAME_LIMIT))


def waiting() -> str:
    """Return the word after a number of waiting callers."""
    return QCoreApplication.translate("queue", "waiting", "after a number: 8 waiting")


def longest() -> str:
    """Return the word before the longest wait."""
    return QCoreApplication.translate("queue", "longest", "before a time: longest 02:41")


def summary(standing: Standing) -> str:
    """Return "Support · 8 waiting · longest 02:41"."""
    said = [name_of(standing.queue), f"{say.digits(standing.waiting)} {waiting()}"]
    if standing.longest_s is not None:
        said.append(f"{longest()} {say.duration(standing.longest_s)}")
    return " · ".join(said)


def spoken(standing: Standing) -> str:
    """Return the same for a screen reader, with the level's word."""
    limit = QCoreApplication.translate("queue", "limit {time}")
    said = [
        summary(standing),
        look(standing.level).text,
        limit.format(time=say.duration(standing.limit_s)),
        expected(standing.outlook),
    ]
    return " · ".join(part for part in said if part)


def expected(outlook: Outlook | None) -> str:
    """Return "Expected wait 4 min, lately ±1 min", or that there is no agent; "" unknown."""
    if outlook is None or (outlook.agents and outlook.wait_s is None):
        return ""
    if outlook.wait_s is None:
        return QCoreApplication.translate("queue", "Expected wait: no agent")
    time = say.about(outlook.wait_s)
    if outlook.error_s is None:
        return QCoreApplication.translate("queue", "Expected wait {time}").format(time=time)
    said = QCoreApplication.translate(
        "queue", "Expected wait {time}, lately {error}", "lately ±1 min"
    )
    return said.format(time=time, error=say.about(outlook.error_s, "±"))


def caller(waiting_caller: Waiting) -> str:
    """Return who waits: the name, else the number as people write it."""
    if has_name(waiting_caller):
        return say.embed(who.name_of(waiting_caller.name, waiting_caller.number))
    number = who.number_of(waiting_caller.number)
    return number or withheld()


def withheld() -> str:
    """Return what is said of a caller who hides the number."""
    return QCoreApplication.translate("queue", "Number withheld")


def has_name(waiting_caller: Waiting) -> bool:
    """Whether more than a number is known of who waits."""
    name = who.name_of(waiting_caller.name, waiting_caller.number)
    return bool(name) and name != say.plain_text(waiting_caller.number, 60)


def callback() -> str:
    """Return what is said of a caller who has hung up and keeps the place."""
    return QCoreApplication.translate("queue", "asked to be called back")


def rings() -> str:
    """Return what is said of a caller who is offered to the agent now."""
    return QCoreApplication.translate("queue", "rings at you")


def why(reason: str) -> str:
    """Return why somebody goes ahead: a tag of the customer's."""
    if reason:
        return say.embed(say.plain_text(Vocabulary().tag(reason), 30))
    return QCoreApplication.translate("queue", "goes ahead")


def ahead(call: Call) -> str:
    """Return why a queue's caller was let go ahead, "" for others."""
    return why(call.priority_why) if call.priority else ""


def decline_tip(call: Call) -> str:
    """Return what declining does: a queue keeps its caller."""
    if call.leg:
        said = QCoreApplication.translate(
            "queue", "Back to the queue, in the same place ({key}). No more are offered then."
        )
    else:
        said = QCoreApplication.translate("queue", "Decline ({key})")
    return said.format(key=say.isolate(keys.of(Act.DECLINE_OR_HANG_UP)))


def answer_word(call: Call) -> str:
    """Return the word on the button that takes a ringing call."""
    if call.callback:
        return QCoreApplication.translate("queue", "Call back")
    return QCoreApplication.translate("queue", "Answer")


def answer_tip(call: Call) -> str:
    """Return what answering does: who has hung up is dialled."""
    if call.callback:
        said = QCoreApplication.translate("queue", "Dial {number} ({key})")
    else:
        said = QCoreApplication.translate("queue", "Answer ({key})")
    key = say.isolate(keys.of(Act.ANSWER))
    return said.format(number=say.phone(call.number), key=key)


def dials(call: Call) -> str:
    """Return what answering a caller who has hung up does."""
    said = QCoreApplication.translate("queue", "Dials {number}")
    return said.format(number=say.phone(call.number))


def place(number: int, of: int = 0) -> str:
    """Return "place 3" or "place 3 of 8"."""
    if of:
        said = QCoreApplication.translate("queue", "place {n} of {all}")
        return said.format(n=say.digits(number), all=say.digits(of))
    return QCoreApplication.translate("queue", "place {n}").format(n=say.digits(number))
