"""Files of a report, read again by those who will read them."""

from __future__ import annotations

import csv
import errno
import io
import itertools
import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from desk_app.ui.language import Language
from desk_app.ui.reports.files import CannotWrite, Format, content, csv_of, write, xlsx_of
from desk_app.ui.reports.sheet import sheet_of
from tests.ui.conftest import Speak
from tests.ui.reports.sample import ASKED, LONG, report


def pdf_text(written: bytes, path: Path) -> str:
    path.write_bytes(written)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())


def test_csv_is_one_table_that_excel_reads(speak: Speak) -> None:
    speak(Language.EN)
    written = csv_of(sheet_of(report()))
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n") == 5
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [row["Begins"] for row in rows] == ["2026-11-01", "2026-11-02", "2026-11-03", ""]
    assert rows[0]["Offered"] == "8"
    assert (rows[0]["Mean wait (ASA) (s)"], rows[1]["Mean wait (ASA) (s)"]) == ("10.0", "")
    assert rows[3]["Service level (%)"] == "81.8"
    assert {len(row) for row in csv.reader(io.StringIO(written.decode()))} == {25}
    assert [row["Forecast error (s)"] for row in rows] == ["75.0", "", "75.0", "75.0"]


@pytest.mark.parametrize("name", ["=1+1", "+98912", "-2", "@SUM(A1)", "\t=1", " =1", "\x00=1"])
def test_no_name_becomes_a_formula(speak: Speak, name: str) -> None:
    speak(Language.EN)
    sheet = sheet_of(report(replace(ASKED, queue=name, agent=name)))
    for row in csv.reader(io.StringIO(csv_of(sheet).decode("utf-8-sig"))):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]
        assert not [cell for cell in row if cell.startswith("-")]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(sheet)))
    types = {cell.data_type for table in book.worksheets for row in table for cell in row}
    assert "f" not in types


@pytest.mark.parametrize("spoken", Language)
def test_xlsx_has_real_numbers_and_durations(speak: Speak, spoken: Language) -> None:
    speak(spoken)
    persian = spoken is Language.FA
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(sheet_of(report(jalali=persian)))))
    table, meanings = book.worksheets
    assert bool(table.sheet_view.rightToLeft) is bool(meanings.sheet_view.rightToLeft) is persian
    name, begins, offered = (table.cell(5, n).value for n in (1, 2, 3))
    assert name == ("یکشنبه ۱۰ آبان ۱۴۰۵" if persian else "Sun 1 Nov 2026")
    assert (begins, offered) == ("2026-11-01", 8)
    values = [cell.value for cell in table[5]]
    assert timedelta(seconds=10) in values
    assert timedelta(hours=100) in values  # not 4 hours of the fifth day
    assert 6 / 8 in values
    level = next(cell for cell in table[5] if cell.value == 6 / 8)
    assert level.number_format == "0.0%"
    assert all(cell.value is None or cell.value == 0 for cell in table[6][2:])
    heads = [cell.value for cell in table[4]]
    error = heads.index("خطای پیش‌بینی" if persian else "Forecast error")
    assert values[error] == timedelta(seconds=75)
    told = " ".join(str(row[1].value) for row in meanings)
    assert ("جایگاه در صف ×" if persian else "place × recent handle time") in told
    assert ("۲۰ ثانیه" if persian else "within 20 s") in told


@pytest.mark.parametrize("spoken", Language)
def test_pdf_can_be_read_searched_and_is_mirrored(
    speak: Speak, spoken: Language, tmp_path: Path
) -> None:
    speak(spoken)
    persian = spoken is Language.FA
    path = tmp_path / "report.pdf"
    said = pdf_text(content(sheet_of(report(LONG, jalali=persian)), Format.PDF), path)
    pages = said.rstrip("\f").split("\f")
    assert len(pages) in (3, 4)  # the lines of Noto Sans are higher than Vazirmatn's
    if persian:
        assert "۰۰:۱۰" in said
        assert "۰۱:۱۵" in said
        assert "۱۴۰۵" in said
    else:
        for number, page in enumerate(pages, start=1):
            assert f"Page {number} of {len(pages)}" in page
            assert "1 Nov 2026 – 31 Dec 2026" in page
        assert "Sun 1 Nov 2026" in pages[0]
        assert "Offered" in pages[1]  # the table goes on under its heads
        assert "00:10" in said
        assert "within 20 s" in said
        assert "01:15" in said
        assert "place × recent handle time" in said
    boxes = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True
    ).stdout.decode()
    year = "۱۴۰۵" if persian else "2026"
    lefts = [float(x) for x in re.findall(rf'xMin="([\d.]+)"[^>]*>{year}<', boxes)]
    in_rows = [left for left in lefts if (left > 600) is persian]
    assert len(in_rows) > 50, lefts  # names of rows stand at the start edge
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True).stdout.decode()
    embedded = [line.split()[-5] for line in fonts.splitlines()[2:]]
    assert set(embedded) == {"yes"}


@pytest.mark.parametrize("spoken", Language)
def test_no_word_of_the_heads_touches_another(
    speak: Speak, spoken: Language, tmp_path: Path
) -> None:
    speak(spoken)
    path = tmp_path / "report.pdf"
    path.write_bytes(content(sheet_of(report(LONG, jalali=spoken is Language.FA)), Format.PDF))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", path, "-"], check=True, capture_output=True
    ).stdout.decode()
    word = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
    found = [tuple(map(float, box)) for box in re.findall(word, boxes)]
    heads = sorted(box for box in found if 65 < box[1] < 110)
    assert len(heads) > 24
    for (_, top, end, bottom), (begin, other, _, _) in itertools.combinations(heads, 2):
        assert end <= begin + 1 or not top < other + 1 < bottom - 2, (spoken, end, begin)


def test_what_was_there_stays_when_the_disk_is_full(
    speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(Language.EN)
    path = tmp_path / "report.csv"
    path.write_bytes(b"before")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="disk is full"):
        write(path, b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["report.csv"]


def test_a_folder_that_is_not_there_is_said(speak: Speak, tmp_path: Path) -> None:
    speak(Language.EN)
    with pytest.raises(CannotWrite, match="Choose another folder"):
        write(tmp_path / "none" / "report.csv", b"")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"before")
    write(path, b"after")
    assert path.read_bytes() == b"after"
    assert [one.name for one in tmp_path.iterdir()] == ["report.csv"]
