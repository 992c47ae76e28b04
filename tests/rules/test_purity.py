"""The rules are pure: standard library, the glossary and one another; and each is citable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lacrecords.rules
from lacrecords.rules.enquiry_outcome import RULES, Rule

RULES_FOLDER = Path(lacrecords.rules.__file__).parent
RULE_FILES = sorted(RULES_FOLDER.glob("*.py"))
NOT_FOR_RULES = {"sqlite3", "socket", "ssl", "http", "urllib", "subprocess", "os", "random"}
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic"}


def modules_imported(tree: ast.AST) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "Imports are absolute."
            found.append(node.module or "")
    return found


def is_pure(module: str) -> bool:
    if module == "lacrecords.terms" or module.startswith("lacrecords.rules"):
        return True
    top = module.split(".")[0]
    return top in sys.stdlib_module_names and top not in NOT_FOR_RULES


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: str(path.name))
def test_a_rule_file_imports_only_what_is_pure(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [module for module in modules_imported(tree) if not is_pure(module)] == []


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: str(path.name))
def test_a_rule_file_asks_no_clock_and_opens_no_file(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS, f"line {node.lineno}: the moment is an argument"
        if isinstance(node, ast.Name):
            assert node.id not in {"open", "print", "input"}, f"line {node.lineno}"


def test_importing_the_rules_brings_in_no_framework_and_no_database() -> None:
    modules = [f"lacrecords.rules.{path.stem}" for path in RULE_FILES if path.stem != "__init__"]
    # The package's own __init__ assembles the program, framework and all: it is left out here.
    script = (
        "import sys, types\n"
        "sys.modules['lacrecords'] = package = types.ModuleType('lacrecords')\n"
        f"package.__path__ = [{str(RULES_FOLDER.parent)!r}]\n"
        f"import {', '.join(modules)}\n"
        "unwanted = {'sqlalchemy', 'flask', 'sqlite3', 'wtforms', 'lacrecords.database'}\n"
        "sys.exit(', '.join(sorted(unwanted & set(sys.modules))) or 0)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_each_rule_is_a_sentence_with_a_text_and_a_source(rule: Rule) -> None:
    assert len(rule.name.split("_")) >= 5
    assert rule.text.endswith((".", "?"))
    assert re.search(r"procedure|product", rule.source)
    assert re.fullmatch(r"[AT][0-9]+[a-z]?", rule.id)
    assert rule.tell or rule.bar or rule.do or rule.never_say


def test_no_two_rules_share_a_number_or_a_name() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_a_rule_that_bars_gives_no_leave_and_no_duty(rule: Rule) -> None:
    assert not (rule.bar and (rule.tell or rule.do))
