"""What the wall says, in the language in use: states, callers, figures, ends of orders."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desk_app.crm.records import RecentCall
from desk_app.crm.text import is_withheld
from desk_app.crm.trouble import DatabaseProblem
from desk_app.floor_alarms import Alarm, AlarmKind
from desk_app.floor_figures import QueueStanding
from desk_app.telephony.team.board import AgentStatus, WaitingCaller
from desk_app.telephony.team.orders import OrderResult
from desk_app.ui import language, when, who
from desk_app.ui import text as say
from desk_app.ui.queue import words as queue_words

DOT = "•"


def counted(status: AgentStatus) -> str:
    """Return the word after a number of agents in a state: "14 talking"."""
    match status:
        case AgentStatus.READY:
            return QCoreApplication.translate("wall", "ready", "after a number of agents")
        case AgentStatus.RINGING:
            return QCoreApplication.translate("wall", "ringing", "after a number of agents")
        case AgentStatus.TALKING:
            return QCoreApplication.translate("wall", "talking", "after a number of agents")
        case AgentStatus.BUSY:
            return QCoreApplication.translate("wall", "on another call", "after a number")
        case AgentStatus.WRAP_UP:
            return QCoreApplication.translate("wall", "wrap-up", "after a number of agents")
        case AgentStatus.PAUSED:
            return QCoreApplication.translate("wall", "break", "after a number of agents")
        case AgentStatus.UNREACHABLE:
            return QCoreApplication.translate("wall", "not reachable", "after a number")


def plain(text: str, limit: int = 40) -> str:
    """Return somebody's text fit for a line of its own."""
    return say.embed(say.plain_text(text, limit))


def percent(share: float, places: int = 0) -> str:
    """Return "71%", "6.6%". A whole one is never rounded up to a target that is not reached."""
    number = say.digits(f"{share * 100:.{places}f}" if places else int(share * 100 + 1e-9))
    if language.is_persian():
        return say.isolate(number.replace(".", "٫") + "٪")
    return say.isolate(f"{number}%")


def masked(number: str) -> str:
    """Return a number whose middle nobody reads on a wall: "0912 ••• 0416"."""
    shown = say.phone(number)
    bare = say.latin_digits(shown.strip("\u2066\u2069"))
    digits = [c for c in bare if c.isdigit() or c == "+"]
    if len(digits) < 7:
        return shown  # an extension of the house
    head = bare.replace("-", " ").split(" ")[0]
    head = head if len(head) < len(digits) - 4 else "".join(digits[:3])
    hidden = max(1, len(digits) - len(head) - 4)
    return say.isolate(say.digits(f"{head} {DOT * hidden} {''.join(digits[-4:])}"))


def caller(one: WaitingCaller | RecentCall, *, opened: bool) -> str:
    """Return who waits or called; whole name and number only where a supervisor `opened` them."""
    if is_withheld(one.number):
        return queue_words.withheld()
    if not opened:
        return masked(one.number)
    name = who.name_of(one.name, one.number)
    return say.embed(name) if name else say.phone(one.number)


def again(calls: int) -> str:
    """Return "2nd call today", "" for the first."""
    if calls < 2:
        return ""
    if calls == 2:
        return QCoreApplication.translate("wall", "2nd call today")
    if calls == 3:
        return QCoreApplication.translate("wall", "3rd call today")
    return QCoreApplication.translate("wall", "{n} calls today").format(n=say.digits(calls))


def limit(standing: QueueStanding) -> str:
    """Return "limit 02:00"."""
    said = QCoreApplication.translate("wall", "limit {time}")
    return said.format(time=say.duration(standing.now.terms.limit_s))


def target(standing: QueueStanding) -> str:
    """Return "target 80%"."""
    said = QCoreApplication.translate("wall", "target {share}")
    return said.format(share=percent(standing.now.terms.service_percent / 100))


def definition(standing: QueueStanding) -> str:
    """Return what the service level is."""
    said = QCoreApplication.translate(
        "wall",
        "Service level today: answered within {target} s, of all answered and abandoned calls "
        "but those given up within the first seconds.",
    )
    return said.format(target=say.digits(standing.now.terms.target_s))


def lost(count: int, share: float) -> str:
    """Return "lost, 8.6%"."""
    said = QCoreApplication.translate("wall", "lost, {share}", "under a number of calls")
    return said.format(share=percent(share, 1) if count else percent(0))


def spoken(standing: QueueStanding, longest_s: float | None, level_word: str) -> str:
    """Return how a queue stands, for a screen reader."""
    many = say.digits(len(standing.now.waiting))
    said = [plain(standing.now.name), level_word, f"{many} {queue_words.waiting()}"]
    if longest_s is not None:
        said.append(f"{queue_words.longest()} {say.duration(longest_s)}")
    said.append(queue_words.expected(standing.outlook))
    return ". ".join(part for part in said if part)


def result(what: OrderResult) -> tuple[str, bool]:
    """Return what became of an order, in a short sentence, and whether it is good news."""
    match what:
        case OrderResult.DONE:
            return QCoreApplication.translate("wall", "Done."), True
        case OrderResult.REFUSED:
            return QCoreApplication.translate("wall", "Your role does not allow this."), False
        case OrderResult.GONE:
            return QCoreApplication.translate("wall", "Too late: it is not there any more."), False
        case OrderResult.FAILED:
            return QCoreApplication.translate("wall", "The phone system refused. Try again."), False
        case OrderResult.LATE:
            return (
                QCoreApplication.translate("wall", "Nobody carried it out: no link to the PBX."),
                False,
            )


def no_past(problem: DatabaseProblem | None) -> str:
    """Return why the wall does not show how it was, and what to do."""
    if problem is DatabaseProblem.NO_RIGHTS:
        return QCoreApplication.translate("wall", "Only supervisors may look at the past day.")
    return QCoreApplication.translate("wall", "The past day could not be read. Try again.")


def no_calls(problem: DatabaseProblem | None) -> str:
    """Return why the calls behind a figure are not listed, and what to do."""
    if problem is DatabaseProblem.NO_RIGHTS:
        return QCoreApplication.translate(
            "wall", "Your login may not read calls. Ask an administrator."
        )
    return QCoreApplication.translate("wall", "The calls could not be read. Try again.")


def calls_title(queue: str, past_us: int | None, now_us: int) -> str:
    """Return the title of the calls behind a figure of a queue, "" for all of them."""
    if past_us is None:
        today = QCoreApplication.translate("wall", "Today's calls")
        said = QCoreApplication.translate("wall", "{queue}: today's calls") if queue else today
    else:
        until = QCoreApplication.translate("wall", "Calls until {time}")
        said = QCoreApplication.translate("wall", "{queue}: calls until {time}")
        said = said if queue else until
    time = when.write(past_us or now_us, now_us=now_us)
    return said.format(queue=queue_words.name_of(queue), time=say.embed(time))


def moved_since() -> str:
    """Return what is not in a queue's list of calls of the past."""
    return QCoreApplication.translate(
        "wall", "Calls that were moved to another queue since then are in that one's list."
    )


def lost_link(problem: DatabaseProblem | None) -> str:
    """Return which link is lost: that to the database with this problem, else the bridge's."""
    match problem:
        case None:
            return QCoreApplication.translate("wall", "Link to the PBX lost.")
        case DatabaseProblem.REFUSED:
            return QCoreApplication.translate(
                "wall",
                "The team's database does not accept this login: ask your administrator for its "
                "password, and open the wall again.",
            )
    return QCoreApplication.translate("wall", "Link to the team's database lost.")


def alarm(raised: Alarm) -> str:
    """Return an alarm in a sentence, for screen readers."""
    match raised.kind:
        case AlarmKind.LONGEST_WAIT:
            said = QCoreApplication.translate("wall", "{queue}: longest wait {value}")
            value = say.duration(raised.value)
        case AlarmKind.WAITING:
            said = QCoreApplication.translate("wall", "{queue}: {value} waiting")
            value = say.digits(int(raised.value))
        case AlarmKind.SERVICE_LEVEL:
            said = QCoreApplication.translate("wall", "{queue}: service level {value}")
            value = percent(raised.value / 100)
    return said.format(queue=plain(raised.queue), value=value)
