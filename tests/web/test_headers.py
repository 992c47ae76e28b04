"""What every response carries, and what no page may load."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lacrecords.resources import PACKAGE
from tests.web.reading import Page

EVERYWHERE = [
    "/form",
    "/plain",
    "/nowhere",
    "/crash",
    "/database",
    "/fail/400",
    "/fail/401",
    "/fail/403",
    "/fail/404",
    "/fail/409",
    "/fail/413",
    "/fail/429",
    "/fail/500",
    "/fail/503",
    "/static/screens.js",
    "/static/nothing.js",
    "/form/",
]


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_response_carries_the_headers(browser: FlaskClient, address: str) -> None:
    headers = browser.get(address, buffered=True).headers
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "charset=utf-8" in headers["Content-Type"]
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'nonce-")
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nothing_is_kept_by_the_browser_but_our_own_files(
    browser: FlaskClient, address: str
) -> None:
    kept = browser.get(address, buffered=True).headers["Cache-Control"]
    assert kept == ("public, no-cache" if address == "/static/screens.js" else "no-store")


def test_a_nonce_is_never_used_again_and_every_script_carries_it(browser: FlaskClient) -> None:
    seen = set()
    for _ in range(50):
        answer = browser.get("/plain")
        found = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
        assert found
        nonces = {each["nonce"] for each in Page(answer.text).all("script")}
        assert nonces == {found[1]}
        seen |= nonces
    assert len(seen) == 50


@pytest.mark.parametrize("address", ["/form", "/plain", "/fail/404", "/crash"])
def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(
    browser: FlaskClient, address: str
) -> None:
    page = Page(browser.get(address).text)
    for element in page.elements:
        for attribute in ("src", "href", "action", "formaction", "srcset"):
            target = element.attributes.get(attribute, "/")
            assert target.startswith(("/", "#")) and not target.startswith("//"), target
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]


def test_every_file_that_a_page_or_a_stylesheet_names_is_there(browser: FlaskClient) -> None:
    page = Page(browser.get("/plain").text)
    named = [each["href"] for each in page.all("link")]
    named += [each["src"] for each in page.all("script") if "src" in each.attributes]
    assert len(named) >= 4
    for address in named:
        assert browser.get(address, buffered=True).status_code == 200, address
    script = browser.get("/static/screens.js", buffered=True).text
    for address in re.findall(r"from '\./(.+)'", script):
        assert browser.get(f"/static/{address}", buffered=True).status_code == 200
    moj = (PACKAGE / "static" / "vendor" / "moj.css").read_text(encoding="utf-8")
    for address in re.findall(r"url\(\"?([^)\"]+)", moj):
        assert browser.get(f"/static/vendor/{address}", buffered=True).status_code == 200


def test_no_crown_crest_or_transport_face_is_shipped() -> None:
    vendor = PACKAGE / "static" / "vendor"
    names = [path.name for path in vendor.rglob("*")]
    assert not [name for name in names if re.search("crown|crest|logotype|woff", name)]
    for sheet in vendor.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "GDS Transport" not in text
        assert "@font-face" not in text
        assert not re.search(r"url\([\"']?(https?:|//|data:)", text)
    assert "MIT License" in (vendor / "NOTICES.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_change_asked_for_by_another_site_is_refused(browser: FlaskClient, site: str) -> None:
    assert browser.post("/form", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert browser.get("/form", headers={"Sec-Fetch-Site": site}).status_code == 200
    assert browser.post("/form", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 422


def test_a_change_without_the_token_is_refused_also_without_a_referrer(web_app: Flask) -> None:
    web_app.config["WTF_CSRF_ENABLED"] = True
    browser = web_app.test_client()
    address = "https://localhost/form"
    token = Page(browser.get(address).text).all("input", name="csrf_token")[0]["value"]
    assert browser.post(address).status_code == 400
    assert browser.post(address, data={"csrf_token": token}).status_code == 422
    other = web_app.test_client()
    other.get(address)
    assert other.post(address, data={"csrf_token": token}).status_code == 400


def test_a_body_over_the_limit_is_refused(browser: FlaskClient) -> None:
    assert browser.post("/form", data={"words": "x" * 200_000}).status_code == 413


def test_methods_that_no_page_has_are_refused(browser: FlaskClient) -> None:
    assert browser.open("/plain", method="TRACE").status_code == 405
    assert browser.delete("/plain").headers["Allow"]
