"""The OpenFisca web API with the country and a rulebook's package: what a simulator asks."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from rulespec.compiler.words import Language
from rulespec.disk.temporary import temporary
from rulespec.projects.compiling import Checked, write_package
from rulespec.running.bounded import bounded_server
from rulespec.running.guarding import guarded
from rulespec.running.simulating import load_system


def serve(checked: Checked, host: str, port: int, words: Language) -> None:
    """Serve until stopped; the package lies in a folder of ours meanwhile. Raises OSError where the port is taken."""
    with temporary() as folder:
        server = bounded_server(host, port)
        try:
            write_package(folder, checked)
            assert checked.program is not None
            server.app = api_of(load_system(checked.program, checked.catalog, folder), folder, words)
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()


def api_of(system: Any, folder: Path, words: Language) -> Any:
    """OpenFisca's own web API on a system, guarded, and silent: its log would hold what was sent."""
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_web_api.app import create_app

    logging.getLogger("openfisca_web_api").disabled = True
    # Each answer tells the version of the package, whose metadata lie beside it; last, so that nothing stands before a library's.
    sys.path.append(str(folder))
    app = create_app(system)
    app.logger.disabled = True
    kinds = {name: variable.value_type for name, variable in system.variables.items()}

    def builds(situation: Any) -> bool:
        try:
            SimulationBuilder().build_from_entities(system, situation)
        except Exception:  # OpenFisca's own errors have no common type (trap 25)
            return False
        return True

    return guarded(app, kinds, builds, words)
