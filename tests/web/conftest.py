"""A small program with the pages' shared parts and one form that has every kind of field."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, abort, flash, redirect, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from lacrecords.web import init_web
from lacrecords.web.forms import page
from tests.support.compiled import share_compiled_templates
from tests.web.every_field import PAGE, EveryForm


@pytest.fixture
def web_app() -> Flask:
    """The shared parts of the pages on a program that has nothing else."""
    app = Flask("lacrecords")
    app.config.update(SECRET_KEY="only-for-this-test", MAX_CONTENT_LENGTH=100_000)
    init_web(app)
    share_compiled_templates(app)
    app.config["TESTING"] = False
    app.jinja_env.globals["council_name"] = "Ashdown County Council"
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["SEEN"] = []
    _add_form(app)
    _add_failures(app)
    return app


def _add_form(app: Flask) -> None:
    @app.route("/form", methods=["GET", "POST"])
    def form() -> Any:
        form = EveryForm()
        if form.regroup():
            return page(app.jinja_env.from_string(PAGE), form=form)
        if form.validate_on_submit():
            app.config["SEEN"].append(form.data)
            flash("It is <b>saved</b>", "success")
            return redirect("/plain")
        return page(app.jinja_env.from_string(PAGE), form=form)

    @app.route("/plain")
    def plain() -> str:
        return render_template_string('{% extends "layout/page.html" %}{% set title = "Plain" %}')


def _add_failures(app: Flask) -> None:
    @app.route("/fail/<int:code>", methods=["GET", "POST"])
    def fail(code: int) -> Any:
        abort(code, description="a canary in the description")

    @app.route("/crash")
    def crash() -> Any:
        raise RuntimeError("a canary in the exception")

    @app.route("/database")
    def database() -> Any:
        raise OperationalError("SELECT canary", {}, RuntimeError("a canary in the database"))


@pytest.fixture
def browser(web_app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return web_app.test_client()
