"""Change the rules one thing at a time and say which changes their tests do not notice.

`python tests/mutants/run_mutants.py [module ...]`; without a name, every module of the rules.
Each change is tried in a process of its own that never touches the files. It ends with 1 if a
change went unnoticed that `unnoticed.toml` does not explain.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import multiprocessing
import os
import resource
import signal
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest
import pytest_benchmark.logger

import lacrecords.terms
from tests.mutants.changes import Mutant, Terms, mutants_of

ROOT = Path(__file__).resolve().parents[2]
TERMS, RULES = ROOT / "lacrecords" / "terms", ROOT / "lacrecords" / "rules"
TESTS = ROOT / "tests" / "rules"
LONGER = 3
"""A change for which the tests run so many times as long as without one never comes to an end."""
AT_LEAST_SECONDS, NEVER_LONGER_SECONDS = 5, 600
SLOW = 3.0
"""More seconds of a processor than this, and a test is run only where no other noticed."""
LOADED_ONCE = (hypothesis, pytest_benchmark.logger, lacrecords.terms)
"""What every run of the tests needs, loaded before the first process of its own."""
HOW_LONG_IT_TAKES = "takes_about_twice_the_time"
"""Tests of how long a rule takes are left out: they say nothing of what it decides."""
EVERY_CASE = "every_case"
"""The fixture that makes every combination of facts, which takes seconds."""
ARGUMENTS = (
    *("-x", "-q", "--tb=no", "--assert=plain", f"--confcutdir={TESTS}"),
    *("-k", f"not {HOW_LONG_IT_TAKES}"),
    *("-p", "no:cacheprovider"),
    # It looks through everything for garbage, five times in every run.
    *("-p", "no:unraisableexception"),
)
ALIVE, KILLED = "alive", "killed"

hypothesis.settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(hypothesis.HealthCheck),
)
"""The same examples in every run, and no search for the smallest: one that fails is enough."""


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module as changed; every other module comes from its file."""

    def __init__(self, name: str, code: CodeType, path: Path) -> None:
        self.name, self.code, self.path = name, code, path

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 - the module itself, one thing changed


def closed_lists() -> Terms:
    """The members of every closed list of the terms and of the rules, by its name."""
    found: Terms = {}
    for path in (*sorted(TERMS.glob("*.py")), *sorted(RULES.glob("*.py"))):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in node.bases):
                found[node.name] = [
                    each.targets[0].id
                    for each in node.body
                    if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
                ]
    return found


def imports_of(path: Path) -> set[str]:
    """The modules of the rules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lacrecords.rules"):
            found.add((node.module or "").removeprefix("lacrecords.rules").lstrip("."))
            found.update(name.name for name in node.names)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests.rules"):
            beside = TESTS / f"{(node.module or '').removeprefix('tests.rules.')}.py"
            found |= imports_of(beside) if beside.exists() else set()
    return found


def tests_of(module: str) -> list[str]:
    """The tests that reach a module, by whatever they import."""
    reached = {path.stem: imports_of(path) for path in RULES.glob("*.py")}
    tests = []
    for test in sorted(TESTS.glob("test_*.py")):
        waiting, far = list(imports_of(test)), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in far:
                far.add(name)
                waiting.extend(reached.get(name, ()))
        if module in far:
            tests.append(str(test))
    return tests


def quickest_first(module: str, tests: list[str]) -> dict[str, float]:
    """The tests in the order in which they are run, and the seconds that each may take.

    Most changes need only the first. The slow come last; before them those that name the module,
    and of each the quickest first.
    """
    unchanged = Mutant(0, "unchanged", ast.parse((RULES / f"{module}.py").read_text()))
    took = {}
    for test in tests:
        began = _seconds_of_children()
        if try_one(module, unchanged, {test: NEVER_LONGER_SECONDS}) != ALIVE:
            raise RuntimeError(f"{test} fails without any change of {module}.")
        took[test] = _seconds_of_children() - began
    names = {test: module in imports_of(Path(test)) for test in tests}
    order = sorted(tests, key=lambda test: (took[test] > SLOW, not names[test], took[test]))
    return {test: AT_LEAST_SECONDS + LONGER * took[test] for test in order}


def _seconds_of_children() -> float:
    """The time that the processors gave to processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class ExamplesFirst:
    """Runs tests of one example before those of many: most changes need only one."""

    @staticmethod
    def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
        """Tests of every combination of facts come last, and those of hypothesis before them."""
        items.sort(
            key=lambda item: (
                EVERY_CASE in item.fixturenames,
                getattr(item.function, "is_hypothesis_test", False),
            )
        )


def try_one(module: str, mutant: Mutant, tests: Mapping[str, float]) -> str:
    """Whether the tests notice one change, each tried for so many seconds in a process apart."""
    child = os.fork()
    if child == 0:
        _run_changed(module, mutant, tests)
    _, status = os.waitpid(child, 0)
    return ALIVE if status == 0 else KILLED


def _run_changed(module: str, mutant: Mutant, tests: Mapping[str, float]) -> None:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    path = RULES / f"{module}.py"
    try:
        code = compile(mutant.tree, str(path), "exec")
        sys.meta_path.insert(0, Changed(f"lacrecords.rules.{module}", code, path))
        outcome = 0
        for test, seconds in tests.items():
            signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process
            outcome = outcome or int(pytest.main([*ARGUMENTS, test], plugins=[ExamplesFirst()]))
    except BaseException:
        outcome = 1
    os._exit(outcome)


def explained() -> set[tuple[str, str, str]]:
    """The changes that change nothing: by module, line of its text, and what is changed there."""
    text = (Path(__file__).parent / "unnoticed.toml").read_text()
    every = tomllib.loads(text)["unnoticed"]
    return {(one["module"], one["line"], one["change"]) for one in every if one["why"]}


def line_of(module: str, mutant: Mutant) -> str:
    """The line of the module in which the change was made."""
    lines = (RULES / f"{module}.py").read_text().splitlines()
    return lines[mutant.line - 1].strip() if mutant.line else ""


def one_module(module: str) -> tuple[str, int, list[Mutant]]:
    """How many changes of a module were tried, and which of them nothing noticed."""
    hypothesis.settings.load_profile("mutants")
    gc.freeze()  # What stands here is no process's own to look through for garbage.
    tests = quickest_first(module, tests_of(module))
    source = (RULES / f"{module}.py").read_text()
    every = list(mutants_of(source, closed_lists()))
    began = time.monotonic()
    alive = [each for each in every if not tests or try_one(module, each, tests) == ALIVE]
    took = time.monotonic() - began
    print(f"{module}: {len(every)} changes, {len(alive)} unnoticed, {took:.0f} s", flush=True)
    for each in alive:
        print(f"    {module}:{each.line}: {each.what}", flush=True)
    return module, len(every), alive


def main(names: list[str]) -> int:
    """Try the modules that are named, or all, as many at once as there are processors."""
    modules = names or sorted(p.stem for p in RULES.glob("*.py") if p.stem != "__init__")
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        results = pool.map(one_module, modules, chunksize=1)
    known = explained()
    open_ones = [
        f"{module}:{each.line}: {each.what}"
        for module, _, alive in results
        for each in alive
        if (module, line_of(module, each), each.what) not in known
    ]
    print(f"{sum(count for _, count, _ in results)} changes, {len(open_ones)} not noticed")
    print("\n".join(open_ones))
    return 1 if open_ones else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
