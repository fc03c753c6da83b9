"""The language of the window: translator, reading direction, digits and locale, switched live."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desk_app.ui import resources


class Language(enum.StrEnum):
    """A language of the interface."""

    EN = "en"
    FA = "fa"


class _Current:
    """The language in use and the translators that speak it."""

    language = Language.EN
    translators: tuple[QTranslator, ...] = ()


_LOCALES = {Language.EN: "en_GB", Language.FA: "fa_IR"}


def current() -> Language:
    """Return the language in use."""
    return _Current.language


def is_persian() -> bool:
    """Whether the window speaks Persian: right to left, Jalali dates, Persian digits."""
    return _Current.language is Language.FA


def locale() -> QLocale:
    """Return the locale of the language in use."""
    return QLocale(_LOCALES[_Current.language])


def of_system() -> Language:
    """Return the language that suits the system: Persian for a Persian one, else English."""
    persian = QLocale.system().language() == QLocale.Language.Persian
    return Language.FA if persian else Language.EN


def install(app: QApplication, language: Language, directory: Path | None = None) -> None:
    """Let the application speak `language`; every live widget is told by LanguageChange.

    The compiled translations (`desk_app_fa.qm`) are looked for in `directory`, by default
    `resources/translations`; without them the text stays English and everything else follows.
    """
    for old in _Current.translators:
        app.removeTranslator(old)
    _Current.language = language
    QLocale.setDefault(locale())
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_persian() else Qt.LayoutDirection.LeftToRight
    )
    folder = directory or resources.folder() / "translations"
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = []
    for name, where in ((f"qtbase_{language}", qt_folder), (f"desk_app_{language}", str(folder))):
        translator = QTranslator(app)
        if translator.load(name, where):
            found.append(translator)
    _Current.translators = tuple(found)
    for translator in found:
        app.installTranslator(translator)
