"""Asks for the password of phone account or database; it goes to the keyring, to no file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.ui import text as say
from desk_app.ui.about import Sheet
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, Kind, Label, t2


class PasswordDialog(Sheet):
    """Emits `entered(password)` once; an empty password is not taken."""

    entered = Signal(str)

    def __init__(self, account: str, parent: QWidget, *, of_database: bool = False) -> None:
        super().__init__(parent)
        self._of_database = of_database
        self._account = account
        self._whose = Label("", Role.BODY, ink=t2)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMinimumWidth(320)
        self.keep = Button("", Kind.PRIMARY)
        self.keep.setEnabled(False)
        self.field.textChanged.connect(lambda typed: self.keep.setEnabled(bool(typed)))
        self.keep.clicked.connect(self._on_keep)
        self.field.returnPressed.connect(self.keep.click)
        self.column.addWidget(self._whose)
        self.column.addWidget(self.field)
        self.finish()
        self.foot.addWidget(self.keep)
        self.field.setFocus()

    def _on_keep(self) -> None:
        self.entered.emit(self.field.text())
        self.accept()

    def retranslate(self) -> None:
        """Set all words again."""
        super().retranslate()
        if self._of_database:
            self.title.setText(self.tr("Password of the team's database"))
        else:
            self.title.setText(self.tr("Password of the phone account"))
        account = say.isolate(say.plain_text(self._account))
        self._whose.setText(account)
        self.field.setAccessibleName(self.tr("Password"))
        self.keep.setText(self.tr("Keep in the keyring and connect"))
        self.close_button.setText(self.tr("Cancel"))
