"""Countries to choose from, by their two letters. Those that callers here name are translated."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from desk_app.ui import text as say

_NEAR: dict[str, object] = {
    "IR": QT_TRANSLATE_NOOP("countries", "Iran"),
    "AF": QT_TRANSLATE_NOOP("countries", "Afghanistan"),
    "TJ": QT_TRANSLATE_NOOP("countries", "Tajikistan"),
    "IQ": QT_TRANSLATE_NOOP("countries", "Iraq"),
    "TR": QT_TRANSLATE_NOOP("countries", "Türkiye"),
    "AE": QT_TRANSLATE_NOOP("countries", "United Arab Emirates"),
    "AM": QT_TRANSLATE_NOOP("countries", "Armenia"),
    "AZ": QT_TRANSLATE_NOOP("countries", "Azerbaijan"),
    "DE": QT_TRANSLATE_NOOP("countries", "Germany"),
    "GB": QT_TRANSLATE_NOOP("countries", "United Kingdom"),
    "FR": QT_TRANSLATE_NOOP("countries", "France"),
    "SE": QT_TRANSLATE_NOOP("countries", "Sweden"),
    "US": QT_TRANSLATE_NOOP("countries", "United States"),
    "CA": QT_TRANSLATE_NOOP("countries", "Canada"),
    "AU": QT_TRANSLATE_NOOP("countries", "Australia"),
}


@cache
def _far() -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha() and code not in _NEAR:
            found.setdefault(code, QLocale.territoryToString(territory))
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def offers() -> list[tuple[str, str]]:
    """Return (two letters, what to show) of every country, the likely ones first.

    Qt has no country names in Persian; far countries are named in English.
    """
    near = [(c, QCoreApplication.translate("countries", str(name))) for c, name in _NEAR.items()]
    return [(code, f"{name} ({say.isolate(code)})") for code, name in (*near, *_far())]
