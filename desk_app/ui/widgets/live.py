"""What every widget of ours shares: it follows a change of theme or language at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import Qt

from desk_app.ui import text as say
from desk_app.ui import theme


class Live:
    """Mixin, named before the Qt class: `class Pane(Live, QWidget)`.

    Override `restyle` to make again what was made from tokens (fonts, pixmaps, palettes)
    and `retranslate` to set every text again. Both are called for the first time by
    `self.begin()`, last line of the constructor; before that, Qt's events find nothing.
    After a switch of language both are called: `restyle` at once, `retranslate` when the
    event loop runs. Qt tells of a change of style with every new parent as well; what was
    made from the look in use is then left alone.
    """

    _begun = False
    _dressed_in = 0

    def begin(self) -> None:
        """Dress the finished widget; call last in the constructor."""
        self._begun = True
        self.retranslate()
        self._dressed_in = theme.number()
        self.restyle()

    def setToolTip(self, tip: str) -> None:
        """Set a tooltip that is shown as it is: a name in it may be a stranger's."""
        shown = say.markup_of(tip) if Qt.mightBeRichText(tip) else tip
        super().setToolTip(shown)  # type: ignore[misc]

    def restyle(self) -> None:
        """Take fonts, pixmaps and colours from the theme again."""

    def retranslate(self) -> None:
        """Set all texts again, in the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        """Tell the subclass what changed."""
        super().changeEvent(event)  # type: ignore[misc]
        if not self._begun:
            return
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange and self._dressed_in != theme.number():
            self._dressed_in = theme.number()
            self.restyle()
