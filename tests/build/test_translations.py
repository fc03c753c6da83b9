"""What counts as a gap in the translation."""

from __future__ import annotations

from pathlib import Path

from build import translations

TS = """<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="fa_IR"><context><name>CallBar</name>
<message><source>Hold</source><translation>نگه‌داشتن</translation></message>
<message><source>Mute</source><translation type="unfinished"></translation></message>
<message><source>Old</source><translation type="vanished">کهنه</translation></message>
<message><source>Empty</source><translation></translation></message>
<message numerus="yes"><source>%n call(s)</source>
<translation><numerusform>%n تماس</numerusform></translation></message>
</context></TS>
"""


def test_unfinished_empty_and_obsolete_entries_are_gaps(tmp_path: Path) -> None:
    path = tmp_path / "desk_app_fa.ts"
    path.write_text(TS, encoding="utf-8")
    assert [(gap.text, gap.fault) for gap in translations.read_gaps(path)] == [
        ("Mute", "not translated"),
        ("Old", "no longer in the code"),
        ("Empty", "not translated"),
    ]


def test_tr_on_anything_but_self_is_told(tmp_path: Path) -> None:
    good = 'a = self.tr("Hold")\nb = text.translate("Hold")\n'
    (tmp_path / "bar.py").write_text(good + 'c = bar.tr("Mute")\n', encoding="utf-8")
    found = translations.strays(tmp_path)
    assert len(found) == 1
    assert "bar.py:3: write self.tr" in found[0]
