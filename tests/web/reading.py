"""Reads a page as a browser would, as far as the tests of pages need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect"})


@dataclass
class Element:
    """One element with its attributes and the text inside it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    ancestors: list[Element] = field(default_factory=list, repr=False)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]


class Page(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        assert not self._open, f"never closed: {[each.name for each in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        element.ancestors = list(self._open)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open[-1].name == tag, f"</{tag}> closes <{self._open[-1].name}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """Every element of this name with these attributes (class_ means among its classes)."""
        class_name = wanted.pop("class_", "")
        return [
            each
            for each in self.elements
            if (not tag or each.name == tag)
            and (not class_name or class_name in each.attributes.get("class", "").split())
            and all(each.attributes.get(k.replace("_", "-")) == v for k, v in wanted.items())
        ]

    def one(self, tag: str = "", **wanted: str) -> Element:
        """The only such element."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of {tag} {wanted}"
        return found[0]

    def has(self, tag: str = "", **wanted: str) -> bool:
        """Whether there is such an element."""
        return bool(self.all(tag, **wanted))


def assert_sound(page: Page) -> None:
    """Ids are unique, links inside the page lead somewhere, every box has its label."""
    ids = [each["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    for element in page.elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            for target in element.attributes.get(attribute, "").split():
                assert target in ids, f"{attribute}={target} leads nowhere"
        href = element.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, f"{href} leads nowhere"
    labelled = {each["for"] for each in page.all("label")}
    for box in page.all("input") + page.all("select") + page.all("textarea"):
        if box.attributes.get("type") != "hidden":
            assert box["id"] in labelled, f"{box} has no label"
    for legend in page.all("legend"):
        assert legend.text.strip(), "an empty legend"
