"""What the demonstration's tests share: a moment, people, their past."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from desk_app.demo.contacts import History
from desk_app.demo.history import history
from desk_app.demo.people import Person, people
from desk_app.demo.texts import Language


@pytest.fixture(scope="session", params=["fa", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    """Both languages of the demonstration."""
    return "fa" if request.param == "fa" else "en"


@pytest.fixture(scope="session", params=[0, 9, 14, 23], ids="at {}".format)
def now(request: pytest.FixtureRequest) -> datetime:
    """Moments of a day: just after midnight, in the morning, as drawn, late."""
    hour: int = request.param
    return datetime(2026, 11, 17, hour, 7, tzinfo=ZoneInfo("Asia/Tehran"))


@pytest.fixture(scope="session")
def everybody(language: Language, now: datetime) -> list[Person]:
    """The invented customers."""
    return people(language, now)


@pytest.fixture(scope="session")
def past(everybody: list[Person], language: Language, now: datetime) -> History:
    """What has happened to them."""
    return history(everybody, language, now)
