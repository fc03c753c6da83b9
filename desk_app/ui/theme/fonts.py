"""Fonts: Inter and Vazirmatn where set-up has put them, the system's sans serif otherwise."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from desk_app.ui import resources
from desk_app.ui.theme.tokens import Role, Weight

_LATIN = ("Inter", "Inter Variable", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
# The UI cut has line metrics made for controls; NL has no Latin, so Latin stays Inter.
_PERSIAN = ("Vazirmatn UI NL", "Vazirmatn UI", "Vazirmatn", "Noto Sans Arabic", "Tahoma")
_TABULAR = QFont.Tag("tnum")


class _Families:
    """The families in order of preference for the language in use."""

    latin: tuple[str, ...] = ()
    persian: tuple[str, ...] = ()
    persian_first = False


def load(directory: Path | None = None) -> None:
    """Register the fonts under `resources/fonts` (all .ttf and .otf) and see what there is.

    Needs the application. Without the folder the system's fonts are used.
    """
    directory = directory or resources.folder() / "fonts"
    for path in sorted([*directory.glob("*.ttf"), *directory.glob("*.otf")]):
        QFontDatabase.addApplicationFont(str(path))
    present = set(QFontDatabase.families())
    _Families.latin = tuple(f for f in _LATIN if f in present)[:2]
    _Families.persian = tuple(f for f in _PERSIAN if f in present)[:2]
    font.cache_clear()


def prefer_persian(on: bool) -> None:
    """Put the Persian font before the Latin one (Persian window) or after it."""
    _Families.persian_first = on
    font.cache_clear()


def families() -> list[str]:
    """Return the font families in order of preference."""
    first, second = _Families.latin, _Families.persian
    if _Families.persian_first:
        first, second = second, first
    # The best of each script before any stand-in: a stand-in may carry the other script too.
    return [*first[:1], *second[:1], *first[1:], *second[1:]] or [QFont().defaultFamily()]


@lru_cache(maxsize=128)
def font(
    role: Role | int = Role.BODY, weight: Weight = Weight.REGULAR, tabular: bool = True
) -> QFont:
    """Return a font of the scale. `tabular`: figures of one width (not for Persian phone numbers).

    The object is shared: copy it before changing it.
    """
    made = QFont()
    made.setFamilies(families())
    made.setPixelSize(int(role))
    made.setWeight(QFont.Weight(int(weight)))
    made.setFeature(_TABULAR, 1 if tabular else 0)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role >= Role.TITLE and not _Families.persian_first:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
    return made
