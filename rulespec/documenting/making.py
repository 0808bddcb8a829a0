"""All that the site needs: the cases played on the package, what changed since another version, the portfolio."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from rulespec.compiler.ground.diagnostics import Diagnostics
from rulespec.compiler.words import Language
from rulespec.disk.temporary import temporary
from rulespec.documenting.site import Progress, site_files
from rulespec.keeping.differing import Difference, compare_paths
from rulespec.keeping.impact import RevisionError, at_revision
from rulespec.keeping.portfolio import PortfolioError, read_portfolio
from rulespec.keeping.triage import page, rank
from rulespec.projects.compiling import Checked, write_package
from rulespec.projects.project import MANIFEST, country_at, lexicon_names
from rulespec.running.testing import play

__all__ = ["PortfolioError", "RevisionError", "make_site"]


def make_site(checked: Checked, against: str | None, portfolio: Path | None, progress: Progress) -> Mapping[PurePosixPath, str | bytes]:
    """The files of the site. Raises RevisionError for another version that is not there, PortfolioError for a wrong portfolio."""
    program = checked.program
    assert program is not None
    ranking: Callable[[Language], str] | None = None
    if portfolio is not None:
        weights, candidates = read_portfolio(portfolio)
        ranked = rank(weights, candidates, lexicon_names(*country_at(checked.loaded.folder)))
        ranking = partial(page, ranked, weights)
    with temporary() as work:
        changes = _changes(checked, against, work)
        write_package(work / "package", checked)
        played = play(program, checked.catalog, work / "package", list(program.cases))
        return site_files(checked, played, changes, against or "", ranking, progress)


def _changes(checked: Checked, against: str | None, work: Path) -> Sequence[Difference] | None:
    if against is None:
        return None
    old = Path(against) if (Path(against) / MANIFEST).is_file() else at_revision(checked.loaded.folder, against, work / "was")
    return compare_paths(old, checked.loaded.folder, Diagnostics())
