"""Every command and every setting is explained, and the ways in are the ones that are tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import click

from lacrecords.cli import main
from lacrecords.settings import Settings
from tests.architecture.source import ROOT


def text_of(path: str) -> str:
    """What a file of the repository says."""
    return (ROOT / path).read_text(encoding="utf-8")


def commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def test_every_command_is_explained_in_the_operating_notes() -> None:
    notes = text_of("docs/operating.md")
    found = dict(commands(main, "lacrecords"))
    assert found
    assert not [words for words in found if f"`{words}" not in notes]
    assert not [words for words, command in found.items() if not command.help]


def test_every_setting_has_a_default_and_is_explained_in_the_operating_notes() -> None:
    notes, defaults = text_of("docs/operating.md"), text_of("config/default.toml")
    names = [field.name for field in fields(Settings)]
    assert not [name for name in names if f"`{name}`" not in notes]
    assert not [name for name in names if f"\n{name} = " not in defaults]


def test_the_first_two_commands_of_the_readme_are_those_of_the_checks() -> None:
    lines = [line.strip().removeprefix("$ ") for line in text_of("README.md").splitlines()]
    ways_in = [line.split("#")[0].strip() for line in lines if line.startswith("make ")]
    assert ways_in[:2] == ["make demo", "make test"]
    assert "\nmake test" in text_of(".ci/run")
