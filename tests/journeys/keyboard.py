"""Somebody who uses the keyboard alone: the focus must be seen at every stop of the Tab key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.journeys.person import Person

MOST_STOPS = 150
STOP = """() => {
    const stop = document.activeElement
    const said = text => text.replace(/\\s+/g, ' ').trim()
    const words = of => said(
        [...(of.labels || [])].map(label => label.innerText).join(' ') || of.innerText || '')
    const group = stop.type === 'radio' && stop.form
        ? [...stop.form.elements].filter(one => one.name === stop.name).map(words) : []
    const marks = () => [stop, stop.nextElementSibling].filter(Boolean).flatMap(
        one => ['', '::before'].map(part => {
            const style = getComputedStyle(one, part)
            return [style.outline, style.boxShadow, style.backgroundColor, style.border].join()
        })).join()
    const focused = marks()
    stop.blur()
    const unfocused = marks()
    stop.focus()
    const page = stop === document.body
    return {name: page ? '' : words(stop), group, seen: page || focused !== unfocused}
}"""


@dataclass
class Keyboard:
    """The keyboard of this person; no mouse, no finger."""

    person: Person

    def press(self, key: str) -> None:
        """Press one key."""
        self.person.page.keyboard.press(key)

    def type(self, label: str, text: str) -> None:
        """Tab to the box and type; in a list, the first letters of the answer."""
        self.reach(label)
        self.person.page.keyboard.type(text)

    def enter(self, name: str) -> None:
        """Tab to the button or link and press Enter."""
        self.reach(name)
        with self.person.arrives():
            self.press("Enter")

    def tick(self, label: str) -> None:
        """Tab to the box and tick it with the space bar."""
        self.reach(label)
        self.press("Space")

    def choose(self, answer: str) -> None:
        """Tab to the question, then choose with the space bar or the arrows."""
        stop = self._tab_until(lambda stop: any(_is(name, answer) for name in stop["group"]))
        if _is(stop["name"], answer):
            self.press("Space")
            return
        for _ in stop["group"]:
            self.press("ArrowDown")
            if _is(self._stop()["name"], answer):
                return
        raise AssertionError(f"The arrows did not come to {answer!r}.")

    def reach(self, name: str) -> None:
        """Press Tab until the focus stands there."""
        self._tab_until(lambda stop: _is(stop["name"], name))

    def _tab_until(self, wanted: Any) -> dict[str, Any]:
        passed = [self._stop()]
        for _ in range(MOST_STOPS):
            if wanted(passed[-1]):
                return passed[-1]
            self.press("Tab")
            passed.append(self._stop())
        raise AssertionError(f"Tab never came there, but to: {[one['name'] for one in passed]}")

    def _stop(self) -> dict[str, Any]:
        stop: dict[str, Any] = self.person.page.evaluate(STOP)
        assert stop["seen"], f"The focus cannot be seen on: {stop['name']}"
        return stop


def _is(name: str, wanted: str) -> bool:
    return name == wanted or name.startswith(f"{wanted} ")
