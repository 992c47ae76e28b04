"""The pages of documents, given to the blueprint of every slice in which documents are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from lacrecords.audit import services as audit
from lacrecords.database import now_utc, transaction
from lacrecords.documents import queries
from lacrecords.documents.forms import BelongsForm, DocumentForm, TypingForm
from lacrecords.documents.places import DocumentPlace, Matter
from lacrecords.documents.queries import DocumentShown
from lacrecords.documents.reading import read_file
from lacrecords.documents.receiving import expect_a_file, most_bytes, most_megabytes
from lacrecords.documents.services import keep_document, say_whether_it_belongs, type_words
from lacrecords.refusals import StepRefused
from lacrecords.rules.actions import Action
from lacrecords.rules.documents import MOST_PAGES
from lacrecords.web.access import requires, signed_in
from lacrecords.web.forms import page
from lacrecords.web.steps import is_taken

GET, BOTH = ("GET",), ("GET", "POST")
ONE = "/<reference>/documents/<int:number>"


def add_document_pages(blueprint: Blueprint, place: DocumentPlace) -> None:
    """Give this blueprint the pages of its documents, each under the place's own rights."""
    pages: tuple[tuple[str, str, Callable[..., Any], Action, tuple[str, ...]], ...] = (
        ("/<reference>/documents", "documents", _documents, place.read, GET),
        ("/<reference>/documents/add", "add_document", _add, place.work, BOTH),
        (ONE, "kept_document", _document, place.read, GET),
        (f"{ONE}/file.pdf", "kept_document_file", _file, place.read, GET),
        (f"{ONE}/belongs", "kept_document_belongs", _belongs, place.work, BOTH),
        (f"{ONE}/pages/<int:page_number>", "kept_document_page", _type, place.work, BOTH),
    )
    for rule, name, view, action, methods in pages:
        bound = requires(action)(_in_place(view, place))
        blueprint.add_url_rule(rule, name, bound, methods=list(methods))
    adding = place.endpoint("add_document")

    def large(endpoint: str | None, _values: dict[str, Any] | None) -> None:
        if endpoint == adding:
            expect_a_file(place.work)

    blueprint.url_value_preprocessor(large)


def _in_place(view: Callable[..., Any], place: DocumentPlace) -> Callable[..., Any]:
    """This view, of the documents of this place."""

    @wraps(view)
    def bound(**values: Any) -> Any:
        return view(place, **values)

    return bound


def _note(action: str, number: int) -> None:
    with transaction():
        audit.record(signed_in(), action, "document", number)


def _one(
    place: DocumentPlace, reference: str, number: int, *, to_change: bool = False
) -> tuple[Matter, DocumentShown]:
    matter = place.find(reference)
    shown = queries.document_of(place, matter.id, number)
    if shown is None or (to_change and not matter.may_change):
        abort(404)
    return matter, shown


def _documents(place: DocumentPlace, reference: str) -> ResponseReturnValue:
    """The documents of a decision or a request, those that were set aside apart."""
    place.note("documents_listed", place.find(reference).id)
    matter = place.find(reference)
    found = queries.documents_of(place, matter.id)
    return page(
        "documents/index.html",
        place=place,
        matter=matter,
        standing=[one for one in found if one.belongs],
        set_aside=[one for one in found if not one.belongs],
    )


def _add(place: DocumentPlace, reference: str) -> ResponseReturnValue:
    """Keep a document as it was given; the page comes back with every word where it is refused."""
    matter, form = place.find(reference), DocumentForm()
    if not matter.may_change:
        abort(404)
    number = _kept(place, matter, form)
    if number is not None:
        address = url_for(place.endpoint("kept_document"), reference=reference, number=number)
        return redirect(address, 303)
    form.ask_for_the_file_again()
    return page(
        "documents/add.html",
        form=form,
        place=place,
        matter=place.find(reference),
        most_megabytes=most_megabytes(),
        most_pages=MOST_PAGES,
    )


def _kept(place: DocumentPlace, matter: Matter, form: DocumentForm) -> int | None:
    """The number under which the document is kept now; None: nothing is, and the form says why."""
    if not form.validate_on_submit():
        return None
    try:
        # It is read before the transaction: that one lets everybody else wait.
        read = read_file(form.file.data.read(), most_bytes())
        with transaction():
            new = form.value(read)
            return keep_document(signed_in(), place, matter.id, new, now_utc()).number
    except StepRefused as refused:
        form.refuse_step(refused)
        return None


def _document(place: DocumentPlace, reference: str, number: int) -> ResponseReturnValue:
    """One document: what it is, and page by page what can be read of it."""
    _note("document_read", _one(place, reference, number)[1].row.id)
    matter, shown = _one(place, reference, number)
    return page("documents/show.html", place=place, matter=matter, shown=shown)


def _file(place: DocumentPlace, reference: str, number: int) -> ResponseReturnValue:
    """The file of a document as it was given: saved, never shown inside the browser's page."""
    matter, shown = _one(place, reference, number)
    document_id = shown.row.id
    name = f"{place.file_name}-{matter.reference}-document-{number}.pdf"
    _note("document_opened", document_id)
    answer = Response(queries.file_of(document_id), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _belongs(place: DocumentPlace, reference: str, number: int) -> ResponseReturnValue:
    """Set a document aside that was added by mistake, or put it back."""
    matter, shown = _one(place, reference, number, to_change=True)
    form, belongs = BelongsForm(), not shown.belongs

    def say() -> None:
        because = form.because.data
        say_whether_it_belongs(signed_in(), place, matter.id, number, belongs, because, now_utc())

    said = "The document is put back" if belongs else "The document is set aside. It stays kept"
    if is_taken(form, say, said):
        return redirect(url_for(place.endpoint("documents"), reference=reference), 303)
    matter, shown = _one(place, reference, number, to_change=True)
    return page("documents/belongs.html", form=form, place=place, matter=matter, shown=shown)


def _type(
    place: DocumentPlace, reference: str, number: int, page_number: int
) -> ResponseReturnValue:
    """Type the words of a page that the program cannot read, or read wrongly."""
    matter, shown = _one(place, reference, number, to_change=True)
    one = shown.page(page_number)
    if one is None:
        abort(404)
    last = one.typed
    form = TypingForm(
        data={
            "words": last.words if last else "",
            "nothing_on_it": bool(last and last.nothing_on_it),
            "shown": str(last.number if last else 0),
        }
    )

    def type_it() -> None:
        type_words(signed_in(), place, matter.id, number, form.value(page_number), now_utc())

    if is_taken(form, type_it, f"The words of page {page_number} are kept"):
        address = url_for(place.endpoint("kept_document"), reference=reference, number=number)
        return redirect(f"{address}#page-{page_number}", 303)
    _note("document_read", shown.row.id)
    matter, shown = _one(place, reference, number, to_change=True)
    return page(
        "documents/type.html",
        form=form,
        place=place,
        matter=matter,
        shown=shown,
        one=shown.page(page_number),
    )
