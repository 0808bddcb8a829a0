"""The OpenFisca web API with the country and a rulebook's package: what a simulator asks."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from rulespec.compiler.backends.openfisca.reform import reform_path
from rulespec.country.isolated import environment, python
from rulespec.projects.compiling import Checked, write_package


def command(checked: Checked, host: str, port: int) -> list[str]:
    """The core's own server, for the country and the package, or for the package alone where it is the country."""
    assert checked.program is not None
    package, catalog = checked.program.package, checked.catalog
    loaded = ["--country-package", catalog.package, "--extensions", package] if catalog.distribution else ["--country-package", package]
    if checked.program.has_reform:
        loaded += ["--reforms", reform_path(package)]
    return python("-m", "openfisca_core.scripts.openfisca_command", "serve", *loaded, "--bind", f"{host}:{port}")


def serve(checked: Checked, host: str, port: int) -> int:
    """Serve until stopped; the package lies in a folder of ours meanwhile. The server's exit code."""
    with tempfile.TemporaryDirectory(prefix="rulespec-") as name:
        write_package(Path(name), checked)
        try:
            # From the folder of the package: the server looks for modules where it is started.
            return subprocess.run(command(checked, host, port), cwd=name, env=environment(Path(name)), check=False).returncode
        except KeyboardInterrupt:
            return 0
