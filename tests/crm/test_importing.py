"""Customers from CSV: any usual encoding, never twice, bad rows told and others taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.crm.customer_file import (
    COLUMNS,
    BadRow,
    FileProblem,
    ImportReport,
    ImportTrouble,
    RowProblem,
)
from desk_app.crm.records import CallerKind, Customer, PhoneNumber
from desk_app.crm.service import Crm
from tests.crm.calls import Journal

DOCUMENT = Path(__file__).parents[2] / "docs" / "customers-csv.md"

FULL = """\
id,name,company,role,phone,mobile,phone2,email,city,language,contract,plan,\
since,balance,tags,good_to_know,note
1,Laleh Farahmand,Khorshidak Toys,Office manager,021 4925 8000,0912 000 1142,,\
laleh@khorshidak.example,Tehran,Persian,KH-20417,Fibre 200,2021-03-01,Paid,\
"Key account, Fibre","Speak slowly,
it is loud.",From the fair
2,Behrang Mostowfi,Khorshidak Toys,Owner,021-49258000,,,,,,,,1399/12/11,,,,
"""


def run(crm: Crm, folder: Path, text: str, encoding: str = "utf-8") -> ImportReport:
    path = folder / "customers.csv"
    path.write_bytes(text.encode(encoding))
    return crm.import_csv(path)


def everyone(crm: Crm) -> list[Customer]:
    found = []
    for customer_id in range(1, 50):
        try:
            customer = crm.customer(customer_id).customer
        except LookupError:
            break
        assert customer is not None
        found.append(customer)
    return found


def test_every_column_is_taken(crm: Crm, tmp_path: Path) -> None:
    report = run(crm, tmp_path, FULL)
    assert report == ImportReport(created=2)
    laleh, behrang = everyone(crm)
    assert laleh == Customer(
        id=1,
        name="Laleh Farahmand",
        company="Khorshidak Toys",
        role="Office manager",
        email="laleh@khorshidak.example",
        city="Tehran",
        language="Persian",
        contract="KH-20417",
        plan="Fibre 200",
        since_us=1_614_556_800_000_000,
        balance="Paid",
        tags=("Key account", "Fibre"),
        good_to_know="Speak slowly,\nit is loud.",
        numbers=(
            PhoneNumber("021 4925 8000", "+982149258000", "phone"),
            PhoneNumber("0912 000 1142", "+989120001142", "mobile"),
        ),
    )
    assert behrang.since_us == laleh.since_us
    assert crm.caller_for("02149258000").kind is CallerKind.SEVERAL
    assert [brief.name for brief in crm.search("khorshidak lal")] == ["Laleh Farahmand"]


def test_importing_again_changes_nothing(crm: Crm, tmp_path: Path) -> None:
    run(crm, tmp_path, FULL)
    before = everyone(crm)
    assert run(crm, tmp_path, FULL) == ImportReport(unchanged=2)
    assert everyone(crm) == before


def test_without_ids_numbers_tell_who_is_who(crm: Crm, tmp_path: Path) -> None:
    rows = "name,phone,city\nLaleh,02149258000,Tehran\nSahar,021-4925-8000,\nRamin,09120001142,\n"
    assert run(crm, tmp_path, rows) == ImportReport(created=3)
    assert run(crm, tmp_path, rows) == ImportReport(unchanged=3)
    changed = (
        "name,mobile,phone,city\n"
        "Ramin Sohrabi,+989120001142,02144440000,Karaj\n"
        "Laleh,,02149258000,\n"
    )
    assert run(crm, tmp_path, changed) == ImportReport(updated=1, unchanged=1)
    laleh, _, ramin = everyone(crm)
    assert (ramin.name, ramin.city) == ("Ramin Sohrabi", "Karaj")
    assert [n.e164 for n in ramin.numbers] == ["+989120001142", "+982144440000"]
    assert laleh.city == "Tehran"  # an empty cell leaves what is known


def test_an_id_finds_its_customer_whatever_changed(crm: Crm, tmp_path: Path) -> None:
    run(crm, tmp_path, "id,name,phone\n7,Laleh,02149258000\n")
    report = run(crm, tmp_path, "id,name,phone\n7,Laleh F.,02144440000\n8,Sahar,02149258000\n")
    assert report == ImportReport(created=1, updated=1)
    assert [(c.name, len(c.numbers)) for c in everyone(crm)] == [("Laleh F.", 2), ("Sahar", 1)]


def test_a_customer_made_in_a_call_is_met_again_by_number(crm: Crm, tmp_path: Path) -> None:
    crm.fold(Journal().event("A", "ring"))
    crm.new_customer("A", "Laleh")
    assert run(crm, tmp_path, "id,name,phone\n7,Laleh F.,021 4925 8000\n") == ImportReport(
        updated=1
    )
    assert [customer.name for customer in everyone(crm)] == ["Laleh F."]


def test_earlier_unknown_calls_become_the_imported_customers(crm: Crm, tmp_path: Path) -> None:
    crm.fold(Journal().event("A", "ring"))
    run(crm, tmp_path, "name,phone\nLaleh,021 4925 8000\n")
    assert crm.recent_calls()[0].name == "Laleh"
    assert len(crm.caller_for("02149258000").timeline) == 1


def test_bad_rows_are_told_by_line_and_the_others_taken(crm: Crm, tmp_path: Path) -> None:
    report = run(
        crm,
        tmp_path,
        "id,name,phone,since,colour\n"
        "1,Laleh,02149258000,,red\n"
        "2,,09120001142,,\n"
        '3,"Two\nlines",09120001143,,\n'
        "\n"
        "4,Ramin,49258000,,\n"
        "5,Mina,09120001144,last year,\n"
        "1,Again,,,\n"
        "6,Too,many,,,cells\n"
        "7,Internal,214,,\n",
    )
    assert report.created == 5
    assert report.bad == [
        BadRow(3, RowProblem.NO_NAME),
        BadRow(7, RowProblem.BAD_NUMBER, "49258000"),
        BadRow(8, RowProblem.BAD_DATE, "last year"),
        BadRow(9, RowProblem.SAME_ID_TWICE, "1"),
        BadRow(10, RowProblem.TOO_MANY_CELLS, "6"),
    ]
    assert report.unknown_columns == ("colour",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(crm: Crm, tmp_path: Path, encoding: str, delimiter: str) -> None:
    # Windows-1256 has no Persian ی: files in it are written with Arabic ي.
    text = "نام,تلفن\r\nعلي کريمي,۰۲۱۴۹۲۵۸۰۰۰\r\n".replace(",", delimiter)
    if encoding == "cp1256":
        text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert run(crm, tmp_path, text, encoding) == ImportReport(created=1)
    assert [brief.number for brief in crm.search("علی کریمی")] == ["+982149258000"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.NO_HEADER),
        (b"colour,size\nred,1\n", FileProblem.NO_HEADER),
        (b"name\x00,phone\n", FileProblem.NOT_TEXT),
        ("name\nLaleh".encode("utf-16"), FileProblem.NOT_TEXT),
    ],
)
def test_a_useless_file_is_refused(
    crm: Crm, tmp_path: Path, content: bytes, problem: FileProblem
) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(content)
    with pytest.raises(ImportTrouble) as trouble:
        crm.import_csv(path)
    assert trouble.value.problem is problem
    with pytest.raises(ImportTrouble) as trouble:
        crm.import_csv(tmp_path / "missing.csv")
    assert trouble.value.problem is FileProblem.UNREADABLE


def test_hostile_cells_enter_as_plain_bounded_text(crm: Crm, tmp_path: Path) -> None:
    name = "\u202e<img src=x>" + "x" * 3000
    run(crm, tmp_path, f"name,note,tags\n{name},=1+1,{'t' * 500}\n")
    (customer,) = everyone(crm)
    assert customer.name.startswith("<img")
    assert len(customer.name) == 256
    assert [len(tag) for tag in customer.tags] == [40]


def test_the_document_names_every_column() -> None:
    text = DOCUMENT.read_text("utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in text, column
    for problem in RowProblem:
        assert f"`{problem}`" in text, problem
