"""What every view of reference data shares: lists by Flask-Admin, writing by our services.

Flask-Admin's own ways of writing are not there at all. It would commit at four sites,
delete without a token and change rows in bulk; here only three routes of a view exist,
and both that write go through a service inside one `transaction()`.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from flask_admin.form import BaseForm

from lacrecords.database import Base, db, transaction
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Action, may
from lacrecords.web.access import current_actor
from lacrecords.web.forms import GovukForm

ROUTES_KEPT = frozenset({"index_view", "create_view", "edit_view"})
GREATEST_NUMBER = 2**31 - 1
MOST_PAGES = 10_000
LONGEST_SEARCH = 100


class AdminForm(GovukForm, BaseForm):  # type: ignore[misc]
    """A form that both our pages and Flask-Admin understand."""


class Refused(StepRefused):
    """A service refused what was typed; `field` is where it is wrong."""


class ReferenceView(ModelView):  # type: ignore[misc]
    """One list of reference data; `action` is what the table of authorisation must permit."""

    action: Action
    title = ""
    one = ""
    explanation = ""
    can_delete = False
    can_view_details = False
    can_export = False
    can_set_page_size = False
    page_size = 50
    list_template = "reference_data/list.html"
    create_template = edit_template = "reference_data/edit.html"

    _urls: list[tuple[str, str, tuple[str, ...]]]

    def __init__(self, model: type[Base], endpoint: str, url: str) -> None:
        super().__init__(model, db, name=self.title, endpoint=endpoint, url=url)
        self._urls = [route for route in self._urls if route[1] in ROUTES_KEPT]

    def is_accessible(self) -> bool:
        """The belt has refused before; this is the second lock."""
        actor = current_actor()
        return actor is not None and may(actor.role, self.action)

    def add(self, form: Any) -> None:
        """Write a new row through its service; Refused."""
        raise NotImplementedError

    def change(self, form: Any, row: Any) -> None:
        """Write a changed row through its service; Refused."""
        raise NotImplementedError

    @expose("/new/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def create_view(self) -> ResponseReturnValue:
        """Add a row."""
        return self._edit(self.create_form(), None)

    @expose("/edit/", methods=("GET", "POST"))  # type: ignore[untyped-decorator]
    def edit_view(self) -> ResponseReturnValue:
        """Change a row."""
        row = self.get_one(request.args.get("id", ""))
        if row is None:
            abort(404)
        return self._edit(self.edit_form(obj=row), row)

    def get_one(self, id: str) -> Any:
        """The row with this number; None for what is no number of a row."""
        number = int(id) if id.isascii() and id.isdigit() and len(id) < 11 else 0
        return db.session.get(self.model, number) if 0 < number <= GREATEST_NUMBER else None

    def get_list(
        self,
        page: int | None,
        sort_column: Any,
        sort_desc: Any,
        search: str | None,
        *rest: Any,
        **more: Any,
    ) -> Any:
        """The rows of a page; a page or a search that cannot be is brought to one that can."""
        page = min(max(page or 0, 0), MOST_PAGES)
        search = (search or "").replace("\0", "")[:LONGEST_SEARCH]
        return super().get_list(page, sort_column, sort_desc, search, *rest, **more)

    def _edit(self, form: AdminForm, row: Any) -> ResponseReturnValue:
        if form.validate_on_submit():
            try:
                with transaction():
                    if row is None:
                        self.add(form)
                    else:
                        self.change(form, row)
            except Refused as refused:
                named = refused.field if refused.field in form._fields else None
                form.refuse(named, str(refused).rstrip("."))
            else:
                flash(f"{self.one} saved.", "success")
                return redirect(self.get_url(".index_view"))
        html = self.render(self.edit_template, form=form, row=row)
        return make_response(html, 422 if form.errors else 200)
