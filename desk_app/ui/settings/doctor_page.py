"""What works and what to do about what does not, by topic, with a report to send."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.doctor import Finding, Topic, What
from desk_app.ui import doctor_words
from desk_app.ui import text as say
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import Button, Hairline, IconLabel, Kind, Label, Live, Section, t2, text_of

_DETAIL = 400
_SIZES = (What.DISK_SPACE, What.DISK_FULL)
_COUNTS = (What.QUEUES_SMALL,)


def _detail(finding: Finding) -> str:
    """Return a number as people write it; addresses, versions and paths stay as machines do."""
    if finding.what in _SIZES:
        return say.decimal(float(finding.detail))
    detail = say.isolate(say.plain_text(finding.detail, _DETAIL))
    return say.digits(detail) if finding.what in _COUNTS else detail


class FindingRow(Live, QWidget):
    """A tick, a cross or neither; what was found; what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        icon, tone = {
            True: ("circle-check", Tone.TURQUOISE),
            False: ("octagon-alert", Tone.POMEGRANATE),
            None: ("info", Tone.GREY),
        }[finding.good]
        mark = IconLabel(icon, ink=text_of(tone), size=16)
        mark.setFixedWidth(16)
        self.found = Label("", wrap=True)
        self.advice = Label("", Role.BODY, Weight.MEDIUM, text_of(tone), wrap=True)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.found)
        said.addWidget(self.advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        self.begin()

    def retranslate(self) -> None:
        """Set the words again."""
        self.found.setText(doctor_words.found(self._finding, _detail(self._finding)))
        self.advice.setText(doctor_words.advice(self._finding))
        self.advice.setVisible(bool(self.advice.text()))
        mark = {True: self.tr("Works"), False: self.tr("Does not work"), None: self.tr("Note")}
        parts = (mark[self._finding.good], self.found.text(), self.advice.text())
        self.setAccessibleName(". ".join(part for part in parts if part))


class DoctorPage(Live, QWidget):
    """Shows findings; `check_requested` asks for new ones."""

    check_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._checking = False
        self.verdict = Label("", Role.NAME, Weight.SEMIBOLD)
        self.again = Button("", Kind.PLAIN, icon="refresh-cw")
        self.copy_report = Button("", Kind.PLAIN, icon="copy")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.verdict, 1)
        head.addWidget(self.again)
        head.addWidget(self.copy_report)
        self.copied = Label("", Role.META, ink=t2)
        self.copied.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.copied)
        column.addLayout(self._list)
        self.again.clicked.connect(self.check_requested)
        self.copy_report.clicked.connect(self._on_copy)
        self.begin()

    def show_checking(self) -> None:
        """Say that findings are on their way; the old ones stay until they come."""
        self._checking = True
        self.again.setEnabled(False)
        self.retranslate()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found."""
        order = list(Topic)
        self._findings = tuple(sorted(findings, key=lambda f: order.index(f.topic)))
        self._checking = False
        self.again.setEnabled(True)
        while item := self._list.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        topic = None
        for finding in self._findings:
            if finding.topic is not topic:
                topic = finding.topic
                self._list.addWidget(_Heading(topic))
                self._list.addWidget(Hairline())
            self._list.addWidget(FindingRow(finding))
        self.retranslate()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(doctor_words.report(self._findings))
        self.copied.setText(self.tr("The report is copied. It holds no password."))
        self.copied.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget that something was copied."""
        super().hideEvent(event)
        self.copied.hide()

    def retranslate(self) -> None:
        """Set the words again."""
        bad = sum(finding.good is False for finding in self._findings)
        if self._checking:
            self.verdict.setText(self.tr("Looking…"))
        elif bad:
            words = self.tr("{n} to put right").format(n=say.digits(bad))
            self.verdict.setText(words)
        elif self._findings:
            self.verdict.setText(self.tr("Everything works"))
        self.again.setText(self.tr("Check again"))
        self.copy_report.setText(self.tr("Copy report"))
        self.copy_report.setEnabled(bool(self._findings))
        self.copied.hide()


class _Heading(Live, Section):
    """A topic's name."""

    def __init__(self, topic: Topic) -> None:
        super().__init__()
        self._topic = topic
        self.begin()

    def retranslate(self) -> None:
        """Name the topic again."""
        said = {
            Topic.ACCOUNT: self.tr("Phone account"),
            Topic.NETWORK: self.tr("Network"),
            Topic.SOUND: self.tr("Sound devices"),
            Topic.DATABASE: self.tr("Database"),
            Topic.ENGINE: self.tr("SIP engine"),
            Topic.PROGRAM: self.tr("Program and settings"),
        }
        self.set(said[self._topic])
