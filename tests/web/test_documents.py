"""Documents: tagged, and made of nothing fetched from elsewhere."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from pypdf import PdfReader

from lacrecords.web import documents

PAGE = """{% extends "layout/document.html" %}{% set title = "A notice" %}
{% block document %}<h1>A notice</h1><p>{{ words }}</p>
<img alt="nothing" src="http://127.0.0.1:9/picture.png">{% endblock %}"""


@pytest.fixture(autouse=True)
def template(app: Flask) -> None:
    loaders = [DictLoader({"notice.html": PAGE}), app.jinja_env.loader]
    app.jinja_env.loader = ChoiceLoader([each for each in loaders if each is not None])


def test_a_document_is_a_tagged_pdf(app: Flask) -> None:
    with app.test_request_context():
        made = documents.pdf_from_template("notice.html", words="Written notice")
    assert made.startswith(b"%PDF-")
    read = PdfReader(BytesIO(made))
    assert read.root_object["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in read.root_object
    assert read.root_object["/Lang"] == "en"
    assert b"pdfuaid:part" in read.root_object["/Metadata"].get_data()
    text = read.pages[0].extract_text()
    assert "Written notice" in text and "Page 1 of 1" in text


def test_a_machine_without_pango_says_what_is_missing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "HTML", None)
    assert not documents.can_make_pdf()
    with app.test_request_context(), pytest.raises(documents.CannotMakePdf, match="pango"):
        documents.pdf_from_template("notice.html", words="")
