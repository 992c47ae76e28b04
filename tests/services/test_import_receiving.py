"""Taking files in: what is refused, in which words, and that nothing of it stays outside."""

from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from lacrecords.exchange import dataset_names
from lacrecords.exchange.archives import Limits
from lacrecords.exchange.dataset_folder import open_folder
from lacrecords.exchange.dataset_tables import PERSON as PEOPLE
from lacrecords.exchange.dataset_tables import PLANS
from lacrecords.exchange.receiving import Incoming, Received, receive, shown_name
from lacrecords.exchange.source import FileRefused
from tests.factories.archives import packed, with_link, with_password

LIMITS = Limits(unpacked_bytes=3 * 1024**2, files=5)
PERSON = b"pers_person_id,pers_forename,pers_surname,pers_dob\nT1,Wren,Quillback,2019-03-04\n"


def take(folder: Path, *files: tuple[str, bytes], limits: Limits = LIMITS) -> Received:
    folder.mkdir(parents=True, exist_ok=True)
    return receive([Incoming(name, io.BytesIO(content)) for name, content in files], folder, limits)


def refused(folder: Path, *files: tuple[str, bytes], limits: Limits = LIMITS) -> str:
    with pytest.raises(FileRefused) as reason:
        take(folder / "kept", *files, limits=limits)
    return str(reason.value)


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_register_is_kept_under_a_name_that_we_give_for_its_owner_only(tmp_path: Path) -> None:
    received = take(tmp_path, (r"C:\Users\quill\..\..\Children of Ashdown.csv", b"child_id\nT1\n"))
    assert (received.file_name, received.path) == ("Children of Ashdown.csv", "register.csv")
    assert everything(tmp_path) == ["register.csv"]
    assert stat.S_IMODE((tmp_path / "register.csv").stat().st_mode) == 0o600


def test_tables_are_kept_whether_they_come_apart_or_in_an_archive(tmp_path: Path) -> None:
    apart = take(tmp_path / "a", ("SSD_Person.CSV", PERSON), ("ssd_address.csv", b"addr\n1\n"))
    files = {"out/ssd_person.csv": PERSON, "out/ssd_address.csv": b"addr\n1\n"}
    machine = {"__MACOSX/out/._ssd_person.csv": b"x", "out/.DS_Store": b"x"}
    archive = packed({**files, **machine, "out/read me.txt": b"hello"})
    together = take(tmp_path / "b", ("export.zip", archive))
    assert everything(tmp_path / "a") == everything(tmp_path / "b")
    assert (apart.path, together.path, together.left_out) == ("tables", "tables", ["read me.txt"])
    assert (tmp_path / "b" / "tables" / "ssd_person.csv").read_bytes() == PERSON


@pytest.mark.parametrize("is_packed", [True, False], ids=["in an archive", "apart"])
def test_names_that_the_command_reads_the_page_reads_too(tmp_path: Path, is_packed: bool) -> None:
    plans = b"cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n"
    files = {"SSD_Person_2026-01-01.CSV": PERSON, "dbo.SSD_CP_Plans_20260101.csv": plans}
    files["hdm.ssd_cp_visits.csv"] = b"cppv_cp_visit_id\n1\n"
    sent = [("night.zip", packed(files))] if is_packed else list(files.items())
    received = take(tmp_path / "page", *sent)
    assert (received.path, received.left_out) == ("tables", ["hdm.ssd_cp_visits.csv"])
    (tmp_path / "command").mkdir()
    for name, content in files.items():
        (tmp_path / "command" / name).write_bytes(content)
    by_page, by_command = (
        open_folder(folder) for folder in (tmp_path / "page" / "tables", tmp_path / "command")
    )
    assert by_page.files.keys() == by_command.files.keys() == {PEOPLE, PLANS}
    assert by_page.digest == by_command.digest
    assert by_page.missing == by_command.missing and "ssd_cp_reviews" in by_page.missing


MEANT = ["ssd_cp_plans.xlsx", "CP Plans 2026.csv", "ssd_cp_plan.CSV.bak", "person.csv"]
MEANT += ["ssdPerson.tsv", "Professionals (1).csv", "addresses of none ssd_address.xls"]
NOT_MEANT = [
    "read me.txt",
    "ssd_cp_visits.csv",
    "personal notes.doc",
    "ssd.rejects.csv",
    ".csv",
    "",
]
NOT_MEANT += ["lacrecords_export.json", "ssd_initial_cp_conference.xlsx", "ssd_person.rejects.csv"]


def test_a_file_that_was_meant_for_us_is_told_from_one_that_was_not() -> None:
    assert dataset_names.meant_for_us([*MEANT, *NOT_MEANT]) == MEANT


def test_a_register_alone_in_an_archive_is_a_register(tmp_path: Path) -> None:
    received = take(tmp_path, ("night.zip", packed({"children.csv": b"child_id\nT1\n"})))
    assert (received.path, everything(tmp_path)) == ("register.csv", ["register.csv"])


@pytest.mark.parametrize(
    ("name", "files", "words"),
    [
        ("an absolute place", {"/etc/ssd_person.csv": PERSON}, "a place outside it"),
        ("a place above", {"../ssd_person.csv": PERSON}, "a place outside it"),
        ("a place above, within", {"a/../../ssd_person.csv": PERSON}, "a place outside it"),
        ("a drive", {"C:/ssd_person.csv": PERSON}, "a place outside it"),
        ("a backslash", {"..\\ssd_person.csv": PERSON}, "a place outside it"),
        ("an archive inside", {"ssd_person.csv": PERSON, "more.zip": b"PK"}, "an archive inside"),
        ("a hidden archive", {"ssd_person.csv": packed({"a.csv": b"a"})}, "is a spreadsheet or an"),
        ("a spreadsheet", {"[Content_Types].xml": b"<a/>", "xl/s.xml": b""}, "is a spreadsheet"),
        ("an old spreadsheet", {"ssd_person.csv": b"\xd0\xcf\x11\xe0 more"}, "is a spreadsheet"),
        ("nothing to read", {"letter.txt": b"hello"}, "There is no register in the archive"),
        ("two registers", {"a.csv": b"x", "b.csv": b"x"}, "There is no register in the archive"),
        ("two of one name", {"a/ssd_person.csv": PERSON, "ssd_person.csv": PERSON}, "two files of"),
        (
            "two of one table",
            {"ssd_person.csv": PERSON, "dbo.SSD_Person.csv": PERSON},
            "two files of",
        ),
        ("too many files", {f"{n}.txt": b"x" for n in range(6)}, "holds 6 files. At most 5"),
        ("a bomb", {"ssd_person.csv": b"0" * 2_900_000}, "grow far too large"),
        ("too much", {f"{n}.csv": bytes(range(256)) * 3000 for n in range(5)}, "larger than 3 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_that_no_export_makes_is_refused(
    tmp_path: Path, name: str, files: Mapping[str, bytes], words: str
) -> None:
    assert name
    method = zipfile.ZIP_STORED if name == "too much" else zipfile.ZIP_DEFLATED
    assert words in refused(tmp_path, ("export.zip", packed(files, method)))
    assert [path for path in everything(tmp_path) if not path.startswith("kept/")] == []


def test_links_passwords_and_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    assert "a link or a device" in refused(tmp_path, ("a.zip", with_link("/etc/passwd")))
    assert "has a password" in refused(tmp_path, ("a.zip", with_password()))
    packed_otherwise = packed({"ssd_person.csv": PERSON}, zipfile.ZIP_LZMA)
    assert "Use plain ZIP" in refused(tmp_path, ("a.zip", packed_otherwise))
    assert everything(tmp_path) == []


def test_an_archive_that_lies_about_its_length_writes_no_more_than_the_limit(
    tmp_path: Path,
) -> None:
    honest = packed({"ssd_person.csv": b"0" * 900_000})
    lying = honest.replace((900_000).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    assert "damaged" in refused(tmp_path, ("a.zip", lying))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.csv")) <= 900_000


def test_damaged_archives_are_refused_in_words(tmp_path: Path) -> None:
    good = packed({"ssd_person.csv": PERSON * 50})
    broken = [good[:-30], good[:40], b"PK\3\4" + b"x" * 50, good[:60] + b"\xff" * 8 + good[68:]]
    broken.append(packed({".": PERSON}))
    for number, content in enumerate(broken):
        assert "damaged" in refused(tmp_path / str(number), ("a.zip", content))


def test_a_list_of_a_million_files_is_refused_before_it_is_read(tmp_path: Path) -> None:
    entry = packed({"a": b""})
    start, end = entry.index(b"PK\1\2"), entry.index(b"PK\5\6")
    directory = entry[start:end] * 60_000
    last = bytearray(entry[end:])
    last[12:16] = len(directory).to_bytes(4, "little")
    last[16:20] = start.to_bytes(4, "little")
    content = entry[:start] + directory + bytes(last)
    tracemalloc.start()
    assert "too many files" in refused(tmp_path, ("a.zip", content))
    assert tracemalloc.get_traced_memory()[1] < 2 * len(content)
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a.csv", b"")], "a.csv is empty"),
        ([("register.xls", b"\xd0\xcf\x11\xe0\xa1")], "is a spreadsheet"),
        ([("ssd_person.csv", PERSON), ("register.csv", b"x")], "Another is: register.csv"),
        ([("ssd_person.csv", PERSON), ("x/ssd_person.csv", PERSON)], "two files of one table"),
        (
            [("ssd_person.csv", PERSON), ("ssd_address.csv", packed({"a": b"a"}))],
            "is a spreadsheet or",
        ),
        ([(f"ssd_{letter}.csv", b"x") for letter in "abcdef"], "These are 6 files"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    tmp_path: Path, files: list[tuple[str, bytes]], words: str
) -> None:
    assert words in refused(tmp_path, *files)


def test_a_name_is_shown_without_its_folder_and_without_what_cannot_be_seen() -> None:
    assert shown_name("/srv/quill/ch\u202eildren\x07.csv") == "children.csv"
    assert shown_name("..") == ".." and shown_name("a/") == "(no name)"
    assert len(shown_name("x" * 10_000)) == 100
