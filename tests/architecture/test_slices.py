"""A slice reaches another only through its services or queries; web knows no slice."""

from __future__ import annotations

from tests.architecture.source import ROOT, Source, sources

NOT_SLICES = {"matching", "rules", "static", "terms", "web"}
PRIVATE = {"forms", "models", "views"}
# These stand outside and put the slices together.
ASSEMBLERS = {"application", "cli", "demo", "foundation", "models", "worker", "admin"}


def slices() -> set[str]:
    """The folders of the program that are slices."""
    folders = {path.name for path in (ROOT / "lacrecords").iterdir() if path.is_dir()}
    return {name for name in folders - NOT_SLICES - ASSEMBLERS if not name.startswith("_")}


def slice_of(source: Source) -> str:
    """The first folder inside lacrecords, or the module itself."""
    return source.path.split("/")[1].removesuffix(".py")


def test_a_slice_reaches_another_only_through_its_services_or_queries() -> None:
    found, known = [], slices()
    for each in sources("lacrecords"):
        own = slice_of(each)
        for line, name in each.imports():
            parts = [*name.split("."), "", ""][:4]
            other = parts[0] == "lacrecords" and parts[1] in known - {own}
            if other and own not in ASSEMBLERS and _is_private(parts[2]):
                found.append(f"{each.path}:{line} {name}")
    assert not found


def _is_private(module: str) -> bool:
    return module in PRIVATE or module.endswith("_models")


def test_what_every_page_shares_knows_no_slice() -> None:
    forbidden = slices() - {"audit"}
    assert not [
        f"{each.path}:{line} {name}"
        for each in sources("lacrecords")
        if slice_of(each) == "web"
        for line, name in each.imports()
        if name.split(".")[0] == "lacrecords" and name.split(".")[1] in forbidden
    ]
