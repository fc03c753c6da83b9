"""The settings of a team's PBX as its configuration and its bridge need them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desk_app import dialling, queue_settings
from desk_app.settings import Settings
from desk_app.telephony.pbx.names import queue_name
from desk_app.telephony.pbx.setup import Manager, Phone, Queue, Team
from desk_app.telephony.team.board import QueueTerms


def team(settings: Settings, phones: Sequence[Phone], secret: str, spoken: str = "en") -> Team:
    """Return the team of these settings. `secret` is the bridge's at the manager interface."""
    pbx = settings.pbx
    queues = (
        Queue(
            plan=queue_settings.plan(queue, spoken, dialling.clean),
            target_s=queue.target_s,
            strategy=pbx.strategies.get(queue.name, pbx.strategy),
        )
        for queue in settings.queues
    )
    return Team(
        queues=tuple(queues),
        phones=tuple(phones),
        manager=Manager(pbx.user, secret, pbx.permit),
        trunk=pbx.trunk,
        offer_s=settings.waiting.offer_s,
        lost_s=pbx.phone_lost_s,
        survey=queue_settings.expanded(pbx.survey),
    )


def terms(settings: Settings) -> Callable[[str], QueueTerms]:
    """Return what the team has agreed on for a queue by its name at the PBX."""
    short_s = float(settings.waiting.short_abandon_s)
    by_name = {
        queue_name(queue.name): QueueTerms(
            target_s=queue.target_s,
            short_s=short_s,
            limit_s=queue.limit_s,
            near_percent=queue.near_percent,
            waiting_limit=queue.waiting_limit,
            service_percent=queue.service_percent,
            alarm_sound=queue.alarm_sound,
            number=_dialled(queue.numbers),
        )
        for queue in settings.queues
    }
    usual = QueueTerms(short_s=short_s)
    return lambda queue: by_name.get(queue, usual)


def _dialled(numbers: Iterable[str]) -> str:
    """Return what a desk dials for a queue with these numbers, "" where it can dial none."""
    return next((n for n in numbers if dialling.clean(n) == n != "*"), "")
