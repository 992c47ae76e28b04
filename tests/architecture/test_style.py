"""The rules of the house for every file: sizes, names, imports, words, and the one commit."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from tests.architecture.source import FUNCTIONS, ROOT, Source, committed_files, sources

LONGEST_FILE = {"lacrecords": 300, "frontend": 300, "tests": 400}
LONGEST_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}
DANGEROUS_MODULES = {"pickle", "marshal", "shelve"}
HOSTS = ("registry.npm" + "js", "py" + "pi.org", "python" + "hosted.org", "registry.yarn" + "pkg")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:wor" + r"k|roo" + r"t|home/\w+|Users)/")
TEXTS = {".py", ".md", ".toml", ".json", ".html", ".txt", ".js", ".scss", ".ini", ".mako", ""}


def test_no_file_is_longer_than_its_cap() -> None:
    lengths = {each.path: each.text.count("\n") for each in sources(*LONGEST_FILE)}
    assert not {p: n for p, n in lengths.items() if n > LONGEST_FILE[p.split("/")[0]]}


def test_no_function_is_longer_than_its_cap() -> None:
    assert not [
        f"{each.path}:{function.lineno} {function.name}"
        for each in sources("lacrecords", "frontend", "tests")
        for function in each.functions()
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]


def test_nothing_is_imported_inside_a_function() -> None:
    assert not [
        f"{each.path}:{node.lineno}"
        for each in sources("lacrecords", "frontend", "tests")
        for function in each.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def test_imports_are_absolute() -> None:
    assert not [
        f"{each.path}:{node.lineno}"
        for each in sources()
        for node in each.all_of(ast.ImportFrom)
        if node.level
    ]


def test_no_module_is_a_drawer_for_everything() -> None:
    paths = [PurePosixPath(each.path) for each in sources()]
    assert not [str(path) for path in paths if FORBIDDEN_NAMES & {path.stem, *path.parent.parts}]


def test_the_only_commit_is_in_transaction() -> None:
    committing = [
        f"{each.path}:{node.lineno}"
        for each in sources("lacrecords")
        for node in each.all_of(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert len(committing) == 1
    assert committing[0].startswith("lacrecords/database.py:")


def test_every_module_says_what_it_is_for() -> None:
    assert not [
        each.path
        for each in sources("lacrecords", "frontend", "tests")
        if each.text.strip() and not ast.get_docstring(each.tree)
    ]


def test_every_public_function_and_class_says_what_it_does() -> None:
    assert not [
        f"{each.path}:{node.lineno} {node.name}"
        for each in sources("lacrecords")
        for node in _public(each)
        if not ast.get_docstring(node)
    ]


def _public(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    bodies = [source.tree.body]
    bodies += [node.body for node in source.tree.body if isinstance(node, ast.ClassDef)]
    return [
        node
        for body in bodies
        for node in body
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_")
    ]


def test_no_test_replaces_our_own_code() -> None:
    assert not [
        f"{each.path}:{line}"
        for each in sources("tests")
        for line, name in each.imports()
        if name.startswith(("unittest.mock", "mock."))
    ]


def test_nothing_runs_text_as_a_program() -> None:
    found = []
    for each in sources("lacrecords"):
        found += [f"{each.path}:{n}" for n, name in each.imports() if name in DANGEROUS_MODULES]
        calls = each.all_of(ast.Call)
        found += [f"{each.path}:{node.lineno}" for node in calls if _is_dangerous(node)]
    assert not found


def _is_dangerous(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    attribute = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    shell = any(keyword.arg == "shell" for keyword in call.keywords)
    templates = "render_template_string" in (name, attribute)
    return name in DANGEROUS_CALLS or shell or templates or attribute in ("system", "popen")


def test_no_template_marks_text_as_safe_or_writes_inline() -> None:
    found = []
    for name in committed_files():
        if name.startswith("templates/") and name.endswith(".html"):
            text = (ROOT / name).read_text(encoding="utf-8")
            if re.search(r"\|\s*safe|autoescape|\sstyle=|\son[a-z]+=\"|javascript:", text):
                found.append(name)
    assert not found


def test_no_committed_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for name in committed_files():
        if PurePosixPath(name).suffix in TEXTS:
            text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
            if any(host in text for host in HOSTS) or MACHINE_PATH.search(text):
                found.append(name)
    assert not found
