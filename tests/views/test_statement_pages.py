"""The statement over HTTP: figures, draft, comment, signature, the Director, a correction."""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, update

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.guards_sql import drop_guards
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Acknowledgement, Notification
from lacrecords.statements.issued import issue_of
from lacrecords.statements.models import IssuedStatement, StatementDraft
from lacrecords.terms import NotificationKind, Role
from lacrecords.web import documents
from tests.factories.enquiries import ask
from tests.factories.staff import MAKER
from tests.factories.town import Town, make_child, make_town
from tests.support.posting import post_form, token_on
from tests.support.register import Register

COMMENT = "Two considerations were late. A second manager now reads the queue each morning."


@pytest.fixture
def manager(register: Register) -> FlaskClient:
    return register.browser(register.staff(Role.DESIGNATED_MANAGER, name="Rosalind Okafor"))


@pytest.fixture
def director(register: Register) -> FlaskClient:
    return register.browser(register.staff(Role.DIRECTOR, name="Alban Whitcombe"))


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context(), transaction():
        town = make_town()
        make_child(case_open=True, lead=town.lead)
        for _ in range(7):
            ask(town, now=now_utc() - timedelta(hours=30))
        return town


def figures_path() -> str:
    today = local_date(now_utc())
    return f"/statements/figures/{today - timedelta(days=30)}/{today}"


def begin(manager: FlaskClient) -> str:
    """A draft of the last month; its path."""
    answer = post_form(manager, f"{figures_path()}/draft", page=figures_path())
    assert answer.status_code == 303
    return answer.location


def comment(manager: FlaskClient, path: str, text: str = COMMENT) -> str:
    answer = post_form(manager, path, comment=text)
    assert answer.status_code == 303, answer.text
    return answer.location


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def sign(manager: FlaskClient, path: str, **changes: str) -> tuple[int, str]:
    """Sign as the page shows it; status and where it leads (or the page)."""
    shown = manager.get(path).text
    fields = {name: hidden(shown, name) for name in ("shown_figures", "shown_comment")}
    answer = post_form(manager, path, **(fields | {"names_nobody": "y"} | changes))
    return answer.status_code, answer.location or answer.text


def issue(manager: FlaskClient, text: str = COMMENT) -> str:
    """A statement issued; its path."""
    status, where = sign(manager, comment(manager, begin(manager), text))
    assert status == 303, where
    return where


def test_the_working_page_shows_every_number_and_no_name(
    manager: FlaskClient, town: Town, register: Register
) -> None:
    page = manager.get(figures_path())
    assert page.status_code == 200
    assert "Do not pass this page on" in page.text
    assert ">7<" in page.text
    for name in ("Wilfreda", "Ashgrove", "Philippa", "Snow", "Quince"):
        assert name not in page.text
    assert register.trail("statement_figures_viewed")


def test_days_are_chosen_and_lead_to_their_figures(manager: FlaskClient, town: Town) -> None:
    fields = {"from_on-day": "1", "from_on-month": "2", "from_on-year": "2026"}
    fields |= {"to_on-day": "28", "to_on-month": "2", "to_on-year": "2026"}
    answer = post_form(manager, "/statements/figures", **fields, team=str(town.duty_team_id))
    assert answer.location == f"/statements/figures/2026-02-01/2026-02-28?team={town.duty_team_id}"
    assert "Duty team" in manager.get(answer.location).text
    assert "Last quarter" in manager.get("/statements/figures").text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-02-02", "2026-02-01", "The last day must be the same as or after the first day"),
        ("1999-12-31", "2000-01-01", "The first day must be in 2000 or later"),
        ("2020-01-01", "2024-01-01", "The period must be two years or shorter"),
        ("2026-01-01", "2099-01-01", "The last day must be today or in the past"),
    ],
)
def test_days_for_which_there_is_no_statement_are_refused_in_words(
    manager: FlaskClient, first: str, last: str, words: str
) -> None:
    fields = {}
    for name, day in (("from_on", first), ("to_on", last)):
        parts = zip(("year", "month", "day"), day.split("-"), strict=True)
        fields |= {f"{name}-{part}": number for part, number in parts}
    answer = post_form(manager, "/statements/figures", **fields)
    assert answer.status_code == 422 and words in answer.text
    assert manager.get(f"/statements/figures/{first}/{last}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "2026-13-01/2026-01-01",
        "x/y",
        "2026-01-01/2026-01-31?team=999",
        "2026-01-01/2026-01-31?team=x",
    ],
)
def test_an_address_that_makes_no_sense_is_not_there(manager: FlaskClient, path: str) -> None:
    assert manager.get(f"/statements/figures/{path}").status_code == 404


def test_a_statement_is_issued_read_and_kept(
    app: Flask, manager: FlaskClient, director: FlaskClient, town: Town, register: Register
) -> None:
    path = issue(manager)
    with app.app_context():
        row = db.session.scalars(select(IssuedStatement)).one()
        assert (row.year, row.number) == (local_date(now_utc()).year, 1)
        assert row.pdf is not None and row.pdf.startswith(b"%PDF-")
        assert not db.session.scalars(select(StatementDraft)).all()
        told = db.session.scalars(
            select(Notification).where(Notification.kind == NotificationKind.STATEMENT_ISSUED)
        ).one()
        assert told.role is Role.DIRECTOR
        inbox = f"/inbox/{told.reference}"
        number = told.id
    assert path in director.get(inbox).text
    page = director.get(path).text
    assert COMMENT in page and "Not yet" in page and "is not as it was issued" not in page
    assert "Not read yet" in director.get("/statements").text
    token = token_on(director, path)
    for _ in range(2):
        answer = director.post(f"{path}/acknowledge", data={"csrf_token": token})
        assert answer.status_code == 303
    assert "Alban Whitcombe" in manager.get(path).text
    assert len(register.trail("statement_acknowledged")) == 1
    with app.app_context():
        read = db.session.scalars(
            select(Acknowledgement).where(Acknowledgement.notification_id == number)
        ).all()
        assert len(read) == 1


def test_a_form_sent_twice_issues_one_statement(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    path = comment(manager, begin(manager))
    shown = manager.get(path).text
    fields = {name: hidden(shown, name) for name in ("shown_figures", "shown_comment")}
    data = fields | {"names_nobody": "y", "csrf_token": hidden(shown, "csrf_token")}
    first, second = (manager.post(path, data=data) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    with app.app_context():
        assert len(db.session.scalars(select(IssuedStatement)).all()) == 1


def test_what_is_signed_is_what_was_shown(app: Flask, manager: FlaskClient, town: Town) -> None:
    draft = begin(manager)
    path = comment(manager, draft)
    shown = manager.get(path).text
    fields = {name: hidden(shown, name) for name in ("shown_figures", "shown_comment")}
    comment(manager, draft, "Something else is late")
    status, page = sign(manager, path, **fields)
    assert status == 422 and "was changed after this page was shown" in page
    post_form(manager, f"{draft}/renew", page=draft)
    status, page = sign(manager, path, shown_figures=fields["shown_figures"])
    assert status == 422
    status, page = sign(manager, path)
    assert status == 303


def test_nobody_signs_without_a_comment_or_without_having_read_it(
    manager: FlaskClient, town: Town
) -> None:
    draft = begin(manager)
    assert post_form(manager, draft, comment="  ").status_code == 422
    assert manager.get(f"{draft}/sign").location == draft
    status, page = sign(manager, comment(manager, draft), names_nobody="")
    assert status == 422 and "points to nobody" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They moved to ZZ9 4QR.", "a postcode"),
        ("Ring 01632 960321.", "a telephone number"),
        ("Mail p.snow@fernhill.example.", "an e-mail address"),
        ("Wilfreda Ashgrove was told late.", "the name of a child who has a record"),
    ],
)
def test_a_comment_that_may_point_to_somebody_is_warned_of(
    manager: FlaskClient, town: Town, text: str, words: str
) -> None:
    assert words in manager.get(comment(manager, begin(manager), text)).text


def test_an_ordinary_comment_is_not_warned_of(manager: FlaskClient, town: Town) -> None:
    assert "seems to hold" not in manager.get(comment(manager, begin(manager))).text


def test_a_correction_is_numbered_and_names_what_it_replaces(
    app: Flask, manager: FlaskClient, director: FlaskClient, town: Town
) -> None:
    path = issue(manager)
    for _ in range(2):  # pressed twice: one draft
        draft = post_form(manager, f"{path}/correct", page=path).location
    assert COMMENT in manager.get(draft).text
    status, later = sign(manager, comment(manager, draft, "One number was wrong."))
    assert status == 303
    year = local_date(now_utc()).year
    assert f"statement {year}/2" in manager.get(path).text
    assert f"Statement {year}/1" in manager.get(later).text
    assert COMMENT in manager.get(path).text
    again = manager.post(f"{path}/correct", data={"csrf_token": token_on(manager, later)})
    assert again.location == path
    with app.app_context():
        assert not db.session.scalars(select(StatementDraft)).all()


def test_the_document_is_tagged_and_kept_byte_by_byte(
    app: Flask, manager: FlaskClient, director: FlaskClient, town: Town
) -> None:
    path = issue(manager)
    first, second = (director.get(f"{path}/document").data for _ in range(2))
    assert first == second
    read = PdfReader(io.BytesIO(first))
    assert read.root_object["/MarkInfo"]["/Marked"]
    text = "\n".join(one.extract_text() for one in read.pages)
    assert "Who asked" in text and "Two considerations were late" in text
    assert "Rosalind Okafor" in text and "Wilfreda" not in text


def test_a_machine_that_makes_no_documents_issues_all_the_same(
    manager: FlaskClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "HTML", None)
    path = issue(manager)
    assert "pango" in manager.get(f"{path}/document").text
    monkeypatch.undo()
    assert manager.get(f"{path}/document").data.startswith(b"%PDF-")


def test_the_numbers_are_a_file_that_a_spreadsheet_does_not_work_out(
    manager: FlaskClient, town: Town
) -> None:
    path = issue(manager, "=HYPERLINK(1)\nNothing is late")
    answer = manager.get(f"{path}/numbers")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["section", "table", "row", "this_period", "period_before"]
    assert all(len(row) == 5 for row in rows)
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "@"))]
    assert ["Enquiries", "Who asked", "Enquiries", "7", "0"] in rows
    assert any("'=HYPERLINK" in cell for row in rows for cell in row)


def test_a_statement_that_was_tampered_with_says_so(
    app: Flask, manager: FlaskClient, town: Town
) -> None:
    path = issue(manager)
    assert "is not as it was issued" not in manager.get(path).text
    with app.app_context(), transaction() as session:
        # Whoever owns the database can take the guards away; the mark shows what they did.
        drop_guards(session.connection())
        audit.record(MAKER, "tampered_with", "issued_statement")
        session.execute(update(IssuedStatement).values(comment="All was well."))
    assert "is not as it was issued" in manager.get(path).text


def test_a_statement_issued_before_tables_were_crossed_opens_as_it_was(
    app: Flask, manager: FlaskClient, director: FlaskClient, town: Town
) -> None:
    path = issue(manager)
    assert "Who asked, and what came of it" in manager.get(path).text
    with app.app_context(), transaction() as session:
        drop_guards(session.connection())
        audit.record(MAKER, "made_old", "issued_statement")
        row = session.scalars(select(IssuedStatement)).one()
        figures = deepcopy(row.figures)
        for section in figures["sections"]:
            del section["crossed"]
        row.figures, row.pdf, row.pdf_digest = figures, None, None
        row.figures_digest = issue_of(row, "").digest()
    page = director.get(path).text
    assert "is not as it was issued" not in page
    assert "Who asked" in page and "Who asked, and what came of it" not in page
    assert director.get(f"{path}/document").data.startswith(b"%PDF-")
    assert "Who asked, and what" not in director.get(f"{path}/numbers").text


def test_who_asked_is_crossed_with_what_came_of_it_on_page_document_and_file(
    manager: FlaskClient, town: Town
) -> None:
    path = issue(manager)
    page = manager.get(path).text
    assert "Who asked, and what came of it" in page
    text = "\n".join(
        one.extract_text()
        for one in PdfReader(io.BytesIO(manager.get(f"{path}/document").data)).pages
    )
    assert "Who asked, and what came of it" in text
    assert "Enquiries read and closed by the designated manager" in text
    rows = list(csv.reader(io.StringIO(manager.get(f"{path}/numbers").data.decode("utf-8-sig"))))
    crossed = ["Enquiries", "Who asked, and what came of it"]
    assert [*crossed, "Health visiting: Enquiries", "7", "0"] in rows
    assert [*crossed, "Health visiting: Not decided yet", "7", "0"] in rows
    read = "Enquiries read and closed by the designated manager"
    assert [read, "Enquiries to read and close", "Not yet due", "7", "0"] in rows


def test_the_director_sees_no_draft_and_no_exact_number(
    manager: FlaskClient, director: FlaskClient, town: Town
) -> None:
    draft = begin(manager)
    assert "Drafts" in manager.get("/statements").text
    assert "Drafts" not in director.get("/statements").text
    for path in (draft, figures_path(), "/statements/figures"):
        assert director.get(path).status_code == 403


def test_a_statement_nobody_reads_climbs_to_no_duty_desk(
    app: Flask, manager: FlaskClient, director: FlaskClient, town: Town
) -> None:
    issue(manager)
    with app.app_context():
        for days in range(1, 12):
            climb_overdue(datetime(2027, 1, 4, 10, tzinfo=UTC) + timedelta(days=30 * days))
        kind = NotificationKind.STATEMENT_ISSUED
        rows = db.session.scalars(select(Notification).where(Notification.kind == kind)).all()
        assert {row.role for row in rows} <= {Role.DIRECTOR, Role.DESIGNATED_MANAGER}


def test_a_draft_is_thrown_away(app: Flask, manager: FlaskClient, town: Town) -> None:
    draft = begin(manager)
    assert post_form(manager, f"{draft}/throw-away", page=draft).status_code == 303
    assert manager.get(draft).status_code == 404
