"""The catalogue of an installed country package, introspected once in a process of its own, then cached."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import zlib
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rulespec.compiler.ground import codes
from rulespec.compiler.ground.catalog import Catalog, catalog_of
from rulespec.country.isolated import environment, python
from rulespec.disk.errors import WorldError
from rulespec.disk.reading import read_bytes
from rulespec.disk.writing import write_atomically

FORMAT = "6"


class CountryError(WorldError):
    """The country package is not there (`reason` empty), or does not load."""

    def __init__(self, package: str, reason: str = "") -> None:
        if not is_module_name(package):
            super().__init__(codes.BadCountry.Name(name=package))
        else:
            super().__init__(codes.BadCountry.Failed(name=package, reason=reason) if reason else codes.BadCountry(name=package))


def cache_folder() -> Path:
    """Where catalogues are kept: the user's cache, or what RULESPEC_CACHE says."""
    chosen = os.environ.get("RULESPEC_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "rulespec" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "rulespec"


def is_cached(package: str) -> bool:
    """True where loading the catalogue will not have to import the country."""
    package = module_name(package)
    path = catalogue_path(package) if _is_installed(package) else None
    return path is not None and path.exists()


def load_catalog(package: str, extensions: tuple[str, ...] = ()) -> Catalog:
    """The catalogue of a country package, with its extensions; raises CountryError where it can't be had."""
    package = module_name(package)
    extensions = tuple(map(module_name, extensions))
    for name in (package, *extensions):
        if not _is_installed(name):
            raise CountryError(name)
    path = catalogue_path(package, extensions)
    if path is not None and path.exists():
        try:
            return catalog_of(json.loads(gzip.decompress(read_bytes(path))))
        except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError):
            pass  # a damaged cache, or one of another version, is made again
    data = _introspect(package, extensions)
    if path is not None:
        _keep(path, data)
    return catalog_of(data)


def module_name(package: str) -> str:
    """The name that Python imports: « openfisca-tunisia » is that of the distribution of `openfisca_tunisia`.

    Some packages are not called as what they hold: « openfisca-ppdland » holds `ppdland`.
    """
    name = package.replace("-", "_")
    if not is_module_name(name) or find_spec(name.split(".")[0]) is not None:
        return name
    held = packages_distributions().items()
    return next((top for top, found in held if name.lower() in (item.lower().replace("-", "_") for item in found)), name)


def is_module_name(package: str) -> bool:
    """True for what Python can import: « ../country » is not."""
    return all(part.isidentifier() for part in package.split("."))


def _is_installed(package: str) -> bool:
    return is_module_name(package) and find_spec(package.split(".")[0]) is not None


def catalogue_path(package: str, extensions: tuple[str, ...] = ()) -> Path | None:
    """The cache file of packages at their versions, core's, and this Python's; for a local copy, its files' dates too."""
    key = [FORMAT, *(part for name in (package, *extensions) for part in _identity(name)), sys.version[:4]]
    try:
        key.append(f"core={version('openfisca-core')}")
    except PackageNotFoundError:
        return None
    digest = hashlib.sha256("\n".join(key).encode()).hexdigest()[:24]
    return cache_folder() / "catalogue" / f"{package.split('.')[0]}-{digest}.json.gz"


def _identity(package: str) -> list[str]:
    """What a package is: its name and version; for a local copy, its files' dates too."""
    top = package.split(".")[0]
    spec = find_spec(top)
    key = [package]
    try:
        distribution = packages_distributions_of(top)
        key.append(f"{distribution}={version(distribution)}")
    except PackageNotFoundError:
        pass
    if spec is None:
        return key
    # « frozen » is where some of Python's own modules say that they are.
    folder = Path(spec.origin).parent if spec.origin and Path(spec.origin).is_absolute() else None
    if folder is not None and "site-packages" not in folder.parts:
        files = (*folder.rglob("*.py"), *folder.rglob("*.y*ml"))
        key.append(str(max((file.lstat().st_mtime_ns for file in files), default=0)))
    return key


def packages_distributions_of(top: str) -> str:
    """The distribution of an import name; by its usual spelling first, since the full map is slow to make."""
    usual = top.replace("_", "-")
    try:
        version(usual)
        return usual
    except PackageNotFoundError:
        found = packages_distributions().get(top)
        if not found:
            raise
        return found[0]


def _introspect(package: str, extensions: tuple[str, ...]) -> dict[str, Any]:
    command = python("-m", "rulespec.country.introspection", package, *extensions)
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False)
    if result.returncode != 0:
        lines = result.stderr.strip().splitlines()
        raise CountryError(package, lines[-1] if lines else f"exit {result.returncode}")
    _, mark, told = result.stdout.partition('{"package"')
    if not mark:
        raise CountryError(package, "no catalogue")
    data: dict[str, Any] = json.loads(mark + told)
    return data


def _keep(path: Path, data: dict[str, Any]) -> None:
    """Write the cache in one move; a cache that can't be written is only slower."""
    try:
        write_atomically(path, gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0))
    except OSError:
        return
